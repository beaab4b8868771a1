"""One small shop with every awkward order there is: all analyses come back to the same people, orders and money."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import default_as_of
from insight.analysis.registry import ANALYSES, make_params
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, names, order, workspace

AS_OF = dt.date(2025, 7, 1)
REGULAR = [order(f"p{n:02d}", f"2025-0{1 + n % 3}-{1 + n % 28:02d}", 10 + n) for n in range(60)]
AGAIN = [order(f"p{n:02d}", f"2025-0{4 + n % 3}-{1 + n % 28:02d}", 20) for n in range(30)]
AWKWARD = [
    order("twice a day", "2025-02-10T09:00", 10),
    order("twice a day", "2025-02-10T21:00", 15),
    order("sent some back", "2025-03-01", 100),
    order("sent some back", "2025-04-05", -40),
    order("swapped", "2025-03-02", 300),
    order("swapped", "2025-03-02", -300),
    order("refund tomorrow", "2025-06-20", 80, status="refunded", refunded_at=dt.datetime(2025, 7, 1)),
    order("refund yesterday", "2025-06-01", 80, refund_amount="30", refunded_at=dt.datetime(2025, 6, 30, 23, 59)),
    order("not yet", "2025-07-01T00:00", 555),
    order("mistyped year", "2204-05-01", 999),
    order("unpaid", "2025-03-03", 500, status="unpaid"),
    order("closed", "2025-03-03", 400, status="closed"),
    order("dollars", "2025-02-14", 70, currency="USD"),
    order("both", "2025-02-01", 20),
    order("both", "2025-03-01", 30, currency="USD"),
    order(None, "2025-04-04", 44),
    order("never bought", "2025-05-01", -25),
    order("bought before", "2025-01-02", -6),
    order("bought before", "2025-01-09", 60),
]
ORDERS = [*REGULAR, *AGAIN, *AWKWARD]

PEOPLE, BUYERS, REPEAT, BUYERS_IN_YUAN = 71, 68, 31, 67
ORDERS_OF_PEOPLE, ORDERS_IN_YUAN, VISITS_IN_YUAN = 100, 98, 97
MONEY_OF_PEOPLE = 2970 + 25 + 60 + 0 + 80 + 50 + 20 + 54 - 25
MONEY = MONEY_OF_PEOPLE + 44
OF_BUYERS = MONEY_OF_PEOPLE + 25
SINCE_FIRST_ORDER = OF_BUYERS + 6


def lines(orders: list[Row]) -> list[Row]:
    goods = (("Cream", 1.0), ("Soap", 2.0))
    return [
        {"order_id": row["order_id"], "line_no": name, "ordered_at": row["ordered_at"], "product_name": name}
        | {"quantity": quantity if float(row["paid_amount"]) > 0 else -quantity}
        for row in orders
        for name, quantity in goods
    ]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    seen = [dt.datetime(2025, 6, 30, 8), dt.datetime(2025, 7, 1)]
    events = [{"customer_ref": f"p{n:02d}", "event": "view", "occurred_at": seen[n % 2]} for n in range(20)]
    said = {f"p{n:02d}": ("yes" if n < 20 else "no", *(("10", "5") if n < 15 else ("5", "2"))) for n in range(30)}
    said["nobody"] = ("no", "5", "2")
    return workspace(
        tmp_path_factory.mktemp("shop"),
        orders=ORDERS,
        items=lines(ORDERS),
        events=events,
        survey_responses=[
            {"response_id": name, "survey": "s", "respondent_ref": name if name.startswith("p") else None}
            for name in said
        ],
        survey_answers=[
            {"response_id": name, "survey": "s", "question_no": str(at), "question": asked, "answer": answer}
            | {"question_type": "single"}
            for name, given in said.items()
            for at, (asked, answer) in enumerate(
                zip(("Again?", "Would you recommend us?", "Taste"), given, strict=True)
            )
        ],
    )


GIVEN: dict[str, dict[str, Any]] = {
    "funnel": {"steps": ("milestone:order_created", "milestone:order_paid", "milestone:repurchased"), "window": "366d"},
    "retention": {"periods": 6},
    "repurchase": {"periods": 6},
    "before_after": {"before_from": "2025-01-01", "after_from": "2025-02-01"},
}


def sums(table: Any, *columns: str) -> list[float]:
    return [round(float(table[column].sum()), 2) for column in columns]


FIGURES: dict[str, Any] = {
    "overview": lambda one: [one.people, one.buyers, one.repeat_buyers, one.orders, one.net_amount],
    "rfm": lambda one: [one.buyers, one.people, *sums(one.grid, "customers", "orders", "net_amount")],
    "rfm_movement": lambda one: [one.buyers, *sums(one.matrix, "net_amount")],
    "rfm_sandbox": lambda one: [one.buyers, *sums(one.matrix, "net_amount")],
    "retention": lambda one: [one.people, *sums(one.matrix, "orders", "net_amount")],
    "repurchase": lambda one: [*one.steps.iloc[0][["n", "bought"]], *sums(one.revenue, "net_amount")],
    "lifecycle": lambda one: [one.people, one.buyers, *sums(one.stages, "customers", "net_amount"), again(one)],
    "refill": lambda one: [one.totals["customers"]],
    "behaviour": lambda one: one.totals[one.totals["period"] == "now"]["customers"].tolist(),
    "funnel": lambda one: one.steps["converted"].tolist(),
    "associations": lambda one: [one.baskets],
    "clv": lambda one: [one.customers, one.one_time, one.orders, round(one.mean_amount * one.orders, 2)],
    "customer": lambda one: [one.orders, one.net_amount],
    "survey": lambda one: [one.responses, one.customers, *one.options["n"].tolist()],
    "crosstab": lambda one: [one.base, one.ungrouped, one.groups["base"].sum()],
    "key_drivers": lambda one: [one.n, *one.drivers["base"].tolist()],
    "before_after": lambda one: both_spans(one.measures.set_index("measure")),
    "consent": lambda one: one.purposes["n"].unique().tolist(),
    "quality": lambda one: [broken(one, "orders_ordered_at_not_future")],
}
"""What each analysis that adds up a whole shop counts."""

EXPECTED: dict[str, list[float]] = {
    "overview": [PEOPLE, BUYERS, REPEAT, ORDERS_OF_PEOPLE + 1, MONEY],
    "rfm": [BUYERS_IN_YUAN, PEOPLE, BUYERS_IN_YUAN, ORDERS_IN_YUAN, OF_BUYERS],
    "rfm_movement": [BUYERS_IN_YUAN, OF_BUYERS],
    "rfm_sandbox": [BUYERS_IN_YUAN, OF_BUYERS],
    "retention": [BUYERS, ORDERS_OF_PEOPLE, SINCE_FIRST_ORDER],
    "repurchase": [BUYERS, REPEAT, SINCE_FIRST_ORDER],
    "lifecycle": [PEOPLE, BUYERS, PEOPLE, MONEY_OF_PEOPLE, REPEAT],
    "refill": [BUYERS],
    "behaviour": [10],
    "funnel": [BUYERS + 2, BUYERS, REPEAT],
    "associations": [ORDERS_OF_PEOPLE + 1],
    "clv": [BUYERS_IN_YUAN, BUYERS_IN_YUAN - (REPEAT - 1), VISITS_IN_YUAN, MONEY_OF_PEOPLE],
    "customer": [1, 60],
    "survey": [31, 30, 20, 11, 16, 15, 16, 15],
    "crosstab": [31, 1, 30],
    "key_drivers": [31, 31],
    "before_after": [ORDERS_IN_YUAN, MONEY_OF_PEOPLE],
    "consent": [PEOPLE],
    "quality": [1],
}


def both_spans(measures: Any) -> list[float]:
    return [float(measures.loc[name, ["before", "after"]].sum()) for name in ("orders", "net_amount")]


def again(lifecycle: Any) -> int:
    table = lifecycle.labels
    return int(table[table["frequency_label"] != "trying"]["customers"].sum())


def broken(quality: Any, rule: str) -> int:
    return int(quality.rules.set_index("rule").loc[rule, "broken"])


def test_whoever_is_asked_here_is_an_analysis() -> None:
    assert FIGURES.keys() == EXPECTED.keys() <= set(ANALYSES)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", FIGURES)
def test_every_analysis_counts_the_same_shop(shop: DuckWarehouse, name: str) -> None:
    given = GIVEN.get(name, {}) | {"as_of": AS_OF}
    if name == "customer":
        accounts = {account: customer_id for customer_id, account in names(shop).items()}
        given |= {"customer_id": accounts["sent some back"]}
    result = ANALYSES[name].run(shop, make_params(name, given, shop))
    assert FIGURES[name](result) == EXPECTED[name]


def test_a_mistyped_year_does_not_move_the_as_of_day(shop: DuckWarehouse) -> None:
    assert default_as_of(shop) == dt.date(2025, 7, 2)


def test_a_credit_note_is_a_document_of_its_day_and_moves_the_as_of_day(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("ann", "2025-03-01", 10), order("ann", "2025-03-05", -10)])
    assert default_as_of(shop) == dt.date(2025, 3, 6)
