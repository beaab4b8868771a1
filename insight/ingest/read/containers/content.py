"""What a file is by its first bytes; suffixes are not believed."""

import re
import zipfile
from pathlib import Path
from typing import Literal

from insight.errors import UploadError
from insight.i18n import Text, _
from insight.ingest.read import refusals
from insight.ingest.read.encodings.encoding import utf16_without_bom
from insight.ingest.read.records.sql_dump import is_sql
from insight.ingest.read.workbooks.ole import check_ole

Kind = Literal[
    "workbook", "zip", "gzip", "html", "web archive", "mail", "spreadsheet xml", "json", "xml", "sql", "parquet", "text"
]

_GZIP = b"\x1f\x8b\x08"
_PARQUET = b"PAR1"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLE = {
    b"\x89PNG\r\n\x1a\n": _("a PNG picture"),
    b"\xff\xd8\xff": _("a JPEG picture"),
    b"GIF87a": _("a GIF picture"),
    b"GIF89a": _("a GIF picture"),
    b"II*\x00": _("a TIFF picture"),
    b"MM\x00*": _("a TIFF picture"),
    b"%PDF": _("a PDF document"),
    b"MZ": _("a Windows program"),
    b"\x7fELF": _("a Linux program"),
    b"\xcf\xfa\xed\xfe": _("a macOS program"),
    b"\xca\xfe\xba\xbe": _("a program"),
    b"{\\rtf": _("an RTF document"),
    b"SQLite format 3\x00": _("an SQLite database"),
    b"ID3": _("a sound file"),
    b"OggS": _("a sound file"),
}
_OTHER_FORMAT = {
    b"Rar!\x1a\x07": _("a RAR archive"),
    b"7z\xbc\xaf\x27\x1c": _("a 7z archive"),
    b"BZh": _("a bzip2 archive"),
    b"\xfd7zXZ\x00": _("an xz archive"),
    b"ARROW1": _("an Arrow file"),
    b"\x09\x08\x08\x00": _("a workbook of Excel 4 or older"),
    b"\x09\x04\x06\x00": _("a workbook of Excel 4 or older"),
    b"\x09\x02\x06\x00": _("a workbook of Excel 4 or older"),
    b"\x09\x00\x04\x00": _("a workbook of Excel 4 or older"),
}
_HTML = re.compile(rb"<(!doctype html|html|table|meta|head|body|style)\b", re.IGNORECASE)
_SPREADSHEET_XML = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet")
_WEB_ARCHIVE = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,20}?content-type:\s*multipart/related", re.IGNORECASE
)
_MAIL = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,60}?content-type:\s*multipart/mixed", re.IGNORECASE
)
_JSON = re.compile(rb'\s*(\{\s*("|\})|\[\s*(\{|\[))')
_XML = re.compile(rb"\s*<(\?xml\b|!--|[A-Za-z_][\w.:-]*(\s[^<>]*)?>\s*<[A-Za-z_!])")
"""A declaration, or an element that opens with another one."""

_TEXT_CONTROLS = b"\x01\t\n\r\x0b\x0c\x1a\x1b\x00\x08"
_BINARY_BYTES = bytes(code for code in range(32) if code not in _TEXT_CONTROLS)


def kind_of(path: Path, name: str) -> Kind:
    """How to read the file.

    Raises UploadError for what is empty, no table at all, encrypted, or of a format that is not supported.
    """
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if not head:
        raise refusals.empty_file(name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path, name)
    if head.startswith(_GZIP):
        return "gzip"
    if head.startswith(_OLE2):
        check_ole(path, name)
        return "workbook"
    if head.startswith(_PARQUET) and _is_binary(head):
        return "parquet"
    _refuse_other_formats(head, name)
    return _kind_of_text(head, name)


def is_text(path: Path) -> bool:
    """Whether the first bytes make it plain text, or a refusal; nothing but them is looked at."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if head.startswith((b"PK", _GZIP, _OLE2, _PARQUET)):
        return False
    try:
        _refuse_other_formats(head, path.name)
        return not head or _kind_of_text(head, path.name) == "text"
    except UploadError:
        return True


def _kind_of_zip(path: Path, name: str) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise refusals.damaged(name) from error
    if members & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        return "workbook"
    for part, what in _ZIPPED_DOCUMENTS.items():
        if any(member.startswith(part) for member in members):
            raise refusals.not_supported(name, what)
    return "workbook" if "[Content_Types].xml" in members else "zip"


_ZIPPED_DOCUMENTS: dict[str, Text] = {
    "Index/Document.iwa": _("a Numbers document"),
    "Index.zip": _("a Numbers document"),
    "Index/": _("a Numbers document"),
    "word/": _("a Word document"),
    "ppt/": _("a PowerPoint document"),
    "META-INF/MANIFEST.MF": _("a program"),
    "AndroidManifest.xml": _("a program"),
}


def _refuse_other_formats(head: bytes, name: str) -> None:
    for magic, what in _NO_TABLE.items():
        if _starts_with(head, magic):
            raise refusals.wrong_content(name, what)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise refusals.wrong_content(name, _("a WebP picture"))
    if head[4:8] == b"ftyp":
        raise refusals.wrong_content(name, _("a video or HEIC picture"))
    for magic, what in _OTHER_FORMAT.items():
        if _starts_with(head, magic):
            raise refusals.not_supported(name, what)


def _starts_with(head: bytes, magic: bytes) -> bool:
    """A mark that is plain letters ("MZ", "ID3") may also be the first column name of a text file."""
    return head.startswith(magic) and (not magic.isalnum() or _is_binary(head))


def _kind_of_text(head: bytes, name: str) -> Kind:
    plain = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if plain.lstrip().startswith(b"<") and _SPREADSHEET_XML.search(plain[:8192]) and not _HTML.match(plain.lstrip()):
        return "spreadsheet xml"
    if _WEB_ARCHIVE.match(plain):
        return "web archive"
    if _MAIL.match(plain):
        return "mail"
    if plain.lstrip().startswith(b"<") and _HTML.search(plain[:8192]):
        return "html"
    if _XML.match(plain):
        return "xml"
    if _JSON.match(plain):
        return "json"
    if is_sql(plain):
        return "sql"
    if _is_binary(head) and not utf16_without_bom(head):
        raise refusals.wrong_content(name, _("a file of an unknown binary format"))
    return "text"


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = len(head) - len(head.translate(None, _BINARY_BYTES))
    nuls = head.count(0)
    mostly_nul = nuls > len(head) * 0.6
    return mostly_nul or controls > len(head) * 0.02


def refuse_large(path: Path, name: str, limit: int) -> None:
    """Raises UploadError for a file beyond the limit or one that is not there."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise refusals.unopened(name) from error
    if size > limit:
        raise refusals.too_large(name, size, limit)
