"""A clustering as it is fitted and kept: by what people are compared, where the groups lie, what they are called."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from insight.analysis.clusters.measures import LeftOut, Measure
from insight.statistics.grouping import Groups


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that sets a group apart: more or less of a trait, or mostly one value of it."""

    trait: str
    value: str | None
    is_more: bool


@dataclass(frozen=True, slots=True)
class Name:
    """What a group is called: what somebody wrote, else what sets it apart; `number` tells equal ones apart."""

    written: str | None = None
    differences: tuple[Difference, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """`traits` in the order of their columns, `base` whom groups are made of, `left_out` what could not be used."""

    traits: tuple[str, ...]
    base: str
    measures: tuple[Measure, ...]
    left_out: tuple[LeftOut, ...]
    groups: Groups
    names: tuple[Name, ...] = ()

    def to_json(self) -> str:
        """The model as text."""
        groups = {
            "centres": self.groups.centres.tolist(),
            "weights": self.groups.weights.tolist(),
            "constants": self.groups.constants.tolist(),
            "reach": None if np.isinf(self.groups.reach) else self.groups.reach,
        }
        return json.dumps(
            {
                "traits": list(self.traits),
                "base": self.base,
                "measures": [asdict(each) for each in self.measures],
                "left_out": [asdict(each) for each in self.left_out],
                "groups": groups,
                "names": [asdict(each) for each in self.names],
            },
            ensure_ascii=False,
        )


def model_from_json(text: str) -> Model:
    """The model that `to_json` wrote."""
    given: Mapping[str, Any] = json.loads(text)
    groups = given["groups"]
    shape = (len(groups["constants"]), len(given["measures"]))
    reach = groups["reach"]
    return Model(
        traits=tuple(given["traits"]),
        base=given["base"],
        measures=tuple(Measure(**each) for each in given["measures"]),
        left_out=tuple(LeftOut(**each) for each in given["left_out"]),
        groups=Groups(
            np.array(groups["centres"], dtype="float64").reshape(shape),
            np.array(groups["weights"], dtype="float64").reshape(shape),
            np.array(groups["constants"], dtype="float64"),
            float("inf") if reach is None else float(reach),
        ),
        names=names_from(given["names"]),
    )


def names_from(given: Sequence[Mapping[str, Any]]) -> tuple[Name, ...]:
    """The names of plain values."""
    return tuple(
        Name(each["written"], tuple(Difference(**one) for one in each["differences"]), each["number"]) for each in given
    )
