"""OLE files: old workbooks, encrypted new ones, and documents that are no workbook."""

import struct
from pathlib import Path

import olefile

from insight.errors import UploadError
from insight.i18n import Text, _
from insight.ingest.read import refusals

_EOF, _FILEPASS, _SST = 0x000A, 0x002F, 0x00FC
_MOST_RECORDS = 500_000
_BYTES_OF_A_TEXT = 3
_HARMLESS = 4_000_000
_DOCUMENTS: dict[str, Text] = {
    "WordDocument": _("a Word document"),
    "PowerPoint Document": _("a PowerPoint document"),
    "WksSSWorkBook": _("an old WPS or Works sheet"),
    "__properties_version1.0": _("an Outlook message"),
}


def check_ole(path: Path, name: str) -> None:
    """Raises UploadError for what is no workbook, is encrypted, or says that it holds what it cannot."""
    try:
        with olefile.OleFileIO(path) as file:
            streams = {"/".join(parts) for parts in file.listdir()}
            if "EncryptedPackage" in streams:
                raise refusals.password_protected(name)
            book = next((stream for stream in streams if stream.lower() in ("workbook", "book")), None)
            if book is None:
                raise _no_workbook(streams, name)
            _check_book(file.openstream(book).read(), name)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, struct.error) as error:
        raise refusals.damaged(name) from error


def _no_workbook(streams: set[str], name: str) -> UploadError:
    found = next((what for stream, what in _DOCUMENTS.items() if stream in streams), None)
    return refusals.not_supported(name, found) if found else refusals.damaged(name)


def _check_book(content: bytes, name: str) -> None:
    """Looks at the records that come before the first sheet."""
    position = 0
    for _record in range(_MOST_RECORDS):
        if position + 4 > len(content):
            return
        kind, length = struct.unpack_from("<HH", content, position)
        if kind == _FILEPASS:
            raise refusals.password_protected(name)
        if kind == _SST and length >= 8 and position + 12 <= len(content):
            (declared,) = struct.unpack_from("<I", content, position + 8)
            room = len(content) // _BYTES_OF_A_TEXT
            if declared > max(room, _HARMLESS):
                raise refusals.declares_too_much(name, declared, room)
        if kind == _EOF:
            return
        position += 4 + length
