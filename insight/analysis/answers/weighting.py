"""Responses weighted to the members: as many of each tier, city or channel as there are, not as happen to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import pandas as pd

from insight.analysis.answers.statements import ANSWERS
from insight.analysis.traits import find_trait, group_label, trait_groups
from insight.errors import NotEnoughDataError, ParameterError
from insight.fields import Given
from insight.i18n import Text, _
from insight.schema.traits import Trait
from insight.statistics.raking import rake
from insight.warehouse import Warehouse
from insight.warehouse.steps import steps

USUAL = ("member_tier", "city_tier", "came_from", "gender", "age")
"""Traits that members are usually told apart by, the most telling first."""

WeightTo = Annotated[
    tuple[str, ...], Given(label=_("Weight to our members"), shape=_("traits, such as member_tier and city_tier"))
]

_ALSO = {"tier": "member_tier", "channel": "came_from"}
_UNKNOWN = ""

_MEMBERS = "SELECT count(*) AS members FROM core.customers"

_GROUPS = """
SELECT called.trait, called.value::VARCHAR AS value, count(*) AS members
FROM called
JOIN core.customers AS people ON people.customer_id = called.customer_id
GROUP BY called.trait, called.value::VARCHAR
ORDER BY called.trait, value
"""

_ANSWERED = """
SELECT customer_id, sum(weight)::DOUBLE AS weight
FROM response
WHERE customer_id IS NOT NULL AND weight > 0
GROUP BY customer_id
ORDER BY customer_id
"""

_OF_ANSWERED = """
SELECT called.customer_id, called.trait, called.value::VARCHAR AS value
FROM called
WHERE called.customer_id IN (SELECT customer_id FROM response)
ORDER BY called.customer_id, called.trait
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """`factors`: customer_id -> for how many they count. `people` who answered are known, of `members` in all.
    `silent`: groups of members from which nobody answered, with their share of the members. `is_cut`: somebody would
    have counted for more than `raking.LARGEST`."""

    titles: tuple[Text, ...]
    factors: Mapping[str, float]
    people: int
    members: int
    silent: tuple[tuple[Text, float], ...]
    is_cut: bool


def check_weight_to(weight_to: Sequence[str]) -> None:
    """Raises ParameterError where a trait is named twice."""
    if len(set(weight_to)) < len(weight_to):
        raise ParameterError("weight_to", ", ".join(weight_to), _("each trait once"))


def weigh(warehouse: Warehouse, weight_to: Sequence[str], values: Mapping[str, Any]) -> Weighting:
    """Rake the known people who answered to all members. Whoever has no value of a trait is a group of its own.

    Raises NotEnoughDataError where nobody who answered is known, ParameterError for a trait that is not known.
    """
    traits = [find_trait(warehouse, _ALSO.get(name, name)) for name in weight_to]
    people = warehouse.query(ANSWERS.select(_ANSWERED), dict(values))
    if people.empty:
        raise NotEnoughDataError(
            _("Answers cannot be weighted to the members"),
            _("0 responses are known people's"),
            _("Ask for the phone, or send each person a link of their own; until then leave the weights out"),
        )
    found = trait_groups(warehouse, [trait.name for trait in traits], as_of=values["as_of"])
    called = steps(called=found.statement)
    told = dict(values) | dict(found.values)
    members = int(warehouse.arrow(_MEMBERS).column("members")[0].as_py())
    groups = warehouse.query(called.select(_GROUPS), dict(found.values))
    own = warehouse.query(called.then(ANSWERS).select(_OF_ANSWERED), told)
    return _raked(traits, people, own, groups, members)


def _raked(
    traits: Sequence[Trait], people: pd.DataFrame, own: pd.DataFrame, groups: pd.DataFrame, members: int
) -> Weighting:
    codes, targets, silent = [], [], []
    for trait in traits:
        shares = _shares(groups[groups["trait"] == trait.name], members)
        values = own[own["trait"] == trait.name].set_index("customer_id")["value"]
        said = people["customer_id"].map(values).fillna(_UNKNOWN)
        codes.append(said.map({value: place for place, value in enumerate(shares)}).to_numpy(dtype="int64"))
        targets.append(np.array(list(shares.values())))
        silent += [(_named(trait, value), share) for value, share in shares.items() if share and value not in set(said)]
    cells = pd.DataFrame({str(place): code for place, code in enumerate(codes)}).groupby(
        [str(place) for place in range(len(codes))], sort=True
    )
    numbers = cells.ngroup().to_numpy()
    first = np.unique(numbers, return_index=True)[1]
    found = rake(np.bincount(numbers, people["weight"]), [code[first] for code in codes], targets)
    return Weighting(
        titles=tuple(trait.label for trait in traits),
        factors=dict(zip(people["customer_id"], found.factors[numbers].tolist(), strict=True)),
        people=len(people),
        members=members,
        silent=tuple(sorted(silent, key=lambda each: -each[1])),
        is_cut=found.is_cut,
    )


def _shares(groups: pd.DataFrame, members: int) -> dict[str, float]:
    """Group -> share of all members; last those of whom the trait is not known."""
    known = {str(value): int(n) for value, n in zip(groups["value"], groups["members"], strict=True)}
    return {value: n / members for value, n in known.items()} | {_UNKNOWN: 1 - sum(known.values()) / members}


def _named(trait: Trait, value: str) -> Text:
    return _("unknown") if value == _UNKNOWN else group_label(trait, value)
