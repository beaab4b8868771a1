"""Which columns of a list of people, and which titles, speak of will."""

import re

from insight.warehouse.consent.meaning import is_negated
from insight.warehouse.consent.plain import plain_words
from insight.warehouse.consent.words import pattern

_NOT_OF_WILL, _MOMENT, _ASKS, _TITLE_NOT = (pattern(name) for name in ("not_of_will", "moment", "asks", "title_not"))


def tells_refusal(header: str) -> bool:
    """Whether a header names a refusal: 拒收短信, Unsubscribed at, Do not contact."""
    return is_negated(header) and not _NOT_OF_WILL.search(plain_words(header))


def speaks_of_will(header: str) -> bool:
    """Whether the cells under a header say if somebody may be contacted. When somebody agreed is no such column."""
    plain = plain_words(header)
    if not plain or _NOT_OF_WILL.search(plain):
        return False
    if tells_refusal(header):
        return True
    return not _MOMENT.search(plain) and bool(_ASKS.fullmatch(plain))


def is_title_of_refusals(title: str) -> bool:
    """Whether a sheet or file of this name lists people who want no contact: 黑名单.xlsx, unsubscribed_members.csv."""
    plain = plain_words(title)
    return is_negated(re.sub(r"\d+", " ", plain)) and not _TITLE_NOT.search(plain)
