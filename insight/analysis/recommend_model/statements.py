"""The statements of recommendations: goods, histories, and the offers that a model makes of them.

A line counts as in refills: paid for, not sent back, of at least one piece. Nothing from `$as_of` on is looked at, but
by `later`, which is what the exam compares with. Sums of weights are whole numbers: the same in any order of adding.
"""

from typing import Literal

from insight.analysis.known_people import EVER_ORDERED, NEVER_ORDERED
from insight.warehouse.steps import Steps, filled, steps

Level = Literal["product", "name"]
Plain = Literal["popular", "popular_channel", "popular_category"]

_CODE = "coalesce(lines.sku, lines.product_id, lines.product_name)"
_ITEM: dict[Level, str] = {
    "product": _CODE,
    "name": "coalesce(lines.product_name, lines.product_id, lines.sku)",
}
_SHELF: dict[Plain, str] = {"popular": "''", "popular_channel": "line.channel", "popular_category": "good.category"}

_LINES = """
    SELECT
        orders.customer_id,
        orders.order_key,
        orders.channel,
        orders.ordered_at::DATE AS ordered_on,
        {item} AS item,
        coalesce(lines.quantity, 1) AS pieces
    FROM core.orders AS orders
    JOIN core.order_items AS lines ON lines.order_key = orders.order_key
    WHERE orders.is_valid
        AND orders.ordered_at {from_day}
        AND orders.ordered_at {before}
        AND {item} IS NOT NULL
        AND coalesce(lines.quantity, 1) > 0
        AND coalesce(lines.status, 'unknown') NOT IN ('unpaid', 'closed', 'refunded')
        AND coalesce(lines.refund_status, 'none') <> 'refunded'
"""

_NAMES_SELECTED = """
SELECT
    {item} AS item,
    {code} AS code,
    lines.product_name AS name,
    coalesce(lines.category, listed.category) AS category,
    orders.currency = $currency AS is_in_currency,
    count(*) AS lines,
    sum(coalesce(lines.line_paid, lines.unit_price * coalesce(lines.quantity, 1)))::DOUBLE AS paid
FROM core.orders AS orders
JOIN core.order_items AS lines ON lines.order_key = orders.order_key
LEFT JOIN listed ON listed.product_id = {code}
WHERE orders.is_valid
    AND orders.ordered_at >= $as_of::DATE - $look_back_days::INTEGER
    AND orders.ordered_at < $as_of::DATE
    AND {item} IS NOT NULL
GROUP BY 1, 2, 3, 4, 5
ORDER BY item, is_in_currency DESC NULLS LAST, lines DESC, name NULLS LAST, category NULLS LAST, code
"""

_LISTED = steps(
    listed="""
    SELECT product_id, max(category) AS category
    FROM core.products
    GROUP BY product_id
""",
)

_SOLD_SELECTED = """
SELECT
    item,
    count(*) AS lines,
    count(DISTINCT customer_id) AS buyers,
    count(DISTINCT CASE WHEN ordered_on >= $as_of::DATE - $period_days::INTEGER THEN customer_id END) AS recent,
    min(ordered_on) AS first_on,
    max(ordered_on) AS last_on
FROM line
GROUP BY GROUPING SETS ((item), ())
ORDER BY item NULLS LAST
"""

_GOOD = steps(
    # duckdb: lists bound as values become the rows of a table; elsewhere they would be joined as a small table.
    good="""
    SELECT
        unnest($goods::VARCHAR[]) AS item,
        unnest($good_numbers::INTEGER[]) AS number,
        unnest($rest_days::INTEGER[]) AS rest_days,
        unnest($is_lasting::BOOLEAN[]) AS is_lasting,
        unnest($is_on_sale::BOOLEAN[]) AS is_on_sale,
        unnest($categories::VARCHAR[]) AS category
""",
    # People are told by whole numbers, in the order of their ids: far less to carry and to compare.
    person="""
    SELECT customer_id, row_number() OVER (ORDER BY customer_id)::INTEGER AS person
    FROM core.customers AS people
    WHERE right(people.customer_id, 2) <= $last_digits{asked}
""",
    owned_line="""
    SELECT
        person.person,
        good.number,
        line.order_key,
        line.ordered_on,
        coalesce({shelf}, '') AS shelf,
        line.ordered_on + (
            good.rest_days * CASE WHEN good.is_lasting THEN least(greatest(line.pieces, 1), 12) ELSE 1 END
        )::INTEGER AS free_on
    FROM line
    JOIN person ON person.customer_id = line.customer_id
    JOIN good ON good.item = line.item
""",
    bought="""
    SELECT person, number, max(ordered_on) AS last_on, max(free_on) AS free_on
    FROM owned_line
    GROUP BY person, number
""",
)

_PAIRS_SELECTED = """
SELECT person, number
FROM bought
"""

_BASKETS_SELECTED = """
SELECT numbered.basket::INTEGER AS basket, held.number
FROM (SELECT DISTINCT order_key, number FROM owned_line) AS held
JOIN (SELECT order_key, row_number() OVER (ORDER BY order_key) - 1 AS basket FROM owned_line GROUP BY order_key)
    AS numbered ON numbered.order_key = held.order_key
"""

_SHELVES_SELECTED = """
SELECT shelf, number, count(DISTINCT person) AS buyers
FROM owned_line
WHERE ordered_on >= $as_of::DATE - $period_days::INTEGER
GROUP BY shelf, number
ORDER BY shelf, buyers DESC, number
"""

_FIRSTS_SELECTED = """
SELECT owned_line.number, count(DISTINCT owned_line.person) AS buyers
FROM owned_line
JOIN person ON person.person = owned_line.person
JOIN mart.customers AS buyer
    ON buyer.customer_id = person.customer_id AND buyer.first_ordered_at::DATE = owned_line.ordered_on
WHERE owned_line.ordered_on >= $as_of::DATE - $period_days::INTEGER
GROUP BY owned_line.number
ORDER BY buyers DESC, owned_line.number
"""

_PEOPLE = steps(
    never_ordered=NEVER_ORDERED,
    ever_ordered=EVER_ORDERED,
    last_shelf="""
    SELECT person, substr(max(ordered_on::VARCHAR || shelf), 11) AS shelf
    FROM owned_line
    GROUP BY person
""",
    known_person="""
    SELECT person, shelf
    FROM last_shelf
    UNION ALL
    SELECT person.person, $anybody_shelf
    FROM ever_ordered
    JOIN person ON person.customer_id = ever_ordered.customer_id
    LEFT JOIN last_shelf ON last_shelf.person = person.person
    WHERE last_shelf.person IS NULL
    UNION ALL
    SELECT person.person, $newcomer_shelf
    FROM never_ordered
    JOIN person ON person.customer_id = never_ordered.customer_id
""",
)

_SAT = steps(
    known_person="""
    SELECT person, substr(max(ordered_on::VARCHAR || shelf), 11) AS shelf
    FROM owned_line
    GROUP BY person
""",
)

_OFFERED = steps(
    neighbour="""
    SELECT
        unnest($owned_numbers::INTEGER[]) AS owned,
        unnest($offered_numbers::INTEGER[]) AS number,
        unnest($weights::BIGINT[]) AS weight
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
        lately_bought.person,
        neighbour.number,
        sum(neighbour.weight)::BIGINT AS score,
        1048575 - max(neighbour.weight * 1048576 + 1048575 - lately_bought.number) % 1048576 AS because
    FROM lately_bought
    JOIN neighbour ON neighbour.owned = lately_bought.number
    WHERE lately_bought.place <= $most_owned
    GROUP BY lately_bought.person, neighbour.number
""",
    ranked="""
    SELECT
        scored.person,
        scored.number,
        scored.score,
        scored.because,
        row_number() OVER (PARTITION BY scored.person ORDER BY scored.score DESC, scored.number) AS place
    FROM scored
    LEFT JOIN resting ON resting.person = scored.person AND resting.number = scored.number
    WHERE resting.person IS NULL
""",
    personal="""
    SELECT person, number, score, because, place
    FROM ranked
    WHERE place <= $offers
""",
    short="""
    SELECT
        known_person.person,
        coalesce(known_shelf.shelf, '') AS shelf,
        coalesce(has.offers, 0) AS offers
    FROM known_person
    LEFT JOIN (SELECT person, count(*) AS offers FROM personal GROUP BY person) AS has
        ON has.person = known_person.person
    LEFT JOIN (SELECT DISTINCT shelf FROM shelf_good) AS known_shelf ON known_shelf.shelf = known_person.shelf
    WHERE coalesce(has.offers, 0) < $offers
""",
    plain="""
    SELECT
        short.person,
        short.shelf,
        shelf_good.number,
        short.offers + row_number() OVER (PARTITION BY short.person ORDER BY shelf_good.place) AS place
    FROM short
    JOIN shelf_good ON shelf_good.shelf = short.shelf
    LEFT JOIN personal ON personal.person = short.person AND personal.number = shelf_good.number
    LEFT JOIN resting ON resting.person = short.person AND resting.number = shelf_good.number
    WHERE personal.person IS NULL AND resting.person IS NULL
""",
    made="""
    SELECT person, number, place, score, because::INTEGER AS because, NULL::VARCHAR AS shelf
    FROM personal
    UNION ALL
    SELECT person, number, place, 0, NULL, shelf
    FROM plain
    WHERE place <= $offers
""",
    offered="""
    SELECT person.customer_id, made.number, made.place, made.score, made.because, made.shelf
    FROM made
    JOIN person ON person.person = made.person
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
    sat.bought,
    made.place,
    made.number,
    bought_later.number IS NOT NULL AS is_hit,
    made.number IS NOT NULL AND own.number IS NULL AS is_new
FROM (SELECT person, count(*) AS bought FROM bought_later GROUP BY person) AS sat
LEFT JOIN made ON made.person = sat.person
LEFT JOIN bought_later ON bought_later.person = sat.person AND bought_later.number = made.number
LEFT JOIN bought AS own ON own.person = sat.person AND own.number = made.number
ORDER BY sat.person, made.place
"""

_HIT_SELECTED = """
SELECT DISTINCT person.customer_id
FROM bought_later
JOIN person ON person.person = bought_later.person
LEFT JOIN made ON made.person = bought_later.person AND made.number = bought_later.number
WHERE NOT $hit OR made.person IS NOT NULL
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

_LEVELS: tuple[Level, ...] = ("product", "name")
PLAIN: tuple[Plain, ...] = ("popular", "popular_channel", "popular_category")


def _lines(level: Level) -> Steps:
    bounds = {"from_day": ">= $as_of::DATE - $look_back_days::INTEGER", "before": "< $as_of::DATE"}
    return steps(line=filled(_LINES, item=_ITEM[level], **bounds))


def _later(level: Level) -> Steps:
    bounds = {"from_day": ">= $as_of::DATE", "before": "< $until::DATE"}
    return steps(later=filled(_LINES, item=_ITEM[level], **bounds))


def _owned(level: Level, plain: Plain, asked: str = "") -> Steps:
    return _lines(level).then(_GOOD.filled(shelf=_SHELF[plain], asked=asked))


def offered_steps(level: Level, plain: Plain, whom: Steps | None = None) -> Steps:
    """The steps up to `offered`: customer_id, number, place, score, because (null for a plain offer), shelf (of it).

    `whom`: a step `asked` of the people it is about; None: everybody known.
    """
    if whom is None:
        return _owned(level, plain).then(_PEOPLE, _OFFERED)
    return whom.then(_owned(level, plain, _OF_ASKED), _PEOPLE, _OFFERED)


def exam_steps(level: Level, plain: Plain) -> Steps:
    """The steps up to `made` (the offers to `person` as of the split) and `bought_later` (what they then bought)."""
    return _later(level).then(_LATER_ONLY, _owned(level, plain, _OF_ASKED), _SAT, _OFFERED, _TRUTH)


NAMES = {level: _LISTED.select(filled(_NAMES_SELECTED, item=_ITEM[level], code=_CODE)) for level in _LEVELS}
"""One row: a good by one of its names, codes and categories; names in the chosen currency first, then the most used."""

SOLD = {level: _lines(level).select(_SOLD_SELECTED) for level in _LEVELS}
"""One row: a good, the people who bought it (`recent`: in the last days), and when it was sold last, to whomever; the
last row is about all goods."""

PAIRS = {level: _owned(level, "popular").select(_PAIRS_SELECTED) for level in _LEVELS}
"""One row: a person and a good they bought, both by number."""

BASKETS = {level: _owned(level, "popular").select(_BASKETS_SELECTED) for level in _LEVELS}
"""One row: an order and a good in it, both by number."""

SHELVES = {(level, plain): _owned(level, plain).select(_SHELVES_SELECTED) for level in _LEVELS for plain in PLAIN}
"""Goods by how many people bought them lately: of all, of a channel, of a category."""

FIRSTS = {level: _owned(level, "popular").select(_FIRSTS_SELECTED) for level in _LEVELS}
"""Goods by how many people lately began with them."""

EXAM = {(level, plain): exam_steps(level, plain).select(_EXAM_SELECTED) for level in _LEVELS for plain in PLAIN}
"""One row: an offer to a person who bought again in the held-out days, whether it was bought; `bought`: how many."""

HIT = {(level, plain): exam_steps(level, plain).select(_HIT_SELECTED) for level in _LEVELS for plain in PLAIN}
"""Who sat the exam (`$hit` FALSE), and who of them bought something that was offered (TRUE)."""
