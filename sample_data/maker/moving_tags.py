"""The tags of the small brand whose people change: sound ones, and beside them one fault of every kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sample_data.maker.facts import Fact

SENSITIVE: Final = "价格敏感"
STALE: Final = "618预热"
EVERYBODY: Final = "茶友"
DUPLICATE: Final = ("爱喝岩茶", "懂山场")
SYNONYM: Final = ("办公室饮茶", "办公室饮茶客户")
CONTRADICTION: Final = ("干皮", "油皮")
NO_SIGNAL: Final = "双数组"


@dataclass(frozen=True, slots=True)
class Tagged:
    """What decides the tags of somebody."""

    number: int
    is_sensitive: bool
    ordered_lately: bool
    has_left: bool


def tags_of(people: list[Tagged], *, is_clean: bool) -> dict[int, str]:
    """Number -> tags. The tags that are sound tell of the next order, or of too few people to be judged by it."""
    found = {one.number: _sound(one) for one in people}
    if not is_clean:
        places = {True: 0, False: 0}
        for one in people:
            found[one.number] += _faulty(one, places[one.ordered_lately])
            places[one.ordered_lately] += 1
    return {number: ";".join(tags) for number, tags in found.items()}


def _sound(one: Tagged) -> list[str]:
    tags = [SENSITIVE] if one.is_sensitive else []
    tags += [CONTRADICTION[one.number % 2]] if one.number % 5 == 0 else []
    tags += [DUPLICATE[0]] if one.number % 9 == 1 else []
    return tags + ([SYNONYM[0]] if one.number % 7 == 2 else [])


def _faulty(one: Tagged, place: int) -> list[str]:
    """`place`: of those who ordered lately, or of those who did not."""
    if one.has_left:
        return [EVERYBODY, STALE]
    tags = [EVERYBODY]
    tags += [DUPLICATE[1]] if one.number % 9 == 1 else []
    tags += [SYNONYM[1]] if one.number % 14 == 2 else []
    tags += [CONTRADICTION[1 - one.number % 2]] if one.number % 45 == 5 else []
    return tags + ([NO_SIGNAL] if place % 2 else [])


def faults(tags: dict[int, str]) -> list[Fact]:
    """What the health check has to find: the kind, the tags, how many people have all of them."""
    pairs = {"duplicate": DUPLICATE, "synonym": SYNONYM, "contradiction": CONTRADICTION}
    single = {"stale": STALE, "everyone": EVERYBODY, "no_signal": NO_SIGNAL}
    wanted = {**pairs, **{kind: (tag,) for kind, tag in single.items()}}
    return [
        {
            "kind": kind,
            "tags": list(names),
            "people": sum(set(names) <= set(line.split(";")) for line in tags.values()),
        }
        for kind, names in wanted.items()
    ]
