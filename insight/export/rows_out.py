"""Rows that are no list of people, on their way out: those that break a rule, those of a list that was uploaded."""

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from insight.analysis.quality import RULES, QualityResult
from insight.audience.uploads import UploadedList, outcome_rows
from insight.export.delimited import write_delimited
from insight.export.workbook import Sheet, write_workbook
from insight.govern import Asker, Leaving, admit, let_out, mask_contacts
from insight.i18n import Language, Text, _
from insight.schema import TABLES
from insight.warehouse import DuckWarehouse, Warehouse
from insight.warehouse.id_matching import ID_KINDS, OUTCOMES, REASONS

MOST_ROWS = 200_000

RULE_ROW_LABELS: Mapping[str, Text] = {
    "source_file": _("Name of the file"),
    "source_row": _("Row number"),
    "source_system": _("Source"),
    "key": _("Row"),
    "moment": _("Dated"),
    "value": _("What the row says"),
}
"""The columns of the rows that break a rule."""


def rule_rows(
    warehouse: Warehouse, result: QualityResult, rule: str, *, limit: int, asker: Asker, unmasked: bool = False
) -> pa.Table:
    """The rows that break a rule, phones and addresses in what they are called and say masked unless asked for.

    Raises RoleError for a manager.
    """
    admit("quality_rows", asker)
    rows = result.rows(warehouse, rule, limit=limit)
    if unmasked:
        return rows
    for name in ("key", "value"):
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, name, mask_contacts(rows.column(name).cast(pa.string())))
    return rows


def rule_rows_book(
    warehouse: DuckWarehouse, result: QualityResult, rule: str, language: Language, *, asker: Asker, unmasked: bool
) -> bytes:
    """Up to `MOST_ROWS` of them as a workbook, the rule on a second sheet. Raises RoleError for a manager."""
    rows = rule_rows(warehouse, result, rule, limit=MOST_ROWS, asker=asker, unmasked=unmasked)
    rows = rows.select(list(RULE_ROW_LABELS))
    labelled = rows.rename_columns([label.render(language) for label in RULE_ROW_LABELS.values()])
    sheets = [
        Sheet(title=_("Rows").render(language), table=labelled),
        Sheet(title=_("Passport").render(language), table=_passport(result, rule, rows.num_rows, language)),
    ]
    leaving = Leaving(
        way="quality_rows",
        sentence=_("Rows that break the rule “{rule}”", rule=RULES[rule].text),
        file_name=rule_rows_name(result, rule),
        rows=rows.num_rows,
        columns=tuple(rows.column_names),
        is_whole=unmasked,
        about={"rule": rule, "as_of": result.params.as_of},
    )
    return let_out(warehouse, asker, leaving, lambda: _workbook(sheets))


def rule_rows_name(result: QualityResult, rule: str) -> str:
    """The name of the file for a download."""
    return f"{rule}_{result.params.as_of.isoformat()}.xlsx"


def list_rows_csv(
    warehouse: DuckWarehouse,
    kept: UploadedList,
    wanted: str | None,
    language: Language,
    *,
    asker: Asker,
    name: str,
) -> bytes:
    """The rows of an uploaded list with what became of each, as they were written. Raises RoleError for a manager."""
    rows = list_rows_in_words(outcome_rows(warehouse, kept.list_id, wanted, asker=asker), language)
    target = io.BytesIO()
    write_delimited(target, pa.Table.from_pandas(rows.astype("string"), preserve_index=False))
    return let_out(warehouse, asker, _of_list(kept, len(rows), tuple(rows.columns), name), target.getvalue)


def list_rows_out(warehouse: DuckWarehouse, kept: UploadedList, rows: pa.Table, asker: Asker) -> pa.Table:
    """The same rows for a program. Raises RoleError for a manager."""
    leaving = _of_list(kept, rows.num_rows, tuple(rows.column_names), "-")
    let_out(warehouse, asker, leaving, lambda: rows.to_pandas().to_csv(index=False).encode())
    return rows


def list_rows_in_words(rows: pa.Table, language: Language) -> pd.DataFrame:
    """The rows as people read them; whose id it is is not among the columns."""
    records = rows.to_pylist()
    return pd.DataFrame(
        {
            _("Row in the file").render(language): [row["source_row"] for row in records],
            _("As written").render(language): [row["written"] for row in records],
            _("Outcome").render(language): [OUTCOMES[row["outcome"]].render(language) for row in records],
            _("Known by").render(language): [
                ID_KINDS[row["kind"]].render(language) if row["kind"] else None for row in records
            ],
            _("Reason").render(language): [_reason(row, language) for row in records],
        }
    )


def _reason(row: Mapping[str, Any], language: Language) -> str | None:
    if row["outcome"] == "duplicate":
        return _("the same as row {row}", row=row["first_row"]).render(language)
    return REASONS[str(row["reason"])].render(language) if row["reason"] else None


def _of_list(kept: UploadedList, rows: int, columns: tuple[str, ...], name: str) -> Leaving:
    return Leaving(
        way="list_rows",
        sentence=_("Rows of the uploaded list “{name}”", name=kept.name),
        file_name=name,
        rows=rows,
        columns=columns,
        is_whole=True,
        about={"list": kept.list_id},
    )


def _workbook(sheets: list[Sheet]) -> bytes:
    target = io.BytesIO()
    write_workbook(target, sheets, created=dt.datetime.now())
    return target.getvalue()


def _passport(result: QualityResult, rule: str, rows: int, language: Language) -> pa.Table:
    row = result.rule(rule)
    entries: tuple[tuple[Text, Text], ...] = (
        (_("Rule"), RULES[rule].text),
        (_("Table"), TABLES[row["table"]].label),
        (_("Weakens"), row["weakens"]),
        (_("As of"), _("{as_of:day}", as_of=result.params.as_of)),
        (_("Broken"), _("{n:count}", n=int(row["broken"]))),
        (_("Rows asked"), _("{n:count}", n=int(row["rows"]))),
        (_("Rows in this file"), _("{n:count}", n=rows)),
    )
    frame = pd.DataFrame(
        {
            _("Entry").render(language): [name.render(language) for name, _value in entries],
            _("Content").render(language): [value.render(language) for _name, value in entries],
        }
    )
    return pa.Table.from_pandas(frame, preserve_index=False)
