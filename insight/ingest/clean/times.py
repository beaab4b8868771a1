"""The full reading of times: from a text to a clock on the wall and an offset, to a moment told in the shop's zone.

Each step is a column of its own. A macro is put in place of every mention, so that macros within macros would make the
engine prepare the same patterns dozens of times, a fifth of a second a column.
"""

from typing import Any

from insight.warehouse import Session
from insight.warehouse.steps import filled, steps

_STEPS = steps(
    # plain: only its own form counts, whatever else it might be taken for. whole: with the offset of a land.
    formed="""
    SELECT
        text,
        tidy(text) AS tidied,
        CASE
            WHEN strlen(text) IN (10, 16, 19)
                AND regexp_full_match(text, '(1[0-9]|2[0-4])[0-9]{2}-[0-9]{2}-[0-9]{2}([ T][0-9:]+)?')
                THEN 'plain'
            WHEN is_whole_time(text) THEN 'whole'
            WHEN is_blank(text) THEN 'blank'
            ELSE 'other'
        END AS form
    FROM {others}
""",
    counted="""
    SELECT
        text,
        form,
        CASE form
            WHEN 'plain' THEN try_cast(text AS TIMESTAMP)
            WHEN 'whole' THEN timezone(
                $timezone,
                try_cast(regexp_replace(text, ' ?([+-][0-9]{2}):?([0-9]{2})$', '\\1:\\2') AS TIMESTAMPTZ)
            )
            WHEN 'other' THEN coalesce(from_serial(tidied), from_epoch(tidied, $timezone))
        END AS moment
    FROM formed
""",
    clocked="""
    SELECT text, moment, CASE WHEN form = 'other' AND moment IS NULL THEN clock_text(text) END AS clock
    FROM counted
""",
    walled="""
    SELECT text, moment, wall_text(clock) AS wall, offset_text(clock) AS zone_text
    FROM clocked
""",
    # spelled: without words for the half of the day, and without the name of the weekday before a name of a month.
    spelled="""
    SELECT
        text,
        moment,
        wall,
        offset_minutes(zone_text) AS minutes,
        regexp_replace(
            regexp_replace(wall, ':0([0-9]{2})$', ':\\1'),
            '\\s*(上午|下午|晚上|傍晚|中午|凌晨|午前|午後|오전|오후)\\s*|^\\pL{4,14},\\s+', ' '
        ) AS spelled
    FROM walled
""",
    on_the_wall="""
    SELECT
        text,
        moment,
        minutes,
        CASE
            WHEN regexp_full_match(
                wall,
                '[12][0-9]{3}[-/][0-9]{1,2}[-/][0-9]{1,2}([ T]+[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,3}(\\.[0-9]{1,9})?)?)?'
            ) THEN try_cast(regexp_replace(wall, ':0([0-9]{2})$', ':\\1') AS TIMESTAMP)
            WHEN regexp_full_match(wall, '[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?')
                THEN try_cast(
                    regexp_replace(
                        wall,
                        '^([0-9]+)[-./]([0-9]+)[-./]([0-9]{4})',
                        CASE
                            WHEN starts_with(list_extract($formats, 1), '%d') OR contains(wall, '.') THEN '\\3-\\2-\\1'
                            ELSE '\\3-\\1-\\2'
                        END
                    ) AS TIMESTAMP
                )
            ELSE try_strptime(trim({named}), $formats) + afternoon(half_width(text))
        END AS wall_clock
    FROM spelled
""",
)

_HAS_NAMES = "SELECT bool_or(regexp_matches(text, '\\pL{3}')) FROM {others}"
"""Whether any text can hold the name of a month: to prepare those of all lands takes its time. NULL without a text."""

_NONE = "SELECT text, NULL::TIMESTAMP AS moment FROM {others}"

_MOMENT = """
SELECT text, coalesce(moment, in_zone(wall_clock, minutes, $timezone)) AS moment
FROM on_the_wall
"""


def read_times(session: Session, table: str, values: dict[str, Any]) -> None:
    """Turn a temporary table of different texts into `table(text, moment)`; NULL where a text is no time.

    `values`: `formats` to try in their order, and the `timezone` of clocks that name none.
    """
    others = f'"{table}"'
    has_names = session.scalar(filled(_HAS_NAMES, others=others))
    if has_names is None:
        selected = filled(_NONE, others=others)
    else:
        named = "english_months(spelled)" if has_names else "spelled"
        selected = _STEPS.filled(others=others, named=named).select(_MOMENT)
    session.execute(f"CREATE OR REPLACE TEMP TABLE {others} AS {selected}", values)
