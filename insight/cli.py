"""`python -m insight`: everything a page can do, without a browser. With --json the output is a contract (README)."""

import argparse
import datetime as dt
import json
import locale
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from insight.analysis import ANALYSES, find_analysis, make_params, to_json
from insight.errors import InsightError, ParameterError
from insight.export import write_list
from insight.i18n import Language, _
from insight.ingest import REASONS, SheetReport, batches, build_sample, examine, load, repairs, undo
from insight.ingest.recognise import load_templates
from insight.ingest.stage import vars_of
from insight.settings import DEFAULT_WORKSPACE, SAMPLE_WORKSPACE
from insight.warehouse import DuckWarehouse, check, open_workspace, refresh

DONE, FAULT, REFUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 a fault of the program, 2 the request or the data was refused."""
    options = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except InsightError as error:
        print(error.render(_language()), file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m insight", description="Insight Desk without a browser")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(command=run)
        added.add_argument("-w", "--workspace", default=DEFAULT_WORKSPACE, help="name of the workspace")
        added.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
        return added

    taking = command("import", _import, "Load exports into the workspace")
    taking.add_argument("files", nargs="+", type=Path, metavar="FILE")
    taking.add_argument("--as", dest="template", help="read the files as this template instead of guessing")
    taking.add_argument("--encoding", help="encoding of text files instead of guessing")
    command("batches", _batches, "List what was loaded")
    command("undo", _undo, "Take a batch out again").add_argument("batch_id", type=int, metavar="BATCH_ID")
    command("repairs", _repairs, "List the cells that could not be read").add_argument(
        "batch_id", type=int, nargs="?", metavar="BATCH_ID"
    )
    command("templates", _templates, "List the exports that are recognised")
    command("refresh", _refresh, "Rebuild the workspace from what was loaded")
    command("doctor", _doctor, "Check that the workspace is sound")
    _with_parameters(command("analyse", _analyse, "Run an analysis"))
    listing = _with_parameters(command("members", _members, "Write the people behind one number to a file"))
    listing.add_argument("--cell", nargs="+", default=[], metavar="KEY=VALUE", help="which number")
    listing.add_argument("--out", type=Path, required=True, metavar="FILE", help=".xlsx or .csv")
    listing.add_argument("--unmasked", action="store_true", help="write phones and e-mails in full")
    return parser


def _with_parameters(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("name", choices=sorted(ANALYSES), metavar="NAME", help=", ".join(sorted(ANALYSES)))
    parser.add_argument("-p", dest="parameters", action="append", default=[], metavar="KEY=VALUE")
    return parser


def _open(options: argparse.Namespace) -> DuckWarehouse:
    warehouse = open_workspace(options.workspace)
    if options.workspace == SAMPLE_WORKSPACE:
        build_sample(warehouse, _now())
    return warehouse


def _import(options: argparse.Namespace) -> int:
    for path in options.files:
        if not path.is_file():
            raise ParameterError("FILE", path, _("the path of a file that exists"))
    warehouse = open_workspace(options.workspace)
    drafts = [
        draft
        for path in options.files
        for draft in examine(path, as_template=options.template, encoding=options.encoding, warehouse=warehouse)
    ]
    reports = load(warehouse, drafts, imported_at=_now(), imported_by="command line")
    language = _language()
    for report in reports:
        if report.refused:
            print(f"{_place(report)}: {report.refused.render(language)}", file=sys.stderr)
    if options.json:
        _print_json([_report(report) for report in reports])
    else:
        _print_lines(_report_line(report) for report in reports if not report.refused)
    loaded = {report.file for report in reports if not report.refused}
    return DONE if all(report.file in loaded for report in reports) else REFUSED


def _place(report: SheetReport) -> str:
    return report.file if report.sheet is None else f"{report.file} [{report.sheet}]"


def _report(report: SheetReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "sheet": report.sheet,
        "template": report.template,
        "encoding": report.encoding,
        "batch_id": report.batch_id,
        "refused": report.refused.render(_language()) if report.refused else None,
        "problems": report.problems,
        "tables": {name: vars_of(counts) for name, counts in report.tables.items()},
    }


def _report_line(report: SheetReport) -> str:
    tables = "; ".join(
        f"{name}: " + ", ".join(f"{number} {word}" for word, number in vars_of(counts).items())
        for name, counts in report.tables.items()
    )
    return f"{_place(report)}: {report.template}, {tables}"


def _batches(options: argparse.Namespace) -> int:
    records = batches(_open(options)).to_dict("records")
    if options.json:
        _print_json(records)
    else:
        _print_lines(
            f"{record['batch_id']}  {record['imported_at']:%Y-%m-%d %H:%M}  {record['file']}  {record['template']}"
            + ("" if _missing(record["undone_at"]) else "  undone")
            for record in records
        )
    return DONE


def _undo(options: argparse.Namespace) -> int:
    generation = undo(_open(options), options.batch_id, _now())
    return _say(options, {"batch_id": options.batch_id, "generation": generation})


def _repairs(options: argparse.Namespace) -> int:
    records = repairs(_open(options), options.batch_id).to_dict("records")
    for record in records:
        record["reason"] = REASONS[str(record["reason"])].render(_language())
    if options.json:
        _print_json(records)
    else:
        _print_lines(
            f"{record['file']} row {record['source_row']}, {record['header']}: {record['value']} — {record['reason']}"
            for record in records
        )
    return DONE


def _templates(options: argparse.Namespace) -> int:
    language = _language()
    records = [
        {
            "id": template.id,
            "title": template.title(language),
            "source_system": template.source_system,
            "tables": sorted(template.tables),
            "evidence": template.evidence,
            "refused": bool(template.refuse),
        }
        for template in load_templates()
    ]
    if options.json:
        _print_json(records)
    else:
        _print_lines(f"{record['id']:28} {record['evidence']:11} {record['title']}" for record in records)
    return DONE


def _refresh(options: argparse.Namespace) -> int:
    with _open(options).writing() as session:
        generation = refresh(session)
    return _say(options, {"generation": generation})


def _doctor(options: argparse.Namespace) -> int:
    found = check(_open(options))
    if options.json:
        _print_json([{"rule": each.rule.render(_language()), "broken": each.broken} for each in found])
    else:
        _print_lines(f"{'ok ' if not each.broken else each.broken} {each.rule.render(_language())}" for each in found)
    return FAULT if any(each.broken for each in found) else DONE


def _analyse(options: argparse.Namespace) -> int:
    warehouse = _open(options)
    params = make_params(options.name, _pairs(options.parameters), warehouse)
    result = find_analysis(options.name).run(warehouse, params)
    document = to_json(result, generation=warehouse.generation, language=_language())
    if options.json:
        _print_json(document)
    else:
        _print_lines(finding["text"] for finding in document["findings"])
    return DONE


def _members(options: argparse.Namespace) -> int:
    warehouse = _open(options)
    params = make_params(options.name, _pairs(options.parameters), warehouse)
    segment = find_analysis(options.name).run(warehouse, params).segment(**_pairs(options.cell))
    written = write_list(
        warehouse,
        segment,
        options.out,
        language=_language(),
        currency=params.currency,
        exported_at=_now(),
        unmasked=options.unmasked,
    )
    return _say(options, {"file": str(options.out), "rows": written.rows, "sha256": written.sha256})


def _pairs(texts: Sequence[str]) -> dict[str, Any]:
    """KEY=VALUE texts; a value is read as JSON where it parses as JSON, as text otherwise."""
    pairs: dict[str, Any] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise ParameterError("-p", text, _("KEY=VALUE"))
        try:
            pairs[key] = json.loads(value)
        except json.JSONDecodeError:
            pairs[key] = value
    return pairs


def _say(options: argparse.Namespace, record: dict[str, Any]) -> int:
    if options.json:
        _print_json(record)
    else:
        _print_lines(f"{key}: {value}" for key, value in record.items())
    return DONE


def _print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, default=_plain, allow_nan=False))


def _plain(value: object) -> object:
    if _missing(value):
        return None
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return str(value)


def _missing(value: object) -> bool:
    """True for None, NaN and NaT: the values that differ from themselves."""
    return value is None or bool(value != value)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)


def _language() -> Language:
    return "zh_CN" if (locale.getlocale()[0] or "").startswith(("zh", "Chinese")) else "en"
