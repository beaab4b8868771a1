"""What a person says about a file: heard, refused with the near words, kept, remembered, forgotten."""

import json
from pathlib import Path

import pytest

from insight.errors import ParameterError
from insight.i18n import _
from insight.ingest import (
    Answers,
    assumptions_in_force,
    batches,
    examine,
    forget,
    load,
    remember,
    remembered_mappings,
    reread,
    try_out,
    undo,
)
from insight.ingest.answers import key_of, pair
from insight.ingest.assumption import Assumption, from_json, merged, to_json
from insight.ingest.fixes import Assume, apply, preview
from insight.warehouse import DuckWarehouse
from tests.uploads import IMPORTED_AT, new_workspace, upload, write

STRANGE = """whoever,whenever,howmuch
13800010001,2026-06-01,128.00
13900010002,2026-06-02,12.50
13700010003,2026-06-03,30.00
13800010001,2026-06-05,31.50
"""
ORDERS = """order_id,order_date,amount,phone,status
A1,2026-06-01,128.00,13800010001,paid
A2,2026-06-02,12.50,13900010002,paid
A2,2026-06-02,12.50,13900010002,paid
"""
SAID = (("whoever", "phone"), ("whenever", "ordered_at"), ("howmuch", "paid_amount"))


@pytest.fixture
def warehouse(tmp_path: Path) -> DuckWarehouse:
    return new_workspace(tmp_path)


def take(warehouse: DuckWarehouse, path: Path, **said: object) -> int:
    """Import with these answers; the number of the batch."""
    answers = Answers(**said)  # type: ignore[arg-type]
    (report,) = load(warehouse, examine(path, answers=answers, warehouse=warehouse), imported_at=IMPORTED_AT)
    assert report.refused is None, report.refused
    return int(report.batch_id or 0)


def orders(warehouse: DuckWarehouse) -> list[tuple[object, ...]]:
    found = warehouse.query(
        "SELECT ordered_at::DATE::VARCHAR AS day, paid_amount::DOUBLE AS money, phone, currency "
        "FROM core.orders ORDER BY 1"
    )
    return [tuple(row) for row in found.itertuples(index=False)]


def test_columns_that_no_header_names_are_what_a_person_says(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    path = write(tmp_path, "strange.csv", STRANGE)
    take(warehouse, path, table="orders", mapped=SAID, assumed=(("currency", "HKD"),))
    assert orders(warehouse) == [
        ("2026-06-01", 128.0, "13800010001", "HKD"),
        ("2026-06-02", 12.5, "13900010002", "HKD"),
        ("2026-06-03", 30.0, "13700010003", "HKD"),
        ("2026-06-05", 31.5, "13800010001", "HKD"),
    ]
    assert warehouse.count("SELECT 1 FROM core.customers") == 3


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"table": "order"}, "orders"),
        ({"table": "orders", "mapped": (("howmuchh", "paid_amount"),)}, "howmuch"),
        ({"table": "orders", "mapped": (("howmuch", "paid_amont"),)}, "paid_amount"),
        ({"sheet": "July"}, "strange.csv"),
    ],
)
def test_a_word_that_does_not_exist_is_refused_with_the_near_ones(
    tmp_path: Path, said: dict[str, object], sentence: str
) -> None:
    path = write(tmp_path, "strange.csv", STRANGE)
    with pytest.raises(ParameterError, match=sentence):
        examine(path, answers=Answers(**said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("curency", "HKD", "currency"),
        ("currency", "dollars", "ISO 4217"),
        ("timezone", "Asia/Shangai", "Asia/Shanghai"),
        ("date_order", "dayfirst", "day_first, month_first"),
        ("header_row", "first", "counted from 1"),
        ("encoding", "klingon", "gb18030"),
        ("state_word", "paid", "state_word:"),
        ("fill_down", "maybe", "yes or no"),
        ("delimiter", "xx", "one sign"),
    ],
)
def test_an_assumption_that_cannot_be_is_refused_with_what_can(key: str, value: str, sentence: str) -> None:
    with pytest.raises(ParameterError, match=sentence):
        Answers().with_assumed([(key, value)])


def test_the_last_equals_sign_parts_a_header_from_its_column() -> None:
    assert pair("a=b=paid_amount", "--map") == ("a=b", "paid_amount")
    with pytest.raises(ParameterError, match="two parts"):
        pair("paid_amount", "--map")


@pytest.mark.slow("imports files again and again")
def test_what_was_said_is_kept_with_the_batch_and_repeated_when_it_is_read_again(
    warehouse: DuckWarehouse, tmp_path: Path
) -> None:
    path = write(tmp_path, "strange.csv", STRANGE.replace(",", ";").partition("\n")[2], "gb18030")
    said = Answers(table="orders", mapped=(("column 1", "phone"), ("column 2", "when"), ("column 3", "how_much")))
    said = said.with_assumed([("has_header", "no"), ("delimiter", "semicolon"), ("currency", "HKD")])
    load(warehouse, examine(path, answers=said), imported_at=IMPORTED_AT)
    before = orders(warehouse)
    assert len(before) == 4
    assert json.loads(warehouse.query("SELECT choices FROM app.batches")["choices"][0]) == {
        "has_header": False,
        "delimiter": ";",
    }
    path.unlink()
    reread(warehouse, 1, IMPORTED_AT, answers=Answers().with_assumed([("currency", "USD")]))
    assert orders(warehouse) == [(day, money, phone, "USD") for day, money, phone, _hkd in before]


def test_a_confirmed_mapping_is_found_again_said_and_forgotten(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    (draft,) = examine(write(tmp_path, "june.csv", STRANGE), answers=Answers(table="orders", mapped=SAID))
    remember(warehouse, draft, IMPORTED_AT)
    (kept,) = remembered_mappings(warehouse)
    assert (kept.header, kept.file) == (("whoever", "whenever", "howmuch"), "june.csv")
    july = write(tmp_path, "july.csv", STRANGE.replace("2026-06", "2026-07"))
    (again,) = examine(july, warehouse=warehouse)
    assert (again.remembered, again.mapping) == (True, draft.mapping)
    assert [one.value for one in again.assumptions if one.what == "remembered"] == ["yes"]
    (bare,) = examine(july, warehouse=warehouse, answers=Answers().with_assumed([("remembered", "no")]))
    assert not bare.remembered
    assert forget(warehouse, kept.number).file == "june.csv"
    assert remembered_mappings(warehouse) == []
    with pytest.raises(ParameterError, match="no mapping is remembered"):
        forget(warehouse, kept.number)


def test_a_file_without_a_header_is_remembered_by_its_name_too(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    bare = STRANGE.partition("\n")[2]
    said = Answers(table="orders", mapped=(("column 1", "phone"), ("column 2", "when"), ("column 3", "how_much")))
    said = said.with_assumed([("has_header", "no")])
    (draft,) = examine(write(tmp_path, "till 06.csv", bare), answers=said)
    remember(warehouse, draft, IMPORTED_AT)
    (same,) = examine(write(tmp_path, "till 07.csv", bare), warehouse=warehouse, answers=Answers(reading=said.reading))
    (other,) = examine(write(tmp_path, "points.csv", bare), warehouse=warehouse, answers=Answers(reading=said.reading))
    assert (same.remembered, other.remembered) == (True, False)


def test_rows_that_repeat_others_are_counted_and_said(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    path = write(tmp_path, "orders.csv", ORDERS)
    (draft,) = examine(path)
    assert try_out(draft).figures.records["orders"] == 2
    (report,) = upload(warehouse, path)
    (repeated,) = [one for one in report.assumptions if one.what == "duplicate_rows"]
    assert (repeated.rows, repeated.value) == (1, "orders")
    assert repeated.evidence.render("en").startswith("3 rows became 2")
    counts = report.tables["orders"]
    assert counts.read == counts.new + counts.updated + counts.unchanged + counts.rejected == 3


@pytest.mark.slow("imports files again and again")
def test_a_change_of_an_assumption_is_tried_out_without_a_trace_then_applied(
    warehouse: DuckWarehouse, tmp_path: Path
) -> None:
    take(warehouse, write(tmp_path, "orders.csv", ORDERS))
    fix, generation = Assume("currency", "HKD"), warehouse.generation
    effect = preview(warehouse, 1, fix)
    assert (effect.before.money, effect.after.money) == ({"CNY": 140.5 + 12.5}, {"HKD": 140.5 + 12.5})
    assert warehouse.generation == generation
    apply(warehouse, 1, fix, IMPORTED_AT)
    assert {currency for *_rest, currency in orders(warehouse)} == {"HKD"}
    assert "currency" not in {one.what for one in batches(warehouse)["assumptions"][1]}


@pytest.mark.slow("imports files again and again")
def test_only_batches_in_use_have_assumptions_in_force(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    take(warehouse, write(tmp_path, "a.csv", ORDERS))
    take(warehouse, write(tmp_path, "b.csv", ORDERS.replace("A", "B") + "B3,2026-06-03,5,13900010002,paid\n"))
    (first,) = [one for one in assumptions_in_force(warehouse, ("orders",)) if one.assumption.what == "currency"]
    assert (first.assumption.value, first.rows) == ("CNY", 7)
    assert first.files == ("b.csv", "a.csv")
    assert assumptions_in_force(warehouse, ("events",)) == []
    undo(warehouse, 2, IMPORTED_AT)
    (left,) = [one for one in assumptions_in_force(warehouse) if one.assumption.what == "currency"]
    assert left.rows == 3


def test_one_decision_is_said_once_with_all_that_may_be_chosen() -> None:
    early = Assumption("currency", "CNY", _("{n:count}", n=1), alternatives=("USD",))
    late = Assumption("currency", "CNY", _("{n:count}", n=2), rows=3, alternatives=("HKD", "USD"))
    other = Assumption("currency", "EUR", _("{n:count}", n=3))
    (one, two) = merged([early, late, other])
    assert (one.rows, one.alternatives, one.evidence) == (3, ("USD", "HKD"), late.evidence)
    assert two == other
    assert from_json(to_json([one, two])) == (one, two)


def test_an_assumption_about_a_word_is_changed_by_the_word() -> None:
    text = _("{n:count}", n=1)
    assert key_of(Assumption("state_word", "待寄", text, column="状态")) == "state_word:待寄"
    assert key_of(Assumption("date_order", "day_first", text, column="日期")) == "date_order:日期"
    assert key_of(Assumption("filled_down", "yes", text, column="客户")) == "fill_down"
    assert key_of(Assumption("amount", "实付", text, column="实付")) == "amount"
