"""Which columns of a list of people, and which titles, speak of will."""

import re

from insight.warehouse.consent.meaning import is_negated
from insight.warehouse.consent.plain import plain_words
from insight.warehouse.consent.words import pattern

_NOT_OF_WILL, _MOMENT, _ASKS, _TITLE_NOT = (pattern(name) for name in ("not_of_will", "moment", "asks", "title_not"))
_CONTACT, _OF_A_BUYER, _YES_OR_NO, _WHICH = (pattern(name) for name in ("contact", "of_a_buyer", "yes_or_no", "which"))

_REPLY = re.compile(
    r"(短信|用户|客户|上行)?(回复|上行|回执)(内容|短信|信息)?"
    r"|(inbound |sms )?(reply|replies|response|message)( text| content| body)?"
)


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


def speaks_of_contact(header: str) -> bool:
    """Whether a column of rows about something else, such as orders, says if their person may be contacted: what is
    refused there may be a parcel, and what was cancelled an order."""
    return speaks_of_will(header) and bool(_CONTACT.search(plain_words(header)))


def holds_replies(header: str) -> bool:
    """Whether a column holds what people answered to a message."""
    return bool(_REPLY.fullmatch(plain_words(header)))


def is_about_a_buyer(header: str) -> bool:
    """Whether a column of rows about goods tells of their person: tags, a group, a state."""
    return bool(_OF_A_BUYER.fullmatch(plain_words(header)))


def is_yes_or_no_question(question: str) -> bool:
    """Whether a yes or a no answers a question."""
    plain = plain_words(question)
    return bool(_YES_OR_NO.search(plain)) and not asks_which(question)


def asks_which(question: str) -> bool:
    """Whether a question asks for more than a yes or a no."""
    return bool(_WHICH.search(plain_words(question)))


def is_title_of_refusals(title: str) -> bool:
    """Whether a sheet or file of this name lists people who want no contact: 黑名单.xlsx, unsubscribed_members.csv."""
    plain = plain_words(title)
    return is_negated(re.sub(r"\d+", " ", plain)) and not _TITLE_NOT.search(plain)
