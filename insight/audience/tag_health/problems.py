"""What is wrong with tags: pairs that say the same or contradict each other, and tags that tell nothing."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import Any, Literal

from insight.audience.tag_health.names import are_opposite, are_same_name, are_similar
from insight.audience.tag_health.params import TagHealthParams
from insight.audience.tagging import Tag
from insight.i18n import Text, _
from insight.statistics.rate_difference import rate_difference

Kind = Literal["duplicate", "synonym", "contradiction", "stale", "empty", "everyone", "unused", "no_signal"]
Plan = Literal["merge", "retire", "correct"]

KINDS: Mapping[Kind, Text] = {
    "contradiction": _("Contradiction"),
    "duplicate": _("Same people"),
    "synonym": _("Same meaning"),
    "stale": _("Out of date"),
    "empty": _("Nobody has it"),
    "everyone": _("Nearly everybody has it"),
    "unused": _("Never used"),
    "no_signal": _("Says nothing of the next order"),
}
PLANS: Mapping[Plan, Text] = {
    "merge": _("Merge"),
    "retire": _("Retire"),
    "correct": _("Ask and correct"),
}
_FEWEST, _TESTED, _MANY = 5, 100, 30
_CONTAINED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`customers`: whom it is about (of a pair: who has both). `share`: of a pair the part that has both, of those who
    have either, or of the smaller tag where the names are alike (`is_part`); of one tag of everybody, or its buyers;
    `others_share`: buyers among the others. `day`: of a tag out of date."""

    kind: Kind
    tag: str
    other: str | None
    customers: int
    plan: Plan
    share: float = float("nan")
    others_share: float = float("nan")
    day: dt.date | None = None
    is_part: bool = False
    is_expired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the tags are judged by: people per tag, per pair, all; orders (known, buyers) per tag and of everybody."""

    people: int
    counts: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    orders: Mapping[str, tuple[int, int]]
    listed: Mapping[str, dt.date]
    used: Sequence[str]
    expired: Mapping[str, tuple[int, dt.date]] = field(default_factory=dict)


def problems(tags: Sequence[Tag], known: Known, params: TagHealthParams) -> list[Problem]:
    """Everything that is wrong, what concerns most people first within each kind.

    Shipped tags that nobody changed are judged only beside tags of the shop: what they say follows from the data.
    """
    found = [
        *_pairs(tags, known, params),
        *_stale(tags, known, params),
        *_sizes(tags, known, params),
        *_unused(tags, known),
        *_without_signal(tags, known, params),
    ]
    order = list(KINDS)
    return sorted(found, key=lambda one: (order.index(one.kind), -one.customers, one.tag, one.other or ""))


def _pairs(tags: Sequence[Tag], known: Known, params: TagHealthParams) -> Iterator[Problem]:
    """A tag that nearly everybody has is the double of nothing: it is named for that alone."""
    for one, other in combinations(sorted(tags, key=lambda tag: tag.code), 2):
        if not (one.is_own or other.is_own):
            continue
        both = known.pairs.get((one.code, other.code), 0)
        sizes = (known.counts.get(one.code, 0), known.counts.get(other.code, 0))
        if known.people >= _MANY and max(sizes) >= params.everyone_share * known.people:
            continue
        problem = _pair(one, other, both, sizes, params)
        if problem is not None:
            yield problem


def _pair(one: Tag, other: Tag, both: int, sizes: tuple[int, int], params: TagHealthParams) -> Problem | None:
    either, least = sum(sizes) - both, min(sizes)
    share = both / either if either else 0.0
    names = [(_written(one, language), _written(other, language)) for language in ("zh_CN", "en")]
    found = partial(Problem, tag=one.code, other=other.code, customers=both)
    if any(are_opposite(*pair) for pair in names) or are_opposite(one.code, other.code):
        return found(kind="contradiction", share=both / least, plan="correct") if both else None
    if least and any(are_same_name(*pair) for pair in names):
        return found(kind="synonym", share=share, plan="merge")
    if least >= _FEWEST and share >= params.same_share:
        return found(kind="duplicate", share=share, plan="merge")
    if least >= _FEWEST and both >= _CONTAINED * least and any(are_similar(*pair) for pair in names):
        return found(kind="synonym", share=both / least, is_part=True, plan="merge")
    return None


def _written(tag: Tag, language: Literal["zh_CN", "en"]) -> str:
    return tag.name.render(language)


def _stale(tags: Sequence[Tag], known: Known, params: TagHealthParams) -> Iterator[Problem]:
    for tag in tags:
        day = known.listed.get(tag.code)
        if tag.source == "original" and day is not None and (params.as_of - day).days > params.stale_days:
            yield _alone("stale", tag, known.counts.get(tag.code, 0), day=day)
        if tag.code in known.expired:
            people, given = known.expired[tag.code]
            yield _alone("stale", tag, people, day=given, is_expired=True)


def _sizes(tags: Sequence[Tag], known: Known, params: TagHealthParams) -> Iterator[Problem]:
    for tag in tags:
        people = known.counts.get(tag.code, 0)
        if not tag.is_own:
            continue
        if people == 0 and tag.source != "original" and tag.code not in known.expired:
            yield _alone("empty", tag, 0)
        elif known.people >= _MANY and people >= params.everyone_share * known.people:
            yield _alone("everyone", tag, people, share=people / known.people)


def _unused(tags: Sequence[Tag], known: Known) -> Iterator[Problem]:
    """Only where tags are used at all: a workspace that has no segment yet has not left any tag aside."""
    uses = {tag.code: sum(f'"{tag.code}"' in expression for expression in known.used) for tag in tags}
    if any(uses.values()):
        for tag in tags:
            people = known.counts.get(tag.code, 0)
            if people and not uses[tag.code] and tag.is_own:
                yield _alone("unused", tag, people)


def _without_signal(tags: Sequence[Tag], known: Known, params: TagHealthParams) -> Iterator[Problem]:
    everybody, all_buyers = known.orders.get("", (0, 0))
    for tag in tags:
        people, buyers = known.orders.get(tag.code, (0, 0))
        if not tag.is_own or min(people, everybody - people) < _TESTED:
            continue
        others = all_buyers - buyers, everybody - people
        low, high = rate_difference(buyers, people, *others)
        if -params.order_margin < low and high < params.order_margin:
            rates = {"share": buyers / people, "others_share": others[0] / others[1]}
            yield _alone("no_signal", tag, known.counts.get(tag.code, 0), **rates)


def _alone(kind: Kind, tag: Tag, people: int, **more: Any) -> Problem:
    return Problem(kind=kind, tag=tag.code, other=None, customers=people, plan="retire", **more)


def why(row: Mapping[Any, Any], params: TagHealthParams) -> Text:
    """What is wrong, from a row of the result's problems; hidden numbers are a dash."""
    kind, share = row["problem"], row["share"]
    if kind == "contradiction":
        return _(
            "{n:count} person has both, and nobody can be both",
            "{n:count} people have both, and nobody can be both",
            n=row["customers"],
        )
    if kind == "duplicate":
        return _("{share:percent} of the people of either have both", share=share)
    if kind == "synonym":
        if row["is_part"]:
            return _("the names are alike, and {share:percent} of the smaller one have both", share=share)
        return _("the names mean the same")
    if kind == "stale":
        if row["is_expired"]:
            return _("given on {day:day}, and past the time it was meant for", day=row["day"])
        return _("no list has had it since {day:day}", day=row["day"])
    if kind == "no_signal":
        return _(
            "{share:percent} of its people ordered in {days:count} days, and {others:percent} of the others",
            share=share,
            others=row["others_share"],
            days=params.order_days,
        )
    return _WHY[kind] if kind in _WHY else _("{share:percent} of everybody have it: it tells nobody apart", share=share)


_WHY: Mapping[str, Text] = {
    "empty": _("nobody has it as of the day"),
    "unused": _("no saved segment and no exported list speaks of it"),
}
