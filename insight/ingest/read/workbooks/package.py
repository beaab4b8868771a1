"""Which part of a zipped workbook holds which sheet, as its own tables of contents say."""

import posixpath
import re
import zipfile
from pathlib import Path

from lxml import etree

from insight.ingest.read.containers.archive import expanded_pieces

_MOST_BYTES = 16 << 20
_BOOK = re.compile(r"xl/workbook\d*\.xml", re.IGNORECASE)


def sheets_of_parts(path: Path, name: str, members: list[zipfile.ZipInfo]) -> dict[str, str]:
    """Part -> name of its sheet; empty where the workbook does not say it in the usual form."""
    known = {member.filename.lower(): member for member in members if member.file_size <= _MOST_BYTES}
    book = next((part for part in known if _BOOK.fullmatch(part)), None)
    relations = f"{posixpath.dirname(book)}/_rels/{posixpath.basename(book)}.rels" if book else ""
    if book is None or relations not in known:
        return {}
    try:
        sheets = _elements(path, name, known[book], "sheet")
        relationships = _elements(path, name, known[relations], "Relationship")
    except etree.LxmlError:
        return {}
    targets = {str(each.get("Id")): str(each.get("Target")) for each in relationships}
    return {
        _part(posixpath.dirname(book), target): str(sheet.get("name"))
        for sheet in sheets
        if (target := targets.get(_identity(sheet)))
    }


def _identity(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), "")


def _elements(path: Path, name: str, member: zipfile.ZipInfo, tag: str) -> list[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(b"".join(expanded_pieces(path, member, name)), parser)
    return list(root.iter("{*}" + tag))


def _part(folder: str, target: str) -> str:
    """The name of a part in lower case; a target may stand for itself or be relative to the workbook."""
    target = target.replace("\\", "/")
    absolute = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
    return absolute.lower()
