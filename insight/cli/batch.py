"""Commands about what was imported: list, undo, redo, read again, repair."""

import argparse

from insight.cli.imports import answers_of, assumption_lines, report_lines
from insight.cli.output import DONE, asker, is_missing, language, now, print_json, print_lines, say
from insight.cli.workspace import opened
from insight.errors import ParameterError
from insight.export import leaving, rejected_rows_book, repair_list_out
from insight.i18n import _
from insight.ingest import REASONS, Assumption, batches, redo, repairs, reread, undo
from insight.ingest.recognise import load_templates
from insight.warehouse import DuckWarehouse


def list_batches(options: argparse.Namespace) -> int:
    """What was loaded, newest first, and what was decided without proof."""
    records = batches(opened(options)).to_dict("records")
    if options.json:
        print_json([record | {"assumptions": _records(record["assumptions"])} for record in records])
        return DONE
    for record in records:
        print_lines(
            [
                f"{record['batch_id']}  {record['imported_at']:%Y-%m-%d %H:%M}  {record['file']}  {record['template']}"
                + ("" if is_missing(record["undone_at"]) else "  undone")
            ]
        )
        print_lines(f"    {line}" for line in _told(record["assumptions"]))
    return DONE


def _records(assumptions: tuple[Assumption, ...] | None) -> list[dict[str, object]]:
    return [one.record(language()) for one in assumptions or ()]


def _told(assumptions: tuple[Assumption, ...] | None) -> list[str]:
    if assumptions is None:
        return [_("guesses were not noted when this was imported: reread shows them").render(language())]
    return assumption_lines(assumptions)


def undo_batch(options: argparse.Namespace) -> int:
    """Take a batch out again."""
    generation = undo(opened(options), options.batch_id, now())
    return say(options, {"batch_id": options.batch_id, "generation": generation})


def redo_batch(options: argparse.Namespace) -> int:
    """Bring an undone batch back."""
    generation = redo(opened(options), options.batch_id, now())
    return say(options, {"batch_id": options.batch_id, "generation": generation})


def reread_batch(options: argparse.Namespace) -> int:
    """Read a batch again from its kept bytes, with other answers."""
    report = reread(opened(options), options.batch_id, now(), answers=answers_of(options), reread_by="command line")
    if options.json:
        print_json(report.record(language()))
    else:
        print_lines(report_lines(report))
    return DONE


def list_repairs(options: argparse.Namespace) -> int:
    """The cells that could not be read; with --out the rows left out of one batch, to correct and import again."""
    warehouse = opened(options)
    if options.out:
        return _write_rejected_rows(warehouse, options)
    records = repair_list_out(warehouse, repairs(warehouse, options.batch_id), asker()).to_dict("records")
    for record in records:
        record["reason"] = REASONS[str(record["reason"])].render(language())
    if options.json:
        print_json(records)
    else:
        print_lines(
            f"{record['file']} row {record['source_row']}, {record['header']}: {record['value']} — {record['reason']}"
            for record in records
        )
    return DONE


def _write_rejected_rows(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    if options.batch_id is None or options.out.suffix.lower() != ".xlsx":
        raise ParameterError("--out", options.out, _("the number of a batch and the name of an .xlsx file"))
    found = repairs(warehouse, options.batch_id)
    rows = found[found["is_rejected"].astype(bool)]["source_row"].nunique()
    with leaving(warehouse, options.out) as target:
        target.write(rejected_rows_book(warehouse, options.batch_id, language(), asker()))
    return say(options, {"batch_id": options.batch_id, "file": str(options.out), "rows": rows})


def list_templates(options: argparse.Namespace) -> int:
    """The exports that are recognised."""
    records = [
        {
            "id": template.id,
            "title": template.title(language()),
            "source_system": template.source_system,
            "tables": sorted(template.tables),
            "evidence": template.evidence,
            "refused": bool(template.refuse),
        }
        for template in load_templates()
    ]
    if options.json:
        print_json(records)
    else:
        print_lines(f"{record['id']:28} {record['evidence']:11} {record['title']}" for record in records)
    return DONE
