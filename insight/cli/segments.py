"""Commands about saved segments: list, show, save, rename, delete, write to a file; and lists of ids from elsewhere."""

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from insight.analysis import default_as_of, main_currency
from insight.audience import (
    SavedSegment,
    as_segment,
    condition,
    delete_segment,
    find_saved,
    from_json,
    rename_segment,
    save_segment,
    saved_segments,
    size,
    to_plain,
)
from insight.audience.asked import HistoryParams, history_of, version
from insight.audience.changes import Changes, changes
from insight.audience.id_list import IdTable, read_ids
from insight.audience.rules.lists import ON_LIST
from insight.audience.standing import cannot_hold
from insight.audience.uploads import find_list, keep_list, likely_column, named_by, outcome, outcome_rows
from insight.cli.analyses import list_choices, list_record
from insight.cli.output import DONE, asker, is_missing, language, now, print_json, print_lines, say, user
from insight.cli.workspace import opened
from insight.errors import InsightError, ParameterError
from insight.export import list_rows_out, reachable, write_list
from insight.govern.small_cells import is_few, seen_by
from insight.i18n import _
from insight.warehouse import DuckWarehouse
from insight.warehouse.id_matching import REASONS

Record = dict[str, Any]


def segment(options: argparse.Namespace) -> int:
    """Do what the action says."""
    return ACTIONS[options.action](options, opened(options))


def _list(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    day = _day(options.as_of) or default_as_of(warehouse)
    records = [_record(warehouse, saved, day) for saved in saved_segments(warehouse)]
    if options.json:
        print_json(records)
    else:
        print_lines(f"{_number(each['customers']):>12}  {each['name']}  {each['sentence']}" for each in records)
    return DONE


def _show(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    """The segment with its reach and its size over time; with --before who came and who left since then."""
    saved, day = find_saved(warehouse, _named(options)), _day(options.as_of) or default_as_of(warehouse)
    reach = reachable(warehouse, as_segment(warehouse, saved, day))
    asked = HistoryParams(segment=saved.segment_id, as_of=day, version=version(warehouse))
    history = seen_by(asker(), history_of(warehouse, asked))
    moved = _moved(warehouse, saved, _day(options.before), day)
    record = _record(warehouse, saved, day) | {
        "reachable": {
            way: _seen(number)
            for way, number in (
                ("phone", reach.phone),
                ("wecom", reach.wecom),
                ("email", reach.email),
                ("any", reach.any),
            )
        },
        "history": [
            {"as_of": row["as_of"], "customers": _whole(row["customers"])} for row in history.sizes.to_dict("records")
        ],
        "changes": _changes_record(moved) if moved else None,
    }
    if options.json:
        print_json(record)
    else:
        findings = [*history.findings(), *(moved.findings() if moved else ())]
        print_lines([record["sentence"], *(finding.text.render(language()) for finding in findings)])
    return DONE


def _moved(warehouse: DuckWarehouse, saved: SavedSegment, earlier: dt.date | None, later: dt.date) -> Changes | None:
    return None if earlier is None else seen_by(asker(), changes(warehouse, saved, earlier, later))


def _changes_record(found: Changes) -> Record:
    return {
        "since": found.earlier,
        "before": _seen(found.before),
        "after": _seen(found.after),
        "entered": _seen(found.entered),
        "left": _seen(found.left),
        "reasons": [
            {
                "direction": row["direction"],
                "reason": row["reason"].render(language()),
                "customers": _whole(row["customers"]),
            }
            for row in found.reasons.to_dict("records")
        ],
    }


def _export(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    """Write the people of a saved segment to a file."""
    if options.out is None:
        raise ParameterError("--out", "–", _("the name of an .xlsx or .csv file"))
    day = _day(options.as_of) or default_as_of(warehouse)
    currency = main_currency(warehouse)
    found = as_segment(warehouse, find_saved(warehouse, _named(options)), day, currency)
    written = write_list(
        warehouse,
        found,
        options.out,
        language=language(),
        currency=currency,
        exported_at=now(),
        choices=list_choices(options),
        asker=asker(),
    )
    return say(options, list_record(written))


def _save(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    """Keep an expression under a name; with --replace also under one that is taken."""
    meaning = from_json(options.expression or "", currency=main_currency(warehouse))
    for text in cannot_hold(warehouse, meaning, _day(options.as_of) or default_as_of(warehouse)):
        print(text.render(language()), file=sys.stderr)
    saved = save_segment(
        warehouse,
        _named(options),
        meaning,
        at=now(),
        by=user(),
        note=options.note,
        replaces=options.replace,
    )
    return say(options, _record(warehouse, saved, _day(options.as_of) or default_as_of(warehouse)))


def _rename(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    saved = rename_segment(warehouse, find_saved(warehouse, _named(options)).segment_id, options.to or "")
    return say(options, {"segment_id": saved.segment_id, "name": saved.name})


def _delete(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    saved = find_saved(warehouse, _named(options))
    delete_segment(warehouse, saved.segment_id, now())
    return say(options, {"segment_id": saved.segment_id, "name": saved.name})


def _upload(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    """Keep a column of ids as a list, and say what became of its rows."""
    path = Path(_named(options))
    if not path.is_file():
        raise ParameterError("FILE", path, _("the path of a file that exists"))
    table = read_ids(path)[0]
    kept = keep_list(
        warehouse,
        table,
        path,
        column=_column(options, warehouse, table),
        name=options.to or path.stem,
        at=now(),
        id_kind=options.id_kind,
        by=user(),
    )
    found = outcome(warehouse, kept.list_id)
    return say(
        options,
        {
            "list_id": kept.list_id,
            "name": kept.name,
            "file": kept.file,
            "sheet": kept.sheet,
            "column": kept.header,
            "id_kind": kept.id_kind,
            "rows": found.rows,
            "found": found.found,
            "duplicate": found.duplicate,
            "not_found": found.not_found,
            "reasons": found.reasons,
            "expression": to_plain(condition(ON_LIST, list_id=kept.list_id)),
        },
    )


def _rows(options: argparse.Namespace, warehouse: DuckWarehouse) -> int:
    """Every row of a kept list with its outcome."""
    if not _named(options).isdecimal():
        raise ParameterError("list", _named(options), _("the number of an uploaded list"))
    kept = find_list(warehouse, int(_named(options)))
    records = list_rows_out(warehouse, kept, outcome_rows(warehouse, kept.list_id, asker=asker()), asker()).to_pylist()
    if options.json:
        print_json(records)
    else:
        print_lines(
            f"{row['source_row']}  {row['written'] or ''}  {row['outcome']}"
            + (f"  {REASONS[row['reason']].render(language())}" if row["reason"] else "")
            for row in records
        )
    return DONE


ACTIONS: dict[str, Callable[[argparse.Namespace, DuckWarehouse], int]] = {
    "list": _list,
    "show": _show,
    "export": _export,
    "save": _save,
    "rename": _rename,
    "delete": _delete,
    "upload": _upload,
    "rows": _rows,
}
"""Name -> what it does."""


def _record(warehouse: DuckWarehouse, saved: SavedSegment, day: dt.date) -> Record:
    """A saved segment as of a day; the number is None, and the sentence says why, where it cannot be had then."""
    customers: int | None = None
    try:
        sentence = as_segment(warehouse, saved.expression, day).sentence.render(language())
        customers = size(warehouse, saved, day)
    except InsightError as error:
        sentence = error.render(language())
    return {
        "segment_id": saved.segment_id,
        "name": saved.name,
        "sentence": sentence,
        "as_of": day,
        "customers": _seen(customers),
        "expression": to_plain(saved.expression),
        "created_at": saved.created_at,
        "created_by": saved.created_by,
        "changed_at": saved.changed_at,
        "note": saved.note,
    }


def _named(options: argparse.Namespace) -> str:
    if not options.name:
        raise ParameterError("NAME", "–", _("the name of a segment, a file or a list"))
    return str(options.name)


def _column(options: argparse.Namespace, warehouse: DuckWarehouse, table: IdTable) -> int:
    """The column by its name; the one that names most people where none is given."""
    if options.column is None:
        return likely_column(named_by(warehouse, table, options.id_kind))
    if options.column not in table.header:
        names = ", ".join(name or "–" for name in table.header)
        raise ParameterError("--column", options.column, _("one of {names}", names=names))
    return table.header.index(options.column)


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ParameterError("as_of", text, _("a day such as 2025-12-31")) from error


def _seen(people: float | None) -> int | None:
    """A number of people; None where it is undefined, or too small for the role of this installation."""
    if people is None or is_missing(people) or (asker().is_manager and is_few(people)):
        return None
    return int(people)


def _whole(value: float) -> int | None:
    return None if is_missing(value) else int(value)


def _number(customers: int | None) -> str:
    return "–" if customers is None else f"{customers:,}"
