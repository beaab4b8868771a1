"""Uploaded lists of ids: kept row by row, matched with the data whenever they are asked, always adding up."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from insight.audience.id_list import IdTable
from insight.errors import ParameterError
from insight.govern import Asker, admit
from insight.i18n import _
from insight.ingest.clean.macros import reading
from insight.warehouse import DuckWarehouse, Session, Warehouse
from insight.warehouse.id_matching import COUNTED, ID_KINDS, PROBED, READ, ROWS
from insight.warehouse.kept_names import readable_name
from insight.warehouse.steps import filled

MOST_CHARACTERS = 120
"""Of the name of a list, which is that of its file until somebody gives another."""

_PROBED_ROWS = 2000
_PROBED_COLUMNS = 40

_LISTS = """
SELECT list_id, name, file, sheet, header, id_kind, row_count, uploaded_at, uploaded_by
FROM app.uploaded_lists
WHERE deleted_at IS NULL
ORDER BY list_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedList:
    """A list that is kept: what of which file it was, and how many rows it has. `header` None: the file had none."""

    list_id: int
    name: str
    file: str
    sheet: str | None
    header: str | None
    id_kind: str
    row_count: int
    uploaded_at: dt.datetime
    uploaded_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOutcome:
    """`rows` = `found` + `duplicate` + `not_found`, always; `reasons`: key of `matching.REASONS` -> rows not found."""

    rows: int
    found: int
    duplicate: int
    not_found: int
    reasons: dict[str, int]


def named_by(warehouse: DuckWarehouse, table: IdTable, id_kind: str = "any") -> list[float | None]:
    """For each column, the share of its first 2,000 rows that names exactly one person; None beyond 40 columns."""
    _check_kind(id_kind)
    with warehouse.trying() as opened:
        session = reading(opened)
        places = range(len(table.header))
        heads = [table.column(place).slice(0, _PROBED_ROWS) if place < _PROBED_COLUMNS else None for place in places]
        return [None if head is None else _share_named(session, head, id_kind) for head in heads]


def likely_column(shares: list[float | None]) -> int:
    """The column that names most people; the first of equal ones."""
    return max(range(len(shares)), key=lambda place: (shares[place] or 0.0, -place))


def keep_list(
    warehouse: DuckWarehouse,
    table: IdTable,
    path: Path,
    *,
    column: int,
    name: str,
    at: dt.datetime,
    id_kind: str = "any",
    by: str | None = None,
) -> UploadedList:
    """Keep one column of a file as a list. `path` is the file, whose hash is kept with it.

    Raises ParameterError for a column or kind that does not exist, and a name that is empty or too long.
    """
    _check_kind(id_kind)
    plain = readable_name(name, MOST_CHARACTERS)
    given = table.column(column)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with warehouse.writing(of_data=False) as opened:
        session = reading(opened)
        number = 1 + int(session.scalar("SELECT coalesce(max(list_id), 0) FROM app.uploaded_lists"))
        session.execute(
            _INSERT_LIST,
            {
                "list_id": number,
                "name": plain,
                "file": table.file,
                "sheet": table.sheet,
                "header": table.header[column],
                "id_kind": id_kind,
                "row_count": given.num_rows,
                "digest": digest,
                "at": at,
                "by": by,
            },
        )
        session.register("given_ids", given)
        session.execute(_INSERT_ROWS, {"list_id": number})
    return find_list(warehouse, number)


def uploaded_lists(warehouse: Warehouse) -> list[UploadedList]:
    """Every list that is not deleted, the oldest first."""
    return [UploadedList(**row) for row in warehouse.arrow(_LISTS).to_pylist()]


def find_list(warehouse: Warehouse, list_id: int) -> UploadedList:
    """Raises ParameterError where there is no such list."""
    known = uploaded_lists(warehouse)
    for each in known:
        if each.list_id == list_id:
            return each
    names = ", ".join(f"{each.list_id} {each.name}" for each in known) or "–"
    raise ParameterError("list", list_id, _("one of {names}", names=names))


def delete_list(warehouse: DuckWarehouse, list_id: int, at: dt.datetime) -> None:
    """Take a list off; its ids are forgotten, what was known of it stays."""
    find_list(warehouse, list_id)
    with warehouse.writing(of_data=False) as session:
        session.execute("DELETE FROM app.uploaded_list_rows WHERE list_id = $list_id", {"list_id": list_id})
        session.execute(
            "UPDATE app.uploaded_lists SET deleted_at = $at WHERE list_id = $list_id", {"at": at, "list_id": list_id}
        )


def outcome(warehouse: Warehouse, list_id: int) -> ListOutcome:
    """What becomes of the rows of a list, with the data as they are now."""
    find_list(warehouse, list_id)
    rows = warehouse.arrow(COUNTED, {"list_id": list_id}).to_pylist()
    counts = dict.fromkeys(("found", "duplicate", "not_found"), 0)
    for row in rows:
        counts[row["outcome"]] += row["row_count"]
    reasons = {row["reason"]: row["row_count"] for row in rows if row["reason"]}
    return ListOutcome(rows=sum(counts.values()), reasons=reasons, **counts)


def outcome_rows(
    warehouse: Warehouse,
    list_id: int,
    outcome: str | None = None,
    *,
    rows: int | None = None,
    offset: int = 0,
    asker: Asker | None = None,
) -> pa.Table:
    """The rows of a list in the order of its file: source_row, written, outcome, reason (key of `matching.REASONS`),
    people (how many have the id), kind (what the id is), customer_id, first_row (of a duplicate).

    Raises RoleError for a manager.
    """
    admit("list_rows", asker or Asker())
    return warehouse.arrow(ROWS, {"list_id": list_id, "outcome": outcome, "rows": rows, "offset": offset})


_INSERT_LIST = """
INSERT INTO app.uploaded_lists
    (list_id, name, file, sheet, header, id_kind, row_count, file_sha256, uploaded_at, uploaded_by)
VALUES ($list_id, $name, $file, $sheet, $header, $id_kind, $row_count, $digest, $at, $by)
"""

_INSERT_ROWS = filled(
    """
INSERT INTO app.uploaded_list_rows
SELECT $list_id, source_row, written, id, phone, email, problem FROM ({read})
""",
    read=READ,
)

_READ_IDS = filled("CREATE OR REPLACE TEMP TABLE read_ids AS {read}", read=READ)


def _share_named(session: Session, given: pa.Table, id_kind: str) -> float:
    session.register("given_ids", given)
    session.execute(_READ_IDS)
    row = session.arrow(PROBED, {"id_kind": id_kind}).to_pylist()[0]
    return float(row["named"] / row["row_count"]) if row["row_count"] else 0.0


def _check_kind(id_kind: str) -> None:
    if id_kind not in ID_KINDS:
        raise ParameterError("id_kind", id_kind, _("one of {names}", names=", ".join(ID_KINDS)))
