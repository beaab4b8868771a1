"""Rules about phones, e-mails and provinces: the same for customers and for orders."""

from collections.abc import Iterator

from insight.analysis.quality.rule import Rule
from insight.i18n import Text, _

_NO_PHONE = """
CASE
    WHEN regexp_full_match(phone, '1[3-9][0-9]{9}') THEN FALSE
    ELSE NOT regexp_full_match(phone, '[0-9]{7,15}') OR regexp_full_match(phone, '1[01][0-9]{9}')
        OR replace(phone, substr(phone, 1, 1), '') = ''
END"""

_NO_EMAIL = r"NOT regexp_full_match(email, '[^@\s*,;<>]+@[^@\s*,;<>]+\.[^@\s*,;<>]+')"

_IS_HUB = """
(phone IN (SELECT substr(node, 3) FROM core.hubs WHERE node LIKE 'f:%')
    OR email IN (SELECT substr(node, 3) FROM core.hubs WHERE node LIKE 'g:%'))"""


_FORMS: tuple[tuple[str, str, Text, str, str, str], ...] = (
    (
        "phone_form",
        "phone",
        _("A phone is a phone number: 7 to 15 digits, not all the same, no 11 digits from 10 or 11 on"),
        "phone IS NOT NULL",
        _NO_PHONE,
        "phone",
    ),
    (
        "phone_whole",
        "phone",
        _("A phone shows all its digits (138****1234 can neither be called nor joined)"),
        "coalesce(phone, phone_masked) IS NOT NULL",
        "phone IS NULL",
        "phone_masked",
    ),
    (
        "email_form",
        "email",
        _("An e-mail address has a name, an @ and a domain"),
        "email IS NOT NULL",
        _NO_EMAIL,
        "email",
    ),
)
"""Name, column, text, which rows are asked, which of them break it, and the value that shows it."""


def contacts(table: str) -> Iterator[Rule]:
    """The rules of one table."""
    for name, column, text, asked, broken, value in _FORMS:
        yield Rule(
            name=f"{table}_{name}",
            table=table,
            column=column,
            dimension="validity",
            text=text,
            weakens="contact",
            asked=asked,
            broken=broken,
            subject=table,
            value=value,
        )
    yield _of_one(table)
    yield _province(table)


def _of_one(table: str) -> Rule:
    return Rule(
        name=f"{table}_contact_of_one",
        table=table,
        column="phone",
        dimension="uniqueness",
        text=_("A phone or e-mail belongs to one person, not to a whole shop"),
        weakens="people",
        asked="coalesce(phone, email) IS NOT NULL",
        broken=_IS_HUB,
        subject=table,
        value="coalesce(phone, email)",
    )


def _province(table: str) -> Rule:
    return Rule(
        name=f"{table}_province_known",
        table=table,
        column="province",
        dimension="validity",
        text=_("A province written in Chinese is one of the 34 there are"),
        weakens="places",
        asked="province IS NOT NULL",
        broken="TRUE",
        subject=f"{table}_odd_province",
        asked_in=table,
        value="province",
    )
