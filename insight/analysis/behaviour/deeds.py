"""What people read, forward and click, and what searches found: statements over single events of the days told.

Reading is told by the name of an event, as everywhere (`trait_event_names`); so are clicks, and what was shown to be
clicked.
"""

from insight.warehouse.steps import Steps, filled, steps
from insight.warehouse.traits import TRAIT_STEPS

READ_SECONDS = 60
"""An article that stays open for so long is read."""

_NAMES = Steps({name: TRAIT_STEPS.selections[name] for name in ("trait_event_names",)})

_READING = _NAMES.then(
    steps(
        reading="""
    SELECT
        events.customer_id,
        coalesce(trim(events."object"), '') AS article,
        events.occurred_at,
        names.is_article,
        names.is_forward,
        events.duration_s
    FROM core.events AS events
    JOIN trait_event_names AS names ON names.event = events.event
    WHERE (names.is_article OR names.is_forward)
        AND events.customer_id IS NOT NULL
        AND events.occurred_at >= $since::DATE
        AND events.occurred_at < $as_of::DATE
""",
        per_article="""
    SELECT
        customer_id,
        article,
        sum(CASE WHEN is_article THEN 1 ELSE 0 END) AS opens,
        max(CASE WHEN is_article THEN duration_s END) AS longest_s,
        bool_or(is_forward) AS is_forwarded
    FROM reading
    GROUP BY customer_id, article
""",
        reader="""
    SELECT
        customer_id,
        sum(opens) AS opens,
        count(CASE WHEN longest_s >= 60 THEN 1 END) AS articles_read,
        bool_or(is_forwarded) AS is_forwarded
    FROM per_article
    GROUP BY customer_id
""",
        first_read="""
    SELECT customer_id, min(occurred_at) AS first_at
    FROM reading
    GROUP BY customer_id
""",
        keen="""
    SELECT
        reader.customer_id,
        reader.opens,
        CASE
            WHEN reader.is_forwarded OR reader.articles_read >= 3 THEN 'high'
            WHEN reader.articles_read >= 1 OR reader.opens >= 3 THEN 'medium'
            ELSE 'low'
        END AS level
    FROM reader
""",
        bought_since="""
    SELECT DISTINCT first_read.customer_id
    FROM first_read
    JOIN mart.purchases AS purchases ON purchases.customer_id = first_read.customer_id
    WHERE purchases.ordered_at >= first_read.first_at AND purchases.ordered_at < $as_of::DATE
""",
    )
)

ARTICLES = _READING.select("""
SELECT
    article,
    count(*) AS customers,
    sum(opens)::BIGINT AS opens,
    count(longest_s) AS timed,
    count(CASE WHEN longest_s >= 60 THEN 1 END) AS readers,
    median(longest_s) AS median_s,
    count(CASE WHEN is_forwarded THEN 1 END) AS forwarders
FROM per_article
GROUP BY article
ORDER BY customers DESC, article
""")
"""One row an article: its people, those of whom the time is known, those who read it, those who forwarded it."""

LEVELS = _READING.select("""
SELECT keen.level, count(*) AS customers, sum(keen.opens)::BIGINT AS opens, count(bought_since.customer_id) AS buyers
FROM keen
LEFT JOIN bought_since ON bought_since.customer_id = keen.customer_id
GROUP BY keen.level
ORDER BY keen.level
""")
"""One row a level of interest: its people, and those who ordered after they first read."""

OF_ARTICLE = _READING.select("""
SELECT customer_id
FROM per_article
WHERE article = $article
    AND CASE $did WHEN 'read' THEN longest_s >= 60 WHEN 'forwarded' THEN is_forwarded ELSE TRUE END
""")

OF_LEVEL = _READING.select("""
SELECT customer_id
FROM keen
WHERE level = $level
""")

_CLICKING = steps(
    shown="""
    SELECT
        customer_id,
        coalesce(nullif(trim("object"), ''), nullif(trim(page), ''), '') AS place,
        regexp_matches(event, '(?i)click|点击') AS is_click
    FROM core.events
    WHERE customer_id IS NOT NULL
        AND occurred_at >= $since::DATE
        AND occurred_at < $as_of::DATE
        AND regexp_matches(event, '(?i)click|点击|impress|exposure|曝光|展现')
""",
    per_place="""
    SELECT
        customer_id,
        place,
        count(CASE WHEN is_click THEN 1 END) AS clicks,
        count(CASE WHEN NOT is_click THEN 1 END) AS views
    FROM shown
    GROUP BY customer_id, place
""",
)

CLICKS = _CLICKING.select("""
SELECT
    place,
    count(CASE WHEN clicks > 0 THEN 1 END) AS customers,
    sum(clicks)::BIGINT AS clicks,
    count(CASE WHEN views > 0 THEN 1 END) AS seen,
    count(CASE WHEN views > 0 AND clicks > 0 THEN 1 END) AS seen_clicked
FROM per_place
GROUP BY place
ORDER BY customers DESC, place
""")
"""One row a place: people who clicked, people it was shown to, and of these those who clicked."""

OF_CLICK = _CLICKING.select("""
SELECT customer_id
FROM per_place
WHERE place = $clicked AND clicks > 0
""")

_NUMBERS = ("result_count", "results_count", "resultCount", "result_num", "search_result_num", "结果数", "搜索结果数")
_FLAGS = ("has_result", "has_results", "hasResult", "是否有结果")
_SAID = "json_extract_string(properties, '$.\"{key}\"')"


def _said(keys: tuple[str, ...]) -> str:
    return ", ".join(filled(_SAID, key=key) for key in keys)


_SEARCHING = steps(
    told="""
    SELECT
        lower(trim(keyword)) AS keyword,
        try_cast(coalesce({numbers}) AS DOUBLE) AS results,
        lower(coalesce({flags})) AS has_results
    FROM core.events
    WHERE customer_id IS NOT NULL
        AND occurred_at >= $since::DATE
        AND occurred_at < $as_of::DATE
        AND trim(keyword) <> ''
""",
).filled(numbers=_said(_NUMBERS), flags=_said(_FLAGS))

SEARCHES = _SEARCHING.select("""
SELECT
    keyword,
    count(*) AS searches,
    count(CASE WHEN results IS NOT NULL OR has_results IS NOT NULL THEN 1 END) AS answered,
    count(CASE WHEN results = 0 OR has_results IN ('false', '0', 'no', '否') THEN 1 END) AS no_result
FROM told
GROUP BY keyword
ORDER BY keyword
""")
"""One row a search word: searches, those whose event says what they found, and those that found nothing."""
