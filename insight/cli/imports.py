"""Commands that bring files in: named ones, or those that arrive in a folder."""

import argparse
import logging
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from insight.cli.output import DONE, FAULT, REFUSED, language, now, print_json, print_lines, print_refusal
from insight.errors import ParameterError
from insight.i18n import _
from insight.ingest import Answers, Assumption, Draft, SheetReport, examine, load, remember
from insight.ingest.answers import pair
from insight.ingest.stage import vars_of
from insight.ingest.watch import Taken, WatchFolder
from insight.warehouse import DuckWarehouse, open_workspace

_IMPORTED_BY = "command line"
_BROKEN_OFF_AT = 2


def take_files(options: argparse.Namespace) -> int:
    """Load the files, all together or none; with --watch those that arrive in a folder, each on its own."""
    if bool(options.files) == bool(options.watch):
        raise ParameterError("FILE", " ".join(map(str, options.files)), _("either files or --watch and a folder"))
    return _watch(options) if options.watch else _load(options)


def _load(options: argparse.Namespace) -> int:
    for path in options.files:
        if not path.is_file():
            raise ParameterError("FILE", path, _("the path of a file that exists"))
    said = answers_of(options)
    warehouse = open_workspace(options.workspace)
    drafts = [draft for path in options.files for draft in examine(path, answers=said, warehouse=warehouse)]
    reports = load(warehouse, drafts, imported_at=now(), imported_by=_IMPORTED_BY)
    _remember(warehouse, drafts)
    _print_refusals(reports)
    if options.json:
        print_json([report.record(language()) for report in reports])
    else:
        print_lines(line for report in reports if not report.refused for line in report_lines(report))
    loaded = {report.file for report in reports if not report.refused}
    return DONE if all(report.file in loaded for report in reports) else REFUSED


def _watch(options: argparse.Namespace) -> int:
    watched = WatchFolder(
        warehouse=open_workspace(options.workspace),
        folder=options.watch,
        language=language(),
        imported_by=_IMPORTED_BY,
        answers=answers_of(options),
    )
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    records: list[dict[str, object]] = []
    codes = {DONE}

    def tell(taken: Taken) -> None:
        codes.add(_code(taken))
        _print_refusals(taken.reports)
        document = [_record(report, taken) for report in taken.reports]
        if options.json and options.once:
            records.extend(document)
        elif options.json:
            print_json(document, indent=None)
        else:
            print_lines(line for report in taken.reports if not report.refused for line in report_lines(report))

    with _told_to_stop() as stopping:
        watched.run(tell, lambda: bool(stopping), once=options.once)
    if options.json and options.once:
        print_json(records)
    if not options.once:
        return DONE
    return FAULT if FAULT in codes else max(codes)


@contextmanager
def _told_to_stop() -> Iterator[list[int]]:
    """A list that is filled when the person or the system asks to stop; asked twice, work under way is broken off.

    Whoever was asked ends, and hears no more: the exit code of an end is the program's own, not a signal's."""
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        if len(asked) == _BROKEN_OFF_AT:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if asked else handler)


def _code(taken: Taken) -> int:
    if taken.failed:
        return FAULT
    return DONE if taken.moved_to and any(not report.refused for report in taken.reports) else REFUSED


def _record(report: SheetReport, taken: Taken) -> dict[str, object]:
    moved_to = taken.moved_to
    shown = os.fsencode(f"{moved_to.parent.name}/{moved_to.name}").decode(errors="replace") if moved_to else None
    return report.record(language()) | {"moved_to": shown}


def _print_refusals(reports: list[SheetReport]) -> None:
    for report in reports:
        if report.refused:
            print_refusal(report.refused, place(report), report.command)


def place(report: SheetReport) -> str:
    """The file, and the sheet where it has one."""
    return report.file if report.sheet is None else f"{report.file} [{report.sheet}]"


def answers_of(options: argparse.Namespace) -> Answers:
    """What the command says of the files. Raises ParameterError for what cannot be said."""
    said = [pair(text, "--assume") for text in options.assumed]
    given = {key: getattr(options, key) for key in ("encoding", "delimiter", "header_row")}
    said += [(key, value) for key, value in given.items() if value is not None]
    if options.no_header:
        said.append(("has_header", "no"))
    return Answers(
        template=options.template,
        sheet=getattr(options, "sheet", None),
        table=options.table,
        mapped=tuple(pair(text, "--map") for text in options.mapped),
    ).with_assumed(said)


def _remember(warehouse: DuckWarehouse, drafts: list[Draft]) -> None:
    """What was said of rows, columns and assumptions holds for the next file with the same headers."""
    for draft in drafts:
        if draft.mapping is not None and not draft.answers.is_open and draft.answers.template is None:
            remember(warehouse, draft, now())


def report_lines(report: SheetReport) -> list[str]:
    """What became of a sheet, and what was decided without proof: one line each."""
    return [report_line(report), *(f"  {line}" for line in assumption_lines(report.assumptions))]


def assumption_lines(assumptions: Iterable[Assumption]) -> list[str]:
    """One line for each, or one that says there is none."""
    lines = []
    for one in assumptions:
        about = f"{one.what}:{one.column}" if one.column and one.column != one.value else one.what
        others = f" ({' | '.join(one.alternatives)})" if one.alternatives else ""
        rows = "" if one.rows is None else _(", {rows:count} rows", rows=one.rows).render(language())
        lines.append(f"{about}={one.value}{others}{rows}: {one.evidence.render(language())}")
    return lines or [_("no guess was made").render(language())]


def report_line(report: SheetReport) -> str:
    """What became of a sheet, in one line."""
    tables = "; ".join(
        f"{name}: " + ", ".join(f"{number} {word}" for word, number in vars_of(counts).items())
        for name, counts in report.tables.items()
    )
    return f"{place(report)}: {report.template}, {tables}"
