"""What moved in a group between two days: distributions of traits, averages of numbers, everywhere and by region.

The group is found as of each of the two days, so who is in it changes too: what is compared is what the name meant
then and means now.
"""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from insight.analysis.personas.groups import find_group
from insight.analysis.personas.params import PersonasParams
from insight.analysis.traits import trait_groups, trait_source, trait_values_of
from insight.schema.traits import Trait
from insight.statistics.comparison import CHANCE
from insight.statistics.corrections import holm
from insight.statistics.intervals import SMALL
from insight.statistics.shift import PSI_NOTABLE, population_stability, standardised_difference
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, numbered, steps
from insight.warehouse.traits import TRAIT_STEPS

COLUMNS = {
    "group": "object",
    "region": "object",
    "trait": "object",
    "n_before": "int64",
    "n": "int64",
    "psi": "float64",
    "level": "float64",
    "p": "float64",
    "difference": "float64",
    "low": "float64",
    "high": "float64",
    "mean_before": "float64",
    "mean": "float64",
    "p_corrected": "float64",
    "is_moved": "bool",
}
TURNING = ("price_level", "discount_share", "average_order", "coupon_share")
"""What is looked at region by region: whether people turn from price to quality, or back."""

NUMBERS = (*TURNING, "basket_size", "refund_share", "opened_share", "clicked_share", "average_rating")
"""Averages and shares. What adds up (orders, money, views) grows with the days by itself, what hangs on the calendar
(festivals, days since) moves with it, and what a list states is only known as of today: no change of people."""

LEAST_CHANGE = 0.05
"""An average that changed by less than this part of itself is no alarm, however sure the change."""

_COUNTED = """
SELECT known.trait, known.value, region.value AS region, count(*) AS people
FROM known
JOIN chosen_people ON chosen_people.customer_id = known.customer_id
LEFT JOIN region ON region.customer_id = known.customer_id
GROUP BY known.trait, known.value, region.value
"""
_AVERAGED = """
SELECT region.value AS region, count(*) AS people, avg(own.value) AS mean, stddev_samp(own.value) AS deviation
FROM own
JOIN chosen_people ON chosen_people.customer_id = own.customer_id
LEFT JOIN region ON region.customer_id = own.customer_id
GROUP BY GROUPING SETS ((region.value), ())
"""

Counts = Mapping[tuple[str, str], Mapping[str, int]]
Means = Mapping[tuple[str, str], tuple[float, float, int]]


def no_moves() -> pd.DataFrame:
    """The table where nothing was compared."""
    return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)


def moved(warehouse: Warehouse, params: PersonasParams, known: Mapping[str, Trait]) -> pd.DataFrame:
    """See `PersonasResult.moved`; Holm over everything that is compared of a group."""
    assert params.before is not None
    names = [
        name
        for name, trait in known.items()
        if name in NUMBERS or (trait.kind == "category" and not trait.is_brought and trait.family != "trait_people")
    ]
    frames = []
    for code in params.groups:
        before = _counts(warehouse, params, code, params.before, names)
        after = _counts(warehouse, params, code, params.as_of, names)
        means_before = _means(warehouse, params, code, params.before, known)
        means = _means(warehouse, params, code, params.as_of, known)
        frames.append(_compared(code, (before, after), (means_before, means)))
    return pd.concat(frames, ignore_index=True) if frames else no_moves()


def _compared(code: str, counts: tuple[Counts, Counts], means: tuple[Means, Means]) -> pd.DataFrame:
    rows = [row for key in sorted(counts[1]) for row in _row(code, key, counts, means)]
    table = pd.DataFrame(rows, columns=[name for name in COLUMNS if name not in ("p_corrected", "is_moved")])
    table["p_corrected"] = holm(list(table["p"]))
    is_shade = (table["mean"] - table["mean_before"]).abs() < LEAST_CHANGE * table["mean_before"].abs()
    table["is_moved"] = (table["p_corrected"] < CHANCE) & (table["psi"] >= PSI_NOTABLE) & ~is_shade
    regions = set(table.loc[table["is_moved"], "region"]) - {""}
    of_regions = [
        bool(regions) and not region and not _moved_without(regions, trait, counts, means)
        for region, trait in zip(table["region"], table["trait"], strict=True)
    ]
    table["is_moved"] &= ~pd.Series(of_regions, index=table.index, dtype=bool)
    return table.astype(COLUMNS).sort_values(
        ["is_moved", "psi", "trait", "region"], ascending=[False, False, True, True], ignore_index=True
    )


def _moved_without(regions: set[str], trait: str, counts: tuple[Counts, Counts], means: tuple[Means, Means]) -> bool:
    """Whether those outside the regions that moved did so too, or are too few to tell."""
    first, second = (_rest(day, regions, trait) for day in counts)
    if min(sum(first.values()), sum(second.values())) < SMALL:
        return True
    values = sorted({*first, *second})
    shift = population_stability([first[value] for value in values], [second[value] for value in values])
    mean_before, mean = (_rest_mean(day, regions, trait) for day in means)
    is_shade = abs(mean - mean_before) < LEAST_CHANGE * abs(mean_before)
    return shift.p < CHANCE and shift.psi >= PSI_NOTABLE and not is_shade


def _rest(counts: Counts, regions: set[str], trait: str) -> Counter[str]:
    rest = Counter(counts.get(("", trait), {}))
    for region in regions:
        rest.subtract(counts.get((region, trait), {}))
    return rest


def _rest_mean(means: Means, regions: set[str], trait: str) -> float:
    """nan where the trait has no average."""
    known = [means[region, trait] for region in regions if (region, trait) in means]
    whole, _deviation, people = means.get(("", trait), (math.nan, 0.0, 0))
    left = people - sum(n for _mean, _deviation, n in known)
    return (whole * people - sum(mean * n for mean, _deviation, n in known)) / left if left else math.nan


def _row(
    code: str, key: tuple[str, str], counts: tuple[Counts, Counts], means: tuple[Means, Means]
) -> Iterator[dict[str, Any]]:
    region, trait = key
    first, second = counts[0].get(key, {}), counts[1][key]
    sizes = sum(first.values()), sum(second.values())
    if min(sizes) < SMALL or (region and trait not in TURNING):
        return
    values = sorted({*first, *second})
    shift = population_stability([first.get(value, 0) for value in values], [second.get(value, 0) for value in values])
    row: dict[str, Any] = {"group": code, "region": region, "trait": trait, "n_before": sizes[0], "n": sizes[1]}
    row |= {"psi": shift.psi, "level": shift.level, "p": shift.p}
    row |= dict.fromkeys(("difference", "low", "high", "mean_before", "mean"), math.nan)
    if key in means[0] and key in means[1]:
        (mean_before, deviation_before, n_before), (mean, deviation, n) = means[0][key], means[1][key]
        found = standardised_difference(mean, deviation, n, mean_before, deviation_before, n_before)
        row |= {"difference": found.value, "low": found.low, "high": found.high}
        row |= {"mean_before": mean_before, "mean": mean}
    yield row


def _counts(warehouse: Warehouse, params: PersonasParams, code: str, day: dt.date, names: list[str]) -> Counts:
    """(region, trait) -> value -> people; region "" is everywhere. Bands of numbers are those of `as_of`."""
    group = numbered(find_group(warehouse, code, day, params.currency).people, 1)
    known = numbered(trait_groups(warehouse, names, as_of=day, currency=params.currency, bands_of=params.as_of), 2)
    region = numbered(_region(warehouse, params, day), 3)
    whole = steps(chosen_people=group.statement, known=known.statement, region=region.statement)
    rows = warehouse.arrow(whole.select(_COUNTED), {**group.values, **known.values, **region.values}).to_pylist()
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in rows:
        for place in {"", row["region"] or ""}:
            own = found[place, row["trait"]]
            own[row["value"]] = own.get(row["value"], 0) + int(row["people"])
    return found


def _means(warehouse: Warehouse, params: PersonasParams, code: str, day: dt.date, known: Mapping[str, Trait]) -> Means:
    group = numbered(find_group(warehouse, code, day, params.currency).people, 1)
    region = numbered(_region(warehouse, params, day), 3)
    found: dict[tuple[str, str], tuple[float, float, int]] = {}
    for name in TURNING:
        if name not in known:
            continue
        own = numbered(_values(warehouse, params, day, known[name]), 2)
        whole = steps(chosen_people=group.statement, own=own.statement, region=region.statement)
        for row in warehouse.arrow(
            whole.select(_AVERAGED), {**group.values, **own.values, **region.values}
        ).to_pylist():
            if row["mean"] is not None:
                found[row["region"] or "", name] = (row["mean"], row["deviation"] or 0.0, int(row["people"]))
    return found


def _region(warehouse: Warehouse, params: PersonasParams, day: dt.date) -> Bound:
    from insight.schema.shipped_traits import SHIPPED

    return _values(warehouse, params, day, next(trait for trait in SHIPPED if trait.name == "province"))


def _values(warehouse: Warehouse, params: PersonasParams, day: dt.date, trait: Trait) -> Bound:
    found = trait_source(warehouse, day, params.currency)
    selection, values = trait_values_of(trait, 0, as_of_day=found is not None)
    return Bound(TRAIT_STEPS.select(selection), {**(found or {}), **values})
