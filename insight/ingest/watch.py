"""A folder whose files are imported as they arrive, each on its own, and then put away with a report beside them."""

import datetime as dt
import itertools
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TextIO

from insight.errors import InsightError, ParameterError, QueryError, UploadError
from insight.i18n import Language, _
from insight.ingest.answers import Answers
from insight.ingest.draft import examine, shown_name
from insight.ingest.load import SheetReport, load
from insight.warehouse import DuckWarehouse

log = logging.getLogger(__name__)

DONE, REFUSED = "done", "refused"
_REPORT = ".report.json"
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".!ut")
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was looked into. `moved_to` is None where it was left in the folder; its report then says why.

    `failed`: the program itself failed on it.
    """

    file: str
    reports: list[SheetReport]
    moved_to: Path | None
    failed: bool = False


class _Look(NamedTuple):
    """What a file looked like, by which a change is seen."""

    size: int
    modified: int


@dataclass(slots=True)
class _Seen:
    look: _Look
    since: float
    not_before: float = 0.0
    pause: float = 0.0

    def wait(self, seconds: float) -> None:
        """Leave the file alone for so long, at the second time for twice as long, and so on."""
        self.pause = 2 * self.pause or seconds
        self.not_before = time.monotonic() + self.pause


@dataclass(slots=True, kw_only=True)
class WatchFolder:
    """`still_s`: how long a file must not have changed before it is taken. `patience_s`: how long a file may go on
    changing when only those that are there are taken; also how long it is left alone, at first, after something kept it
    from being taken. `language` is that of the reports.
    """

    warehouse: DuckWarehouse
    folder: Path
    language: Language
    imported_by: str | None = None
    as_template: str | None = None
    encoding: str | None = None
    answers: Answers | None = None
    still_s: float = 1.0
    patience_s: float = 30.0
    _seen: dict[Path, _Seen] = field(default_factory=dict)
    _loaded: dict[Path, tuple[_Look, list[SheetReport]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise ParameterError("--watch", self.folder, _("the path of a folder that exists"))

    def run(self, tell: Callable[[Taken], None], stopping: Callable[[], bool], *, once: bool) -> None:
        """Take files until `stopping`, asked between files; with `once` only those that are there now.

        `tell` hears of every file that was taken or could not be.
        """
        waiting = set(self._arrivals()) if once else None
        began = time.monotonic()
        while not stopping() and waiting != set():
            for path in self._still(time.monotonic()):
                if stopping():
                    return
                if waiting is None or path in waiting:
                    self._tell_of(path, tell)
                    waiting = None if waiting is None else waiting - {path}
            if waiting is not None:
                waiting &= set(self._arrivals())
                if time.monotonic() - began > self.still_s + self.patience_s:
                    for path in sorted(waiting):
                        tell(_left(path, _still_changing(path)))
                    return
            time.sleep(min(self.still_s, 0.5) / 2)

    def take(self, path: Path, imported_at: dt.datetime) -> Taken:
        """Import one file in a transaction of its own, then put it away.

        A file that cannot be taken now (the workspace is in use, the disk is full, the file is still being written)
        stays where it is. When the program ends in between, the file is either still there, and importing it again
        changes nothing, or it has been put away.
        """
        try:
            look = _look(path)
            reports = self._reports(path, look, imported_at)
            if _look(path) != look:
                return _left(path, _still_changing(path))
            self._loaded[path] = look, reports
            is_loaded = any(not report.refused for report in reports)
            moved_to = _put_away(path, self.folder / (DONE if is_loaded else REFUSED), _as_text(reports, self.language))
        except (InsightError, OSError) as error:
            return _left(path, error if isinstance(error, InsightError) else _cannot_take(path, error))
        self._loaded.pop(path, None)
        return Taken(shown_name(path), reports, moved_to)

    def _reports(self, path: Path, look: _Look, imported_at: dt.datetime) -> list[SheetReport]:
        """What became of the sheets; a file that was loaded before and could not be put away is not loaded again."""
        known = self._loaded.get(path)
        if known is not None and known[0] == look:
            return known[1]
        drafts = examine(
            path,
            as_template=self.as_template,
            encoding=self.encoding,
            answers=self.answers,
            warehouse=self.warehouse,
        )
        return load(self.warehouse, drafts, imported_at=imported_at, imported_by=self.imported_by)

    def _tell_of(self, path: Path, tell: Callable[[Taken], None]) -> None:
        try:
            taken = self.take(path, dt.datetime.now().replace(microsecond=0))
        except Exception:
            log.exception("a fault of the program: %s is left where it is", path)
            self._seen[path].not_before = float("inf")
            tell(replace(_left(path, _fault(path)), failed=True))
            return
        finally:
            self.warehouse.close()
        if taken.moved_to is None and not path.exists():
            return
        if taken.moved_to is None:
            self._seen[path].wait(self.patience_s)
        tell(taken)

    def _arrivals(self) -> Iterator[Path]:
        """The files of the folder that are not under a passing name, nor have a companion that is."""
        try:
            entries = [entry for entry in self.folder.iterdir() if entry.is_file()]
        except OSError as error:
            log.warning("cannot look into %s: %s", self.folder, error)
            return
        names = {entry.name for entry in entries}
        for entry in entries:
            name = entry.name
            if name.startswith((".", "~")) or name.lower().endswith(_UNFINISHED):
                continue
            if not any(name + ending in names for ending in _UNFINISHED):
                yield entry

    def _still(self, now: float) -> list[Path]:
        """Files that have not changed for a while and can be opened, the oldest first: what is newer then counts."""
        looks = dict(_looks(self._arrivals()))
        self._seen = {path: seen for path, seen in self._seen.items() if path in looks}
        for path, look in looks.items():
            seen = self._seen.get(path)
            if seen is None or seen.look != look:
                self._seen[path] = _Seen(look, now)
        ready = [
            path
            for path, seen in self._seen.items()
            if now - seen.since >= self.still_s
            and now >= seen.not_before
            and (now - seen.since >= self.patience_s or _can_be_opened(path))
        ]
        return sorted(ready, key=lambda path: (looks[path].modified, path.name))


def _looks(paths: Iterator[Path]) -> Iterator[tuple[Path, _Look]]:
    for path in paths:
        try:
            yield path, _look(path)
        except FileNotFoundError:
            continue


def _look(path: Path) -> _Look:
    found = path.stat()
    return _Look(found.st_size, found.st_mtime_ns)


def _can_be_opened(path: Path) -> bool:
    """On Windows a file that is being written cannot be."""
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False


def _as_text(reports: list[SheetReport], language: Language) -> str:
    return json.dumps([report.record(language) for report in reports], ensure_ascii=False, indent=2) + "\n"


def _put_away(path: Path, folder: Path, report: str) -> Path:
    """Write the report, then move the file beside it, both under the first name that is free; nothing is overwritten.

    Creating the report claims the name, so that two who watch the same folder never meet.
    """
    folder.mkdir(exist_ok=True)
    for number in itertools.count(1):
        target = folder / _numbered(path, number)
        beside = target.with_name(target.name + _REPORT)
        try:
            file = None if target.exists() else beside.open("x", encoding="utf-8")
        except FileExistsError:
            continue
        if file is not None:
            return _move(path, target, file, report)
    raise AssertionError("numbers do not end")


def _move(path: Path, target: Path, beside: TextIO, report: str) -> Path:
    try:
        with beside:
            beside.write(report)
        return path.rename(target)
    except OSError:
        Path(beside.name).unlink(missing_ok=True)
        raise


def _numbered(path: Path, number: int) -> str:
    """The name of the file, from 2 on with the number before its ending, short enough to add the report's ending."""
    ending = path.suffix + _REPORT
    mark = f" ({number})" if number > 1 else ""
    stem = path.stem
    while len(os.fsencode(stem + mark + ending)) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + mark + path.suffix


def _left(path: Path, error: InsightError) -> Taken:
    name = shown_name(path)
    return Taken(name, [SheetReport(name, None, None, None, error, {}, 0, None)], None)


def _still_changing(path: Path) -> UploadError:
    return UploadError(
        _("The file is still being written"),
        _("{file}", file=shown_name(path)),
        _("It stays in the folder and is taken when it no longer changes"),
    )


def _cannot_take(path: Path, error: OSError) -> QueryError:
    log.error("cannot take %s: %s", path, error)
    return QueryError(
        _("The file cannot be taken out of the folder"),
        _("{file}: {reason}", file=shown_name(path), reason=error.strerror or str(error)),
        _("It stays in the folder. Check that the disk has space and that the folder can be written to"),
    )


def _fault(path: Path) -> QueryError:
    return QueryError(
        _("The program failed on this file"),
        _("{file}", file=shown_name(path)),
        _("It stays in the folder and nothing of it was loaded. Please report it together with the log"),
    )
