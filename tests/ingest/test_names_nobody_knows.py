"""Whatever the columns are called: what a person says of them loads the table as its usual names would."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.ingest import Answers, Draft, examine
from insight.ingest.recognise.proposal import propose
from insight.ingest.trial import try_out
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
