"""Bytes as text: encodings, and the letters that tell which one it is."""
