"""From the rows that fit a step to how far each person came: each step keeps the latest chain that leads to it.

Of two chains that end in the same event, the later one at every step is at least as good for every rule there is: gaps
at most, the window, and what must not lie between only ask for steps that are close. So one join a step is enough.
"""

from collections.abc import Sequence

from insight.analysis.funnel.plan import Plan
from insight.warehouse.steps import Steps, at, filled

_UNIT = {
    False: "0::BIGINT AS unit, 0::BIGINT AS last_unit",
    True: """max(CASE WHEN fits_1 THEN place END) OVER (
            PARTITION BY who, held ORDER BY place RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS unit,
        max(CASE WHEN fits_1 THEN place END) OVER (PARTITION BY who, held) AS last_unit""",
}

_CROSSED = {
    "crossed_#": """
    SELECT DISTINCT who, held, "at" AS crossed_at
    FROM matched
    WHERE fits_#
""",
    "latest_of_#": """
    SELECT who, held, max(crossed_at) AS latest_at
    FROM crossed_#
    GROUP BY who, held
""",
    "marked_#": """
    SELECT placed.*, crossed_#.crossed_at AS before_#, latest_of_#.latest_at AS latest_#
    FROM {placed} AS placed
    LEFT JOIN latest_of_# ON latest_of_#.who = placed.who AND latest_of_#.held = placed.held
    ASOF LEFT JOIN crossed_#
        ON crossed_#.who = placed.who
        AND crossed_#.held = placed.held
        AND crossed_#.crossed_at < placed."at"
""",
}

_STRICT = {
    "anything": """
    SELECT DISTINCT who, epoch_us({moment}) AS happened_us
    FROM happened
    WHERE happened_at < $as_of::DATE
""",
    "last_thing": """
    SELECT who, max(happened_us) AS latest_us
    FROM anything
    GROUP BY who
""",
    "alone": """
    SELECT placed.*, anything.happened_us AS before_any, last_thing.latest_us AS latest_any
    FROM {placed} AS placed
    JOIN last_thing ON last_thing.who = placed.who
    ASOF LEFT JOIN anything ON anything.who = placed.who AND anything.happened_us < placed."at"
""",
}

_ENTERED = """
    SELECT who, held, unit, place, "at", "at" AS start_at, NULL::BIGINT AS previous_at, group_value, last_unit{carried}
    FROM {placed}
    WHERE fits_1
        AND ($since_us::BIGINT IS NULL OR "at" >= $since_us)
        AND ($until_us::BIGINT IS NULL OR "at" < $until_us)
"""

_FIRST_ONLY = """
    SELECT every_entry.*
    FROM every_entry
    JOIN (
        SELECT who, min(place) AS place
        FROM every_entry
        GROUP BY who
    ) AS first_entry ON first_entry.who = every_entry.who AND first_entry.place = every_entry.place
"""

_REACHED = """
    SELECT following.who, following.held, following.unit, following.place, following."at", before.start_at,
        before."at" AS previous_at, following.last_unit{carried}
    FROM (
        SELECT *, CASE WHEN $least_gap_# = 0 THEN place ELSE ("at" - $least_gap_#) * 32 + 32 END AS not_before
        FROM {placed}
        WHERE fits_#
    ) AS following
    ASOF JOIN reached_{before} AS before
        ON before.who = following.who{same}
        AND before.place < following.not_before
    WHERE following."at" - before.start_at <= $window
        AND ($most_gap_#::BIGINT IS NULL OR following."at" - before."at" <= $most_gap_#){rules}
"""

_GOT = """
    SELECT {keys}, TRUE AS is_there, bool_or({running} AND {in_time}) AS is_live,
        bool_or({running}) AS is_running,
        arg_min("at" - previous_at, {first}) AS took, arg_max({waited}, {last}) AS waited
    FROM reached_#
    GROUP BY {keys}
"""

# Where nothing but the window and gaps ends a chain, a later chain to a step neither began earlier nor came from an
# earlier step before it: what the first and the last one say are least and greatest values.
_GOT_IN_ORDER = """
    SELECT who, TRUE AS is_there, {running} AND {in_time} AS is_live, {running} AS is_running, took, {waited} AS waited
    FROM (
        SELECT who, max(start_at) AS start_at, max("at") AS "at", min("at") - min(previous_at) AS took
        FROM reached_#
        GROUP BY who
    ) AS last_chain
"""

# Only chains of different values can end at one moment with different times.
_TIES = ('row(place, "at" - previous_at)', "row(place, {waited})")

_WAITED = 'least($as_of_us, start_at + $window, coalesce("at" + $most_gap_#::BIGINT, $as_of_us)) - "at"'


def all_of(parts: Sequence[str]) -> str:
    """What is added to a condition so that every part must hold too."""
    text = ""
    for part in parts:
        text = filled("{before}\n        AND {part}", before=text, part=part)
    return text


def marked(plan: Plan, moment: str) -> tuple[Steps, str]:
    """The rows that fit, with the last moment before each at which something happened that must not; and their name."""
    made, name = Steps(), "placed"
    for number, _after, _before in plan.between:
        crossed = Steps({at(key, number): at(text, number) for key, text in _CROSSED.items()})
        made = made.then(crossed.filled(placed=name))
        name = at("marked_#", number)
    if plan.is_strict:
        made, name = made.then(Steps(_STRICT).filled(moment=moment, placed=name)), "alone"
    return made, name


def chain(plan: Plan, placed: str) -> Steps:
    """Steps reached_1 … reached_n: one row an event that ends a chain; got_1 … got_n: one row a person or attempt."""
    entry = filled(_ENTERED, carried=_carried(plan, 1), placed=placed)
    made = (
        Steps({"every_entry": entry, "reached_1": _FIRST_ONLY}) if plan.is_first_only else Steps({"reached_1": entry})
    )
    for number in plan.numbers[1:]:
        reached = filled(
            at(_REACHED, number),
            carried=_carried(plan, number),
            placed=placed,
            before=str(plan.before(number)),
            same=_same(plan),
            rules=_rules(plan, number),
        )
        made = made.then(Steps({at("reached_#", number): reached}))
    for number in plan.numbers:
        made = made.then(Steps({at("got_#", number): _got(plan, number)}))
    return made


def _same(plan: Plan) -> str:
    """What else is alike in a chain besides the person."""
    parts = ["before.held = following.held"] if plan.is_held else []
    parts += ["before.unit = following.unit"] if plan.is_attempts else []
    return all_of(parts)


def _carried(plan: Plan, number: int) -> str:
    """What a chain remembers: when the step was done after which something must not happen, and when it last did."""
    row = "" if number == 1 else "following."
    text = filled(", {row}latest_any", row=row) if plan.is_strict else ""
    for excluded, after, _before in plan.between:
        if number < after:
            continue
        mark = filled('{row}"at"', row=row) if number == after else at("before.mark_#", excluded)
        part = filled(at(", {mark} AS mark_#, {row}latest_#", excluded), mark=mark, row=row)
        text = filled("{before}{part}", before=text, part=part)
    return text


def _rules(plan: Plan, number: int) -> str:
    parts = [
        at("(following.before_# IS NULL OR following.before_# <= before.mark_#)", excluded)
        for excluded, after, before in plan.between
        if after < number <= before
    ]
    if plan.is_strict:
        parts.append('(following.before_any IS NULL OR following.before_any <= before."at")')
    return all_of(parts)


def _got(plan: Plan, number: int) -> str:
    running = ["(start_at + $window >= $as_of_us)"]
    running += [
        at("(latest_# IS NULL OR latest_# <= mark_#)", excluded)
        for excluded, after, before in plan.between
        if after <= number < before
    ]
    if plan.is_strict:
        running.append('latest_any <= "at"')
    if plan.is_attempts:
        running.append("unit = last_unit")
    following = plan.after(number)
    in_time = "TRUE" if following is None else at('coalesce("at" + $most_gap_#::BIGINT >= $as_of_us, TRUE)', following)
    waited = "NULL::BIGINT" if following is None else at(_WAITED, following)
    rules = filled("(TRUE{all})", all=all_of(running))
    if plan.is_plain:
        return filled(at(_GOT_IN_ORDER, number), running=rules, in_time=in_time, waited=waited)
    first, last = _TIES if plan.is_held else ("place", "place")
    text = filled(at(_GOT, number), keys=plan.keys, running=rules, in_time=in_time, first=first, last=last)
    return filled(text, waited=waited)


def unit_of(plan: Plan) -> str:
    """What tells attempts apart: the place of the first step that each began with."""
    return _UNIT[plan.is_attempts]
