"""Where a group goes another way than the other one, beside what random splits of the same people show."""

from typing import Any

import pandas as pd

from insight.analysis.paths.params import PathsParams
from insight.analysis.paths.sides import SPLITS, Sides
from insight.analysis.paths.statements import Paths
from insight.analysis.personas import find_group
from insight.i18n import Text, _
from insight.statistics.comparison import CHANCE
from insight.statistics.corrections import holm
from insight.statistics.intervals import SMALL, shares
from insight.statistics.splits import beside_splits
from insight.warehouse import Warehouse

_WAY = ["step", "event", "next"]
COLUMNS = (
    *_WAY,
    "customers",
    "here",
    "share",
    "customers_others",
    "here_others",
    "share_others",
    "difference",
    "noise",
    "p_value",
    "certain",
)


def sides_of(warehouse: Warehouse, params: PathsParams) -> tuple[Sides, Text, Text] | None:
    """The two groups that are compared, and what they are called; None where no group is chosen.

    Raises ParameterError for a group that is not there.
    """
    if params.group is None:
        return None
    one = find_group(warehouse, params.group, params.as_of, params.currency)
    if params.against is None:
        return Sides(Paths.of(params), one.people, None), one.name, _("Everybody else")
    other = find_group(warehouse, params.against, params.as_of, params.currency)
    return Sides(Paths.of(params), one.people, other.people), one.name, other.name


def nothing_apart() -> pd.DataFrame:
    """The table where no group is chosen."""
    return pd.DataFrame({name: [] for name in COLUMNS})


def sizes_of(warehouse: Warehouse, sides: Sides, values: dict[str, Any]) -> dict[str, int]:
    """How many people of the paths are in the "group", among the "others", in "both" and so in neither."""
    asked = sides.sizes()
    rows = warehouse.query(asked.statement, {**values, **asked.values})
    return {str(side): int(people) for side, people in rows.itertuples(index=False)}


def apart(warehouse: Warehouse, sides: Sides, values: dict[str, Any], sizes: dict[str, int], seed: int) -> pd.DataFrame:
    """One row a way from a step, largest difference beside its noise first: see `PathsResult.apart`."""
    group, others = (sizes.get(side, 0) for side in ("group", "others"))
    if not group or not others:
        return nothing_apart()
    ways, draws = sides.ways(), sides.drawn()
    table = _beside(warehouse.query(ways.statement, {**values, **ways.values}))
    lot = {"seed": seed, "splits": SPLITS, "share": group / (group + others)}
    drawn = warehouse.query(draws.statement, {**values, **draws.values, **lot})
    noise = beside_splits(table["difference"], _of_splits(drawn, table))
    table["noise"], table["p_value"] = noise.level, holm(noise.p_value.tolist())
    table["certain"] = (table["p_value"] < CHANCE) & (table[["here", "here_others"]].min(axis=1) >= SMALL)
    order = table.assign(size=(table["difference"].abs() / table["noise"]).fillna(0.0), far=table["difference"].abs())
    table = order.sort_values(["certain", "size", "far", *_WAY], ascending=[False, False, False, True, True, True])
    return table[list(COLUMNS)].reset_index(drop=True)


def _beside(counted: pd.DataFrame) -> pd.DataFrame:
    """Both sides' people and shares of visits on every way that anybody of them took."""
    ways, steps_ = counted[counted["next"].notna()], counted[counted["next"].isna()]
    table = ways[_WAY].drop_duplicates().sort_values(_WAY, ignore_index=True)
    for side, ending in (("group", ""), ("others", "_others")):
        own = ways[ways["side"] == side][[*_WAY, "customers", "visits"]]
        here = steps_[steps_["side"] == side][["step", "event", "customers", "visits"]]
        here = here.rename(columns={"customers": "here", "visits": "whole"})
        merged = table[_WAY].merge(own, on=_WAY, how="left").merge(here, on=["step", "event"], how="left")
        merged = merged.fillna({"customers": 0, "visits": 0, "here": 0, "whole": 0})
        table[f"customers{ending}"] = merged["customers"].astype("int64")
        table[f"here{ending}"] = merged["here"].astype("int64")
        table[f"share{ending}"] = shares(merged["visits"], merged["whole"])
    table["difference"] = table["share"] - table["share_others"]
    return table


def _of_splits(drawn: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The difference of shares in every split: a row a split, a column a way."""
    whole = drawn.groupby(["split_no", "step", "event"])[["visits", "visits_others"]].transform("sum")
    one, other = (shares(drawn[name], whole[name]) for name in ("visits", "visits_others"))
    wide = drawn.assign(difference=one - other).pivot(index="split_no", columns=_WAY, values="difference")
    return wide.reindex(columns=pd.MultiIndex.from_frame(table[_WAY]))
