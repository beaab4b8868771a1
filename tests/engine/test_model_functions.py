"""Functions that the models of core and mart use give on the cluster what they give on DuckDB."""

from collections.abc import Iterator

import duckdb
import pytest

from insight.warehouse.spark import Connection, connection
from insight.warehouse.spark.statements import translated
from tests.engine.sail import sail

WORDS = "(VALUES ('a'), ('abc'), (''), ('f:13812341234'), ('a:shop:o''brien'), ('生僻𠮷'), ('😀'), (NULL)) AS t (word)"
GROUPS = "(VALUES (1, 'b', 1), (1, 'a', 2), (1, 'b', 3), (1, NULL, 4), (2, NULL, 1), (3, 'z', NULL)) AS t (k, word, n)"
MOMENTS = (
    "2025-01-02",
    "2025-1-2",
    "2025/01/02",
    "1990.2.3",
    "2025年1月2日",
    "2025年3月",
    "20250102",
    "2025-01-02 10:20:30",
    "2025/1/2 9:05",
    "2025-01-02t10:20:30",
    "01/31/2025",
    "31.01.2025",
    "jan 5, 2025",
    "5 feb 2025",
    "2025-13-02",
    "2025-02-30",
    "20251302",
    "12",
    "31",
    "jan",
    "",
)
FORMS = (
    "['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y/%m/%d %H:%M:%S', "
    "'%Y/%m/%d %H:%M', '%Y-%m-%dt%H:%M:%S', '%Y%m%d', '%m/%d/%Y', '%d.%m.%Y', '%b %d, %Y', '%d %b %Y', '%Y年%m月']"
)
MASK = r"^(00)?86(1[0-9*]{4,})$"


@pytest.fixture(scope="module")
def line() -> Iterator[Connection]:
    with sail() as address:
        yield connection(address)


@pytest.mark.parametrize(
    "statement",
    [
        f"SELECT word, md5_number_lower(word)::VARCHAR AS n, (md5_number_lower(word) // 16)::VARCHAR AS m FROM {WORDS}",
        f"SELECT word, format('c{{:016x}}', md5_number_lower(word)) AS id FROM {WORDS} WHERE word IS NOT NULL",
        "SELECT (n::UBIGINT // 1152921504606846976)::INTEGER = 6 AS is_phone FROM "
        "(VALUES ('6917529027641081856'), ('7885603301061986910'), ('8070450532247928832')) AS t (n)",
        f"SELECT k, arg_max(word, n) AS last, arg_min(word, n) AS first FROM {GROUPS} GROUP BY k ORDER BY k",
        f"SELECT k, string_agg(DISTINCT word, '; ' ORDER BY word) AS words FROM {GROUPS} GROUP BY k ORDER BY k",
        rf"SELECT regexp_replace(m, '{MASK}', '\2') AS m FROM (VALUES ('0086138****1234'), ('8613'), ('x')) AS t (m)",
        """SELECT cell."key" AS k, cell."value" ->> '$' AS v FROM
        (VALUES ('{"a b":"1","肤质":"干性","c":null,"d":"x\\"y"}'), ('{}'), (NULL)) AS t (extra),
        json_each(t.extra) AS cell
        WHERE t.extra IS NOT NULL ORDER BY k""",
    ],
    ids=["md5", "id", "kind of a key", "newest", "list of words", "groups", "documents"],
)
def test_a_function_says_the_same(statement: str, line: Connection) -> None:
    assert line.run(translated(statement, (), "g")).to_pylist() == here(statement)


def test_a_moment_in_any_form_is_the_same(line: Connection) -> None:
    told = ", ".join(f"('{word}')" for word in MOMENTS)
    statement = f"SELECT word, try_strptime(word, {FORMS}) AS moment FROM (VALUES {told}) AS t (word)"
    found = {row["word"]: row["moment"] for row in line.run(translated(statement, (), "g")).to_pylist()}
    assert found == {row["word"]: row["moment"] for row in here(statement)}
    assert sum(moment is not None for moment in found.values()) == 14


def here(statement: str) -> list[dict[str, object]]:
    with duckdb.connect() as engine:
        rows: list[dict[str, object]] = engine.sql(statement).to_arrow_table().to_pylist()
        return rows
