"""Phones, e-mails and names with the part hidden that identifies; whole columns at once, nulls stay null.

A masked value is for people to recognise, never a key: two people may share it.
"""

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

_ALREADY_MASKED = "*"
_DIGIT, _GAP = "[0-9０-９]", r"[ \x{a0}\x{3000}.\-－—]?"
_MOBILE = (
    rf"(^|[^0-9０-９])((?:(?:00|\+|＋)?[8８][6６])?{_GAP}[1１][3-9３-９]{_DIGIT}){_GAP}{_DIGIT}{{4}}{_GAP}"
    rf"({_DIGIT}{{4}})($|[^0-9０-９])"
)
_LANDLINE = r"(^|[^0-9])(0[0-9]{2,3})[-－][0-9]{3,4}([0-9]{4})($|[^0-9])"
_ABROAD = r"(\+[1-9][0-9])[0-9 ().\-]{5,14}([0-9]{2})($|[^0-9])"
_ADDRESS = r"([^\s:;,，；：@＠])[^\s:;,，；：@＠]*[@＠]([^\s:;,，；：@＠]+)"

_CONTACT = "|".join((_MOBILE, _LANDLINE, _ABROAD, "[@＠]"))
"""Asked once of every text: most have no contact in them, and are not taken apart."""


def mask_phone(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """`13812341234` → `138****1234`. Of 7 to 10 digits the first and last two are left, of fewer none.

    Phones that came masked are left as they are.
    """
    long = pc.replace_substring_regex(column, r"^(.{3}).{4,}(.{4})$", r"\1****\2")
    short = pc.replace_substring_regex(column, r"^(.{2}).{3,6}(.{2})$", r"\1****\2")
    length = pc.utf8_length(column)
    masked = pc.if_else(pc.greater_equal(length, 11), long, pc.if_else(pc.greater_equal(length, 7), short, "****"))
    return pc.if_else(pc.match_substring(column, _ALREADY_MASKED), column, masked)


def mask_email(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """`anna@example.com` → `a***@example.com`; what is no address becomes `***`."""
    masked = pc.replace_substring_regex(column, r"(?s)^(.).*@([^@]+)$", r"\1***@\2")
    return pc.if_else(pc.match_substring_regex(column, r"(?s)^.+@[^@]+$"), masked, "***")


def mask_name(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """`张三` → `张**`: the first character is left, and how many follow is not told."""
    return pc.replace_substring_regex(column, r"(?s)^(.).*$", r"\1**")


def mask_contacts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Hide the phone numbers and e-mail addresses inside other text.

    Platforms let people use them as account name, nickname or member number, staff note them anywhere:
    `youzan:13812341234; shopify:a@b.com` → `youzan:138****1234; shopify:a***@b.com`. Mobiles also where they are
    written in groups, in full width, with a country code or within a word; landlines with their area code, and numbers
    that begin with `+`. Longer and shorter numbers are left as they are: they name orders.
    """
    texts = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    has_contact = pc.fill_null(pc.match_substring_regex(texts, _CONTACT), False)
    if not pc.any(has_contact).as_py():
        return column
    return pa.chunked_array([pc.replace_with_mask(texts, has_contact, _without_contacts(texts.filter(has_contact)))])


def _without_contacts(texts: pa.Array) -> pa.Array:
    for _turn in ("every other", "those between"):
        texts = pc.replace_substring_regex(texts, _MOBILE, r"\1\2****\3\4")
        texts = pc.replace_substring_regex(texts, _LANDLINE, r"\1\2-****\3\4")
    texts = pc.replace_substring_regex(texts, _ABROAD, r"\1****\2\3")
    return pc.replace_substring_regex(texts, _ADDRESS, r"\1***@\2")


def mask_texts(table: pa.Table, *, keep: Collection[str] = ()) -> pa.Table:
    """The table with the contacts inside every text hidden; columns of `keep`, which identify nobody outside, stay."""
    for place, name in enumerate(table.column_names):
        if name not in keep and (pa.types.is_string(table[name].type) or pa.types.is_large_string(table[name].type)):
            table = table.set_column(place, name, mask_contacts(table[name]))
    return table
