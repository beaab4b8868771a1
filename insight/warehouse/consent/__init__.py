"""What people said about being contacted: which words say what, whose words they are, and which of them weigh."""

from insight.warehouse.consent.headers import (
    asks_which,
    holds_replies,
    is_about_a_buyer,
    is_title_of_refusals,
    is_yes_or_no_question,
    speaks_of_contact,
    speaks_of_will,
    tells_refusal,
)
from insight.warehouse.consent.meaning import (
    LIST_WORDS,
    PURPOSES,
    Meaning,
    is_barred,
    is_known_refusal,
    is_refusing_reply,
    meaning_of,
    refuses_in_passing,
)
from insight.warehouse.consent.plain import is_no_day, moment_in, plain_words

__all__ = [
    "LIST_WORDS",
    "PURPOSES",
    "Meaning",
    "asks_which",
    "holds_replies",
    "is_about_a_buyer",
    "is_barred",
    "is_known_refusal",
    "is_no_day",
    "is_refusing_reply",
    "is_title_of_refusals",
    "is_yes_or_no_question",
    "meaning_of",
    "moment_in",
    "plain_words",
    "refuses_in_passing",
    "speaks_of_contact",
    "speaks_of_will",
    "tells_refusal",
]
