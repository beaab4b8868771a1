"""Whatever the columns are called: what a person says of them loads the table as its usual names would."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.ingest import Answers, Draft, examine
from insight.ingest.clean import clean
from insight.ingest.read import TextTable
from insight.ingest.recognise.proposal import propose
from insight.ingest.roles import understood
from insight.ingest.trial import try_out
from insight.warehouse import scratch
from tests.examples import examples
from tests.uploads import write

USUAL = ("order_id", "order_date", "paid_amount", "phone")
SAYS = ("order_id", "ordered_at", "paid_amount", "phone")
WORDS = st.text(st.sampled_from("zqxjkwvbŋðþøßћџ靐龘齉"), min_size=4, max_size=9)
SALES = st.lists(
    st.tuples(
        st.integers(13_000_000_000, 13_999_999_999),
        st.dates(dt.date(2023, 1, 1), dt.date(2026, 6, 30)),
        st.decimals(1, 9_999, places=2),
    ),
    min_size=3,
    max_size=25,
)

pytestmark = pytest.mark.slow("imports the same files under many names")


def text(header: tuple[str, ...], sales: list[tuple[int, dt.date, object]]) -> str:
    rows = [f"P{10_000 + n},{day.isoformat()},{money},{phone}" for n, (phone, day, money) in enumerate(sales)]
    return "\n".join([",".join(header), *rows]) + "\n"


def loaded(draft: Draft) -> object:
    """What the rows become, without where they came from."""
    assert draft.mapping is not None, draft.refusal
    trial = try_out(replace(draft, mapping=replace(draft.mapping, currency="CNY", timezone="UTC")))
    frame = trial.preview.tables["orders"]
    shown = frame[[column for column in SAYS if column in frame]].astype(str).to_dict("records")
    return trial.figures.records["orders"], trial.figures.people, trial.figures.money, shown


@given(st.lists(WORDS, min_size=4, max_size=4, unique=True), SALES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_strange_headers_load_equal_to_usual_ones(
    tmp_path: Path, words: list[str], sales: list[tuple[int, dt.date, object]]
) -> None:
    (plain,) = examine(write(tmp_path, "plain.csv", text(USUAL, sales)))
    said = Answers(table="orders", mapped=tuple(zip(words, SAYS, strict=True)))
    (asked,) = examine(write(tmp_path, "asked.csv", text(tuple(words), sales)), answers=said)
    assert loaded(asked) == loaded(plain)


@pytest.mark.parametrize("kind", ["orders", "customers", "events"])
def test_every_kind_of_row_can_be_chosen_for_any_table(tmp_path: Path, kind: str) -> None:
    (draft,) = examine(
        write(tmp_path, "t.csv", text(("zqxj", "kwvb", "øßøß", "þþŋŋ"), [(13_800_010_001, dt.date(2026, 1, 5), 5)]))
    )
    assert draft.table is not None
    assert propose(draft.table, kind=kind).best.kind == kind


LINES = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 2), st.integers(1, 9), st.decimals(1, 99, places=2)),
    min_size=4,
    max_size=20,
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["u-17", "u-18", "u-19", "u-20"]),
        st.sampled_from(["view item", "add to cart", "pay"]),
        st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2026, 6, 30)),
    ),
    min_size=4,
    max_size=25,
)
ANSWERED = st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["茶", "咖啡", "水"])), min_size=4, max_size=20)


def table_of(draft: Draft) -> TextTable:
    assert draft.table is not None
    return draft.table


def told(draft: Draft, *tables: str) -> object:
    """Every typed cell of the tables, without where it came from and without numbers made of other cells."""
    assert draft.mapping is not None, draft.refusal
    mapping = replace(draft.mapping, currency="CNY", timezone="UTC")
    with scratch() as session:
        clean(session, table_of(draft), mapping, currency="CNY")
        return {name: session.query(_TOLD[name]).astype(str).to_dict("records") for name in tables}


_TOLD = {
    "orders": "SELECT order_id, ordered_at, paid_amount, order_amount, buyer_ref FROM incoming_orders ORDER BY ALL",
    "order_items": "SELECT order_id, product_name, quantity, line_paid FROM incoming_order_items ORDER BY ALL",
    "events": "SELECT customer_ref, event, occurred_at FROM incoming_events ORDER BY ALL",
    "survey_answers": "SELECT response_id, question_no, answer FROM incoming_survey_answers ORDER BY ALL",
}


def by_roles(folder: Path, rows: str, words: Sequence[str], kind: str, said: dict[str, tuple[int, ...]]) -> Draft:
    """As the editor of the page reads a table of strange headers in which a person moved the roles."""
    (draft,) = examine(write(folder, "asked.csv", ",".join(words) + "\n" + rows))
    found = understood(table_of(draft), kind, said)
    assert found.open == ()
    return draft.with_mapping(found.mapping)


FEW = settings(
    max_examples=examples(5, of=9), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(st.lists(WORDS, min_size=3, max_size=3, unique=True), ACTS)
@FEW
def test_strange_events_are_those_of_usual_headers(
    tmp_path: Path, words: list[str], acts: list[tuple[object, ...]]
) -> None:
    rows = "\n".join(f"{who},{what},{at:%Y-%m-%d %H:%M:%S}" for who, what, at in acts) + "\n"
    (plain,) = examine(write(tmp_path, "plain.csv", "user_id,event_name,event_time\n" + rows))
    asked = by_roles(tmp_path, rows, words, "events", {"who": (0,), "what": (1,), "when": (2,)})
    assert told(asked, "events") == told(plain, "events")


@given(st.lists(WORDS, min_size=3, max_size=3, unique=True), ANSWERED)
@FEW
def test_strange_answers_are_those_of_usual_headers(
    tmp_path: Path, words: list[str], answered: list[tuple[int, str]]
) -> None:
    rows = "\n".join(f"R{number:03},{mark},{drink}" for number, (mark, drink) in enumerate(answered)) + "\n"
    (plain,) = examine(write(tmp_path, "plain.csv", "respondent_id,您对服务满意吗？,您常喝什么？\n" + rows))
    asked = by_roles(tmp_path, rows, words, "survey_responses", {"answers": (1, 2)})
    mapping = asked.mapping
    assert mapping is not None
    asked = asked.with_mapping(
        mapping.with_column("survey_responses", "response_id", (0,)).with_column("survey_answers", "response_id", (0,))
    )
    assert told(asked, "survey_answers") == told(plain, "survey_answers")


@given(st.lists(WORDS, min_size=6, max_size=6, unique=True), LINES)
@FEW
def test_strange_lines_are_those_of_usual_headers(
    tmp_path: Path, words: list[str], lines: list[tuple[int, int, int, object]]
) -> None:
    usual = ("order_id", "order_date", "customer_id", "product_name", "quantity", "line_total")
    says = ("order_id", "ordered_at", "buyer_ref", "product_name", "quantity", "line_paid")
    cells = [
        f"P{order:05},2026-01-0{order},K{order % 2},mug {item},{n},{paid}" for order, item, n, paid in sorted(lines)
    ]
    rows = "\n".join([*cells, cells[-1]]) + "\n"
    (plain,) = examine(write(tmp_path, "plain.csv", ",".join(usual) + "\n" + rows))
    said = Answers(table="order_items", mapped=tuple(zip(words, says, strict=True)))
    (asked,) = examine(write(tmp_path, "asked.csv", ",".join(words) + "\n" + rows), answers=said)
    assert told(asked, "orders", "order_items") == told(plain, "orders", "order_items")


@given(st.lists(WORDS, min_size=3, max_size=3, unique=True), SALES)
@FEW
def test_orders_by_who_when_and_how_much_are_those_of_usual_headers(
    tmp_path: Path, words: list[str], sales: list[tuple[int, dt.date, object]]
) -> None:
    rows = "\n".join(f"{day},{money},K{phone % 7}" for phone, day, money in sales) + "\n"
    (plain,) = examine(write(tmp_path, "plain.csv", "order_date,paid_amount,customer_id\n" + rows))
    asked = by_roles(tmp_path, rows, words, "orders", {"when": (0,), "how_much": (1,), "who": (2,)})
    assert told(asked, "orders") == told(plain, "orders")
