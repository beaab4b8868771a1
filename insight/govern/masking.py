"""Phones, e-mails and names with the part hidden that identifies; whole columns at once, nulls stay null.

A masked value is for people to recognise, never a key: two people may share it.
"""

import pyarrow as pa
import pyarrow.compute as pc

_ALREADY_MASKED = "*"
_MOBILE = r"(^|[^0-9A-Za-z])((?:86)?1[3-9][0-9])[0-9]{4}([0-9]{4})($|[^0-9A-Za-z])"
_ADDRESS = r"([^\s:;,@])[^\s:;,@]*@([^\s:;,@]+)"


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
    """Hide the mobile numbers and e-mail addresses inside other text.

    Platforms let people use them as account name, nickname or member number: `youzan:13812341234; shopify:a@b.com` →
    `youzan:138****1234; shopify:a***@b.com`. Longer and shorter numbers and digits within a word are left as they are.
    """
    for _turn in ("every other", "those between"):
        column = pc.replace_substring_regex(column, _MOBILE, r"\1\2****\3\4")
    return pc.replace_substring_regex(column, _ADDRESS, r"\1***@\2")
