"""A list taken from here with people held back, orders imported later: the judge finds both sides in the log."""

import datetime as dt
import json
from pathlib import Path

import pytest

from insight.analysis.judge import JudgeParams, judge
from insight.export import ListChoices, write_list
from insight.govern import exported_people
from insight.warehouse import DuckWarehouse
from tests.consents import everyone, phone, said
from tests.reliability.processes import Command
from tests.workspaces import add_batch, member, names, order, workspace

_LISTED_AT = dt.datetime(2025, 5, 1, 10)
_AS_OF = dt.date(2025, 7, 1)


def shop(home: Path) -> DuckWarehouse:
    """Three hundred people who may be written to, each with an order in spring."""
    people = [f"p{number}" for number in range(300)]
    return workspace(
        home,
        customers=[member(name, "2024-01-01", phone=phone(number)) for number, name in enumerate(people)],
        orders=[order(name, f"2025-03-{number % 28 + 1:02d}", 50 + number) for number, name in enumerate(people)],
        consents=[said(name, "granted", "2024-06-01") for name in people],
    )


def taken(warehouse: DuckWarehouse, file: Path, share: float = 0.3) -> str:
    """A list for marketing of everybody, with so many held back; its number in the log."""
    choices = ListChoices(purpose="marketing", control_share=share, seed=1, unmasked=True)
    segment = everyone(as_of=dt.date(2025, 5, 1))
    written = write_list(
        warehouse, segment, file, language="en", currency="CNY", exported_at=_LISTED_AT, choices=choices
    )
    assert written.export_id is not None
    return written.export_id


def order_later(warehouse: DuckWarehouse, export: str, *, buyers: tuple[int, int]) -> None:
    """So many of those on the list, and of those held back, order in the weeks after it."""
    known = names(warehouse)
    arms: dict[str, list[str]] = {"treated": [], "control": []}
    for row in exported_people(warehouse, export).to_pylist():
        arms[row["arm"]].append(known[row["customer_id"]])
    bought = sorted(arms["treated"])[: buyers[0]] + sorted(arms["control"])[: buyers[1]]
    later = [order(name, f"2025-05-{number % 25 + 3:02d}", 100) for number, name in enumerate(bought)]
    add_batch(warehouse, orders=[*later, order("late", "2025-06-25", 10)])


@pytest.mark.parametrize(("buyers", "verdict"), [((84, 9), "effective"), ((42, 18), "none")])
def test_list_and_people_held_back_are_found_by_the_log(tmp_path: Path, buyers: tuple[int, int], verdict: str) -> None:
    warehouse = shop(tmp_path)
    export = taken(warehouse, tmp_path / "list.xlsx")
    order_later(warehouse, export, buyers=buyers)
    result = judge(warehouse, JudgeParams(as_of=_AS_OF, currency="CNY"))
    assert (result.group.kind, result.group.key) == ("export", export)
    assert (result.verdict, result.grade) == (verdict, "strong")
    arms = result.arms.set_index("arm")
    assert arms.loc[["treated", "control"], "customers"].tolist() == [210, 90]
    assert arms.loc[["treated", "control"], "buyers"].tolist() == list(buyers)
    assert result.checks.set_index("key").loc["sample_ratio", "passed"]
    people = result.effects.set_index("outcome").loc["people"]
    assert people["value"] == pytest.approx(buyers[0] - buyers[1] * 210 / 90)
    assert result.segment(arm="control").count(warehouse) == 90


def test_messages_to_the_people_of_the_list_are_the_list_being_used(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    export = taken(warehouse, tmp_path / "list.xlsx")
    order_later(warehouse, export, buyers=(84, 9))
    known = names(warehouse)
    rows = exported_people(warehouse, export).to_pylist()
    sent = [known[row["customer_id"]] for row in rows if row["arm"] == "treated"]
    touches = [
        {"campaign_id": "sms", "customer_ref": name, "arm": "treated", "sent_at": dt.datetime(2025, 5, 2)}
        for name in sent
    ]
    add_batch(warehouse, touches=touches)
    asked = JudgeParams(as_of=_AS_OF, currency="CNY", export=export)
    assert judge(warehouse, asked).verdict == "effective"
    assert judge(warehouse, asked).overlaps.empty


@pytest.mark.slow("gives many commands")
def test_the_command_line_judges_a_list_by_its_number(tmp_path: Path) -> None:
    warehouse = shop(tmp_path / "home")
    export = taken(warehouse, tmp_path / "list.xlsx")
    order_later(warehouse, export, buyers=(84, 9))
    workspace_name = warehouse.workspace
    warehouse.close()
    arguments = ("analyse", "judge", "-w", workspace_name, "-p", f"export={export}", "--json")
    told = Command(tmp_path / "home", tmp_path / "log", arguments).outcome()
    assert told.code == 0, told.err
    document = json.loads(told.out)
    assert document["result"]["verdict"] == "effective"
    assert document["findings"][0]["text"].endswith(
        "worked: 40% of the people contacted bought within 30 days, against 10% of those held back (strong evidence: "
        "people were held back by lot)"
    )
