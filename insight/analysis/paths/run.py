"""Paths, run."""

from typing import Any

import pandas as pd

from insight.analysis.paths import tables
from insight.analysis.paths.apart import apart, nothing_apart, sides_of, sizes_of
from insight.analysis.paths.params import PathsParams
from insight.analysis.paths.result import PathsResult, values_of
from insight.analysis.paths.sides import Sides
from insight.analysis.paths.statements import EVENTS, Paths
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import Text, _
from insight.schema.event_names import event_name
from insight.warehouse import Warehouse

_NAMED = 20
_IMPORT = _("Import events that name people, such as views, carts and payments")


def paths(warehouse: Warehouse, params: PathsParams) -> PathsResult:
    """Follow visits from an event, or back from it.

    Raises NotEnoughDataError where there are no events of people, or nobody did the event in the period;
    ParameterError for an event that nobody ever did.
    """
    start = _start(warehouse, params)
    values = values_of(params, start)
    found = warehouse.query(Paths.of(params).found(), values)
    places = tables.part_of(found, "node")
    if places.empty:
        raise NotEnoughDataError(
            _("Nobody did “{event}” in this period", event=event_name(start)),
            _("0 events of people in the {days} days before {as_of:day}", days=params.days, as_of=params.as_of),
            _("Choose more days, or another event"),
        )
    compared = sides_of(warehouse, params)
    return PathsResult(
        **_compared(warehouse, params, values, compared),
        params=params,
        start=start,
        looped=int(tables.part_of(found, "loop")["visits"].iloc[0]),
        nodes=tables.nodes(places),
        links=tables.links(tables.part_of(found, "link"), places),
        matrix=tables.matrix(tables.part_of(found, "pair")),
        paths=tables.part_of(found, "path"),
    )


def _compared(
    warehouse: Warehouse, params: PathsParams, values: dict[str, Any], compared: tuple[Sides, Text, Text] | None
) -> dict[str, Any]:
    """The fields of the result that tell two groups apart."""
    if compared is None:
        return {"apart": nothing_apart()}
    sides, group, others = compared
    sizes = sizes_of(warehouse, sides, values)
    counts = {f"in_{side}": sizes.get(side, 0) for side in ("group", "others", "both")}
    table = apart(warehouse, sides, values, sizes, params.seed)
    return {"apart": table, "sides": sides, "group": group, "others": others} | counts


def event_counts(warehouse: Warehouse, params: PathsParams) -> pd.DataFrame:
    """event, customers: what can be chosen, the event of most people first."""
    return warehouse.query(EVENTS, {"as_of": params.as_of})


def _start(warehouse: Warehouse, params: PathsParams) -> str:
    events = [str(event) for event in event_counts(warehouse, params)["event"]]
    if not events:
        raise NotEnoughDataError(
            _("There are no paths yet"),
            _("0 events of people before {as_of:day}", as_of=params.as_of),
            _IMPORT,
        )
    if params.start is None:
        return events[0]
    if params.start not in events:
        raise ParameterError("start", params.start, _("one of {names}", names=", ".join(events[:_NAMED])))
    return params.start
