"""Funnels under a name, kept in the workspace. They are no data: keeping one changes no number and no cache."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from insight.analysis.funnel.params import FunnelParams
from insight.errors import ParameterError
from insight.i18n import _
from insight.warehouse import DuckWarehouse, Warehouse
from insight.warehouse.kept_names import KeptNames, readable_name

SAVED = "saved"
"""The parameter that names a funnel instead of saying its steps."""

_NOT_KEPT = ("as_of", "currency", "drivers")
_USUAL = {field.name: field.default for field in fields(FunnelParams)}

_ALL = """
SELECT funnel_id, name, parameters, saved_at, saved_by
FROM app.funnels
WHERE deleted_at IS NULL
ORDER BY name, funnel_id
"""

_INSERT = """
INSERT INTO app.funnels (funnel_id, name, parameters, saved_at, saved_by)
SELECT 1 + coalesce(max(funnel_id), 0), $name, $parameters, $at, $by
FROM app.funnels
"""

_REPLACE = (
    "UPDATE app.funnels SET parameters = $parameters, saved_at = $at, saved_by = $by WHERE funnel_id = $funnel_id"
)
_DELETE = "UPDATE app.funnels SET deleted_at = $at WHERE funnel_id = $funnel_id"

_NAMES = KeptNames(
    table="app.funnels", key="funnel_id", number="funnel_id", expected=_("the number of a funnel that is kept")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFunnel:
    """A funnel as of any day; `parameters`: the fields of FunnelParams that are not as usual, as JSON writes them."""

    funnel_id: int
    name: str
    parameters: Mapping[str, Any]
    saved_at: dt.datetime
    saved_by: str | None

    def is_of(self, params: FunnelParams) -> bool:
        """Whether these parameters are this funnel."""
        return dict(self.parameters) == plain(params)


def plain(params: FunnelParams) -> dict[str, Any]:
    """What a funnel is as of any day, as JSON writes it: its steps, and every other choice that is not as usual."""
    written = {
        "steps": [step.given() for step in params.steps],
        "exclude": [one.given() for one in params.exclude] or None,
        "window": None if params.is_whole_days else params.window,
        "window_days": params.whole_days,
        "since": _day(params.since),
        "until": _day(params.until),
    }
    every = asdict(params) | written
    return {
        name: every[name]
        for name in _USUAL
        if name not in _NOT_KEPT and every[name] is not None and every[name] != _USUAL[name]
    }


def saved_funnels(warehouse: Warehouse) -> list[SavedFunnel]:
    """Every funnel that is kept, by name."""
    return [
        SavedFunnel(**row | {"parameters": json.loads(row["parameters"])}) for row in warehouse.arrow(_ALL).to_pylist()
    ]


def find_funnel(warehouse: Warehouse, name: str) -> SavedFunnel:
    """Raises ParameterError for a name that no funnel has."""
    known = {one.name: one for one in saved_funnels(warehouse)}
    if name not in known:
        raise ParameterError(SAVED, name, _("one of {names}", names=", ".join(known) or "–"))
    return known[name]


def with_saved(warehouse: Warehouse, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of the funnel that `saved` names; what is given besides goes before what was kept."""
    others = {name: value for name, value in given.items() if name != SAVED}
    if SAVED not in given:
        return others
    kept = dict(find_funnel(warehouse, str(given[SAVED])).parameters)
    if "window_days" in others:
        kept.pop("window", None)
    return kept | others


def save_funnel(
    warehouse: DuckWarehouse,
    name: str,
    params: FunnelParams,
    *,
    at: dt.datetime,
    by: str | None = None,
    replaces: bool = False,
) -> SavedFunnel:
    """Keep a funnel under a name.

    Raises ParameterError for one without steps; a name that is taken is refused too, or gets the new funnel where
    `replaces` is asked for.
    """
    if not params.steps:
        raise ParameterError("steps", "–", _("the steps of the funnel"))
    name = readable_name(name)
    values = {"name": name, "parameters": json.dumps(plain(params), ensure_ascii=False), "at": at, "by": by}
    with warehouse.writing(of_data=False) as session:
        taken = _NAMES.for_new(session, name, replaces=replaces)
        if taken is None:
            session.execute(_INSERT, values)
        else:
            session.execute(_REPLACE, {**values, "funnel_id": taken})
    return find_funnel(warehouse, name)


def rename_funnel(warehouse: DuckWarehouse, funnel_id: int, name: str) -> SavedFunnel:
    """Give it another name. Raises ParameterError for a name that is taken, and for a funnel that is not there."""
    name = readable_name(name)
    with warehouse.writing(of_data=False) as session:
        _NAMES.give(session, funnel_id, name)
    return find_funnel(warehouse, name)


def delete_funnel(warehouse: DuckWarehouse, funnel_id: int, *, at: dt.datetime) -> None:
    """Take it off the list; what was made with it keeps its steps. Raises ParameterError where it is not there."""
    with warehouse.writing(of_data=False) as session:
        _NAMES.check_is_there(session, funnel_id)
        session.execute(_DELETE, {"funnel_id": funnel_id, "at": at})


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
