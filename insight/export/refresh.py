"""A list that came back, asked again: who still belongs to its segment, who came, who went; and what staff changed."""

import datetime as dt
import hashlib
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from insight.audience import Condition, as_segment, from_json
from insight.audience.cells import ANALYSIS, cell_segment
from insight.errors import NotEnoughDataError
from insight.export.choices import currency_of
from insight.export.reupload import Returned
from insight.export.workbook import Sheet
from insight.govern import Export, exported_people, mask_contacts
from insight.i18n import Language, _
from insight.segments import Segment
from insight.warehouse import Warehouse

_KNOWN = """
SELECT chosen.customer_id, people.customer_id IS NOT NULL AS is_known, people.name
FROM chosen
LEFT JOIN core.customers AS people ON people.customer_id = chosen.customer_id
ORDER BY chosen.customer_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """The segment of a list asked again as of another day: `still` + `gone` were in it then, `still` + `new` are now.

    `is_same_definition`: whether the program finds the people by the same statement as then; where it does not, the
    difference may come from the program and not from the people. People whom staff have made one count once.
    """

    segment: Segment
    still: pa.Array
    new: pa.Array
    gone: pa.Array
    is_same_definition: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The rows of a returned list against the list as it was written; every row is one of them.

    `rows` = `on_list` + `added` + `unknown` + `duplicates` + `without_id`: on it then and now; a known person whom
    somebody wrote into it; a number nobody here has; a person a second time; a row without a number. `removed` were on
    the list and are not in the file. `still_in` of `on_list` belong to the segment now.
    """

    rows: int
    on_list: int
    added: tuple[str, ...]
    unknown: tuple[str, ...]
    duplicates: int
    without_id: int
    removed: tuple[str, ...]
    still_in: int

    def __post_init__(self) -> None:
        told = self.on_list + len(self.added) + len(self.unknown) + self.duplicates + self.without_id
        if told != self.rows:
            raise AssertionError(f"{told} of {self.rows} rows are told")


def refresh_list(warehouse: Warehouse, export: Export, as_of: dt.date) -> Refreshed:
    """Ask the segment of an export again as of a day.

    Raises NotEnoughDataError for a list that was cut from nothing that can be asked again, or not as of that day.
    """
    now = _segment(warehouse, export, as_of)
    then = _segment(warehouse, export, export.as_of)
    before = pc.unique(exported_people(warehouse, export.export_id)["customer_id"].combine_chunks())
    found = warehouse.people(now.statement, now.values)["customer_id"].combine_chunks()
    return Refreshed(
        segment=now,
        still=found.filter(pc.is_in(found, value_set=before)),
        new=found.filter(pc.invert(pc.is_in(found, value_set=before))),
        gone=before.filter(pc.invert(pc.is_in(before, value_set=found))),
        is_same_definition=hashlib.sha256(then.statement.encode()).hexdigest() == export.statement_sha256,
    )


def changes_sheet(warehouse: Warehouse, refreshed: Refreshed, language: Language) -> Sheet:
    """Who came and who went: customer_id, name (contacts in it masked), and which of the two."""
    words = {"new": _("newly in").render(language), "gone": _("no longer in").render(language)}
    parts = [
        _named(warehouse, ids).append_column("what", _same(words[what], len(ids)))
        for what, ids in (("new", refreshed.new), ("gone", refreshed.gone))
    ]
    headers = [text.render(language) for text in (_("Customer ID"), _("Name"), _("What happened"))]
    return Sheet(title=_("What changed").render(language), table=pa.concat_tables(parts).rename_columns(headers))


def compare_list(warehouse: Warehouse, returned: Returned, refreshed: Refreshed | None) -> Compared:
    """The rows of the file against the list as it was written, and against its segment now (None: not asked)."""
    exported = exported_people(warehouse, returned.export.export_id)
    listed = exported.filter(pc.is_in(exported["arm"], value_set=pa.array(["treated", "listed"])))
    now_of = dict(zip(listed["exported_customer_id"].to_pylist(), listed["customer_id"].to_pylist(), strict=True))
    ids = returned.people["customer_id"].to_pylist()
    distinct = [customer_id for customer_id in dict.fromkeys(ids) if customer_id]
    others = [customer_id for customer_id in distinct if customer_id not in now_of]
    known = _known(warehouse, others)
    inside = set(refreshed.still.to_pylist()) if refreshed else set()
    kept = [customer_id for customer_id in distinct if customer_id in now_of]
    return Compared(
        rows=len(ids),
        on_list=len(kept),
        added=tuple(customer_id for customer_id in others if customer_id in known),
        unknown=tuple(customer_id for customer_id in others if customer_id not in known),
        duplicates=sum(1 for customer_id in ids if customer_id) - len(distinct),
        without_id=sum(1 for customer_id in ids if not customer_id),
        removed=tuple(customer_id for customer_id in now_of if customer_id not in set(distinct))
        if returned.has_ids
        else (),
        still_in=sum(now_of[customer_id] in inside for customer_id in kept),
    )


def _segment(warehouse: Warehouse, export: Export, as_of: dt.date) -> Segment:
    if export.expression is None:
        raise NotEnoughDataError(
            _("This list cannot be asked again"),
            _("It was cut from {analysis}", analysis=export.analysis),
            _("Compare it with the people it had instead"),
        )
    expression = from_json(export.expression)
    if isinstance(expression, Condition) and export.analysis != ANALYSIS:
        return cell_segment(warehouse, expression, as_of)
    return as_segment(warehouse, expression, as_of, currency_of(export))


def _named(warehouse: Warehouse, ids: pa.Array) -> pa.Table:
    """customer_id and name of those of the numbers by number."""
    found = warehouse.about(_GIVEN, {"ids": ids.to_pylist()}, _KNOWN)
    table = found.select(["customer_id", "name"])
    return table.set_column(1, "name", mask_contacts(table["name"]))


def _same(word: str, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(word, pa.string()), rows)


def _known(warehouse: Warehouse, ids: list[str]) -> set[str]:
    """Which of the numbers belong to somebody."""
    if not ids:
        return set()
    found = warehouse.about(_GIVEN, {"ids": ids}, _KNOWN)
    return {row["customer_id"] for row in found.to_pylist() if row["is_known"]}


_GIVEN = """
-- duckdb: a list of texts as one bound value; elsewhere a table of values.
SELECT DISTINCT unnest($ids::VARCHAR[]) AS customer_id
"""
