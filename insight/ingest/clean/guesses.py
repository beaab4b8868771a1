"""What a whole column did not prove and had to be taken one way or the other."""

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.clean.columns import ColumnHabits
from insight.ingest.clean.decided import Decided
from insight.schema import TABLES, Kind
from insight.warehouse import Session

_ZONES = (
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
)


def of_columns(name: str, habits: dict[str, ColumnHabits], decided: Decided) -> list[Assumption]:
    """Date orders and decimal signs that no cell proves."""
    found = []
    for column, habit in habits.items():
        if not decided.is_filled(name, column):
            continue
        is_time = TABLES[name][column].kind in (Kind.TIME, Kind.DATE)
        header = decided.header(name, column)
        if habit.is_swapped:
            text = _(
                "whole dates that are all before the 13th stand beside texts that are all after it: a spreadsheet "
                "program probably exchanged day and month"
            )
            found.append(Assumption("date_order", "as_written", text, column=header, alternatives=("swapped",)))
        elif habit.is_guess and is_time:
            order = "day_first" if habit.day_first else "month_first"
            other = "month_first" if habit.day_first else "day_first"
            text = _("no date of the column has a number above 12 in the place of the month")
            found.append(Assumption("date_order", order, text, column=header, alternatives=(other,)))
        elif habit.is_guess:
            text = _("every dot has three digits behind it, so it parts thousands")
            found.append(Assumption("decimal_mark", ",", text, column=header, alternatives=(".",)))
    return found


_SAID = 'SELECT count("{column}") FROM texts'
_ANY_OTHER = 'SELECT count(*) FROM "other_{column}"'
_ANY_OFFSET = """
SELECT count(*)
FROM (SELECT text FROM "other_{column}" LIMIT 2000) AS other
WHERE is_moment(other.text)
"""
_OFFSETS = """
SELECT count(*)
FROM texts
JOIN "other_{column}" AS other ON other.text = texts."{column}"
WHERE is_moment(other.text)
"""


def of_timezone(session: Session, name: str, decided: Decided, zone: str) -> list[Assumption]:
    """The zone that moments were told in; call right after typing. None where every clock is the shop's own already."""
    moments = [
        column.name
        for column in TABLES[name].columns
        if column.kind is Kind.TIME and decided.is_filled(name, column.name)
    ]
    moments = [column for column in moments if session.scalar(_SAID.format(column=column))]
    if not moments or decided.about("timezone") or not session.scalar(_ANY_OTHER.format(column=moments[0])):
        return []
    if not session.scalar(_ANY_OFFSET.format(column=moments[0])):
        return []
    return [
        Assumption(
            "timezone",
            zone,
            _(
                "cells tell their distance from UTC; they were turned to this zone, and cells without one taken as "
                "they stand"
            ),
            column=decided.header(name, moments[0]),
            rows=int(session.scalar(_OFFSETS.format(column=moments[0]))),
            alternatives=tuple(other for other in _ZONES if other != zone),
        )
    ]


_REPEATED = {
    "orders": "SELECT count(*) - count(DISTINCT order_key) FROM incoming_orders",
    "customers": "SELECT count(*) - count(DISTINCT source_key) FROM incoming_customers",
    "order_items": "SELECT count(*) - count(DISTINCT (order_key, line_no)) FROM incoming_order_items",
}
_KEYED = 'SELECT count(*) - count(DISTINCT row_key) FROM "incoming_{name}"'


def of_repeats(session: Session, name: str) -> list[Assumption]:
    """Rows that repeat the key of another row of the file, of which the last one counts; call after shaping."""
    rows = int(session.scalar(_REPEATED.get(name) or _KEYED.format(name=name)))
    if not rows:
        return []
    return [
        Assumption(
            "duplicate_rows",
            "last",
            _("they repeat the number of another row of this file: the last one counts"),
            rows=rows,
        )
    ]


def of_credits(session: Session, decided: Decided) -> list[Assumption]:
    """Orders below zero that no type names as credit notes."""
    rows = int(session.scalar("SELECT count(*) FROM incoming_orders WHERE coalesce(paid_amount, order_amount) < 0"))
    if not rows or decided.is_filled("orders", "document_type"):
        return []
    text = _("an amount below zero is a credit note: it lowers revenue on its own day and is no purchase")
    return [Assumption("credit_note", "below_zero", text, rows=rows)]


_WITHOUT_AMOUNT = """
SELECT count(*)
FROM incoming_orders
WHERE coalesce(paid_amount, order_amount, goods_amount) IS NULL
"""


def of_missing_amounts(session: Session, decided: Decided) -> list[Assumption]:
    """Orders that say no amount in any of the columns of amounts."""
    columns = [each for each in ("paid_amount", "order_amount", "goods_amount") if decided.is_filled("orders", each)]
    rows = int(session.scalar(_WITHOUT_AMOUNT)) if columns else 0
    if not rows:
        return []
    text = _("no amount stands in these rows: the orders are kept and count as no sale")
    return [Assumption("no_amount", "no_sale", text, column=decided.header("orders", columns[0]), rows=rows)]


_MASKED = """
SELECT count(*)
FROM typed_orders
WHERE phone_masked IS NOT NULL
    AND coalesce(buyer_ref, phone, receiver_phone, email, second_phone, second_email) IS NULL
"""


def of_masked_people(session: Session, decided: Decided) -> list[Assumption]:
    """Orders of which only a phone with hidden digits tells the buyer."""
    column = next((each for each in ("phone", "receiver_phone") if decided.is_filled("orders", each)), None)
    rows = int(session.scalar(_MASKED)) if column else 0
    if not rows or column is None:
        return []
    text = _("digits of the phone are hidden and tell nobody from anybody: the orders count as money only")
    return [Assumption("person", "nobody", text, column=decided.header("orders", column), rows=rows)]
