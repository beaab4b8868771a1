"""Looks through zip archives, which workbooks are too, before anything opens them: directories lie about sizes."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from insight.ingest.read import refusals
from insight.ingest.read.table import ReadLimits

_PIECE = 1 << 18
_EXPANDED_AT_ONCE = 1 << 20
_ALWAYS_ALLOWED = 16 << 20
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


def checked_members(path: Path, name: str, limits: ReadLimits) -> list[zipfile.ZipInfo]:
    """The members by the directory of the archive.

    Raises UploadError for too many of them, for too large ones, for encryption and for what is no archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise refusals.damaged(name) from error
    if len(members) > limits.max_members:
        raise refusals.too_many_members(name, len(members), limits.max_members)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise refusals.protected_archive(name)
    _check_expansion(sum(member.file_size for member in members), path.stat().st_size, name, limits)
    return members


def _check_expansion(expanded: int, packed: int, name: str, limits: ReadLimits) -> None:
    if expanded > limits.max_uncompressed_bytes:
        raise refusals.expands_too_far(name, expanded, limits.max_uncompressed_bytes)
    if expanded > max(_ALWAYS_ALLOWED, packed * limits.max_compression_ratio):
        raise refusals.packed_too_tightly(name, expanded // packed, limits.max_compression_ratio)


def expanded_pieces(path: Path, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The content of a member, in pieces of at most 1 MiB, never more than the directory announces.

    Raises UploadError when there is more, or the member is damaged or packed in an unusual manner.
    """
    left, checksum = member.file_size, 0
    try:
        for piece in _raw_pieces(path, member):
            left -= len(piece)
            checksum = zlib.crc32(piece, checksum)
            if left < 0:
                raise refusals.expands_too_far(name, member.file_size - left, member.file_size)
            yield piece
        if checksum != member.CRC:
            raise ValueError("changed")
    except (zlib.error, NotImplementedError, OSError, ValueError) as error:
        raise refusals.damaged(name) from error


def gunzipped_pieces(path: Path, name: str, limits: ReadLimits) -> Iterator[bytes]:
    """The content of a gzip file, in pieces of at most 1 MiB.

    Raises UploadError when it expands too far, or is damaged; a gzip file does not announce its size.
    """
    expanded, packed = 0, path.stat().st_size
    try:
        with gzip.open(path) as file:
            while piece := file.read(_EXPANDED_AT_ONCE):
                expanded += len(piece)
                _check_expansion(expanded, packed, name, limits)
                yield piece
    except (OSError, EOFError, zlib.error) as error:
        raise refusals.damaged(name) from error


def _raw_pieces(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(member.header_offset)
        header = file.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
            raise ValueError(member.filename)
        names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        file.seek(names, 1)
        if member.compress_type == zipfile.ZIP_STORED:
            yield from _limited(file, member.compress_size)
        elif member.compress_type == zipfile.ZIP_DEFLATED:
            yield from _inflated(file, member.compress_size)
        else:
            raise NotImplementedError(member.compress_type)


def _limited(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(_PIECE, size))):
        size -= len(piece)
        yield piece
    if size > 0:
        raise ValueError("cut off")


def _inflated(file: BinaryIO, size: int) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in _limited(file, size):
        pending = piece
        while pending:
            yield inflate.decompress(pending, _EXPANDED_AT_ONCE)
            pending = inflate.unconsumed_tail
    yield inflate.flush()
    if not inflate.eof:
        raise ValueError("cut off")


def member_name(member: zipfile.ZipInfo) -> str:
    """The name as its author saw it: Windows in Chinese writes GBK without saying so."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def is_export(member: zipfile.ZipInfo) -> bool:
    """No folder, and nothing that an operating system adds on its own."""
    parts = member.filename.split("/")
    return not member.is_dir() and "__MACOSX" not in parts and not parts[-1].startswith(".")
