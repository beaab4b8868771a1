"""From the counts of channels to rates with intervals, set beside everybody else."""

import math

import pandas as pd

from insight.analysis.channels.params import VALUE_DAYS
from insight.analysis.channels.words import SOURCES
from insight.results import SINGLE, Declared, Frame, Total, declare
from insight.statistics.comparison import CHANCE, two_rates
from insight.statistics.corrections import holm
from insight.statistics.distributions import student_quantile
from insight.statistics.intervals import SMALL, shares, wilson_bounds
from insight.statistics.two_groups import Moments, means_apart

MEASURES = {
    "kept_7": "old_7",
    "kept_30": "old_30",
    "kept_90": "old_90",
    "ordered": "asked",
    "left": "watched",
}
"""People counted for a rate -> the people among whom they are counted."""

COUNTS = ("won", "traced", *(name for pair in MEASURES.items() for name in pair), "paid", "valued")


def channels(
    counted: pd.DataFrame, credited: pd.DataFrame, costs: pd.DataFrame, paid_back: pd.DataFrame
) -> pd.DataFrame:
    """One row a channel, most people first; see ChannelsResult."""
    table = credited.merge(counted, how="left", on="channel")
    table[list(COUNTS)] = table[list(COUNTS)].fillna(0).astype("int64")
    table = table.sort_values(["won", "credited", "channel"], ascending=[False, False, True], ignore_index=True)
    is_platform = table.pop("is_platform").fillna(False).astype(bool)
    table.insert(1, "kind", ["platform" if each else "contact" for each in is_platform])
    _rate(table)
    _value(table)
    _correct(table)
    table["cost"] = [_cost(str(channel), costs) for channel in table["channel"]]
    table["cost_per_person"] = shares(table["cost"], table["paid"])
    table["payback_days"] = [
        _payback(paid_back[paid_back["channel"] == row["channel"]], row["valued"], row["cost_per_person"])
        for row in table.to_dict("records")
    ]
    return table.drop(columns=["net_sum", "net_squares"])


def _rate(table: pd.DataFrame) -> None:
    for name, base in MEASURES.items():
        table[f"{name}_rate"] = shares(table[name], table[base])
        table[f"{name}_low"], table[f"{name}_high"] = wilson_bounds(table[name], table[base])
        rest, rest_base = _others(table, name), _others(table, base)
        table[f"{name}_rest"] = shares(rest, rest_base)
        four = zip(table[name], table[base], rest, rest_base, strict=True)
        table[f"{name}_p"] = [two_rates(*(int(each) for each in one)) for one in four]


def _value(table: pd.DataFrame) -> None:
    sums = ["valued", "net_sum", "net_squares"]
    table[sums[1:]] = table[sums[1:]].fillna(0.0).astype("float64")
    own = [Moments(int(n), *rest) for n, *rest in table[sums].itertuples(index=False)]
    others = zip(*(_others(table, name) for name in sums), strict=True)
    rest = [Moments(int(n), *amounts) for n, *amounts in others]
    bounds = [_mean_bounds(one) for one in own]
    table["net_mean"] = [one.mean for one in own]
    table["net_low"], table["net_high"] = [low for low, _high in bounds], [high for _low, high in bounds]
    table["net_rest"] = [one.mean for one in rest]
    table["net_p"] = [means_apart(one, other).p for one, other in zip(own, rest, strict=True)]


def _others(table: pd.DataFrame, column: str) -> pd.Series:
    """What all other channels of the same kind have together."""
    return table.groupby("kind")[column].transform("sum") - table[column]


def _mean_bounds(people: Moments) -> tuple[float, float]:
    """Student's 95 % interval of a mean; nan for fewer than two people."""
    if people.n < 2:
        return math.nan, math.nan
    half = student_quantile(0.975, people.n - 1) * math.sqrt(people.variance / people.n)
    return people.mean - half, people.mean + half


def _correct(table: pd.DataFrame) -> None:
    """All p-values of all measures at once; a difference of few people on either side is never certain."""
    measured = {**MEASURES, "net": "valued"}
    corrected = holm([float(p) for name in measured for p in table[f"{name}_p"]])
    for place, (name, base) in enumerate(measured.items()):
        table[f"{name}_p"] = corrected[place * len(table) : (place + 1) * len(table)]
        enough = (table[base] >= SMALL) & (_others(table, base) >= SMALL)
        table[f"{name}_certain"] = (table[f"{name}_p"] < CHANCE) & enough


def _cost(channel: str, costs: pd.DataFrame) -> float:
    """What campaigns called like the channel, or held in it, cost; nan where none states it."""
    is_own = (costs[["channel", "name", "campaign_id"]] == channel.lower()).any(axis=1)
    return float(costs.loc[is_own, "cost"].sum()) if is_own.any() else math.nan


def _payback(days: pd.DataFrame, people: int, cost: float) -> float:
    """The first day by whose end a person has on average brought what winning one cost; nan where it is not reached."""
    if not people or math.isnan(cost):
        return math.nan
    so_far = days.set_index("day")["net_amount"].reindex(range(VALUE_DAYS), fill_value=0.0).cumsum() / people
    reached = so_far[so_far >= cost]
    return float(reached.index[0]) if len(reached) else math.nan


def overlap(pairs: pd.DataFrame) -> pd.DataFrame:
    """channel, other, customers (known to both), reach (of the channel), share: both ways round."""
    reach = pairs[pairs["channel"] == pairs["other"]].set_index("channel")["customers"]
    one = pairs[pairs["channel"] != pairs["other"]]
    table = pd.concat([one, one.rename(columns={"channel": "other", "other": "channel"})], ignore_index=True)
    table["reach"] = [int(reach[channel]) for channel in table["channel"]]
    table["share"] = shares(table["customers"], table["reach"])
    table = table.sort_values(["customers", "channel", "other"], ascending=[False, True, True], ignore_index=True)
    return table[["channel", "other", "customers", "reach", "share"]]


def sources(inventory: pd.DataFrame) -> pd.DataFrame:
    """source, entries (rows), named (with a channel), dated, customers; every kind, also those that are not there."""
    table = inventory.set_index("place").reindex(range(1, len(SOURCES) + 1), fill_value=0).astype("int64")
    table.insert(0, "source", list(SOURCES))
    return table.reset_index(drop=True)


def _rates(name: str, base: str) -> tuple[object, ...]:
    return (
        *declare("rate", *(f"{name}_{end}" for end in ("rate", "low", "high", "rest")), about=(name, base)),
        *declare("number", f"{name}_p", f"{name}_certain", about=(name, base)),
    )


_CHANNEL = (
    *declare("text", "channel", "kind"),
    *declare("people", "credited"),
    *declare("people", "won", "by_other", part_of="credited"),
    *declare("people", "traced", "watched", "paid", part_of="won"),
    *declare("people", "old_7", "asked", part_of="traced"),
    *declare("people", "old_30", part_of="old_7"),
    *declare("people", "old_90", part_of="old_30"),
    *declare("people", "valued", part_of="old_90"),
    *(column for name, base in MEASURES.items() for column in declare("people", name, part_of=base)),
    *declare("number", "linear", about=("credited",)),
    *(column for name, base in MEASURES.items() for column in _rates(name, base)),
    *declare("money", "net_mean", "net_low", "net_high", "net_rest", about=("valued",)),
    *declare("number", "net_p", "net_certain", about=("valued",)),
    *declare("money", "cost", is_safe=True),
    *declare("money", "cost_per_person", about=("paid",)),
    *declare("days", "payback_days", about=("paid", "valued")),
)

COLUMNS: Declared = {
    SINGLE: Frame(columns=declare("text", "leaving")),
    "totals": Frame(
        columns=declare("people", "people", "sourced", "unknown"), sums=((("sourced", "unknown"), "people"),)
    ),
    "channels": Frame(
        columns=_CHANNEL,  # type: ignore[arg-type]
        totals=(
            Total(column="won", to=("totals", "sourced", ())),
            Total(column="by_other", to=("totals", "sourced", ())),
            *(Total(column=name) for pair in MEASURES.items() for name in dict.fromkeys(pair)),
            Total(column="traced"),
            Total(column="paid"),
            Total(column="valued"),
        ),
    ),
    "overlap": Frame(
        columns=(
            *declare("text", "channel", "other"),
            *declare("people", "reach", cell=lambda row: row["channel"]),
            *declare(
                "people", "customers", part_of="reach", cell=lambda row: tuple(sorted((row["channel"], row["other"])))
            ),
            *declare("share", "share"),
        )
    ),
    "sources": Frame(
        columns=(
            *declare("key", "source"),
            *declare("people", "customers"),
            *declare("count", "entries", "named", "dated", is_safe=True),
        )
    ),
}
"""What the fields of the result are about."""
