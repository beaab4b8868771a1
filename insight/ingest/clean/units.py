"""Amounts that a header says are counted in ten thousands, in millions, or in cents."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.clean.decided import Decided
from insight.schema import TABLES, Kind

_OF = r"(?:[(（\[]\s*(?:单位\s*[:：]?\s*)?(?:人民币|人民幣)?\s*{unit}\s*[)）\]]|{unit}$)"
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("M", re.compile(_OF.format(unit="百[万萬][元円圆圓]") + r"|\(?in millions?\)?$|\([$€£¥]\s?(m|mn|mio)\)$", re.I)),
    ("万", re.compile(_OF.format(unit="[万萬][元円圆圓]?"))),
    ("亿", re.compile(_OF.format(unit="[亿億]元?"))),
    ("k", re.compile(_OF.format(unit="千[元円圆圓]") + r"|\(?in thousands?\)?$|\([$€£¥]?\s?(k|000s?)[$€£]?\)$", re.I)),
    ("%", re.compile(r"(^|[\s_(-])(in[\s_-])?(cents?|pence|minor[\s_]units?)\)?$|[（(]分[)）]$", re.IGNORECASE)),
)
"""The sign that stands for a unit behind a number (a hundredth is written as a percentage), and headers that say it."""

_BARE = r"^[^\d万亿]{0,4}\d[\d.,'’ ]*[^\d万亿千wkm%]{0,4}$"
_LAST_DIGIT = r"(\d)(\D*)$"


def in_their_units(texts: pa.Table, name: str, decided: Decided) -> pa.Table:
    """The texts with the unit of its header behind every amount that has none of its own."""
    for column in TABLES[name].columns:
        header = decided.header(name, column.name)
        sign = unit_of(header) if column.kind is Kind.MONEY and header else ""
        if sign:
            place = texts.schema.get_field_index(column.name)
            texts = texts.set_column(place, column.name, _with_sign(texts.column(column.name), sign))
    return texts


def unit_of(header: str) -> str:
    """The sign of the unit that a header counts in; nothing where it counts in whole ones."""
    return next((sign for sign, pattern in _SIGNS if pattern.search(header.strip())), "")


def _with_sign(texts: pa.ChunkedArray, sign: str) -> pa.ChunkedArray:
    is_bare = pc.match_substring_regex(texts, _BARE, ignore_case=True)
    return pc.if_else(is_bare, pc.replace_substring_regex(texts, _LAST_DIGIT, rf"\1{sign}\2"), texts)
