"""People as likely to be contacted: when they decide, what they rest on, and when they are refused."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from insight.analysis.judge.as_likely import among_exact_strata
from insight.analysis.judge.checks import Check, Way
from insight.analysis.judge.comparisons import Comparison
from insight.analysis.judge.measured import Measured
from insight.analysis.judge.scores import Scored, trait_words
from insight.analysis.judge.verdict import decide
from insight.i18n import _
from insight.statistics.two_groups import normal
from tests.analysis.judge_shop import at, campaign, judged, said, touch
from tests.workspaces import Row, member, order

TWICE = 2
_SHOP = {"r": "JD", "p": "Tmall"}


def spenders(*, effect: int = 0, rich_others: int = 120) -> dict[str, list[Row]]:
    """Everybody ordered twice, equally long ago. 120 of 150 contacted spend 25 times as much as most, of the others
    `rich_others` do: half of those buy again, a tenth of the rest. `effect`: so many more of the rich contacted buy."""
    orders = [order("early", at(-400), 10)]
    for side, rich, poor in (("t", 120, 30), ("o", rich_others, 400)):
        for kind, size, amount, share in (("r", rich, 500, 2), ("p", poor, 20, 10)):
            for number in range(size):
                name = f"{side}{kind}{number}"
                orders += [order(name, at(-100 - day), amount, channel=_SHOP[kind]) for day in range(TWICE)]
                bought = number % share == 0 or (
                    side + kind == "tr" and number % share == 1 and number < TWICE * effect
                )
                orders += [order(name, at(1 + number % 20), amount)] if bought else []
    touches = [touch(f"t{kind}{number}") for kind, size in (("r", 120), ("p", 30)) for number in range(size)]
    return {"orders": orders, "touches": touches, "campaigns": [campaign()], "customers": [member("early")]}


def test_the_money_that_strata_do_not_know_is_not_taken_for_an_effect(tmp_path: Path) -> None:
    """By recency and number of orders everybody is alike: 42 % of those contacted bought and 19 % of the others."""
    result = judged(tmp_path, spenders())
    rows = result.comparisons.set_index("way")
    assert rows.loc["matched", "difference"] > 0.2
    assert abs(rows.loc["propensity", "difference"]) < 0.01
    assert (result.verdict, result.way) == ("none", "propensity")
    failed = result.checks[(result.checks["way"] == "matched") & ~result.checks["passed"]]
    told = [said.render("en") for said in failed["said"]]
    assert any(one.startswith("Among exact strata the two sides still differed before the start: ") for one in told)
    known = result.known_before.set_index("trait")
    assert {"first_channel:JD", "first_channel:Tmall"} < set(known.index)
    assert known.loc["spend_level", "apart"] > 1
    assert known.loc["spend_level", "apart_exact"] > 1
    assert abs(known.loc["spend_level", "apart_scores"]) < 0.01


def test_a_true_effect_is_found_beside_people_as_likely(tmp_path: Path) -> None:
    result = judged(tmp_path, spenders(effect=40))
    row = result.comparisons.set_index("way").loc["propensity"]
    assert (result.verdict, result.way) == ("effective", "propensity")
    assert row["low"] < 40 / 150 < row["high"]
    assert "people as likely to be contacted who were not" in said(result)[0]
    assert "同样可能被触达" in said(result, "zh_CN")[0]


def test_without_anybody_as_likely_there_is_no_verdict(tmp_path: Path) -> None:
    """None of the others spends as much: four fifths of those contacted have nobody beside them."""
    result = judged(tmp_path, spenders(rich_others=0))
    row = result.comparisons.set_index("way").loc["propensity"]
    assert row["state"] == "failed"
    assert row["why_not"].render("en").startswith("80% of the people contacted have nobody as likely")
    assert (result.verdict, result.way) == ("refused", None)


def cells(*rows: tuple[str, int, int, int]) -> Scored:
    """recency, spend_level, treated, others; nobody bought."""
    table = pd.DataFrame(rows, columns=["recency", "spend_level", "treated", "others"])
    table = table.assign(frequency="1", is_member=1, tenure_level=3, first_channel="shop")
    names = [
        f"{side}_{what}" for side in ("treated", "others") for what in ("people_0", "orders_0", "money_0", "people_2")
    ]
    return Scored(table.assign(**{f"{name}{end}": 0 for name in names for end in ("", "_squares")}))


def test_what_nobody_differs_in_is_no_trait() -> None:
    scored = cells(("30", 5, 40, 40), ("90", 5, 10, 90))
    assert set(scored.traits) == {"recency:30", "recency:90"}
    assert trait_words("recency:30").render("en") == "Bought within 30 days before"
    assert trait_words("first_channel:shop").render("en") == "first bought in shop"


def test_a_small_difference_among_few_is_chance_and_among_many_is_not() -> None:
    assert cells(("30", 5, 20, 200), ("30", 6, 28, 200)).worst("apart_exact") is None
    many = cells(("30", 5, 2000, 20000), ("30", 6, 2800, 20000))
    assert many.worst("apart_exact") == "spend_level"
    assert many.worst("apart_scores") is None
    assert among_exact_strata(many).checks[0].passed is False
    assert among_exact_strata(None).checks == ()


def compared(way: Way, apart: float, value: float = 0.1, *, passed: bool = True, error: float = 0.01) -> Comparison:
    check = Check(way=way, key="balance", passed=passed, said=_("said"))
    differences: Any = (normal(value, error),) * 3
    return Comparison(way=way, customers=90, others=90, differences=differences, checks=(check,), known_apart=apart)


@pytest.mark.parametrize(
    ("exact", "likely", "decides"),
    [
        (compared("matched", 0.02), compared("propensity", 0.05), "matched"),
        (compared("matched", 0.05), compared("propensity", 0.02), "propensity"),
        (compared("matched", 0.03), compared("propensity", 0.03), "matched"),
        (compared("matched", 0.02, passed=False), compared("propensity", 0.05), "propensity"),
        (compared("matched", 0.05), compared("propensity", 0.02, passed=False), "matched"),
        (compared("matched", 0.05, passed=False), compared("propensity", 0.02, passed=False), None),
    ],
)
def test_the_one_that_leaves_less_apart_decides(exact: Comparison, likely: Comparison, decides: Way | None) -> None:
    arms = pd.DataFrame({"arm": ["treated", "others"], "customers": 90, "people_0": 40})
    others: dict[Way, Comparison] = {way: compared(way, 0.0) for way in ("control", "did", "before_after", "series")}
    verdict = decide({**others, "matched": exact, "propensity": likely}, Measured(arms), "people", 30)
    assert verdict.way == decides
    assert verdict.word == ("refused" if decides is None else "effective")


def test_where_people_were_held_back_nothing_is_estimated(tmp_path: Path) -> None:
    rows = spenders()
    rows["touches"] += [touch(f"op{number}", arm="control") for number in range(50)]
    result = judged(tmp_path, rows)
    row = result.comparisons.set_index("way").loc["propensity"]
    assert row["state"] == "impossible"
    assert row["why_not"].render("en") == "People were held back by lot: nothing has to be estimated"
    assert result.known_before.empty


def test_whoever_has_nobody_alike_makes_nobody_else_look_different(tmp_path: Path) -> None:
    """Six of 60 contacted never joined, and nobody else like them is there: the others are alike all the same."""
    customers = [member(f"{side}{n}", "2024-01-01") for side, size in (("t", 54), ("o", 200)) for n in range(size)]
    orders = [order("early", at(-400), 10)] + [
        order(f"{side}{n}", at(-100), 10) for side, size in (("t", 60), ("o", 200)) for n in range(size)
    ]
    orders += [order("t0", at(3), 10), order("o0", at(3), 10)]
    rows = {"orders": orders, "customers": customers, "campaigns": [campaign()]}
    result = judged(tmp_path, rows | {"touches": [touch(f"t{n}") for n in range(60)]})
    held = {row["key"]: row["passed"] for row in result.checks.to_dict("records") if row["way"] == "matched"}
    assert held["balance"]
    joined = result.balance.set_index("trait").loc["is_member"]
    assert (joined["mean"], joined["alike_mean"], joined["apart_alike"]) == (0.9, 1, 0)
