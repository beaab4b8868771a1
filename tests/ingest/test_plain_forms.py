"""A text in the plain form has the value that reading it in full gives it; each different text is looked at once."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from insight.ingest.clean import clean
from insight.ingest.clean.columns import ColumnHabits, habits
from insight.ingest.clean.hidden_digits import read_masked
from insight.ingest.clean.macros import reading
from insight.ingest.clean.times import read_times
from insight.ingest.clean.typing import type_table
from insight.warehouse import Session, scratch
from tests.ingest.tried_out import rows, tried

TIMES = [
    "2024-03-05 12:00:00",
    "2024-02-29 23:59:59",
    "2024-02-30 10:00:00",
    "2024-13-05 10:00:00",
    "2024-03-05 24:00:00",
    "2024-03-05T12:00:00",
    "2024/03/05 12:00:00",
    "2024-03-05 12:00",
    "2024-03-05",
    "2024-3-5",
    "0999-03-05 12:00:00",
    "2500-03-05 12:00:00",
    " 2024-03-05 12:00:00",
    "2024-03-05 12:00:00+08:00",
    "2024-03-05 12:00:00.5",
    "20240305120000",
    "-",
]
IDS = [
    "A-1_2#",
    "1234567890123456789",
    '="1234567890123456789"',
    "'0012",
    "\t0012",
    "0012\t",
    "张三*丰",
    "null",
    "NaN",
    " 12 ",
    "12.0",
    '="a b"',
    "-",
    "1.23E+18",
    "a b",
    '=""',
]
AMOUNTS = ["12.50", "-3", "1e3", "¥12", "1,234.5", "免费", "", "-", "12 元", "99999999999999999999"]


@pytest.fixture
def session() -> Iterator[Session]:
    with scratch() as opened:
        yield reading(opened)


def _texts(**columns: list[str | None]) -> pa.Table:
    rows = max(map(len, columns.values()))
    filled = {name: pa.array([*texts, *[None] * (rows - len(texts))], pa.string()) for name, texts in columns.items()}
    return pa.table({**filled, "source_row": pa.array(range(rows), pa.int64())})


def _typed(session: Session, times: int = 1, **columns: list[str | None]) -> dict[str, list[object]]:
    """The columns as typed, of the texts written so many times below each other."""
    texts = _texts(**{name: cells * times for name, cells in columns.items()})
    type_table(session, "orders", texts, habits(texts, "orders"), "Asia/Shanghai")
    frame = session.arrow("SELECT * FROM typed_orders ORDER BY source_row")
    return {name: frame.column(name).to_pylist() for name in (*columns, "phone_masked")}


@pytest.mark.parametrize("times", [1, 20])
def test_plain_texts_have_the_value_of_the_full_reading(session: Session, times: int) -> None:
    typed = _typed(session, times, ordered_at=TIMES, order_id=IDS, paid_amount=AMOUNTS)
    formats = {"formats": ColumnHabits().time_formats, "timezone": "Asia/Shanghai"}
    session.register("given", pa.table({"text": TIMES}))
    session.execute("CREATE TEMP TABLE full_times AS SELECT * FROM given")
    read_times(session, "full_times", formats)
    moments = dict(zip(*session.arrow("SELECT text, moment FROM full_times").to_pydict().values(), strict=True))
    assert typed["ordered_at"] == [moments[text] for text in TIMES * times]
    ids = [session.scalar("SELECT CASE WHEN NOT is_scientific($x) THEN as_id($x) END", {"x": text}) for text in IDS]
    assert typed["order_id"][: len(IDS)] == ids
    amounts = [session.scalar("SELECT as_money($x, FALSE)", {"x": text}) for text in AMOUNTS]
    assert typed["paid_amount"][: len(AMOUNTS)] == amounts


def test_a_text_that_is_not_plain_is_read_once(session: Session) -> None:
    many = [["一号店", "二号店", " 三号店 "][row % 3] for row in range(30_000)]
    assert _typed(session, store=many)["store"] == [text.strip() for text in many]
    assert session.arrow("SELECT text, value FROM other_store").to_pylist() == [{"text": " 三号店 ", "value": "三号店"}]


def test_hidden_digits_stay_as_they_are_shown(session: Session) -> None:
    typed = _typed(
        session,
        phone=["138****0001", "13800000001", "'139****2", None, None],
        receiver_phone=["137****9", " 137****0003 ", None, "*", "13700000004"],
    )
    assert typed["phone_masked"] == ["138****0001", "137****0003", "139****2", "*", None]
    assert typed["phone"] == [None, "13800000001", None, None, None]


def test_no_hidden_digits_are_no_join(session: Session) -> None:
    session.register("texts", _texts(phone=["13800000001"]))
    assert read_masked(session, "orders", {"phone"}) == ("NULL::VARCHAR", [])
    assert _typed(session, phone=["13800000001"])["phone_masked"] == [None]


@pytest.mark.parametrize(("hour", "is_swapped"), [("00:00:00", True), ("10:00:00", False)], ids=["dates", "moments"])
def test_only_dates_without_an_hour_may_have_been_turned(hour: str, is_swapped: bool) -> None:
    texts = _texts(ordered_at=[f"2024-04-03 {hour}", f"2024-05-03 {hour}", "25/04/2024", "26/04/2024"])
    assert habits(texts, "orders")["ordered_at"].is_swapped is is_swapped


def test_a_long_word_for_having_no_number_is_no_number(tmp_path: Path) -> None:
    """In no order number that begins with a digit a digit has to be looked for."""
    header = "order id,ordered at,total,customer id"
    told = ("walk-in customer", "walk-in customer", "no-order-number-7", "20240301000012")
    text = rows(header, *(f"{number},2024-03-{day:02},10,C{day}" for day, number in enumerate(told, 1)))
    draft, _trial = tried(tmp_path, text)
    assert draft.table is not None
    assert draft.mapping is not None
    with scratch() as session:
        clean(session, draft.table, draft.mapping, currency="CNY")
        unnumbered = session.query("SELECT source_row FROM unnumbered ORDER BY 1")
    assert unnumbered["source_row"].tolist() == [2, 3]
