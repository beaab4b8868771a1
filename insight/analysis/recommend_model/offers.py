"""The statements of offers: what a model offers each person, and what of it was bought afterwards.

Sums of weights are whole numbers: the same in any order of adding.
"""

from insight.analysis.known_people import EVER_ORDERED, NEVER_ORDERED
from insight.analysis.recommend_model.statements import LEVELS, OF_PART, PLAIN, Level, Plain, later_steps, owned_steps
from insight.warehouse.steps import Steps, steps

_PEOPLE = steps(
    never_ordered=NEVER_ORDERED,
    ever_ordered=EVER_ORDERED,
    last_shelf="""
    SELECT person, substr(max(ordered_on::VARCHAR || shelf), 11) AS shelf
    FROM owned_line
    GROUP BY person
""",
    known_person="""
    SELECT person, shelf, TRUE AS has_bought
    FROM last_shelf
    UNION ALL
    SELECT person.person, $anybody_shelf, FALSE
    FROM ever_ordered
    JOIN person ON person.customer_id = ever_ordered.customer_id
    LEFT JOIN last_shelf ON last_shelf.person = person.person
    WHERE last_shelf.person IS NULL
    UNION ALL
    SELECT person.person, $newcomer_shelf, FALSE
    FROM never_ordered
    JOIN person ON person.customer_id = never_ordered.customer_id
""",
)

_SAT = steps(
    known_person="""
    SELECT person, substr(max(ordered_on::VARCHAR || shelf), 11) AS shelf, TRUE AS has_bought
    FROM owned_line
    GROUP BY person
""",
)

_OFFERED = steps(
    # The exam asks all methods at once: a seat is a person and one of them. Of a list, whose method is one, the person.
    tried="""
    SELECT unnest($methods::INTEGER[]) AS method
""",
    neighbour="""
    SELECT
        unnest($neighbour_methods::INTEGER[]) AS method,
        unnest($owned_numbers::INTEGER[]) AS owned,
        unnest($offered_numbers::INTEGER[]) AS number,
        unnest($weights::BIGINT[]) AS weight
""",
    known_seat="""
    SELECT known_person.person * $seats + tried.method AS seat, known_person.shelf, known_person.has_bought
    FROM known_person
    CROSS JOIN tried
""",
    shelf_good="""
    SELECT
        unnest($shelves::VARCHAR[]) AS shelf,
        unnest($shelf_numbers::INTEGER[]) AS number,
        unnest($shelf_places::INTEGER[]) AS place
""",
    resting="""
    SELECT person, number
    FROM bought
    WHERE free_on > $as_of::DATE
""",
    resting_seat="""
    SELECT resting.person * $seats + tried.method AS seat, resting.number
    FROM resting
    CROSS JOIN tried
""",
    lately_bought="""
    SELECT
        person,
        number,
        row_number() OVER (PARTITION BY person ORDER BY last_on DESC, number) AS place
    FROM bought
""",
    # The good that speaks most for an offer is read off the largest weight, of equal ones the one of the first number.
    scored="""
    SELECT
        lately_bought.person * $seats + neighbour.method AS seat,
        neighbour.number,
        sum(neighbour.weight)::BIGINT AS score,
        1048575 - max(neighbour.weight * 1048576 + 1048575 - lately_bought.number) % 1048576 AS because
    FROM lately_bought
    JOIN neighbour ON neighbour.owned = lately_bought.number
    WHERE lately_bought.place <= $most_owned
    GROUP BY lately_bought.person * $seats + neighbour.method, neighbour.number
""",
    ranked="""
    SELECT
        scored.seat,
        scored.number,
        scored.score,
        scored.because,
        row_number() OVER (PARTITION BY scored.seat ORDER BY scored.score DESC, scored.number) AS place
    FROM scored
    LEFT JOIN resting_seat ON resting_seat.seat = scored.seat AND resting_seat.number = scored.number
    WHERE resting_seat.seat IS NULL
""",
    personal="""
    SELECT seat, number, score, because, place
    FROM ranked
    WHERE place <= $offers
""",
    short="""
    SELECT
        known_seat.seat,
        coalesce(known_shelf.shelf, '') AS shelf,
        known_seat.has_bought,
        coalesce(has.offers, 0) AS offers
    FROM known_seat
    LEFT JOIN (SELECT seat, count(*) AS offers FROM personal GROUP BY seat) AS has
        ON has.seat = known_seat.seat
    LEFT JOIN (SELECT DISTINCT shelf FROM shelf_good) AS known_shelf ON known_shelf.shelf = known_seat.shelf
    WHERE coalesce(has.offers, 0) < $offers
""",
    # Whoever has bought nothing has no good that rests: the first places of the shelf are theirs.
    plain="""
    SELECT
        short.seat,
        short.shelf,
        shelf_good.number,
        short.offers + row_number() OVER (PARTITION BY short.seat ORDER BY shelf_good.place) AS place
    FROM short
    JOIN shelf_good
        ON shelf_good.shelf = short.shelf AND (short.has_bought OR shelf_good.place <= $offers)
    LEFT JOIN personal ON personal.seat = short.seat AND personal.number = shelf_good.number
    LEFT JOIN resting_seat ON resting_seat.seat = short.seat AND resting_seat.number = shelf_good.number
    WHERE personal.seat IS NULL AND resting_seat.seat IS NULL
""",
    made="""
    SELECT seat, number, place, score, because::INTEGER AS because, NULL::VARCHAR AS shelf
    FROM personal
    UNION ALL
    SELECT seat, number, place, 0, NULL, shelf
    FROM plain
    WHERE place <= $offers
""",
    offered="""
    SELECT made.seat, person.customer_id, made.number, made.place, made.score, made.because, made.shelf
    FROM made
    JOIN person ON person.person = made.seat
""",
)

_TRUTH = steps(
    # What people who had bought before bought afterwards, of all that could have been offered to them.
    bought_later="""
    SELECT person.person, good.number
    FROM later
    JOIN good ON good.item = later.item AND good.is_on_sale
    JOIN person ON person.customer_id = later.customer_id
    JOIN known_person ON known_person.person = person.person
    LEFT JOIN resting ON resting.person = person.person AND resting.number = good.number
    WHERE resting.person IS NULL
    GROUP BY person.person, good.number
""",
)

_EXAM_SELECTED = """
SELECT
    sat.person,
    tried.method,
    sat.bought,
    made.place,
    made.number,
    bought_later.number IS NOT NULL AS is_hit,
    made.number IS NOT NULL AND own.number IS NULL AS is_new
FROM (SELECT person, count(*) AS bought FROM bought_later GROUP BY person) AS sat
CROSS JOIN tried
LEFT JOIN made ON made.seat = sat.person * $seats + tried.method
LEFT JOIN bought_later ON bought_later.person = sat.person AND bought_later.number = made.number
LEFT JOIN bought AS own ON own.person = sat.person AND own.number = made.number
ORDER BY tried.method, sat.person, made.place
"""

_HIT_SELECTED = """
SELECT DISTINCT person.customer_id
FROM bought_later
JOIN person ON person.person = bought_later.person
LEFT JOIN made ON made.seat = bought_later.person AND made.number = bought_later.number
WHERE NOT $hit OR made.seat IS NOT NULL
"""

_FIRST_BOUGHT_SELECTED = """
SELECT later.customer_id, good.number
FROM later
JOIN good ON good.item = later.item AND good.is_on_sale
JOIN mart.customers AS buyer
    ON buyer.customer_id = later.customer_id
    AND buyer.first_ordered_at >= $as_of::DATE
    AND buyer.first_ordered_at < $until::DATE
    AND buyer.first_ordered_at::DATE = later.ordered_on
GROUP BY later.customer_id, good.number
ORDER BY later.customer_id, good.number
"""

_OF_ASKED = """
        AND people.customer_id IN (SELECT customer_id FROM asked)"""
_LATER_ONLY = steps(
    asked="""
    SELECT DISTINCT customer_id
    FROM later
    WHERE customer_id IS NOT NULL
"""
)


def offered_steps(level: Level, plain: Plain, whom: Steps | None = None) -> Steps:
    """The steps up to `offered`: seat (in the order of the ids), customer_id, number, place, score, because (null for a
    plain offer), shelf (of it).

    `whom`: a step `asked` of the people it is about; None: everybody known.
    """
    if whom is None:
        return owned_steps(level, plain).then(_PEOPLE, _OFFERED)
    return whom.then(owned_steps(level, plain, _OF_ASKED), _PEOPLE, _OFFERED)


def exam_steps(level: Level, plain: Plain) -> Steps:
    """The steps up to `made` (the offers to each seat as of the split) and `bought_later` (what people then bought)."""
    return later_steps(level).then(_LATER_ONLY, owned_steps(level, plain, _OF_ASKED, OF_PART), _SAT, _OFFERED, _TRUTH)


EXAM = {(level, plain): exam_steps(level, plain).select(_EXAM_SELECTED) for level in LEVELS for plain in PLAIN}
"""One row: an offer of a method to a person who bought again in the held-out days, whether it was bought; `bought`: how
many of what could have been offered."""

HIT = {(level, plain): exam_steps(level, plain).select(_HIT_SELECTED) for level in LEVELS for plain in PLAIN}
"""Who sat the exam (`$hit` FALSE), and who of them bought something that was offered (TRUE)."""

FIRST_BOUGHT = {
    level: later_steps(level).then(owned_steps(level, "popular")).select(_FIRST_BOUGHT_SELECTED) for level in LEVELS
}
"""One row: a person who bought for the first time in the held-out days, and a good they began with that was on sale."""
