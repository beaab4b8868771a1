"""Personas, run."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from insight.analysis.personas import drift, tables
from insight.analysis.personas import statements as sql
from insight.analysis.personas.evaluation import evaluation
from insight.analysis.personas.groups import Group, find_group
from insight.analysis.personas.params import MOST_GROUPS, PersonasParams
from insight.analysis.personas.result import PersonasResult, group_steps
from insight.analysis.traits import known_traits, newest_days, trait_groups
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.schema.traits import Trait
from insight.statistics.intervals import share_of
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, numbered, steps

_BASE, _TRAITS = 8, 9
"""Numbers behind the names of bound values: groups have 1 to 4."""

_DAYS_OF_VISITS = 365
"""Visits of the last year; a pause of so many minutes ends one, as on the page of behaviour."""


def personas(warehouse: Warehouse, params: PersonasParams) -> PersonasResult:
    """The cards of the groups, and what moved or came true where that is asked for.

    Raises ParameterError for a group that is not there, NotEnoughDataError for an empty base.
    """
    groups = tuple(
        _placed(find_group(warehouse, code, params.as_of, params.currency), place)
        for place, code in enumerate(params.groups, 1)
    )
    base = _placed(find_group(warehouse, params.base, params.as_of, params.currency), _BASE)
    base_people = warehouse.count(base.people.statement, base.people.values)
    if not base_people:
        raise NotEnoughDataError(
            _("The group to compare with is empty"),
            _("{name}: nobody on {day:day}", name=base.name, day=params.as_of),
            _("Compare with everybody, or choose a later day"),
        )
    known = compared_traits(warehouse)
    traits_by = numbered(trait_groups(warehouse, list(known), as_of=params.as_of, currency=params.currency), _TRAITS)
    parts = [_facts(warehouse, params, group, base) for group in groups]
    moved = drift.no_moves()
    if params.before is not None:
        moved = drift.moved(warehouse, params, known)
    return PersonasResult(
        params=params,
        groups=groups,
        base=base,
        traits_by=traits_by,
        compared=tuple(known.values()),
        ages=newest_days(warehouse, [trait for trait in known.values() if _is_stated(trait)], params.as_of),
        base_customers=base_people,
        cards=_cards(warehouse, params, groups, base, base_people),
        traits=tables.traits(trait_rows(warehouse, groups, base, traits_by), params.groups),
        products=_joined([part["products"] for part in parts]),
        hours=_joined([part["hours"] for part in parts]),
        paths=_joined([part["paths"] for part in parts]),
        moved=moved,
        evaluation=evaluation(warehouse, params),
    )


def compared_traits(warehouse: Warehouse) -> dict[str, Trait]:
    """The traits that groups are compared by: all that are known, but days."""
    return {trait.name: trait for trait in known_traits(warehouse) if trait.kind != "date"}


def _is_stated(trait: Trait) -> bool:
    """Whether a list or an answer stated it once; what is worked out of dated facts is as of the day itself."""
    return trait.is_brought or trait.sources[0] in ("customers", "survey_responses")


def _placed(group: Group, place: int) -> Group:
    return replace(group, people=numbered(group.people, place))


def trait_rows(warehouse: Warehouse, groups: Sequence[Group], base: Group, traits_by: Bound) -> list[dict[str, Any]]:
    """How many of the base, and of each group, have each value of each trait: one statement for all groups."""
    inside = {f"in_{place}": group.people.statement for place, group in enumerate(groups, 1)}
    nobody = {f"in_{place}": sql.NOBODY for place in range(len(groups) + 1, MOST_GROUPS + 1)}
    whole = steps(**inside, **nobody, base=base.people.statement, known=traits_by.statement).then(sql.MEMBERS)
    values: dict[str, Any] = {**base.people.values, **traits_by.values}
    for group in groups:
        values |= group.people.values
    rows: list[dict[str, Any]] = warehouse.arrow(whole.select(sql.TRAITS), values).to_pylist()
    return rows


def _cards(
    warehouse: Warehouse, params: PersonasParams, groups: Sequence[Group], base: Group, people: int
) -> pd.DataFrame:
    day = {"as_of": params.as_of, "currency": params.currency, "day": params.as_of}
    whole = _summed(warehouse, base, base, day)
    rows = []
    for group in groups:
        row = _summed(warehouse, group, base, day)
        row |= {
            "group": group.code,
            "share": share_of(row["customers"], people),
            "net_amount_share": share_of(row["net_amount"] or 0, whole["net_amount"] or 0),
        }
        rows.append(row)
    columns = ["group", "customers", "share", "phone", "wecom", "email", "consent", "reachable", "orders"]
    table = pd.DataFrame(rows, columns=[*columns, "net_amount", "recent_amount", "net_amount_share"])
    return table.astype(dict.fromkeys(("orders", "net_amount", "recent_amount", "net_amount_share"), "float64"))


def _summed(warehouse: Warehouse, group: Group, base: Group, day: Mapping[str, Any]) -> dict[str, Any]:
    inside, values = group_steps(group, base)
    among = steps(found=inside.select(sql.OF_GROUP)) if group is not base else steps(found=base.people.statement)
    whole = among.then(steps(chosen_people="SELECT customer_id FROM found"), sql.SUMS)
    row: dict[str, Any] = warehouse.arrow(whole.select(sql.CARDS), {**values, **day}).to_pylist()[0]
    return row


def _facts(warehouse: Warehouse, params: PersonasParams, group: Group, base: Group) -> dict[str, pd.DataFrame]:
    whole, values = group_steps(group, base)
    values |= {"as_of": params.as_of}
    bought = whole.then(sql.BOUGHT)
    (counts,) = warehouse.arrow(bought.select(sql.BUYERS), values).to_pylist()
    products = warehouse.arrow(bought.select(sql.PRODUCTS), values).to_pylist()
    hours = warehouse.arrow(whole.select(sql.HOURS), values).to_pylist()
    since = params.as_of - dt.timedelta(days=_DAYS_OF_VISITS)
    visits = {"since": since, "before_since": since, "before_until": since}
    paths = warehouse.arrow(whole.then(sql.WAYS).select(sql.PATHS), values | visits).to_pylist()
    return {
        "products": tables.products(products, group.code, counts["group_n"], counts["base_n"]),
        "hours": tables.hours(hours, group.code),
        "paths": tables.paths(paths, group.code),
    }


def _joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]
