"""The export log: written once, every later change of it is found."""

import datetime as dt
import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pytest

from insight.errors import ParameterError, QueryError
from insight.govern import Export, check_log, exported_people, exports, find_export, last_hash, log_rule, write_export
from insight.govern.export_anchor import ANCHOR
from insight.govern.export_chain import FIRST
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import merge
from tests.consents import AT
from tests.workspaces import names, order, workspace


def export(number: int, listed: int = 2, **more: object) -> Export:
    given: dict[str, object] = {
        "export_id": f"E{number}",
        "exported_at": AT + dt.timedelta(minutes=number),
        "exported_by": "李",
        "purpose": "marketing",
        "basis": None,
        "sentence": {"en": "O'Brien's", "zh_CN": "张𠮷"},
        "analysis": "rfm",
        "parameters": '{"bins": 5}',
        "expression": None,
        "as_of": dt.date(2026, 1, 1),
        "generation": 3,
        "columns": ("customer_id", "phone"),
        "segment_people": listed + 1,
        "listed": listed,
        "left_out": {"denied": 1},
        "control": 0,
        "control_share": None,
        "seed": None,
        "choices": '{"currency": "CNY"}',
        "is_unmasked": False,
        "file_name": "a.xlsx",
        "file_sha256": "f",
        "record_sha256": "r",
        "statement_sha256": "s",
    }
    return Export(**given | more)  # type: ignore[arg-type]


def people(ids: list[str], arm: str = "treated") -> pa.Table:
    text = pa.string()
    return pa.table(
        {
            "customer_id": pa.array(ids, text),
            "arm": pa.array([arm] * len(ids), text),
            **{name: pa.nulls(len(ids), text) for name in ("reason", "kept_customer_id", "stratum", "tags")},
        }
    )


@pytest.fixture
def shop(tmp_path: Path) -> DuckWarehouse:
    warehouse = workspace(tmp_path, orders=[order(name, "2025-01-01", 10) for name in ("ann", "bob", "cat")])
    for number in range(1, 4):
        write_export(warehouse, export(number), people(sorted(names(warehouse))))
    return warehouse


def tamper(warehouse: DuckWarehouse, statement: str) -> list[str]:
    with warehouse.writing() as session:
        session.execute(statement)
    return [fault.text.render("en") for fault in check_log(warehouse)]


def test_rows_come_back_as_they_were_written_the_newest_first(shop: DuckWarehouse) -> None:
    found = exports(shop)
    assert [each.number for each in found] == [3, 2, 1]
    newest = found[0]
    written = export(3)
    for name in ("exported_at", "sentence", "columns", "left_out", "control_share", "as_of", "is_unmasked"):
        assert getattr(newest, name) == getattr(written, name), name
    assert newest.sentence_in("zh_CN") == "张𠮷"
    assert find_export(shop, "E2") == found[1]
    with pytest.raises(ParameterError, match="E9"):
        find_export(shop, "E9")


def test_each_row_holds_the_hash_of_the_row_before_it(shop: DuckWarehouse) -> None:
    third, second, first = exports(shop)
    assert (first.previous_hash, second.previous_hash, third.previous_hash) == (FIRST, first.row_hash, second.row_hash)
    assert last_hash(shop) == third.row_hash
    assert check_log(shop) == []
    assert log_rule(shop).broken == 0


def test_an_empty_log_is_whole(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path)
    assert (check_log(warehouse), last_hash(warehouse), exports(warehouse)) == ([], FIRST, [])


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE app.exports SET listed = 1 WHERE number = 2", ["Row 2 is not as it was written"]),
        ("UPDATE app.exports SET purpose = 'analysis' WHERE number = 3", ["Row 3 is not as it was written"]),
        ("UPDATE app.exports SET exported_by = NULL WHERE number = 1", ["Row 1 is not as it was written"]),
        (
            "UPDATE app.exports SET exported_at = exported_at + INTERVAL 1 MICROSECOND WHERE number = 1",
            ["Row 1 is not as it was written"],
        ),
        (
            "DELETE FROM app.exports WHERE number = 2",
            ["Row 2 is missing before row 3", "People of a list that the log does not hold: E2"],
        ),
        (
            "DELETE FROM app.exports WHERE number = 3",
            ["People of a list that the log does not hold: E3", "Row 3 is missing at the end: list E3"],
        ),
        (
            "UPDATE app.export_people SET identity_key = identity_key + 1 WHERE export_id = 'E2'",
            ["The people of row 2 are not those that were written"],
        ),
        (
            "UPDATE app.export_people SET identity_key = NULL WHERE export_id = 'E3'",
            ["The people of row 3 are not those that were written"],
        ),
        (
            "UPDATE app.exports SET chain_version = NULL WHERE number = 3",
            ["Row 3 is not as it was written", "The people of row 3 are not those that were written"],
        ),
        (
            "UPDATE app.exports SET previous_hash = 'x' WHERE number = 2",
            ["Row 2 does not follow the row before it", "Row 2 is not as it was written"],
        ),
        (
            "UPDATE app.export_people SET arm = 'control' WHERE export_id = 'E1'",
            ["The people of row 1 are not those that were written"],
        ),
        (
            "DELETE FROM app.export_people WHERE export_id = 'E3'",
            ["The people of row 3 are not those that were written"],
        ),
    ],
)
def test_every_change_of_the_log_is_found(shop: DuckWarehouse, statement: str, told: list[str]) -> None:
    assert tamper(shop, statement) == told
    assert log_rule(shop).broken == len(told)


def test_a_row_that_was_rewritten_with_a_hash_of_its_own_breaks_the_next(shop: DuckWarehouse) -> None:
    forged = export(9, 2)
    with shop.writing() as session:
        session.execute("DELETE FROM app.exports WHERE number = 2")
        session.execute("DELETE FROM app.export_people WHERE export_id = 'E2'")
    write_export(shop, forged, people([]))
    with shop.writing() as session:
        session.execute("UPDATE app.exports SET number = 2 WHERE export_id = 'E9'")
    assert {fault.number for fault in check_log(shop)} == {2, 3, 4}


def cut(warehouse: DuckWarehouse, *export_ids: str) -> None:
    with warehouse.writing(of_data=False) as session:
        for table in ("exports", "export_people"):
            session.execute(
                f"DELETE FROM app.{table} WHERE list_contains($ids, export_id)",
                {"ids": list(export_ids)},
            )


def told(warehouse: DuckWarehouse) -> list[str]:
    return [fault.text.render("en") for fault in check_log(warehouse)]


def test_the_last_row_cut_off_with_its_people_is_missed_by_name(shop: DuckWarehouse) -> None:
    cut(shop, "E3")
    assert told(shop) == ["Row 3 is missing at the end: list E3"]


def test_a_log_that_was_emptied_is_missed_row_by_row(shop: DuckWarehouse) -> None:
    cut(shop, "E1", "E2", "E3")
    assert told(shop) == [f"Row {number} is missing at the end: list E{number}" for number in (1, 2, 3)]
    assert [text.render("en") for text in log_rule(shop).details] == told(shop)


def test_a_list_written_after_a_cut_does_not_cover_it_up(shop: DuckWarehouse) -> None:
    cut(shop, "E3")
    write_export(shop, export(7), people(sorted(names(shop))))
    assert told(shop) == ["Row 3 is not the one that was written: list E3 is missing"]


def test_a_log_rewritten_with_hashes_that_fit_each_other_is_not_the_one_that_was_written(shop: DuckWarehouse) -> None:
    anchor = (shop.folder / ANCHOR).read_bytes()
    cut(shop, "E2", "E3")
    for number in (2, 3):
        write_export(shop, export(number, exported_by="somebody else"), people(sorted(names(shop))))
    (shop.folder / ANCHOR).write_bytes(anchor)
    assert told(shop) == [
        f"Row {number} is not the one that was written: list E{number} is missing" for number in (2, 3)
    ]


def anchor_lines(warehouse: DuckWarehouse) -> list[bytes]:
    return [line for line in (warehouse.folder / ANCHOR).read_bytes().splitlines() if line]


def test_a_process_that_died_before_the_commit_raises_no_alarm(shop: DuckWarehouse) -> None:
    """The row was announced, the log never held it, the file never left."""
    path, before = shop.folder / ANCHOR, anchor_lines(shop)
    write_export(shop, export(4), people([]))
    announced = anchor_lines(shop)[len(before)]
    cut(shop, "E4")
    path.write_bytes(b"\n".join([*before, announced]))
    assert told(shop) == []
    write_export(shop, export(5), people([]))
    assert told(shop) == []


def test_a_process_that_died_after_the_commit_raises_no_alarm_and_hides_no_cut(shop: DuckWarehouse) -> None:
    path = shop.folder / ANCHOR
    path.write_bytes(b"\n".join(anchor_lines(shop)[:-1]) + b'\n{"step": "conf')
    assert told(shop) == []
    write_export(shop, export(4), people([]))
    assert told(shop) == []
    cut(shop, "E3", "E4")
    assert told(shop) == [f"Row {number} is missing at the end: list E{number}" for number in (3, 4)]


def test_an_export_that_fails_after_it_was_announced_raises_no_alarm(shop: DuckWarehouse) -> None:
    (shop.folder / ANCHOR).rename(shop.folder / "elsewhere")
    (shop.folder / ANCHOR).mkdir()
    with pytest.raises(QueryError, match="could not be entered in the log"):
        write_export(shop, export(4), people([]))
    (shop.folder / ANCHOR).rmdir()
    (shop.folder / "elsewhere").rename(shop.folder / ANCHOR)
    assert (len(exports(shop)), told(shop)) == (3, [])


def test_an_anchor_that_is_gone_is_said(shop: DuckWarehouse) -> None:
    (shop.folder / ANCHOR).unlink()
    assert told(shop) == [f"The file {ANCHOR} is missing: whether rows were cut off cannot be said any more"]


def as_of_an_older_program(warehouse: DuckWarehouse) -> None:
    """The log as it was hashed before rows had a version, and no file beside it."""
    (warehouse.folder / ANCHOR).unlink()
    before = FIRST
    with warehouse.writing(of_data=False) as session:
        session.execute("UPDATE app.exports SET chain_version = NULL")
        digest = session.scalar(
            "SELECT sha256(string_agg(customer_id || '|' || arm || '|' || coalesce(reason, '') || '|' || "
            "coalesce(kept_customer_id, '') || '|' || coalesce(stratum, '') || '|' || coalesce(tags, ''), ';' "
            "ORDER BY customer_id)) FROM app.export_people WHERE export_id = 'E1'"
        )
        for row in session.arrow("SELECT * FROM app.exports ORDER BY number").to_pylist():
            row |= {"previous_hash": before, "people_sha256": digest}
            plain = {name: value for name, value in row.items() if name not in ("row_hash", "chain_version")}
            plain |= {name: plain[name].isoformat() for name in ("exported_at", "as_of")}
            text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
            before = hashlib.sha256(text.encode()).hexdigest()
            session.execute(
                "UPDATE app.exports SET row_hash = $hash, previous_hash = $previous, people_sha256 = $digest "
                "WHERE number = $number",
                {"hash": before, "previous": row["previous_hash"], "digest": digest, "number": row["number"]},
            )


def test_a_log_of_an_older_program_is_whole_and_is_anchored_with_the_next_list(shop: DuckWarehouse) -> None:
    as_of_an_older_program(shop)
    assert told(shop) == []
    write_export(shop, export(4), people([]))
    assert told(shop) == []
    cut(shop, "E2", "E3", "E4")
    assert told(shop) == [f"Row {number} is missing at the end: list E{number}" for number in (2, 3, 4)]


def test_what_an_older_program_wrote_is_still_checked(shop: DuckWarehouse) -> None:
    as_of_an_older_program(shop)
    assert tamper(shop, "UPDATE app.exports SET listed = 1 WHERE number = 2") == ["Row 2 is not as it was written"]
    assert tamper(shop, "UPDATE app.export_people SET arm = 'control' WHERE export_id = 'E1'") == [
        "The people of row 1 are not those that were written",
        "Row 2 is not as it was written",
    ]


def test_writing_is_no_change_of_the_data(shop: DuckWarehouse) -> None:
    before = shop.fingerprint
    write_export(shop, export(4), people([]))
    assert shop.fingerprint == before


def test_numbers_that_do_not_add_up_are_a_fault() -> None:
    with pytest.raises(AssertionError, match="are not 4 people"):
        export(1, segment_people=4)


def test_people_are_found_again_after_staff_made_them_one(shop: DuckWarehouse) -> None:
    ann, bob, cat = (next(id_ for id_, name in names(shop).items() if name == who) for who in ("ann", "bob", "cat"))
    merge(shop, [ann, bob], at=AT)
    rows = exported_people(shop, "E1").to_pylist()
    now = {row["exported_customer_id"]: row["customer_id"] for row in rows}
    assert now[ann] == now[bob] in (ann, bob)
    assert now[cat] == cat
    assert check_log(shop) == []
