"""The rules, one module a subject."""

from insight.audience.rules.numbers import NUMBERS

DECLARED = (*NUMBERS,)
"""Every rule there is."""
