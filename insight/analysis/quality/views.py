"""Named steps that rules across rows need: sums of lines, days of a source, repairs."""

from insight.warehouse.steps import steps

IMPORTS = steps(
    known_import="""
    SELECT
        batch_id AS import_id,
        imported_at,
        min(imported_at) OVER (PARTITION BY source_system) AS first_imported_at
    FROM app.batches
    WHERE undone_at IS NULL
""",
)
"""One row: an import that was not undone, with the first one of its source."""

ORDER_SUMS = steps(
    per_order="""
    -- duckdb: the hash of the key, as grouping ten million texts takes three times as long.
    SELECT hash(order_key) AS lines_key, count(*) AS lines, sum(line_paid::DOUBLE) AS lines_amount
    FROM core.order_items
    JOIN known_import ON import_id = batch_id
    WHERE ordered_at IS NULL OR ordered_at < $as_of::DATE OR ordered_at > imported_at + INTERVAL 1 DAY
    GROUP BY hash(order_key)
""",
    per_lines_source="""
    SELECT source_system AS lines_source, min(ordered_at) AS first_line_at, max(ordered_at) AS last_line_at
    FROM core.order_items
    GROUP BY source_system
""",
)
"""What the lines of each order come to, and the days that the lines of each source span."""

REPEATED = steps(
    repeated_number="""
    -- A number can come again only where the day is part of the order's key.
    SELECT source_system AS repeated_source, order_id AS repeated_id
    FROM core.orders
    WHERE order_id IN (
        SELECT order_id
        FROM core.orders
        WHERE strlen(order_key) <> strlen(source_system) + 1 + strlen(order_id)
    )
    GROUP BY source_system, order_id
    HAVING count(DISTINCT ordered_at::DATE) > 1
""",
)
"""Order numbers that stand on several days of one source."""

IN_TIME = steps(
    known_in_time="""
    SELECT staged.order_key AS timely_key
    FROM staging.orders AS staged
    JOIN known_import ON known_import.import_id = staged.batch_id
    WHERE staged.ordered_at >= first_imported_at AND imported_at <= staged.ordered_at + INTERVAL 30 DAY
""",
)
"""Orders of which some version was imported within 30 days."""

LISTED_AGAIN = steps(
    listed_again="""
    SELECT source_system AS again_source, customer_id AS again_id
    FROM core.source_customers
    WHERE customer_id IS NOT NULL
    GROUP BY source_system, customer_id
    HAVING count(*) > 1
        AND count(DISTINCT coalesce(external_userid, replace(source_key, '@' || owner_staff, ''), source_key)) > 1
""",
)
"""People under several entries of one source; in WeCom one entry stands once for each member of staff."""

ALIKE = steps(
    named_row="""
    SELECT
        source_key,
        customer_id,
        name,
        phone,
        birthday,
        coalesce(city, '') AS city,
        substr(coalesce(phone, phone_masked), 1, 3) || right(coalesce(phone, phone_masked), 4) AS visible_digits
    FROM core.source_customers
    WHERE length(name) > 1 AND NOT contains(name, '*')
""",
    same_digits="""
    SELECT name, visible_digits
    FROM named_row
    WHERE visible_digits IS NOT NULL
    GROUP BY name, visible_digits
    HAVING count(DISTINCT customer_id) > 1 AND count(phone) < count(*)
""",
    same_birthday="""
    SELECT name, birthday, city
    FROM named_row
    WHERE birthday IS NOT NULL
    GROUP BY name, birthday, city
    HAVING count(DISTINCT customer_id) > 1
""",
    alike_row="""
    SELECT named_row.source_key AS alike_key
    FROM named_row
    JOIN same_digits ON same_digits.name = named_row.name AND same_digits.visible_digits = named_row.visible_digits
    UNION
    SELECT named_row.source_key
    FROM named_row
    JOIN same_birthday
        ON same_birthday.name = named_row.name
        AND same_birthday.birthday = named_row.birthday
        AND same_birthday.city = named_row.city
""",
)
"""Rows of customer lists whose person looks like another person."""

_ODD_PROVINCES = steps(
    odd_province=r"""
    SELECT province AS odd
    FROM (SELECT DISTINCT province FROM core.{table} WHERE province IS NOT NULL) AS stated
    WHERE province NOT IN (
            '北京', '天津', '上海', '重庆', '河北', '山西', '辽宁', '吉林', '黑龙江', '江苏', '浙江', '安徽',
            '福建', '江西', '山东', '河南', '湖北', '湖南', '广东', '海南', '四川', '贵州', '云南', '陕西',
            '甘肃', '青海', '台湾', '内蒙古', '广西', '西藏', '宁夏', '新疆', '香港', '澳门'
        )
        AND (regexp_matches(province, '\p{Han}') OR NOT regexp_matches(province, '\p{L}'))
""",
)

ODD_PROVINCES = {
    table: _ODD_PROVINCES.filled(table=core)
    for table, core in (("orders", "orders"), ("customers", "source_customers"))
}
"""Words in Chinese, or without a letter, that are none of the 34 provinces."""

DAYS = steps(
    per_day="""
    SELECT source_system, ordered_at::DATE AS day, count(*) AS orders
    FROM core.orders
    JOIN known_import ON import_id = batch_id
    WHERE ordered_at >= DATE '2000-01-01' AND ordered_at < $as_of::DATE AND ordered_at <= imported_at + INTERVAL 1 DAY
    GROUP BY source_system, ordered_at::DATE
""",
    per_source="""
    SELECT source_system, min(day) AS first_day, max(day) AS last_day
    FROM per_day
    GROUP BY source_system
""",
    each_day="""
    -- duckdb: unnest of a range; elsewhere a calendar table.
    SELECT calendar.source_system, calendar.day::DATE AS day, coalesce(per_day.orders, 0) AS orders
    FROM (
        SELECT source_system, unnest(generate_series(first_day::TIMESTAMP, last_day::TIMESTAMP, INTERVAL 1 DAY)) AS day
        FROM per_source
    ) AS calendar
    LEFT JOIN per_day ON per_day.source_system = calendar.source_system AND per_day.day = calendar.day::DATE
""",
    empty_day="""
    SELECT
        source_system,
        day,
        date_diff('day', DATE '2000-01-01', day) - row_number() OVER (PARTITION BY source_system ORDER BY day) AS run
    FROM each_day
    WHERE orders = 0
""",
    empty_run="""
    -- Only where two weeks or more around the empty days tell what is usual.
    SELECT
        empty_day.source_system,
        empty_day.run,
        min(empty_day.day) AS first_day,
        max(empty_day.day) AS last_day
    FROM empty_day
    JOIN per_source ON per_source.source_system = empty_day.source_system
    GROUP BY empty_day.source_system, empty_day.run, per_source.first_day, per_source.last_day
    HAVING least(28, min(empty_day.day) - per_source.first_day)
        + least(28, per_source.last_day - max(empty_day.day)) >= 14
""",
    usual_of_day="""
    -- What the same weekday brings in the four weeks before and after the empty days.
    SELECT empty_day.source_system, empty_day.run, empty_day.day, median(around.orders) AS usual_orders
    FROM empty_day
    JOIN empty_run ON empty_run.source_system = empty_day.source_system AND empty_run.run = empty_day.run
    JOIN each_day AS around
        ON around.source_system = empty_day.source_system
        AND isodow(around.day) = isodow(empty_day.day)
        AND (
            around.day BETWEEN empty_run.first_day - 28 AND empty_run.first_day - 1
            OR around.day BETWEEN empty_run.last_day + 1 AND empty_run.last_day + 28
        )
    GROUP BY empty_day.source_system, empty_day.run, empty_day.day
""",
    source_day="""
    SELECT
        each_day.source_system,
        each_day.day,
        CASE
            WHEN usual_of_day.run IS NULL THEN 0
            ELSE sum(usual_of_day.usual_orders) OVER (PARTITION BY each_day.source_system, usual_of_day.run)
        END AS missed_orders
    FROM each_day
    LEFT JOIN usual_of_day ON usual_of_day.source_system = each_day.source_system AND usual_of_day.day = each_day.day
""",
)
"""One row: a day between the first and the last order of a source, with the orders its run of empty days misses."""

REPAIRS = steps(
    repaired_row="""
    SELECT
        batches.source_system,
        repairs.batch_id,
        repairs.file AS source_file,
        repairs.source_row,
        repairs.table_name,
        bool_or(repairs.is_rejected) AS is_rejected,
        string_agg(
            concat_ws(': ', coalesce(repairs.header, repairs.column_name), coalesce(repairs.value, '–')), '; '
            ORDER BY repairs.column_name NULLS LAST, repairs.value NULLS LAST
        ) AS cells
    FROM app.repairs AS repairs
    JOIN app.batches AS batches ON batches.batch_id = repairs.batch_id AND batches.undone_at IS NULL
    WHERE repairs.reason <> 'unknown_status'
    GROUP BY
        batches.source_system, repairs.batch_id, repairs.file, repairs.sheet, repairs.source_row, repairs.table_name
""",
)
"""One row: a row of a file with cells that could not be read. Unknown status words are told per order instead."""
