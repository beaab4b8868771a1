"""In the manager's view of any analysis no number of one to four people is shown, and none can be worked out."""

import datetime as dt
import random
from collections.abc import Hashable, Iterator
from dataclasses import is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from insight.analysis import ANALYSES, default_as_of
from insight.errors import NotEnoughDataError
from insight.govern import RoleError
from insight.govern.small_cells import TooFew, without_small_cells
from insight.results import NAMES as SPEAKING_OF_NOBODY
from insight.results import SINGLE, Declared, Frame, Total, said_fields
from insight.warehouse import DuckWarehouse
from tests.consents import phone, said
from tests.workspaces import Row, member, order, workspace

SEEDS = range(3)
NAMES = sorted(name for name in ANALYSES if name != "customer")
NEVER_SMALL = {"key_drivers", "predict", "recommend_exam"}
"""What needs thirty people or more for any number; chances to order need a hundred, whom `test_predict` looks at."""
Cell = Hashable


def brand(folder: Path, seed: int) -> DuckWarehouse:
    """Some tens of people, most of whom order once or twice in a year and a half, so that most cells are small."""
    dice = random.Random(seed)
    people = [f"p{number}" for number in range((9, 40, 120)[seed])]
    orders: list[Row] = []
    goods: list[Row] = []
    for name in people:
        first = dt.date(2024, 7, 1) + dt.timedelta(days=dice.randrange(500))
        for _turn in range(dice.choice((0, 1, 1, 2, 3, 6))):
            channel = dice.choice(("Tmall", "Tmall", "Tmall", "JD", "shop"))
            items = {"channel": channel, "province": dice.choice(("上海市", "浙江省", "西藏自治区"))}
            orders.append(order(name, first.isoformat(), dice.randrange(10, 900), **items))
            number = dice.choice("1112")
            goods.append(
                {"order_id": orders[-1]["order_id"], "line_no": 1, "quantity": 1, "product_id": number}
                | {"product_name": f"tea {number}", "category": dice.choice(("food", "care"))}
            )
            first += dt.timedelta(days=dice.randrange(1, 120))
    return workspace(
        folder,
        customers=[
            member(name, "2024-06-01", tier=dice.choice(("gold", "silver")), phone=phone(place) if place % 3 else None)
            for place, name in enumerate(people)
        ],
        orders=orders,
        items=goods,
        consents=[
            said(name, dice.choice(("granted", "denied")), "2025-01-01") for name in people if dice.random() < 0.6
        ],
        events=_events(people, random.Random(seed + 100)),
        touches=_contacts(people, random.Random(seed + 200)),
        **_survey(people, random.Random(seed + 200)),
    )


def _survey(people: list[str], dice: random.Random) -> dict[str, list[Row]]:
    """Half of the people answer six questions, and as many whom nobody knows."""
    who = [*dice.sample(people, len(people) // 2), *(f"x{number}" for number in range(len(people) // 2))]
    asked = {
        "1": ("which", "abcd"),
        "2": ("for whom", "ab"),
        "3": ("recommend us", ("10", "9", "8", "6", "3")),
        "4": ("why", "xyz"),
        "5": ("mark of the taste", "12345"),
        "6": ("mark of the price", "12345"),
    }
    kinds = {"2": "multiple", "4": "open"}
    answers = [
        {"response_id": name, "survey": "s", "question_no": number, "question": text, "answer": answer}
        | {"question_type": kinds.get(number, "single")}
        for name in who
        for number, (text, options) in asked.items()
        for answer in sorted({dice.choice(options) for _turn in range(2 if number == "2" else 1)})
        if dice.random() < 0.9
    ]
    responses = [
        {
            "response_id": name,
            "survey": "s",
            "respondent_ref": name if name in people else None,
            "duration_s": dice.randrange(10, 99),
        }
        for name in who
    ]
    return {
        "survey_responses": [*responses, *(_again(row) for row in responses[3:])],
        "survey_answers": [*answers, *(_again(row) for row in answers if dice.random() < 0.7)],
    }


def _again(row: Row) -> Row:
    """The same of an earlier wave, which fewer answered."""
    return row | {"survey": "earlier", "response_id": f"earlier {row['response_id']}"}


def _contacts(people: list[str], dice: random.Random) -> list[Row]:
    """Two campaigns of June 2025 among half of the people, some of whom are held back."""
    return [
        {
            "campaign_id": f"C{number}",
            "customer_ref": name,
            "arm": arm,
            "raw_status": arm,
            "delivered": arm == "treated",
        }
        | {"sent_at": dt.datetime(2025, 6, 1 + number) if arm == "treated" else None}
        for number in (1, 2)
        for name in people
        if (arm := dice.choice(("treated", "treated", "control", None, None, None))) is not None
    ]


def _events(people: list[str], dice: random.Random) -> list[Row]:
    """Visits of six weeks, on few devices."""
    return [
        {
            "customer_ref": name,
            "event": dice.choice(("view", "view", "cart", "pay")),
            "occurred_at": dt.datetime(2025, 12, 28) - dt.timedelta(minutes=dice.randrange(1, 60_000)),
            "device": dice.choice(("ios", "ios", "android", "web")),
            "page": dice.choice(("home", "till")),
            "keyword": dice.choice((None, "tea", "cake")),
        }
        for name in people
        for _turn in range(dice.randrange(6))
    ]


@pytest.fixture(scope="module")
def brands(tmp_path_factory: pytest.TempPathFactory) -> list[DuckWarehouse]:
    return [brand(tmp_path_factory.mktemp("brand"), seed) for seed in SEEDS]


@cache
def results_of(warehouse: DuckWarehouse, name: str) -> tuple[Any, ...]:
    """What an analysis says of a brand, in the forms that people ask for."""
    return tuple(_results_of(warehouse, name))


def _results_of(warehouse: DuckWarehouse, name: str) -> Iterator[Any]:
    analysis = ANALYSES[name]
    given = {"journeys": {"until": "latest"}}
    plain = analysis.params(as_of=default_as_of(warehouse), currency="CNY", **given.get(name, {}))
    try:
        yield analysis.run(warehouse, plain)
    except NotEnoughDataError:
        return
    more: dict[str, dict[str, Any]] = {
        "retention": {"breakdown": "channel"},
        "repurchase": {"trait": "gender"},
        "lifecycle": {"by_category": True},
        "funnel": {"by": "device"},
        "crosstab": {"question": "2", "by": "1"},
        "clusters": {"k": 10, "most_k": 10, "algorithm": "mixture"},
        "personas": {"groups": ("stage:loyal", "stage:repeat"), "months": 2},
    }
    if name in more:
        yield analysis.run(warehouse, replace(plain, **more[name]))


def frames_of(result: Any) -> dict[str, pd.DataFrame]:
    """The frames of a result by field; single values are one row, numbers by name as well."""
    values = {name: getattr(result, name) for name in said_fields(result)}
    frames = {name: value for name, value in values.items() if isinstance(value, pd.DataFrame)}
    mappings = {name: pd.DataFrame([value]) for name, value in values.items() if isinstance(value, dict)}
    single = {name: value for name, value in values.items() if name not in frames and name not in mappings}
    row = pd.DataFrame({name: pd.Series([value], dtype=object) for name, value in single.items()})
    return frames | mappings | ({SINGLE: row} if single else {})


def is_few(number: float) -> bool:
    return 0 < number < 5


def cells(field: str, frame: pd.DataFrame, declared: Frame, name: str) -> list[Cell]:
    """What tells the numbers of a column apart."""
    column = declared.column(name)
    assert column is not None
    if column.cell is None:
        return [(field, name, row) for row in range(len(frame))]
    return [(field, column.cell(row)) for row in frame.to_dict("records")]


def groups(frame: pd.DataFrame, total: Total) -> Iterator[tuple[Hashable, list[int]]]:
    keys = total.alike(frame) if total.alike else [tuple(row) for row in frame[list(total.within)].to_numpy().tolist()]
    taken = [True] * len(frame) if total.where is None else (frame[total.where[0]] == total.where[1]).tolist()
    for key in dict.fromkeys(each for each in keys if each is not None):
        yield key, [row for row, each in enumerate(keys) if each == key and taken[row]]


def known_sums(frames: dict[str, pd.DataFrame], declared: Declared) -> Iterator[tuple[set[Cell], set[Cell]]]:
    """Cells that add up, and the cells that they add up to: none where the sum is taken to be known."""
    for field, frame in frames.items():
        rule = declared[field]
        for total in rule.totals:
            names = cells(field, frame, rule, total.column)
            for key, rows in groups(frame, total):
                whole: set[Cell] = set()
                if total.to is not None:
                    other, column, keys = total.to
                    there = cells(other, frames[other], declared[other], column)
                    at = [tuple(row) for row in frames[other][list(keys)].to_numpy().tolist()]
                    if key not in at:
                        continue
                    whole = {there[at.index(key)]}
                yield {names[row] for row in rows}, whole
        for parts, whole_of in rule.sums:
            for row in range(len(frame)):
                whole = {cells(field, frame, rule, whole_of)[row]} if isinstance(whole_of, str) else set()
                if isinstance(whole_of, tuple):
                    other, column, keys = whole_of
                    at = [tuple(each) for each in frames[other][list(keys)].to_numpy().tolist()]
                    key = tuple(frame[list(keys)].iloc[row].tolist())
                    whole = {cells(other, frames[other], declared[other], column)[at.index(key)]}
                yield {cells(field, frame, rule, name)[row] for name in parts}, whole


def numbers(frames: dict[str, pd.DataFrame], declared: Declared) -> dict[Cell, float]:
    found: dict[Cell, float] = {}
    for field, frame in frames.items():
        for column in declared[field].people:
            if column.name in frame:
                values = [float("nan") if pd.isna(each) else float(each) for each in frame[column.name]]
                found |= dict(zip(cells(field, frame, declared[field], column.name), values, strict=True))
    return found


def worked_out(true: dict[Cell, float], seen: set[Cell], sums: list[tuple[set[Cell], set[Cell]]]) -> set[Cell]:
    """By subtraction, again and again, from what is seen and from what is known to add up."""
    known = set(seen)
    while True:
        before = len(known)
        for parts, whole in sums:
            if not whole and is_few(sum(true[name] for name in parts)):
                continue
            unknown = (parts | whole) - known
            if len(unknown) == 1:
                known |= unknown
        if len(known) == before:
            return known - seen


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", NAMES)
def test_no_number_of_few_people_is_shown_or_can_be_worked_out(brands: list[DuckWarehouse], name: str) -> None:
    hidden_somewhere = 0
    for warehouse in brands:
        for result in results_of(warehouse, name):
            declared, shown_result = type(result).COLUMNS, without_small_cells(result)
            shown = frames_of(shown_result)
            curves = {field for field, rule in declared.items() if rule.steps}
            whole = {field: frame for field, frame in frames_of(result).items() if field not in curves}
            true = numbers(whole, declared)
            told = numbers({field: frame for field, frame in shown.items() if field not in curves}, declared)
            seen = {cell for cell, value in told.items() if not pd.isna(value)}
            assert not [cell for cell in seen if is_few(told[cell])], name
            assert all(told[cell] == true[cell] for cell in seen)
            out = worked_out(true, seen, list(known_sums(whole, declared)))
            assert not [(cell, true[cell]) for cell in out if is_few(true[cell])]
            hidden_somewhere += len(true) - len(seen)
            for field, frame in shown.items():
                for column in declared[field].columns:
                    if column.name in frame and column.part_of in frame.columns:
                        others = [a - b for a, b in zip(frame[column.part_of], frame[column.name], strict=True)]
                        assert not [each for each in others if is_few(float(each))], (field, column.name)
    assert hidden_somewhere or name in NEVER_SMALL


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", NAMES)
def test_measures_of_few_people_are_hidden_with_them(brands: list[DuckWarehouse], name: str) -> None:
    for warehouse in brands:
        for result in results_of(warehouse, name):
            declared, shown = type(result).COLUMNS, frames_of(without_small_cells(result))
            for field, frame in shown.items():
                rule = declared[field]
                for column in rule.columns:
                    about = [each for each in rule.speaks_of(column) if each in frame]
                    is_measure = column.kind not in (*SPEAKING_OF_NOBODY, "people") and not column.is_safe
                    if column.name not in frame or not is_measure:
                        continue
                    rows = zip(*(frame[each] for each in about), strict=True)
                    hidden = [any(isinstance(each, TooFew) for each in row) for row in rows]
                    for is_hidden, value in zip(hidden, frame[column.name], strict=False):
                        assert not is_hidden or isinstance(value, TooFew), (field, column.name, value)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_every_result_is_declared(brands: list[DuckWarehouse], name: str) -> None:
    """Nothing is lost for want of a declaration: what no people are few of is seen."""
    for result in results_of(brands[-1], name):
        declared = type(result).COLUMNS
        for field, frame in frames_of(result).items():
            assert field in declared
            assert not [column for column in frame if declared[field].column(str(column)) is None], field


@pytest.mark.slow("asks every analysis twice")
def test_findings_of_a_manager_are_some_of_the_analysts_and_speak_of_nobody_few(brands: list[DuckWarehouse]) -> None:
    for name in NAMES:
        for result in results_of(brands[-1], name):
            full = [repr(finding) for finding in result.findings()]
            for finding in without_small_cells(result).findings():
                assert repr(finding) in full
                assert not is_few(finding.n)


def test_a_result_about_one_person_is_refused(brands: list[DuckWarehouse]) -> None:
    warehouse = brands[0]
    who = str(warehouse.query("SELECT min(customer_id) AS one FROM core.customers")["one"].iloc[0])
    analysis = ANALYSES["customer"]
    result = analysis.run(warehouse, analysis.params(customer_id=who, as_of=default_as_of(warehouse), currency="CNY"))
    assert is_dataclass(result)
    with pytest.raises(RoleError, match="single persons"):
        without_small_cells(result)


def test_periods_that_hold_each_other_are_not_for_managers(tmp_path: Path) -> None:
    orders = [order(f"p{number}", "2025-01-05", 10) for number in range(9)]
    orders += [order(f"p{number}", "2025-03-05", 10) for number in range(7)]
    shop = workspace(tmp_path, orders=orders)
    asked = ANALYSES["retention"]
    scope = {"as_of": dt.date(2025, 6, 1), "currency": "CNY"}
    result = asked.run(shop, asked.params(criterion="on_or_after", **scope))
    with pytest.raises(RoleError, match="hold each other"):
        without_small_cells(result)
    assert without_small_cells(asked.run(shop, asked.params(criterion="on", **scope))).people == 9


def test_spans_of_repurchase_that_single_people_part_are_not_shown_side_by_side(tmp_path: Path) -> None:
    """Twelve had 30 days and ten 60: two would be told apart, and the two of them who bought again."""
    early = [order(f"p{number}", "2025-01-05", 10) for number in range(10)]
    late = [order(f"q{number}", "2025-04-20", 10) for number in range(2)]
    again = [order(f"p{number}", "2025-01-15", 10) for number in range(6)] + [order("q0", "2025-04-25", 10)]
    shop = workspace(tmp_path, orders=[*early, *late, *again])
    asked = ANALYSES["repurchase"]
    result = asked.run(shop, asked.params(as_of=dt.date(2025, 6, 1), currency="CNY", days=(30, 60)))
    assert result.within[result.within["step"] == 1]["n"].tolist() == [12, 10]
    shown = without_small_cells(result)
    assert shown.within[shown.within["step"] == 1]["n"].tolist() == [12]
    assert shown.worth["n"].tolist() == [12]


def test_whoever_bought_after_the_days_is_not_told_by_subtraction(tmp_path: Path) -> None:
    """Of fourteen who bought again twelve did within 30 days: the other two follow, so one of the two numbers goes."""
    first = [order(f"p{number}", "2025-01-05", 10) for number in range(30)]
    soon = [order(f"p{number}", "2025-01-15", 10) for number in range(12)]
    late = [order(f"p{number}", "2025-03-25", 10) for number in range(12, 14)]
    shop = workspace(tmp_path, orders=[*first, *soon, *late])
    asked = ANALYSES["repurchase"]
    shown = without_small_cells(asked.run(shop, asked.params(as_of=dt.date(2025, 6, 1), currency="CNY", days=(30,))))
    bought, returned = shown.steps["bought"].iloc[0], shown.within["returned"].iloc[0]
    assert isinstance(bought, TooFew) or isinstance(returned, TooFew)
