"""Currencies that a workbook tells by the format of its cells alone: `[$€-407]#,##0.00` shows 20 as 20 €."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from insight.ingest.read.containers.archive import expanded_pieces

_MOST_BYTES = 16 << 20
_LOCALE = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]")
_WRITTEN = re.compile(r"(?:US|HK|NT|AU|CA|NZ|MX|[ACRS])?\$|[€£¥￥₩₫฿₱₺₽₹元円]|\b[A-Z]{3}\b|zł|Kč")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_BEHIND = frozenset({"元", "円", "zł", "Kč"})
_JAPAN = "411"
_NUMBER = r"^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$"

Styles = dict[int, str]


def money_styles(path: Path, name: str, members: list[zipfile.ZipInfo]) -> Styles:
    """Number of a cell style -> the sign or code of a currency in its format; none of what a program adds by itself."""
    part = next((each for each in members if each.filename.lower() == "xl/styles.xml"), None)
    if part is None or part.file_size > _MOST_BYTES:
        return {}
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(b"".join(expanded_pieces(path, part, name)), parser)
    except etree.LxmlError:
        return {}
    signs = {
        str(each.get("numFmtId")): sign
        for each in root.iter("{*}numFmt")
        if (sign := sign_of(str(each.get("formatCode") or "")))
    }
    styles = next(root.iter("{*}cellXfs"), None)
    if not signs or styles is None:
        return {}
    used = ((at, str(each.get("numFmtId"))) for at, each in enumerate(styles.iterchildren("{*}xf")))
    return {at: signs[number] for at, number in used if number in signs}


def sign_of(code: str) -> str:
    """The sign or code of the currency in a number format; an empty text where it shows none."""
    first = code.partition(";")[0]
    if located := _LOCALE.search(first):
        sign, place = located[1].strip(), (located[2] or "").lstrip("0").lower()
        return ("円" if sign in ("¥", "￥") and place == _JAPAN else sign) if _WRITTEN.search(sign) else ""
    quoted = "".join(match[1] or match[2] or "" for match in _QUOTED.finditer(first))
    bare = _QUOTED.sub("", re.sub(r"\[[^\]]*\]", "", first))
    told = _WRITTEN.search(quoted) or re.search(r"[$€£¥￥]", bare)
    return told[0] if told else ""


def cells_in(styles: Styles) -> re.Pattern[bytes] | None:
    """Finds the cells of these styles in the text of a sheet: letters of the column, row, style."""
    if not styles:
        return None
    numbers = "|".join(map(str, sorted(styles))).encode()
    return re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(' + numbers + rb')"')


def with_signs(
    cells: pa.Table, left: int, signs: Mapping[int, Mapping[str, set[int]]], rows: pa.ChunkedArray
) -> pa.Table:
    """The cells with the sign beside each number that is shown with one; columns of the sheet begin at `left`."""
    numbers = rows.to_numpy()
    for column, told in signs.items():
        name = str(column - left)
        if name not in cells.column_names:
            continue
        for sign, marked in told.items():
            own = cells[name]
            is_marked = pa.array(np.isin(numbers, np.fromiter(marked, dtype=np.int64)))
            is_number = pc.fill_null(pc.match_substring_regex(own, _NUMBER), False)
            signed = pc.binary_join_element_wise(*((own, sign) if sign in _BEHIND else (sign, own)), " ")
            texts = pc.if_else(pc.and_(is_marked, is_number), signed, own)
            cells = cells.set_column(cells.schema.get_field_index(name), name, texts)
    return cells
