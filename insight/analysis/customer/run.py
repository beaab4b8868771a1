"""One person, put together."""

import datetime as dt
from typing import Any

import pandas as pd

from insight.analysis.customer import statements as sql
from insight.analysis.customer.masks import mask_column, mask_values
from insight.analysis.customer.params import CustomerParams
from insight.analysis.customer.result import CustomerResult
from insight.analysis.customer.sections import PRESENT, SECTIONS
from insight.analysis.rfm import RfmParams
from insight.errors import ParameterError
from insight.i18n import _
from insight.results.defined import defined_moment
from insight.warehouse import Warehouse

_LISTED = 500
_TIMELINE = ["at", "kind", "subject", "status", "detail", "number", "amount", "currency", "source_system"]


def customer(warehouse: Warehouse, params: CustomerParams) -> CustomerResult:
    """Everything known of one person before `as_of`.

    Raises ParameterError for a customer_id that is not known.
    """
    values = params.values()
    best = warehouse.query(sql.BEST, values)
    if best.empty:
        raise ParameterError("customer_id", params.customer_id, _("the customer_id of a person who is known"))
    totals = warehouse.query(sql.TOTALS, values).iloc[0]
    first, last = defined_moment(totals["first_ordered_at"]), defined_moment(totals["last_ordered_at"])
    activity, timeline = _timeline(warehouse, params)
    fields, identifiers = _fields(warehouse, best.iloc[0], values), warehouse.query(sql.IDENTIFIERS, values)
    if not params.unmasked:
        fields = mask_values(fields, "field", "value")
        identifiers = mask_values(identifiers, "kind", "value")
        timeline = timeline.assign(**{name: mask_column(timeline[name], "text") for name in ("subject", "detail")})
    return CustomerResult(
        params=params,
        orders=int(totals["orders"]),
        orders_elsewhere=int(totals["orders_elsewhere"]),
        net_amount=float(totals["net_amount"]),
        recency_days=None if last is None else (params.as_of - last.date()).days,
        average_gap_days=_gap(first, last, int(totals["orders"])),
        first_ordered_at=first,
        last_ordered_at=last,
        **_scores(warehouse, params),
        fields=fields,
        identifiers=identifiers,
        activity=activity,
        timeline=timeline,
    )


def _gap(first: dt.datetime | None, last: dt.datetime | None, orders: int) -> float | None:
    if first is None or last is None or orders < 2:
        return None
    return (last.date() - first.date()).days / (orders - 1)


def _scores(warehouse: Warehouse, params: CustomerParams) -> dict[str, Any]:
    scoring = RfmParams(as_of=params.as_of, currency=params.currency).values() | params.values()
    rows = warehouse.arrow(sql.SCORE, scoring).to_pylist()
    names = ("r", "f", "m", "eight", "eleven")
    return {name: rows[0][name] if rows else None for name in names}


def _fields(warehouse: Warehouse, best: pd.Series, values: dict[str, Any]) -> pd.DataFrame:
    """One row for each field that is known; its source is the newest list row, else the newest order, that says so."""
    stated = [
        *warehouse.query(sql.LISTED, values).to_dict("records"),
        *warehouse.query(sql.ORDERED, values).to_dict("records"),
    ]
    rows = []
    for field, value in best.items():
        if pd.isna(value):
            continue
        source = next((row for row in stated if row.get(field) == value), {})
        rows.append((field, _text(value), source.get("source_system"), source.get("source_file")))
    return pd.DataFrame(rows, columns=["field", "value", "source_system", "source_file"])


def _text(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d" if value == value.normalize() else "%Y-%m-%d %H:%M")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _timeline(warehouse: Warehouse, params: CustomerParams) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How much there is of each kind, and the newest of it; tables that are not there have nothing."""
    present = warehouse.query(PRESENT)
    people = set(present.loc[present["names_people"], "table_name"])
    known = set(present["table_name"])
    values = params.values() | {"rows": _LISTED}
    parts = [
        warehouse.query(section.statement, values).assign(kind=section.kind)
        for section in SECTIONS
        if section.tables[0] in people and set(section.tables) <= known
    ]
    filled = [part for part in parts if len(part)]
    activity = pd.DataFrame(
        [(part["kind"].iloc[0], int(part["kind_rows"].iloc[0]), len(part)) for part in filled],
        columns=["kind", "rows", "listed"],
    )
    if not filled:
        return activity, pd.DataFrame(columns=_TIMELINE)
    timeline = pd.concat([part[_TIMELINE].astype({"number": "float64", "amount": "float64"}) for part in filled])
    timeline = timeline.sort_values("at", ascending=False, kind="stable", na_position="last", ignore_index=True)
    return activity, timeline
