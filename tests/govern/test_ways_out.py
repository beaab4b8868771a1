"""Every way by which contacts or named people leave passes one gate: role, purpose, masks, and a row in the log."""

import ast
import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from insight.analysis.customer import CustomerParams, customer_segment, find
from insight.analysis.quality import QualityParams, quality
from insight.audience.id_list import read_ids
from insight.audience.uploads import keep_list, outcome_rows
from insight.errors import ParameterError
from insight.export import (
    ListChoices,
    MoreColumns,
    list_bytes,
    list_notes,
    list_rows_csv,
    open_contacts,
    people,
    preview,
    read_returned,
    rejected_rows_book,
    repair_list_book,
    rule_rows_book,
    write_list,
)
from insight.govern import WAYS, Asker, RoleError, check_log, exports, rows_of
from insight.i18n import _
from insight.settings import settings
from insight.warehouse import DuckWarehouse
from tests.consents import AS_OF, AT, everyone, phone, said
from tests.reliability.processes import Command
from tests.uploads import write
from tests.workspaces import member, order, workspace

INSIGHT = Path(__file__).parents[2] / "insight"
ANALYST, MANAGER = Asker(by="li", role="analyst"), Asker(by="wang", role="manager")


@cache
def tree_of(module: str) -> ast.Module:
    path = INSIGHT.parent / Path(*module.split("."))
    return ast.parse((path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text("utf-8"))


def modules() -> Iterator[str]:
    for path in sorted(INSIGHT.rglob("*.py")):
        yield ".".join(path.relative_to(INSIGHT.parent).with_suffix("").parts)


@cache
def found_in(module: str, name: str) -> tuple[str, ast.FunctionDef] | None:
    """A function by the name that a module has for it, and the module it is written in."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return module, node
    for node in tree_of(module).body:
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("insight."):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return found_in(str(node.module), alias.name)
    return None


def asks(node: ast.AST, module: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether an expression, or a function that it calls by name, comes to the gate."""
    calls = (each.func.id for each in ast.walk(node) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name))
    for name in set(calls) - seen:
        found = found_in(module, name)
        if found is None:
            continue
        written_in, function = found
        if (written_in, name) in {("insight.govern.gate", "admit"), ("insight.govern.gate", "let_out")}:
            return True
        if asks(function, written_in, seen | {name}):
            return True
    return False


def download_buttons() -> Iterator[tuple[str, str, ast.Call]]:
    for module in modules():
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "download_button":
                yield module, f"{module}:{node.lineno}", node


def test_every_download_button_hands_out_what_the_gate_let_out() -> None:
    buttons = list(download_buttons())
    assert len(buttons) >= 6
    for module, place, button in buttons:
        (data,) = (word.value for word in button.keywords if word.arg == "data")
        assert asks(data, module), f"{place} hands out what never came to the gate"


@pytest.mark.parametrize(
    ("module", "data"),
    [
        ("insight.ui.people.bar", "table.to_csv()"),
        ("insight.export.rows_out", "lambda: write_workbook(target, [sheet])"),
        ("insight.export.rows_out", "list_rows_in_words(rows, language)"),
        ("insight.export.lists", "content(warehouse, segment)"),
    ],
)
def test_a_button_that_hands_out_something_else_would_be_noticed(module: str, data: str) -> None:
    assert not asks(ast.parse(data, mode="eval"), module)


def test_every_function_of_export_that_makes_a_file_asks_at_the_gate() -> None:
    makers = [
        (module, node)
        for module in modules()
        if module.startswith("insight.export.") and not module.endswith("__init__")
        for node in tree_of(module).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if isinstance(node.returns, ast.Name) and node.returns.id in ("bytes", "ListFile")
    ]
    assert {node.name for _module, node in makers} >= {"list_bytes", "write_list", "rejected_rows_book"}
    for module, node in makers:
        assert asks(node, module), node.name


def test_every_way_out_is_used_and_has_a_purpose() -> None:
    text = "".join(path.read_text("utf-8") for path in INSIGHT.rglob("*.py") if path.name != "gate.py")
    for name, way in WAYS.items():
        assert f'"{name}"' in text, name
        assert way.purposes, name


@pytest.fixture
def shop(tmp_path: Path) -> DuckWarehouse:
    """Six people; one has phones in city, tags and name."""
    odd = {"city": "上海 138 1234 1234", "tags": "VIP; tel:13812341234", "nickname": "wx13812341234"}
    return workspace(
        tmp_path,
        customers=[member(f"p{n}", "2024-01-01", phone=phone(n), **(odd if n == 0 else {})) for n in range(6)],
        orders=[order(f"p{n}", "2025-03-01", 10) for n in range(6)],
        consents=[said("p0", "granted", "2025-01-01"), said("p1", "denied", "2025-01-01")],
    )


def id_of(shop: DuckWarehouse, name: str) -> str:
    return str(find(shop, name)["customer_id"].iloc[0])


def uploaded(shop: DuckWarehouse, folder: Path) -> Any:
    path = write(folder, "ids.csv", f"phone\n{phone(1)}\n13999999999\n")
    return keep_list(shop, read_ids(path)[0], path, column=0, name="ids", at=AT)


Exit = Callable[[DuckWarehouse, Asker, Path], object]


EXITS: dict[str, Exit] = {
    "list": lambda shop, asker, folder: list_bytes(
        shop, everyone(), language="en", currency="CNY", exported_at=AT, asker=asker
    ),
    "file": lambda shop, asker, folder: write_list(
        shop, everyone(), folder / "a.csv", language="en", currency="CNY", exported_at=AT, asker=asker
    ),
    "first people": lambda shop, asker, folder: preview(shop, everyone(), currency="CNY", asker=asker),
    "notes": lambda shop, asker, folder: list_notes(shop, asker),
    "repair list": lambda shop, asker, folder: repair_list_book(shop, pa.table({"v": ["13812341234"]}), "en", asker),
    "rows of a rule": lambda shop, asker, folder: rule_rows_book(
        shop, quality(shop, RULES), RULE, "en", asker=asker, unmasked=False
    ),
    "rows of a list": lambda shop, asker, folder: list_rows_csv(
        shop, uploaded(shop, folder), None, "en", asker=asker, name="ids.csv"
    ),
    "rows of a list to look at": lambda shop, asker, folder: outcome_rows(shop, 1, asker=asker),
    "rows left out": lambda shop, asker, folder: rejected_rows_book(shop, 1, "en", asker),
    "a list that came back": lambda shop, asker, folder: read_returned(shop, folder / "a.xlsx", asker=asker),
    "contacts of a person": lambda shop, asker, folder: open_contacts(
        shop, customer_segment(person(shop, "p0")), "correction", asker, currency="CNY", at=AT
    ),
}
RULES = QualityParams(as_of=AS_OF, currency="CNY")
RULE = "customers_reachable"


def person(shop: DuckWarehouse, name: str) -> CustomerParams:
    return CustomerParams(customer_id=id_of(shop, name), as_of=AS_OF, currency="CNY")


@pytest.mark.one_in(4)
@pytest.mark.parametrize("way", EXITS)
def test_a_manager_gets_nobody_and_nothing_is_logged(shop: DuckWarehouse, tmp_path: Path, way: str) -> None:
    with pytest.raises(RoleError, match="no single persons"):
        EXITS[way](shop, MANAGER, tmp_path)
    assert exports(shop) == []
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.one_in(4)
@pytest.mark.parametrize("way", EXITS)
def test_in_an_installation_for_managers_nobody_is_an_analyst(
    shop: DuckWarehouse, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSIGHT_ROLE", "manager")
    settings.cache_clear()
    try:
        with pytest.raises(RoleError):
            EXITS[way](shop, Asker(by="li", role="analyst"), tmp_path)
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_the_rows_of_a_rule_are_masked_unless_taken_to_mend_them_and_stand_in_the_log(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order(f"b{n}", "2025-03-01", 10, phone=phone(9)) for n in range(25)])
    result, rule = quality(shop, RULES), "orders_contact_of_one"
    for unmasked, expected in ((False, phone(9)[:3] + "****" + phone(9)[-4:]), (True, phone(9))):
        made = rule_rows_book(shop, result, rule, "en", asker=ANALYST, unmasked=unmasked)
        _header, *rows = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0].values
        assert {row[-1] for row in rows} == {expected}
        logged = exports(shop)[0]
        assert (logged.exported_by, logged.purpose, logged.is_unmasked) == ("li", "correction", unmasked)
        assert rows_of(logged) == len(rows) == 25
        assert logged.sentence_in("en").startswith("Rows that break the rule")
    assert [export.number for export in exports(shop)] == [2, 1]
    assert check_log(shop) == []


def test_the_rows_of_an_uploaded_list_leave_as_written_and_logged(shop: DuckWarehouse, tmp_path: Path) -> None:
    made = list_rows_csv(shop, uploaded(shop, tmp_path), "not_found", "en", asker=ANALYST, name="ids.csv")
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
    assert [row["As written"] for row in rows] == ["13999999999"]
    (logged,) = exports(shop)
    assert (rows_of(logged), logged.purpose, logged.is_unmasked, logged.file_name) == (1, "correction", True, "ids.csv")


def test_the_repair_list_leaves_masked_for_everybody(shop: DuckWarehouse) -> None:
    made = repair_list_book(shop, pa.table({"value": ["x13812341234", "?"]}), "en", ANALYST)
    assert [row[0] for row in openpyxl.load_workbook(io.BytesIO(made)).worksheets[0].values][1:] == [
        "x138****1234",
        "?",
    ]
    assert (exports(shop)[0].analysis, exports(shop)[0].is_unmasked) == ("repair_list", False)


def test_contacts_of_one_person_are_shown_for_a_purpose_that_they_did_not_refuse(shop: DuckWarehouse) -> None:
    now = dt.datetime(2025, 12, 31, 10)
    yes, no = (customer_segment(person(shop, name)) for name in ("p0", "p1"))
    open_contacts(shop, yes, "marketing", ANALYST, currency="CNY", at=now)
    with pytest.raises(ParameterError, match="another purpose"):
        open_contacts(shop, no, "marketing", ANALYST, currency="CNY", at=now)
    with pytest.raises(ParameterError, match="purpose"):
        open_contacts(shop, no, "analysis", ANALYST, currency="CNY", at=now)
    open_contacts(shop, no, "correction", ANALYST, currency="CNY", at=now)
    assert [(export.purpose, export.is_unmasked) for export in exports(shop)] == [
        ("correction", True),
        ("marketing", True),
    ]


def test_numbers_hidden_in_other_texts_of_a_masked_list_are_masked(shop: DuckWarehouse) -> None:
    ids = people(shop, everyone(), currency="CNY")["customer_id"]
    more = MoreColumns(table=pa.table({"customer_id": ids, "why": ["call 13812341234"] * 6}), labels={"why": _("Why")})
    for choices in (ListChoices(), ListChoices(preset="own", columns=("city", "tags", "nickname", "why"))):
        made = list_bytes(
            shop, everyone(), language="en", currency="CNY", exported_at=AT, choices=choices, more=more, asker=ANALYST
        )
        cells = [str(cell) for row in openpyxl.load_workbook(io.BytesIO(made)).worksheets[0].values for cell in row]
        assert not [cell for cell in cells if "13812341234" in cell or "138 1234 1234" in cell]
        assert "上海 138****1234" in cells
    whole = ListChoices(purpose="marketing", unmasked=True, touch_days=0)
    made = list_bytes(shop, everyone(), language="en", currency="CNY", exported_at=AT, choices=whole, asker=ANALYST)
    assert "上海 138 1234 1234" in str(list(openpyxl.load_workbook(io.BytesIO(made)).worksheets[0].values))


@pytest.mark.slow("runs every command")
def test_the_command_line_keeps_to_the_role_of_the_installation(tmp_path: Path) -> None:
    lines = "".join(f"{n},c{n},{phone(n)},2025-12-0{n % 9 + 1},10\n" for n in range(20, 32))
    orders = "order id,customer id,phone,order date,amount\n" + lines + "99,c9,13812341234,not a day,10\n"
    home, log = tmp_path / "home", tmp_path / "log"

    def run(*arguments: object) -> Any:
        return Command(home, log, arguments).outcome()

    assert run("import", write(tmp_path, "orders.csv", orders), "--json").code == 0
    out = tmp_path / "out.xlsx"
    commands: list[tuple[object, ...]] = [
        ("members", "overview", "--cell", "group=buyers", "--out", out),
        ("people", "find", phone(20)),
        ("repairs", "--json"),
        ("repairs", "1", "--out", out),
    ]
    found = json.loads(run("people", "find", phone(20), "--json").out)
    commands.append(("people", "show", found[0]["customer_id"], "--json"))
    assert "13812341234" not in run("repairs", "--json").out
    for command in commands:
        assert run(*command).code == 0, command
    out.unlink()
    (home / "insight.toml").write_text('role = "manager"')
    for command in commands:
        refused = run(*command)
        assert refused.code == 2, command
        assert "no single persons" in refused.err
        assert phone(20) not in refused.out
    assert not out.exists()
    seen = run("analyse", "overview", "--json")
    assert seen.code == 0, seen.err
    months = json.loads(seen.out)["result"]["months"]
    assert not [row for row in months if row["customers"] in (1, 2, 3, 4)]
