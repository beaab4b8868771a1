"""What a statement becomes for the cluster: each form that the two engines say otherwise."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from insight.warehouse.spark.statements import insertion, kind_of, kinds_of, tables_of, translated
from insight.warehouse.spark.tables.shape import ddl, shaped, storable, stored


def said(statement: str, **values: object) -> str:
    return translated(statement, kinds_of(values), "g")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "VOID"),
        (True, "BOOLEAN"),
        (7, "BIGINT 7"),
        (1.5, "DOUBLE"),
        (Decimal("1.20"), "DECIMAL(38, 9)"),
        ("x", "STRING"),
        (dt.date(2025, 1, 1), "DATE"),
        (dt.datetime(2025, 1, 1), "TIMESTAMP_NTZ"),
        ([], "EMPTY"),
        ([1, None], "ARRAY<BIGINT>"),
        ([1, 1.5], "ARRAY<DOUBLE>"),
        (("a",), "ARRAY<STRING>"),
        ([None], "ARRAY<STRING>"),
    ],
)
def test_a_value_has_the_type_of_what_it_is(value: object, kind: str) -> None:
    assert kind_of(value) == kind


@pytest.mark.parametrize(
    ("statement", "values", "expected"),
    [
        (
            "SELECT customer_id FROM core.orders WHERE ordered_at < $day",
            {"day": dt.datetime(2025, 1, 1)},
            "SELECT customer_id FROM g.core_orders AS orders WHERE ordered_at < CAST(:day AS TIMESTAMP_NTZ)",
        ),
        (
            "SELECT 1 FROM core.orders WHERE ordered_at < $day AND ordered_at::DATE = $day",
            {"day": dt.date(2025, 1, 1)},
            "SELECT 1 FROM g.core_orders AS orders WHERE ordered_at < CAST(CAST(:day AS DATE) AS TIMESTAMP_NTZ) "
            "AND CAST(ordered_at AS DATE) = CAST(:day AS DATE)",
        ),
        (
            "SELECT date_trunc('month', ordered_at) AS month, date_trunc('hour', ordered_at) AS hour FROM core.orders",
            {},
            "SELECT CAST(MAKE_DATE(YEAR(CAST(ordered_at AS DATE)), MONTH(CAST(ordered_at AS DATE)), 1) "
            "AS TIMESTAMP_NTZ) AS month, DATE_TRUNC('HOUR', ordered_at) AS hour FROM g.core_orders AS orders",
        ),
        ("SELECT file FROM app.batches AS b", {}, "SELECT file FROM app_batches AS b"),
        (
            "SELECT to_json(list(event ORDER BY step, at)) AS path FROM chosen",
            {},
            "SELECT TO_JSON(TRANSFORM(SORT_ARRAY(COLLECT_LIST("
            "NAMED_STRUCT('by_0', step, 'by_1', at, 'held', event)), TRUE), one -> one.held)) AS path FROM chosen",
        ),
        (
            "SELECT list(event ORDER BY step DESC) AS path, list(event) AS heap FROM chosen",
            {},
            "SELECT TRANSFORM(SORT_ARRAY(COLLECT_LIST(NAMED_STRUCT('by_0', step, 'held', event)), FALSE), "
            "one -> one.held) AS path, COLLECT_LIST(event) AS heap FROM chosen",
        ),
        ("SELECT $n AS n", {"n": 7}, "SELECT CAST(7 AS BIGINT) AS n"),
        ("SELECT $name AS n", {"name": "o'brien"}, "SELECT CAST(:name AS STRING) AS n"),
        ("SELECT $name AS n", {"name": None}, "SELECT :name AS n"),
        (
            "SELECT a, b + 1 AS b, 'x' AS kind, count(*) AS n FROM t GROUP BY ALL",
            {},
            "SELECT a, b + 1 AS b, 'x' AS kind, COUNT(*) AS n FROM t GROUP BY a, b + 1",
        ),
        (
            "SELECT a, sum(count(*)) OVER (ORDER BY a) AS n, max(b) OVER (PARTITION BY a) AS m FROM t GROUP BY ALL",
            {},
            "SELECT a, SUM(COUNT(*)) OVER (ORDER BY a NULLS LAST) AS n, MAX(b) OVER (PARTITION BY a) AS m FROM t "
            "GROUP BY a, MAX(b) OVER (PARTITION BY a)",
        ),
        ("SELECT a FROM t LIMIT $n OFFSET $m", {"n": 5, "m": 2}, "SELECT a FROM t LIMIT 5 OFFSET 2"),
        ("SELECT a FROM t LIMIT $n::BIGINT", {"n": None}, "SELECT a FROM t"),
        (
            "SELECT sum(a) OVER w - a AS before FROM t WINDOW w AS (PARTITION BY b)",
            {},
            "SELECT (SUM(a) OVER w) - a AS before FROM t WINDOW w AS (PARTITION BY b)",
        ),
        (
            "SELECT b, a + 1 AS c, row_number() OVER () AS n FROM t",
            {},
            "SELECT b, a + 1 AS c, ROW_NUMBER() OVER (ORDER BY b NULLS LAST) AS n FROM t",
        ),
        ("SELECT row_number() OVER () AS n FROM t", {}, "SELECT ROW_NUMBER() OVER (ORDER BY 1 NULLS LAST) AS n FROM t"),
        (
            "SELECT round(a / 3, 2), round(a, 2)",
            {},
            "SELECT (ROUND((CAST((a) AS DOUBLE) / 3) * CAST('1e2' AS DOUBLE)) / CAST('1e2' AS DOUBLE)), ROUND(a, 2)",
        ),
        (
            "SELECT avg(date_diff('day', a, b))",
            {},
            "SELECT AVG(CAST(DATEDIFF(CAST(b AS DATE), CAST(a AS DATE)) AS DOUBLE))",
        ),
        ("SELECT list_extract(string_split(s, '.'), 2)", {}, "SELECT GET(SPLIT(s, '[.]'), 2 - 1)"),
        (
            "SELECT a / b / c",
            {},
            "SELECT CAST((CAST((a) AS DOUBLE) / NULLIF(b, 0)) AS DOUBLE) / NULLIF(c, 0)",
        ),
        (
            "SELECT a, trim(unnest(string_split(b, ';'))) AS tag FROM t",
            {},
            "SELECT a, EXPLODE(TRANSFORM(SPLIT(b, '[;]'), each_one -> TRIM(each_one))) AS tag FROM t",
        ),
        (
            "SELECT count(*) OVER (ORDER BY s RANGE BETWEEN to_seconds($n::BIGINT * 60 - 1) PRECEDING AND CURRENT ROW)",
            {"n": 7},
            "SELECT COUNT(*) OVER "
            "(ORDER BY s NULLS LAST RANGE BETWEEN INTERVAL '419' SECOND PRECEDING AND CURRENT ROW)",
        ),
        (
            "SELECT sum(a) OVER (ORDER BY s RANGE BETWEEN to_days(2) PRECEDING AND to_hours(x) FOLLOWING)",
            {},
            "SELECT SUM(a) OVER (ORDER BY s NULLS LAST RANGE BETWEEN INTERVAL '172800' SECOND PRECEDING AND "
            "MAKE_DT_INTERVAL(0, x) FOLLOWING)",
        ),
        (
            r"SELECT regexp_matches(a, '\p{Han}+|\P{Latin}|\p{L}|\p{Lu}')",
            {},
            r"SELECT a RLIKE '\\p{script=Han}+|\\P{script=Latin}|\\p{L}|\\p{Lu}'",
        ),
        ("SELECT a / b", {}, "SELECT CAST((a) AS DOUBLE) / NULLIF(b, 0)"),
        ("SELECT a / 2", {}, "SELECT CAST((a) AS DOUBLE) / 2"),
        ("SELECT avg(amount)", {}, "SELECT AVG(CAST(amount AS DOUBLE))"),
        ("SELECT sum(a ORDER BY b)", {}, "SELECT SUM(a)"),
        ("SELECT isodow(t)", {}, "SELECT ((DAYOFWEEK(t) + 5) % 7 + 1)"),
        ("SELECT list_extract(l, 2)", {}, "SELECT GET(l, 2 - 1)"),
        ("SELECT strlen(s), hash(a)", {}, "SELECT OCTET_LENGTH(s), (XXHASH64(a) & 9223372036854775807)"),
        ("SELECT t + to_minutes(5)", {}, "SELECT t + MAKE_DT_INTERVAL(0, 0, 5)"),
        ("SELECT date_diff('day', a, b)", {}, "SELECT DATEDIFF(CAST(b AS DATE), CAST(a AS DATE))"),
        ("SELECT t + to_days(5)", {}, "SELECT t + MAKE_DT_INTERVAL(5)"),
        (
            "SELECT quantile_disc(a, 0.5)",
            {},
            "SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY a ASC NULLS LAST)",
        ),
        ("SELECT string_split(s, ';.^')", {}, r"SELECT SPLIT(s, '[;][.]\\^')"),
        ("SELECT regexp_full_match(s, '[0-9]+')", {}, r"SELECT s RLIKE '^(?:[0-9]+)\\z'"),
        (
            "SELECT unnest($a::VARCHAR[]) AS a, unnest($b::INTEGER[]) AS b",
            {"a": ["x"], "b": []},
            "SELECT INLINE(ARRAYS_ZIP(CAST(CAST(:a AS ARRAY<STRING>) AS ARRAY<STRING>), "
            "CAST(CAST(ARRAY() AS ARRAY<STRING>) AS ARRAY<INT>))) AS (a, b)",
        ),
        (
            "SELECT a, min(at) AS at FROM t GROUP BY a HAVING min(at) > 1",
            {},
            "SELECT a, MIN(at) AS at FROM t GROUP BY a HAVING MIN(t.at) > 1",
        ),
        (
            "SELECT t.k, u.k, v.k, t.x FROM t JOIN u USING (k) LEFT JOIN v USING (k) WHERE v.k IS NULL",
            {},
            "SELECT k, k, v.k, t.x FROM t JOIN u USING (k) LEFT JOIN v USING (k) WHERE v.k IS NULL",
        ),
        (
            "SELECT a FROM t GROUP BY a ORDER BY count(*) DESC, t.a LIMIT 5",
            {},
            "SELECT a FROM (SELECT a, COUNT(*) AS sorted_by_1 FROM t GROUP BY a) AS counted "
            "ORDER BY sorted_by_1 DESC, a NULLS LAST LIMIT 5",
        ),
        (
            "SELECT max(a IN (SELECT b FROM u)) AS is_there FROM t WHERE c IN (SELECT d FROM v)",
            {},
            "SELECT MAX(ARRAY_CONTAINS((SELECT COLLECT_SET(b) FROM u), a)) AS is_there FROM t "
            "WHERE c IN (SELECT d FROM v)",
        ),
    ],
)
def test_a_form_that_the_engines_say_otherwise(statement: str, values: dict[str, object], expected: str) -> None:
    assert said(statement, **values) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "SELECT a::DATE - b::DATE <= 3 FROM t",
            "DATEDIFF(CAST(CAST(a AS DATE) AS DATE), CAST(CAST(b AS DATE) AS DATE)) <= 3",
        ),
        (
            "SELECT a::DATE - 1 - b::DATE FROM t",
            "DATEDIFF(CAST(CAST(a AS DATE) - 1 AS DATE), CAST(CAST(b AS DATE) AS DATE))",
        ),
        (
            "SELECT (CASE WHEN x THEN a::DATE END) - max(b::DATE) FROM t",
            "DATEDIFF(CAST((CASE WHEN x THEN CAST(a AS DATE) END)",
        ),
        ("WITH s AS (SELECT a::DATE AS d, b FROM t) SELECT s.d - coalesce(d, b) FROM s", "DATEDIFF(CAST(s.d AS DATE)"),
        (
            "WITH s AS (SELECT a::DATE AS d FROM t), u AS (SELECT * FROM s) SELECT d - d FROM u",
            "DATEDIFF(CAST(d AS DATE)",
        ),
        (
            "WITH s AS (SELECT a::DATE AS d FROM t UNION ALL SELECT a FROM u) SELECT d - d FROM s",
            "DATEDIFF(CAST(d AS DATE)",
        ),
        (
            "SELECT birthday - lag(birthday) OVER (ORDER BY birthday) FROM core.customers",
            "DATEDIFF(CAST(birthday AS DATE)",
        ),
        ("SELECT (SELECT s.d - x::DATE FROM u) FROM (SELECT a::DATE AS d FROM t) AS s", "DATEDIFF(CAST(s.d AS DATE)"),
        ("SELECT a::DATE - 7 AS d, d - 1 FROM t", "CAST(a AS DATE) - 7 AS d, d - 1"),
        ("WITH s AS (SELECT a::DATE AS d, b FROM t) SELECT d - b, b - b FROM s", "SELECT d - b, b - b FROM s"),
        ("SELECT x::DATE - (a::DATE - b::DATE) FROM t", "SELECT CAST(x AS DATE) - (DATEDIFF("),
        ("SELECT ordered_at - first_ordered_at FROM mart.purchases", "ordered_at - first_ordered_at"),
    ],
)
def test_days_between_two_days_are_a_number_wherever_the_days_come_from(statement: str, expected: str) -> None:
    assert expected in said(statement)


def test_steps_of_one_name_in_nested_scopes_get_names_of_their_own() -> None:
    nested = "WITH a AS (SELECT 1 AS x), b AS (WITH a AS (SELECT x + 1 AS x FROM a) SELECT a.x FROM a) SELECT x FROM b"
    assert said(nested) == (
        "WITH a AS (SELECT 1 AS x), a_2 AS (SELECT x + 1 AS x FROM a), b AS (SELECT a.x FROM a_2 AS a) SELECT x FROM b"
    )


def test_the_nearest_row_before_is_found_without_an_asof_join() -> None:
    spoken = said("SELECT a.y, b.x FROM a ASOF LEFT JOIN b ON b.k = a.k AND b.x < a.y")
    assert spoken == (
        "SELECT a.y, b.x FROM a LEFT JOIN (SELECT *, LEAD(x) OVER (PARTITION BY k ORDER BY x NULLS LAST) AS until_next "
        "FROM b) AS b ON (b.k = a.k AND b.x < a.y) AND (b.until_next IS NULL OR b.until_next >= a.y)"
    )


def test_the_people_of_another_statement_are_its_first_step() -> None:
    spoken = translated(
        "WITH n AS (SELECT 1 AS one) SELECT one FROM n, chosen", (), "g", "SELECT customer_id FROM mart.customers"
    )
    assert spoken == (
        "WITH chosen AS (SELECT customer_id FROM g.mart_customers AS customers), n AS (SELECT 1 AS one) "
        "SELECT one FROM n, chosen"
    )


def test_a_statement_tells_what_it_reads() -> None:
    statement = "WITH step AS (SELECT 1 FROM core.orders) SELECT 1 FROM step, app.batches, given"
    assert tables_of(statement) == {("core", "orders"), ("app", "batches"), ("", "given")}


def test_only_an_insertion_comes_in_two() -> None:
    assert insertion("INSERT INTO app.x BY NAME WITH a AS (SELECT 1 AS b) SELECT b FROM a") == (
        "INSERT INTO app.x BY NAME",
        "WITH a AS (SELECT 1 AS b) SELECT b FROM a",
    )
    assert insertion("INSERT INTO app.x VALUES (1)") is None
    assert insertion("DELETE FROM core.orders") is None


def test_what_is_stored_comes_back_in_the_types_it_had() -> None:
    most = (1 << 64) - 1
    table = pa.table(
        {
            "key": pa.array([0, most, None], pa.uint64()),
            "at": pa.array([dt.datetime(2025, 1, 1, 23), None, None], pa.timestamp("us")),
            "day": pa.array([dt.datetime(2025, 1, 1), None, None], pa.timestamp("s")),
            "amount": pa.array([Decimal("1.20"), None, None], pa.decimal128(18, 2)),
        }
    )
    schema = storable(table.schema)
    assert ddl(schema) == "`key` DECIMAL(20,0), `at` TIMESTAMP_NTZ, `day` TIMESTAMP_NTZ, `amount` DECIMAL(18,2)"
    (batch,) = table.to_batches()
    assert shaped(stored(batch, schema), table.schema).equals(table)


def test_an_answer_is_given_in_the_types_of_the_other_engine() -> None:
    found = pa.table(
        {"n": pa.array([1], pa.int64()), "at": pa.array([dt.datetime(2025, 1, 1)], pa.timestamp("us", "UTC"))}
    )
    wanted = pa.schema([("orders", pa.float64()), ("day", pa.timestamp("us"))])
    assert shaped(found, wanted).to_pylist() == [{"orders": 1.0, "day": dt.datetime(2025, 1, 1)}]
