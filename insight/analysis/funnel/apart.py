"""What sets those who take a step apart from those who are lost before it: what they did in between, what is known of
them, which tags they had."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from insight.analysis.funnel.params import FunnelParams
from insight.analysis.funnel.statements import Funnel
from insight.analysis.traits import group_label, known_traits, trait_groups
from insight.i18n import Text, _
from insight.schema.event_names import event_name
from insight.schema.traits import Trait
from insight.segments.saved import all_made_by_staff, made_by_staff
from insight.statistics.comparison import CHANCE, two_rates
from insight.statistics.corrections import holm
from insight.statistics.intervals import SMALL, shares
from insight.statistics.rate_difference import rate_difference
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, Steps, at, filled, numbered

KINDS: Mapping[str, Text] = {
    "event": _("Did in between"),
    "trait": _("Known of them"),
    "tag": _("Tag"),
}
_UNCHANGED = ("attributes", "devices")
_UNCHANGED_TOO = ("is_invited",)
"""What going on does not change: without a first day of the period nothing else is known to have come before it."""

_OF_TODAY = ("member_tier", "points", "balance", "is_wecom_contact")
"""Known of today only, as is all that lists brought: it may have come of going on."""

_FIRST_NUMBER = 9000
"""Behind the names of bound values; those of the funnel's own steps are lower."""

_IN_BETWEEN = {
    "took_step": """
    SELECT who, arg_min(previous_at, place) AS from_at, arg_min("at", place) AS until_at
    FROM reached_#
    GROUP BY who
""",
    "waited_for_it": """
    SELECT who, max("at") AS from_at
    FROM reached_{before}
    GROUP BY who
""",
    "between": """
    SELECT
        decided.customer_id,
        coalesce(took_step.from_at, waited_for_it.from_at) AS from_at,
        least(
            coalesce(took_step.until_at, waited_for_it.from_at + $span_us),
            coalesce(took_step.from_at, waited_for_it.from_at) + $span_us
        ) AS until_at
    FROM decided
    LEFT JOIN took_step ON took_step.who = decided.who AND decided.is_converted
    LEFT JOIN waited_for_it ON waited_for_it.who = decided.who
""",
}

_EVENTS = """
    SELECT DISTINCT events.customer_id, 'event' AS kind, 'event' AS feature, events.event AS value
    FROM core.events AS events
    JOIN between ON between.customer_id = events.customer_id
    WHERE epoch_us(events.occurred_at) > between.from_at
        AND epoch_us(events.occurred_at) < between.until_at
        AND NOT list_contains($own_events::VARCHAR[], events.event)"""

_TRAITS = """
    SELECT customer_id, 'trait' AS kind, trait AS feature, value
    FROM ({known}
    ) AS of_traits"""

_TAGGED = """
    SELECT DISTINCT customer_id, 'tag' AS kind, $code AS feature, $code AS value
    FROM ({people}
    ) AS tagged"""

_COUNTED = """
SELECT
    known.kind,
    known.feature,
    known.value,
    count(CASE WHEN decided.is_converted THEN 1 END) AS converted_with,
    count(CASE WHEN NOT decided.is_converted THEN 1 END) AS lost_with
FROM known
JOIN decided ON decided.customer_id = known.customer_id
GROUP BY known.kind, known.feature, known.value
ORDER BY known.kind, known.feature, known.value
"""

_WHOLE = """
SELECT
    count(CASE WHEN is_converted THEN 1 END) AS converted_n,
    count(CASE WHEN NOT is_converted THEN 1 END) AS lost_n
FROM decided
"""

_MEMBERS = """
SELECT decided.customer_id
FROM decided
JOIN known ON known.customer_id = decided.customer_id
WHERE decided.is_converted = $is_converted
    AND known.kind = $kind
    AND known.feature = $feature
    AND known.value = $value
"""

COLUMNS = (
    "kind",
    "feature",
    "value",
    "label",
    "is_of_today",
    "converted_with",
    "converted_n",
    "lost_with",
    "lost_n",
    "converted_share",
    "lost_share",
    "difference",
    "low",
    "high",
    "p_value",
    "certain",
)


@dataclass(frozen=True, slots=True)
class Drivers:
    """A step, and the statements of what is known of people by kind; `values`: what they are bound to."""

    funnel: Funnel
    number: int
    parts: Mapping[str, tuple[Bound, ...]]
    span_us: int
    traits: Mapping[str, Trait]
    tags: Mapping[str, Text]

    def whole(self) -> Bound:
        """How many took the step and how many are lost."""
        return Bound(self.funnel.decided(self.number).select(_WHOLE), self.funnel.values())

    def counted(self) -> Bound:
        """One row a feature and value: how many of those who took the step have it, and how many of those lost."""
        return self._select(_COUNTED, [part for parts in self.parts.values() for part in parts])

    def members(self, kind: str) -> Bound:
        """The people of one of the rows."""
        return self._select(_MEMBERS, self.parts[kind])

    def label(self, kind: str, feature: str, value: str) -> Text:
        """A row in words."""
        if kind == "event":
            return event_name(value)
        if kind == "tag":
            return self.tags[feature]
        trait = self.traits[feature]
        return _("{trait}: {value}", trait=trait.label, value=group_label(trait, value))

    def _select(self, selection: str, parts: "list[Bound] | tuple[Bound, ...]") -> Bound:
        made = self.funnel.decided(self.number)
        values: dict[str, Any] = dict(self.funnel.values())
        if self.span_us:
            before = str(self.funnel.plan.before(self.number))
            steps = {name: at(text, self.number) for name, text in _IN_BETWEEN.items()}
            made = made.then(Steps(steps).filled(before=before))
            own = sorted({event for step in self.funnel.params.steps for event in step.events})
            values |= {"span_us": self.span_us, "own_events": own}
        text = ""
        for part in parts:
            text = filled(
                "{done}{union}{part}", done=text, union="\n    UNION ALL" if text else "", part=part.statement
            )
            values |= dict(part.values)
        return Bound(made.then(Steps({"known": text})).select(selection), values)


def drivers_of(warehouse: Warehouse, made: Funnel, number: int, seconds: float) -> Drivers:
    """What can be compared: events of the first `seconds` after the step before (0: none), traits, tags.

    With a first day of the period (`since`) traits and tags are those of that day, so that none of them can come of
    going on; without one only traits that going on does not change. What is known of today only is never certain.
    """
    params = made.params
    traits = {trait.name: trait for trait in known_traits(warehouse) if _is_told(trait, params)}
    parts: dict[str, tuple[Bound, ...]] = {}
    if seconds > 0:
        parts["event"] = (Bound(_EVENTS, {}),)
    if traits:
        parts["trait"] = tuple(_known(warehouse, params, traits.values()))
    tags = all_made_by_staff(warehouse, "tag") if params.since is not None else {}
    if tags:
        parts["tag"] = tuple(_tagged(warehouse, params, list(tags)))
    return Drivers(made, number, parts, int(seconds * 1_000_000) if seconds > 0 else 0, traits, tags)


def _is_told(trait: Trait, params: FunnelParams) -> bool:
    if trait.kind == "date":
        return False
    return params.since is not None or _is_unchanged(trait) or _is_of_today(trait, params)


def _is_unchanged(trait: Trait) -> bool:
    return trait.dimension in _UNCHANGED or trait.name in _UNCHANGED_TOO


def _is_of_today(trait: Trait, params: FunnelParams) -> bool:
    """Whether it may have come of going on; where somebody came from is told by orders where no list says it."""
    return trait.is_brought or trait.name in _OF_TODAY or (trait.name == "came_from" and params.since is None)


def _known(warehouse: Warehouse, params: FunnelParams, traits: Iterable[Trait]) -> Iterator[Bound]:
    """What does not change as it is known now, everything else as of the first day of the period."""
    days: dict[dt.date | None, list[str]] = {}
    for trait in traits:
        days.setdefault(None if _is_unchanged(trait) else params.since, []).append(trait.name)
    for place, (day, names) in enumerate(days.items()):
        known = trait_groups(warehouse, names, as_of=day, currency=None if day is None else params.currency)
        yield numbered(Bound(filled(_TRAITS, known=known.statement), known.values), _FIRST_NUMBER + place)


def _tagged(warehouse: Warehouse, params: FunnelParams, codes: list[str]) -> Iterator[Bound]:
    for place, code in enumerate(codes, 1):
        segment = made_by_staff(warehouse, "tag", code, params.since or params.as_of)
        if segment is not None:
            text = filled(_TAGGED, people=segment.statement)
            yield numbered(Bound(text, {**segment.values, "code": code}), _FIRST_NUMBER + 10 + place)


def no_drivers() -> pd.DataFrame:
    """The table where no step was asked about."""
    return pd.DataFrame({name: [] for name in COLUMNS})


def table(warehouse: Warehouse, drivers: Drivers) -> pd.DataFrame:
    """One row a feature and value, the surest difference first: see `FunnelResult.apart`."""
    whole = drivers.whole()
    (people,) = warehouse.arrow(whole.statement, whole.values).to_pylist()
    asked = drivers.counted()
    rows = warehouse.query(asked.statement, asked.values) if drivers.parts else pd.DataFrame()
    if rows.empty or not people["converted_n"] or not people["lost_n"]:
        return no_drivers()
    of_trait = rows["kind"] == "trait"
    for side in ("converted", "lost"):
        known = rows.groupby(["kind", "feature"])[f"{side}_with"].transform("sum")
        rows[f"{side}_n"] = known.where(of_trait, people[f"{side}_n"]).astype("int64")
        rows[f"{side}_share"] = shares(rows[f"{side}_with"], rows[f"{side}_n"])
    flags = {trait.name for trait in drivers.traits.values() if trait.kind == "flag"}
    rows = rows[~(of_trait & rows["feature"].isin(flags) & rows["value"].eq("no"))]
    labels = pd.Series([drivers.label(*one) for one in _keys(rows)], index=rows.index, dtype="object")
    today = {name for name, trait in drivers.traits.items() if _is_of_today(trait, drivers.funnel.params)}
    return _compared(rows.assign(label=labels, is_of_today=of_trait & rows["feature"].isin(today)))


def _keys(rows: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    return rows[["kind", "feature", "value"]].itertuples(index=False, name=None)


def _is_common(with_it: int, n: int, other_with: int, other_n: int) -> bool:
    """Whether enough people have it and enough have not, on both sides together; what few have is not tested, so that
    it takes nothing from what is (Bourgon, Gentleman and Huber 2010, PNAS 107, 9546-9551: independent filtering)."""
    both = with_it + other_with
    return min(both, n + other_n - both) >= SMALL


def _compared(rows: pd.DataFrame) -> pd.DataFrame:
    found = rows.assign(difference=rows["converted_share"] - rows["lost_share"])
    counts = found[["converted_with", "converted_n", "lost_with", "lost_n"]].to_numpy(dtype="int64").tolist()
    found[["low", "high"]] = [rate_difference(*one) for one in counts]
    found["p_value"] = holm([two_rates(*one) if _is_common(*one) else float("nan") for one in counts])
    enough = found[["converted_n", "lost_n"]].min(axis=1) >= SMALL
    found["certain"] = (found["p_value"] < CHANCE) & enough & ~found["is_of_today"]
    order = found.assign(size=found["difference"].abs())
    keys = ["certain", "size", "kind", "feature", "value"]
    order = order.sort_values(keys, ascending=[False, False, True, True, True], ignore_index=True)
    return order[list(COLUMNS)]
