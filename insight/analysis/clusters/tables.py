"""From the counts of the warehouse to the small tables of clusters."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from insight.analysis.clusters.measures import LeftOut, Measure
from insight.statistics.grouping import Groups, Labels, Matrix, separations
from insight.statistics.intervals import share_of

_PROFILE = ["cluster", "trait", "value", "n", "mean", "base_mean", "difference"]
_ON_MAP = 1_200


def sizes(rows: Sequence[Mapping[str, Any]], number: int, apart: Mapping[int, float]) -> pd.DataFrame:
    """One row a group, empty ones included, then those in none: see `ClustersResult.clusters`."""
    found = {int(row["cluster"]): row for row in rows if not row["is_base"]}
    people = sum(int(row["customers"]) for row in found.values())
    money = sum(float(row["net_amount"] or 0) for row in found.values())
    table = []
    for cluster in (*range(1, number + 1), *([0] if 0 in found else [])):
        customers = int(found[cluster]["customers"]) if cluster in found else 0
        amount = float(found[cluster]["net_amount"] or 0) if cluster in found else 0.0
        share, of_money = share_of(customers, people), share_of(amount, money)
        table.append((cluster, customers, share, amount, of_money, apart.get(cluster, math.nan)))
    return pd.DataFrame(
        table, columns=["cluster", "customers", "share", "net_amount", "net_amount_share", "separation"]
    )


def profile(rows: Sequence[Mapping[str, Any]], measures: Sequence[Measure]) -> pd.DataFrame:
    """One row a group and measure: see `ClustersResult.profile`."""
    base = next((row for row in rows if row["is_base"]), None)
    table = [
        (int(row["cluster"]), *part)
        for row in rows
        if base is not None and not row["is_base"] and row["cluster"]
        for part in _parts(row, base, measures)
    ]
    frame = pd.DataFrame(table, columns=_PROFILE)
    return frame.astype({"cluster": "int64", "n": "int64"} | dict.fromkeys(_PROFILE[4:], "float64"))


def _parts(row: Mapping[str, Any], base: Mapping[str, Any], measures: Sequence[Measure]) -> Iterator[tuple[Any, ...]]:
    for number, each in enumerate(measures, 1):
        if each.value is None:
            place = each.place
            n, mean, of_all = row[f"n_{place}"], row[f"mean_{place}"], base[f"mean_{place}"]
            spread = base[f"deviation_{place}"]
        else:
            n = row[f"of_{number}"]
            mean, of_all = (share_of(one[f"with_{number}"], one[f"of_{number}"]) for one in (row, base))
            spread = math.sqrt(of_all * (1 - of_all))
        is_known = mean is not None and mean == mean and spread
        yield each.trait, each.value, int(n), mean, of_all, (mean - of_all) / spread if is_known else math.nan


def apart(rows: Matrix, labels: Labels, seed: int) -> dict[int, float]:
    """How well each group is apart from the nearest other: the mean silhouette of its people among those drawn."""
    drawn = drawn_places(len(rows), seed)
    own = labels[drawn]
    values = separations(rows[drawn], own)
    return {int(cluster): float(values[own == cluster].mean()) for cluster in np.unique(own) if len(values)}


def on_map(rows: Matrix, labels: Labels, groups: Groups, seed: int) -> pd.DataFrame:
    """The first two principal components of people drawn, and of the centres: cluster, x, y, is_centre."""
    drawn = drawn_places(len(rows), seed)
    part = rows[drawn]
    middle = part.mean(axis=0)
    _u, _s, directions = np.linalg.svd(part - middle, full_matrices=False)
    # The sign of a component is arbitrary: its largest part points up, so that a map does not flip between runs.
    signs = np.sign(directions[np.arange(len(directions)), np.abs(directions).argmax(axis=1)])
    flat = (directions * signs[:, None])[:2].T
    people, centres = (part - middle) @ flat, (groups.centres - middle) @ flat
    if flat.shape[1] < 2:
        people, centres = (np.column_stack([each, np.zeros(len(each))]) for each in (people, centres))
    return pd.DataFrame(
        {
            "cluster": np.concatenate([labels[drawn], np.arange(1, len(centres) + 1)]),
            "x": np.concatenate([people[:, 0], centres[:, 0]]),
            "y": np.concatenate([people[:, 1], centres[:, 1]]),
            "is_centre": np.concatenate([np.zeros(len(people), dtype=bool), np.ones(len(centres), dtype=bool)]),
        }
    )


def drawn_places(people: int, seed: int) -> Any:
    """Places of at most 1,200 people."""
    if people <= _ON_MAP:
        return np.arange(people)
    return np.sort(np.random.default_rng(seed).choice(people, _ON_MAP, replace=False))


def left_out(given: Sequence[LeftOut]) -> pd.DataFrame:
    """One row a trait that could not be used: trait, reason, known_share."""
    rows = [(each.trait, each.reason, each.known_share) for each in given]
    return pd.DataFrame(rows, columns=["trait", "reason", "known_share"])


def moved(together: pd.DataFrame) -> pd.DataFrame:
    """One row a pair of groups, earlier and now: came_from, cluster, customers."""
    return together.sort_values(["came_from", "cluster"], ignore_index=True).astype("int64")
