"""The encoding of a text file, and its bytes as clean UTF-8."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read import refusals
from insight.ingest.read.encodings.language import (
    likeliest_codec,
    others_that_may_be,
    reads_like_chinese,
    reads_like_russian,
)
from insight.ingest.read.encodings.western import others_that_fit, sample_word, western_readings

_PIECE = 1 << 16
_SAMPLE = 1 << 18
_SURELY_WORDS = 0.8
_LONGEST_LINE = 16 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REPLACEMENT = "\ufffd"
_ASCII = re.compile("[\t\r\n -~]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


class LineTooLongError(ValueError):
    """A line of more than 16 MiB: no table."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A Python codec; `lenient` replaces what it cannot decode instead of failing.

    `others` are the codecs that fit about as well, `word` is one whose characters they read differently.
    """

    codec: str
    lenient: bool = False
    others: tuple[str, ...] = ()
    word: bytes = b""

    def assumptions(self) -> tuple[Assumption, ...]:
        """That it is this one, where it cannot be told from the bytes."""
        if not self.others:
            return ()
        evidence = _(
            "The file does not say its encoding; a word in it reads {word} in this one and {other} in {codec}",
            word=self.word.decode(self.codec, errors="replace"),
            other=self.word.decode(self.others[0], errors="replace"),
            codec=self.others[0],
        )
        return (Assumption("encoding", self.codec, evidence, alternatives=self.others),)


def find_encoding(path: Path) -> Encoding:
    """BOM, then UTF-8 if the whole file is valid, then the language that it reads like, then GB18030.

    Reading may still find that the file is not valid GB18030: see encoding_when_gb18030_fails.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for bom, codec in _BOMS:
        if head.startswith(bom):
            return _strict_or_lenient(path, codec)
    if wide := utf16_without_bom(head):
        return _strict_or_lenient(path, wide)
    failed_at = first_error(path, "utf-8")
    if failed_at is None:
        return Encoding("utf-8")
    sample = _sample_around(path, failed_at)
    if _is_damaged_utf8(sample):
        return Encoding("utf-8", lenient=True)
    if likeliest := likeliest_codec(sample):
        return _asian(sample, likeliest, lenient=True)
    if reads_like_chinese(sample):
        return _asian(sample, "gb18030", lenient=False)
    if _is_in_words(sample) and reads_like_russian(sample):
        return Encoding("cp1251", lenient=True)
    return _western(sample) if _reads_like_western(sample) else _asian(sample, "gb18030", lenient=False)


def _asian(sample: bytes, codec: str, *, lenient: bool) -> Encoding:
    others = others_that_may_be(sample, codec)
    return Encoding(codec, lenient, others, sample_word(sample, codec, others))


def _western(sample: bytes) -> Encoding:
    readings = western_readings(sample)
    codec, others = readings[0].codec, others_that_fit(sample, readings)
    return Encoding(codec, True, others, sample_word(sample, codec, others))


def forced_encoding(path: Path, name: str, codec: str) -> Encoding:
    """The codec that a person chose; lenient where it does not fit the whole file.

    Raises UploadError when there is no such codec for text.
    """
    try:
        known = codecs.lookup(codec).name
        "".encode(known)
        return _strict_or_lenient(path, known)
    except (LookupError, ValueError, TypeError) as error:
        raise refusals.unknown_encoding(name, codec) from error


def encoding_when_gb18030_fails(path: Path, failed_at: int) -> Encoding:
    """Western European, or GB18030 with damaged characters: whichever reads more like text there."""
    sample = _sample_around(path, failed_at)
    return _western(sample) if _reads_like_western(sample) else Encoding("gb18030", lenient=True)


def first_error(path: Path, codec: str) -> int | None:
    """The byte near which strict decoding fails, or None when the whole file decodes."""
    decoder = codecs.getincrementaldecoder(codec)()
    position = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            try:
                decoder.decode(piece)
            except UnicodeError:
                return position
            position += len(piece)
    try:
        decoder.decode(b"", final=True)
    except UnicodeError:
        return position
    return None


def _strict_or_lenient(path: Path, codec: str) -> Encoding:
    return Encoding(codec, lenient=first_error(path, codec) is not None)


def _sample_around(path: Path, position: int) -> bytes:
    with path.open("rb") as file:
        head = file.read(_PIECE)
        file.seek(max(len(head), position - _PIECE))
        return head + file.read(2 * _PIECE)


def utf16_without_bom(head: bytes) -> str | None:
    """Every ASCII character has a zero byte beside it; other encodings hold zero bytes only where they are damaged."""
    body = head[: len(head) & ~1]
    zeros = body.count(0)
    if zeros < 2 or (zeros * 4 < len(body) and _is_utf8(head)):
        return None
    codec = max(("utf-16-le", "utf-16-be"), key=lambda candidate: len(_ASCII.findall(_decoded(body, candidate))))
    text = _decoded(body, codec)
    plain = len(_ASCII.findall(text))
    damaged = "\x00" in text or _REPLACEMENT in text[:-1]
    return codec if plain * 10 >= len(text) and not damaged and re.search(r"[\r\n]", text) else None


def _decoded(body: bytes, codec: str) -> str:
    return body.decode(codec, errors="replace")


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(sample: bytes) -> bool:
    """A few broken characters amid many good ones; text of another encoding is broken nearly everywhere."""
    text = sample.decode("utf-8", errors="replace")
    foreign = sum(1 for character in text if character > "\x7f")
    return text.count(_REPLACEMENT) * 5 < foreign


def _reads_like_western(sample: bytes) -> bool:
    """Accented letters stand alone between ASCII letters, or make words; Asian characters are pairs of high bytes."""
    if _stands_alone(sample):
        return True
    has_single = any(len(run) % 2 for run in _HIGH_RUN.findall(sample))
    return has_single and western_readings(sample)[0].fit > _SURELY_WORDS


def _stands_alone(sample: bytes) -> bool:
    runs = [len(run) for run in _HIGH_RUN.findall(sample)]
    return sum(length for length in runs if length > 1) * 4 < sum(runs)


def _is_in_words(sample: bytes) -> bool:
    """Most of what is not ASCII stands three and more together, as in words of another alphabet."""
    runs = [len(run) for run in _HIGH_RUN.findall(sample)]
    return sum(length for length in runs if length > 2) * 2 > sum(runs)


class FileStream(io.RawIOBase):
    """A file that is read once from its beginning, with its quotation marks counted."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._begun = False
        self.quotes = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()


class Utf8Stream(FileStream):
    """The file as UTF-8 without byte order mark and without NUL characters, decoded while it is read.

    Raises UnicodeError from `read` where a strict encoding fails; `position` then says near which byte. Counts what a
    later step wants to know: replaced characters, quotation marks.
    """

    def __init__(self, path: Path, encoding: Encoding) -> None:
        super().__init__(path)
        errors = "replace" if encoding.lenient else "strict"
        self._decoder = codecs.getincrementaldecoder(encoding.codec)(errors)
        self._lenient = encoding.lenient
        self._as_it_is = encoding.codec in ("utf-8", "utf-8-sig") and not encoding.lenient
        self.position = 0
        self.replaced = 0

    def read(self, size: int = -1) -> bytes:
        """At least `size` bytes, less only at the end: the pieces are small because large ones decode far slower."""
        pieces: list[bytes] = []
        length = 0
        while (size < 0 or length < size) and (piece := self._next()):
            pieces.append(piece)
            length += len(piece)
        data = b"".join(pieces)
        self.quotes += data.count(b'"')
        return data

    def _next(self) -> bytes:
        """The next characters, or nothing at the end of the file."""
        while raw := self._file.read(_PIECE):
            if self._as_it_is:
                if plain := self._plain(raw):
                    return plain
                continue
            text = self._decoder.decode(raw)
            self.position += len(raw)
            if clean := self._clean(text):
                return clean
        return self._clean(self._decoder.decode(b"", final=True))

    def _plain(self, raw: bytes) -> bytes:
        """Valid UTF-8 needs no decoding."""
        if not self._begun:
            raw, self._begun = raw.removeprefix(codecs.BOM_UTF8), True
        return raw.replace(b"\x00", b"")

    def _clean(self, text: str) -> bytes:
        if not self._begun and text:
            text, self._begun = text.removeprefix("\ufeff"), True
        if self._lenient:
            self.replaced += text.count(_REPLACEMENT)
        return text.replace("\x00", "").encode("utf-8", errors="replace")

    def lines(self) -> Iterator[str]:
        """The lines with their ends; CR, LF and CRLF end a line.

        Raises LineTooLongError where the lines have no end.
        """
        pending = b""
        while block := self.read(1 << 20):
            lines = (pending + block).splitlines(keepends=True)
            pending = lines.pop()
            if len(pending) > _LONGEST_LINE:
                raise LineTooLongError
            yield from (line.decode() for line in lines)
        if pending:
            yield pending.decode()
