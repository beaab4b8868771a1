"""The rows that were left out, as a workbook to correct and upload again."""

import datetime as dt
import io
from collections.abc import Hashable
from typing import Any, cast

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from insight.errors import NotEnoughDataError
from insight.export.workbook import Sheet, write_workbook
from insight.govern import Asker, Leaving, admit, let_out, mask_contacts, mask_texts
from insight.i18n import Language, Text, _
from insight.ingest import REASONS, repairs
from insight.ingest.corrected import REASON_HEADER, ROW_HEADER
from insight.ingest.read import TextTable
from insight.ingest.reread import draft_of, kept_sheet
from insight.warehouse import DuckWarehouse

_TITLE = 31
_NOT_IN_A_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def rejected_rows_book(
    warehouse: DuckWarehouse, batch_id: int, language: Language, asker: Asker | None = None
) -> bytes:
    """One sheet: the headers of the source and the cells of every row that was left out, as text and in full, for they
    are to be corrected and read again.

    Two columns stand before them, the row number in the uploaded file and why the row was left out; reading the book
    again ignores them. Raises RoleError for a manager, ParameterError for a batch that does not exist,
    NotEnoughDataError where its bytes were not kept or none of its rows was left out.
    """
    asker = asker or Asker()
    admit("rows_left_out", asker)
    kept = kept_sheet(warehouse, batch_id)
    found = repairs(warehouse, batch_id)
    left_out = found[found["is_rejected"].astype(bool)]
    table = draft_of(kept, warehouse).table
    if left_out.empty or table is None:
        raise NotEnoughDataError(
            _("No row of this batch was left out"),
            _("batch {batch_id}, {file}", batch_id=batch_id, file=kept.file),
            _("There is nothing to correct"),
        )
    reasons: dict[int, list[str]] = {}
    for problem in left_out.to_dict("records"):
        reasons.setdefault(int(problem["source_row"]), []).append(_in_words(problem, language))
    sheet = Sheet(title=_title(kept.sheet, language), table=_rows(table, reasons, language))
    leaving = Leaving(
        way="rows_left_out",
        sentence=_("Rows of {file} that were left out", file=kept.file),
        file_name=book_name(batch_id).render(language),
        rows=sheet.table.num_rows,
        columns=tuple(table.header),
        is_whole=True,
        about={"batch": batch_id},
    )
    created = _imported_at(warehouse, batch_id).to_pydatetime()
    return let_out(warehouse, asker, leaving, lambda: _book(sheet, created))


def book_name(batch_id: int) -> Text:
    """The name of the file for a download."""
    return _("rows-left-out-{batch}.xlsx", batch=batch_id)


def repair_list_book(
    warehouse: DuckWarehouse, problems: pa.Table, language: Language, asker: Asker | None = None
) -> bytes:
    """The repair list in words as one sheet, contacts in it masked. Raises RoleError for a manager."""
    table = mask_texts(problems)
    leaving = Leaving(
        way="repair_list",
        sentence=_("Cells that could not be read"),
        file_name=_("repair-list.xlsx").render(language),
        rows=table.num_rows,
        columns=tuple(table.column_names),
    )
    sheet = Sheet(title=_("To repair").render(language), table=table)
    return let_out(warehouse, asker or Asker(), leaving, lambda: _book(sheet, dt.datetime.now()))


def repair_list_out(warehouse: DuckWarehouse, problems: pd.DataFrame, asker: Asker | None = None) -> pd.DataFrame:
    """The repair list as a program reads it, contacts in it masked. Raises RoleError for a manager."""
    frame: pd.DataFrame = problems.assign(value=_masked(problems["value"]))
    leaving = Leaving(
        way="repair_list",
        sentence=_("Cells that could not be read"),
        file_name="-",
        rows=len(frame),
        columns=tuple(str(name) for name in frame.columns),
    )
    let_out(warehouse, asker or Asker(), leaving, lambda: frame.to_csv(index=False).encode())
    return frame


def _masked(values: "pd.Series[Any]") -> "pd.Series[Any]":
    texts = pa.chunked_array([pa.array([None if pd.isna(text) else str(text) for text in values], pa.string())])
    return pd.Series(mask_contacts(texts).to_pylist(), index=values.index, dtype=object)


def _book(sheet: Sheet, created: dt.datetime) -> bytes:
    target = io.BytesIO()
    write_workbook(target, [sheet], created=created)
    return target.getvalue()


def _imported_at(warehouse: DuckWarehouse, batch_id: int) -> pd.Timestamp:
    statement = "SELECT imported_at FROM app.batches WHERE batch_id = $batch_id"
    return cast(pd.Timestamp, warehouse.query(statement, {"batch_id": batch_id})["imported_at"].iloc[0])


def _in_words(problem: dict[Hashable, object], language: Language) -> str:
    reason = REASONS[str(problem["reason"])].render(language)
    header = problem["header"]
    return f"{header}: {reason}" if isinstance(header, str) and header else reason


def _rows(table: TextTable, reasons: dict[int, list[str]], language: Language) -> pa.Table:
    rows = table.cells.filter(pc.is_in(table.cells.column("source_row"), pa.array(list(reasons), pa.int64())))
    numbers = rows.column("source_row")
    names = [ROW_HEADER.render(language), REASON_HEADER.render(language), *table.header]
    why = pa.array(["; ".join(dict.fromkeys(reasons[number])) for number in numbers.to_pylist()], pa.string())
    cells = [rows.column(str(place)) for place in range(len(table.header))]
    return pa.Table.from_arrays([numbers.cast(pa.string()), why, *cells], names=names)


def _title(sheet: str | None, language: Language) -> str:
    printable = "".join(sign for sign in sheet or "" if sign.isprintable())
    return printable.translate(_NOT_IN_A_TITLE).strip()[:_TITLE] or _("Rows left out").render(language)
