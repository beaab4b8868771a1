"""Rows that are facts, and columns that become rows: answers, figures of a day, what is known of people."""
