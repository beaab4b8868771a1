"""What people said about being contacted: which words say what, whose words they are, and which of them weigh."""

from insight.warehouse.consent.headers import is_title_of_refusals, speaks_of_will, tells_refusal
from insight.warehouse.consent.meaning import LIST_WORDS, PURPOSES, Meaning, is_known_refusal, meaning_of
from insight.warehouse.consent.plain import moment_in, plain_words

__all__ = [
    "LIST_WORDS",
    "PURPOSES",
    "Meaning",
    "is_known_refusal",
    "is_title_of_refusals",
    "meaning_of",
    "moment_in",
    "plain_words",
    "speaks_of_will",
    "tells_refusal",
]
