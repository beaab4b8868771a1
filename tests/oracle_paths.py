"""Paths in plain Python, one visit after another."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

Did = tuple[str, str, dt.datetime]
"""Who, the event, when."""
Counts = dict[tuple[object, ...], list[str]]
"""Cell -> whose visits these are, a name a visit."""


@dataclass(frozen=True, slots=True)
class Paths:
    """What there is to count; `people` of a cell are the different names."""

    nodes: Counts = field(default_factory=lambda: defaultdict(list))
    links: Counts = field(default_factory=lambda: defaultdict(list))
    pairs: Counts = field(default_factory=lambda: defaultdict(list))
    paths: Counts = field(default_factory=lambda: defaultdict(list))


def visits(log: list[Did], *, minutes: int) -> list[tuple[str, dt.datetime, list[str]]]:
    """Who, when it began, and the events of each visit, those of one moment by name, the same one again left out."""
    found: list[tuple[str, dt.datetime, list[str]]] = []
    last: dict[str, dt.datetime] = {}
    for who, event, at in sorted(log, key=lambda one: (one[0], one[2], one[1])):
        if who not in last or at - last[who] > dt.timedelta(minutes=minutes):
            found.append((who, at, []))
        last[who] = at
        events = found[-1][2]
        if not events or events[-1] != event:
            events.append(event)
    return found


def paths(
    log: list[Did], *, start: str, since: dt.datetime, until: dt.datetime, is_back: bool, steps: int, minutes: int
) -> Paths:
    """Without a fold of rare events."""
    told = Paths()
    known = [one for one in log if one[2] < until]
    for who, began, events in visits(known, minutes=minutes):
        if began < since:
            continue
        for one, other in zip(events, [*events[1:], "(end)"], strict=True):
            told.pairs[one, other].append(who)
        if start not in events:
            continue
        way = events[::-1] if is_back else events
        way = [*way[way.index(start) :], "(end)"][: steps + 1]
        for step, event in enumerate(way):
            told.nodes[step, event].append(who)
        for step, pair in enumerate(pairwise(way)):
            told.links[step, *pair].append(who)
        told.paths[tuple(way)].append(who)
    return told
