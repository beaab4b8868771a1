"""Funnels counted in plain Python: every combination of events is tried, and nothing of the program is used."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Did:
    """One event of one person."""

    who: str
    event: str
    at: dt.datetime
    object: str | None = None


@dataclass(frozen=True)
class Asked:
    """A funnel as the oracle knows it; gaps are minutes, exclusions (event, after, before) or (event, None, None)."""

    steps: tuple[str, ...]
    as_of: dt.datetime
    window: dt.timedelta = 7 * DAY
    order: str = "ordered"
    optional: frozenset[int] = frozenset()
    gaps: tuple[tuple[int, int | None], ...] = ()
    exclude: tuple[tuple[str, int | None, int | None], ...] = ()
    count: str = "people"
    re_entry: bool = True
    hold: bool = False
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    @property
    def needed(self) -> list[int]:
        return [number for number in range(1, len(self.steps) + 1) if number not in self.optional]


Parts = dict[str, list[str]]


def counted(log: Sequence[Did], asked: Asked) -> list[Parts]:
    """By step: who came to the step before, took it, still has time, is lost; a person once for each attempt."""
    log = [did for did in log if did.at < asked.as_of]
    units = list(_units(log, asked))
    return [_step(units, asked, number) for number in range(1, len(asked.steps) + 1)]


def _step(units: list[tuple[str, dict[int, bool], dict[int, bool]]], asked: Asked, number: int) -> Parts:
    parts: Parts = {"entered": [], "converted": [], "open": [], "lost": []}
    before = max((one for one in asked.needed if one < number), default=1)
    for who, reached, open_for in units:
        if not reached[before]:
            continue
        parts["entered"].append(who)
        parts["converted" if reached[number] else "open" if open_for[number] else "lost"].append(who)
    return parts


def _units(log: list[Did], asked: Asked) -> Iterator[tuple[str, dict[int, bool], dict[int, bool]]]:
    """People, or attempts: who, which steps were reached, for which there is time."""
    left_out = {
        did.who
        for did in log
        for event, after, _before in asked.exclude
        if after is None and did.event == event and (asked.since is None or did.at >= asked.since)
    }
    for who in sorted({did.who for did in log} - left_out):
        own = [did for did in log if did.who == who]
        values = sorted({did.object for did in own if did.object}) if asked.hold else [None]
        parts = [[did for did in own if value is None or did.object == value] for value in values]
        if asked.order == "any":
            found = [_together(part, asked) for part in parts]
        else:
            starts = sorted({_place(did, asked) for part in parts for did in part if _enters(did, asked)})
            found = [one for part in parts for one in _attempts(part, own, asked, starts)]
        if asked.count == "attempts":
            for reached, open_for in found:
                if reached[1]:
                    yield who, reached, open_for
        elif found:
            numbers = range(1, len(asked.steps) + 1)
            yield (
                who,
                {number: any(reached[number] for reached, _open in found) for number in numbers},
                {number: any(open_for[number] for _reached, open_for in found) for number in numbers},
            )


def _place(did: Did, asked: Asked) -> tuple[dt.datetime, int]:
    """The moment, and within it the first step that the event fits."""
    return did.at, asked.steps.index(did.event) if did.event in asked.steps else len(asked.steps)


def _enters(did: Did, asked: Asked) -> bool:
    is_in = (asked.since is None or did.at >= asked.since) and (asked.until is None or did.at < asked.until)
    return did.event == asked.steps[0] and is_in


def _attempts(
    part: list[Did], own: list[Did], asked: Asked, starts: list[tuple[dt.datetime, int]]
) -> Iterator[tuple[dict[int, bool], dict[int, bool]]]:
    if asked.count == "people":
        allowed = set(starts if asked.re_entry else starts[:1])
        yield _reach(part, part, own, asked, allowed, is_last=True)
        return
    every = sorted({_place(did, asked) for did in part if did.event == asked.steps[0]})
    for place, start in enumerate(every):
        following = every[place + 1] if place + 1 < len(every) else None
        rows = [
            did for did in part if _place(did, asked) >= start and (following is None or _place(did, asked) < following)
        ]
        yield _reach(rows, part, own, asked, {start} & set(starts), is_last=following is None)


def _reach(
    rows: list[Did],
    part: list[Did],
    own: list[Did],
    asked: Asked,
    starts: set[tuple[dt.datetime, int]],
    *,
    is_last: bool,
) -> tuple[dict[int, bool], dict[int, bool]]:
    reached, live, running = dict[int, bool](), dict[int, bool](), dict[int, bool]()
    for number in range(1, len(asked.steps) + 1):
        way = [one for one in asked.needed if one < number] + [number]
        chains = [
            chain
            for chain in product(*([did for did in rows if did.event == asked.steps[one - 1]] for one in way))
            if _place(chain[0], asked) in starts and _is_chain(chain, way, part, own, asked)
        ]
        reached[number] = bool(chains)
        ending = [chain for chain in chains if is_last and _runs(chain, way, part, own, asked)]
        running[number] = bool(ending)
        following = next((one for one in asked.needed if one > number), None)
        most = asked.gaps[following - 1][1] if asked.gaps and following else None
        live[number] = any(most is None or chain[-1].at + dt.timedelta(minutes=most) >= asked.as_of for chain in ending)
    open_for = {}
    for number in reached:
        before = [one for one in asked.needed if one < number]
        last = before[-1:] if number in asked.optional else []
        open_for[number] = any(live[one] for one in before) or any(running[one] for one in last)
    return reached, open_for


def _is_chain(chain: tuple[Did, ...], way: list[int], part: list[Did], own: list[Did], asked: Asked) -> bool:
    for (one, other), number in zip(pairwise(chain), way[1:], strict=True):
        least, most = asked.gaps[number - 1] if asked.gaps else (0, None)
        gap = other.at - one.at
        if not _place(one, asked) < _place(other, asked) or gap < dt.timedelta(minutes=least):
            return False
        if most is not None and gap > dt.timedelta(minutes=most):
            return False
        if asked.order == "strict" and any(one.at < did.at < other.at for did in own):
            return False
    if chain[-1].at - chain[0].at > asked.window:
        return False
    at = dict(zip(way, (did.at for did in chain), strict=True))
    for event, after, before in asked.exclude:
        if after is None or after not in at:
            continue
        ends = [at[number] for number in way if after < number <= (before or 0)]
        if ends and any(did.event == event and at[after] < did.at < max(ends) for did in part):
            return False
    return True


def _runs(chain: tuple[Did, ...], way: list[int], part: list[Did], own: list[Did], asked: Asked) -> bool:
    """Whether its time is not over, and nothing has happened since that ended it."""
    if chain[0].at + asked.window < asked.as_of:
        return False
    if asked.order == "strict" and any(did.at > chain[-1].at for did in own):
        return False
    at = dict(zip(way, (did.at for did in chain), strict=True))
    return not any(
        did.event == event and did.at > at[after]
        for event, after, before in asked.exclude
        if after is not None and before is not None and after in at and way[-1] < before
        for did in part
    )


def _together(part: list[Did], asked: Asked) -> tuple[dict[int, bool], dict[int, bool]]:
    wanted = [asked.steps[number - 1] for number in asked.needed]
    starts = [
        did
        for did in part
        if did.event in wanted
        and (asked.since is None or did.at >= asked.since)
        and (asked.until is None or did.at < asked.until)
    ]
    reached = {}
    for number in range(1, len(asked.steps) + 1):
        events = {asked.steps[one - 1] for one in {*(n for n in asked.needed if n <= number), number}}
        reached[number] = any(
            all(
                any(did.event == event and start.at <= did.at <= start.at + asked.window for did in part)
                for event in events
            )
            for start in starts
        )
    is_open = any(start.at + asked.window >= asked.as_of for start in starts)
    return reached, dict.fromkeys(reached, is_open)


def given(asked: Asked) -> dict[str, Any]:
    """The same funnel in the words of the program."""
    steps: list[Any] = []
    for number, event in enumerate(asked.steps, 1):
        step: dict[str, Any] = {"event": event}
        if number in asked.optional:
            step["optional"] = True
        elif asked.gaps:
            least, most = asked.gaps[number - 1]
            step |= {"least_gap": f"{least}m"} | ({} if most is None else {"most_gap": f"{most}m"})
        steps.append(step)
    exclude = [
        {"event": event} | ({} if after is None else {"after": after, "before": before})
        for event, after, before in asked.exclude
    ]
    return {
        "steps": steps,
        "as_of": asked.as_of.date(),
        "window": f"{int(asked.window.total_seconds() // 60)}m",
        "order": asked.order,
        "exclude": exclude,
        "count": asked.count,
        "re_entry": asked.re_entry,
        "hold": "object" if asked.hold else None,
        "since": asked.since and asked.since.date(),
        "until": asked.until and asked.until.date(),
    }
