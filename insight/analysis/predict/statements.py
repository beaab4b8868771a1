"""The statements of chances to order: what is known of people before a day, and people by their chance."""

from insight.analysis.predict.features import FEATURES
from insight.analysis.purchase_days import HISTORY
from insight.warehouse.steps import filled, steps

_PERSON = steps(
    purchase="""
    SELECT
        customer_id,
        bought_on,
        amount,
        date_diff('day', lag(bought_on) OVER (PARTITION BY customer_id ORDER BY bought_on), bought_on) AS waited,
        lead(bought_on) OVER (PARTITION BY customer_id ORDER BY bought_on) IS NULL AS is_last
    FROM taking_day
    WHERE bought_on < $until::DATE
""",
    # Waits are whole days, so that their sums are the same in any order of adding.
    habit="""
    SELECT
        customer_id,
        count(CASE WHEN bought_on >= $until::DATE - $horizon_days::INTEGER THEN 1 END) AS recent,
        count(CASE WHEN bought_on >= $until::DATE - 365 THEN 1 END) AS in_year,
        max(CASE WHEN is_last THEN waited END) AS last_wait,
        count(waited) AS waits,
        sum(waited) AS waited,
        sum(waited * waited) AS waited_squared,
        sum(amount)::DOUBLE AS amount
    FROM purchase
    GROUP BY customer_id
""",
    # A value below 0 stands for one that is not there.
    person="""
    SELECT
        history.customer_id,
        history.x,
        history.last_days,
        history.age_days,
        (history.x + 1)::DOUBLE AS purchases,
        (history.age_days - history.last_days)::DOUBLE AS silence,
        history.age_days::DOUBLE AS known,
        habit.recent::DOUBLE AS recent,
        habit.in_year::DOUBLE AS in_year,
        coalesce(habit.last_wait, -1)::DOUBLE AS last_wait,
        CASE
            WHEN habit.waits > 1 THEN round(
                sqrt(
                    greatest(habit.waited_squared - habit.waited * habit.waited / habit.waits, 0) / (habit.waits - 1)
                ) * habit.waits / habit.waited,
                2
            )
            ELSE -1
        END::DOUBLE AS unevenness,
        CASE
            WHEN history.x > 0
                THEN round((history.age_days - history.last_days) * history.x / history.last_days, 2)
            ELSE -1
        END::DOUBLE AS overdue,
        greatest(round(habit.amount / (history.x + 1), 1), 0)::DOUBLE AS amount
    FROM history
    JOIN habit ON habit.customer_id = history.customer_id
""",
)

_CAME = steps(
    afterwards="""
    SELECT
        customer_id,
        max(
            CASE
                WHEN bought_on >= $until::DATE AND bought_on < $until::DATE + $horizon_days::INTEGER THEN 1
                ELSE 0
            END
        ) AS came
    FROM taking_day
    GROUP BY customer_id
""",
)

_VALUES = "\n    UNION ALL\n".join(
    filled("    SELECT customer_id, {number} AS feature, {name} AS value FROM person", number=str(number), name=name)
    for number, name in enumerate(FEATURES)
)

_FEATURES = ",\n    ".join(filled("person.{name}", name=name) for name in FEATURES)

_SCORED = steps(
    # duckdb: lists bound as values become the rows of a table; elsewhere they would be joined as a small table.
    step="""
    SELECT
        unnest($step_features::INTEGER[]) AS feature,
        unnest($step_from::DOUBLE[]) AS from_value,
        unnest($step_to::DOUBLE[]) AS to_value,
        unnest($step_adds::BIGINT[]) AS adds
""",
    told=_VALUES,
    # Parts are whole millionths: the same sum in any order of adding.
    summed="""
    SELECT told.customer_id, sum(step.adds) / 1000000.0 AS parts
    FROM told
    JOIN step ON step.feature = told.feature AND told.value >= step.from_value AND told.value < step.to_value
    GROUP BY told.customer_id
""",
    given="""
    SELECT
        person.customer_id,
        person.silence < $horizon_days AS is_active,
        round(
            CASE $model
                WHEN 'boosting' THEN 1 / (1 + exp(-($slope * ($start + coalesce(summed.parts, 0)) + $shift)))
                WHEN 'rhythm' THEN 1 / (
                    1 + $a / ($b + person.x)
                    * pow(($alpha_days + person.age_days) / ($alpha_days + person.last_days), $r + person.x)
                ) * (
                    1 - pow(
                        ($alpha_days + person.age_days) / ($alpha_days + person.age_days + $horizon_days),
                        $r + person.x
                    )
                )
                ELSE $rate
            END,
            6
        )::DECIMAL(9, 6) AS chance
    FROM person
    LEFT JOIN summed ON summed.customer_id = person.customer_id
""",
    placed="""
    SELECT
        customer_id,
        is_active,
        chance,
        least(floor(chance * 10), 9)::INTEGER + 1 AS band,
        (10 * (rank() OVER (ORDER BY chance DESC) - 1) // count(*) OVER ())::INTEGER + 1 AS decile
    FROM given
""",
)

_LEARN_SELECTED = """
SELECT
    right(person.customer_id, 2) AS digits,
    {features},
    afterwards.came
FROM person
JOIN afterwards ON afterwards.customer_id = person.customer_id
WHERE right(person.customer_id, 2) <= $last_digits
ORDER BY person.customer_id
"""

_KNOWN_SELECTED = """
SELECT count(DISTINCT CASE WHEN bought_on IS NOT NULL THEN customer_id END) AS customers, min(bought_on) AS first_on
FROM taking_day
"""

_COUNTED_SELECTED = """
SELECT
    decile,
    band,
    count(*) AS customers,
    count(CASE WHEN is_active THEN 1 END) AS active,
    sum(chance)::DOUBLE AS expected,
    min(chance)::DOUBLE AS least
FROM placed
GROUP BY GROUPING SETS ((decile), (band))
ORDER BY decile NULLS LAST, band
"""

_MEMBERS_SELECTED = """
SELECT customer_id
FROM placed
WHERE ($decile::INTEGER IS NULL OR decile = $decile)
    AND ($band::INTEGER IS NULL OR band = $band)
    AND ($active::BOOLEAN IS NULL OR is_active = $active)
    AND ($outlook::VARCHAR IS NULL OR $outlook = CASE
        WHEN band >= $buys_from THEN 'buys'
        WHEN is_active AND band <= $leaves_to THEN 'leaves'
        ELSE 'open'
    END)
"""

_PEOPLE_SELECTED = """
SELECT
    person.customer_id,
    {features},
    given.chance::DOUBLE AS chance
FROM person
JOIN given ON given.customer_id = person.customer_id
JOIN chosen ON chosen.customer_id = person.customer_id
"""

_KNOWN_OF = HISTORY.then(_PERSON)
_PLACED = _KNOWN_OF.then(_SCORED)

LEARN = _KNOWN_OF.then(_CAME).select(filled(_LEARN_SELECTED, features=_FEATURES))
"""One row: a person who had bought before `$until`, what was known of them then, and whether they came within
`horizon_days` from then on."""

KNOWN = HISTORY.select(_KNOWN_SELECTED)
"""People with a purchase, and the day of the first."""

COUNTED = _PLACED.select(_COUNTED_SELECTED)
"""People by tenth of the chance to order (1 is the highest; equal chances are in one tenth), and by its band."""

MEMBERS = _PLACED.select(_MEMBERS_SELECTED)
"""The people of a tenth, of a band, of an outlook."""

PEOPLE = _PLACED.select(filled(_PEOPLE_SELECTED, features=_FEATURES))
"""Of the `chosen` people what is known of them, and their chance."""
