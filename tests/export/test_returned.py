"""A list that comes back: recognised, refreshed, compared; its notes taken back; nothing in it is run."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from insight.analysis.overview import OverviewParams, overview
from insight.errors import NotEnoughDataError, UploadError
from insight.export import (
    ListChoices,
    Note,
    changes_sheet,
    compare_list,
    list_notes,
    notes_in,
    read_returned,
    refresh_list,
    take_notes,
    write_list,
)
from insight.ingest import LIST_FORMAT, OwnListError, examine
from insight.segments import Segment
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import merge
from tests.consents import AS_OF, AT, everyone, phone, said
from tests.workspaces import add_batch, member, names, order, workspace

LATER = dt.datetime(2026, 1, 10, 9)
FOR_NOTES = ListChoices(for_notes=True)
Edit = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def shop(tmp_path: Path) -> DuckWarehouse:
    """Five buyers of 2025, four of them members with tags."""
    people = [f"p{number}" for number in range(5)]
    return workspace(
        tmp_path,
        customers=[
            member(name, "2024-01-01", phone=phone(number), tags="VIP") for number, name in enumerate(people[:4])
        ],
        orders=[order(name, "2025-06-01", 50 - number) for number, name in enumerate(people)],
        consents=[said(name, "granted", "2025-01-01") for name in people[:4]],
    )


def buyers(shop: DuckWarehouse, as_of: dt.date = AS_OF) -> Segment:
    return overview(shop, OverviewParams(as_of=as_of, currency="CNY")).segment(group="one_time_buyers")


def written(shop: DuckWarehouse, path: Path, choices: ListChoices = FOR_NOTES, **more: Any) -> Path:
    given = {"language": "zh_CN", "currency": "CNY", "exported_at": AT} | more
    write_list(shop, given.pop("segment", None) or buyers(shop), path, choices=choices, **given)
    return path


def edited(path: Path, edit: Edit, name: str = "back.xlsx") -> Path:
    book = openpyxl.load_workbook(path)
    edit(book)
    target = path.with_name(name)
    book.save(target)
    return target


def write_into(customer_id: str, header: str, text: str | None) -> Edit:
    """Write into the cell of a person."""

    def edit(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        headers = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            if row[headers.index("客户ID")].value == customer_id:
                cell = row[headers.index(header)]
                cell.value = text
                cell.data_type = "s"

    return edit


def ids(shop: DuckWarehouse) -> dict[str, str]:
    return {name: customer_id for customer_id, name in names(shop).items()}


@pytest.mark.slow("writes and reads books again and again")
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_list_is_recognised_by_its_passport(shop: DuckWarehouse, tmp_path: Path, language: Any) -> None:
    path = written(shop, tmp_path / "list.xlsx", language=language)
    returned = read_returned(shop, path, name="名单.xlsx")
    assert (returned.file, returned.has_ids, returned.people.num_rows) == ("名单.xlsx", True, 5)
    assert returned.export.listed == 5
    assert set(returned.people["customer_id"].to_pylist()) == set(names(shop))


@pytest.mark.slow("writes and reads books again and again")
def test_a_csv_is_recognised_only_as_it_was_written(shop: DuckWarehouse, tmp_path: Path) -> None:
    path = written(shop, tmp_path / "list.csv")
    assert read_returned(shop, path).people.num_rows == 5
    path.write_bytes(path.read_bytes() + b"x\n")
    with pytest.raises(UploadError, match="no passport"):
        read_returned(shop, path)


@pytest.mark.slow("writes and reads books again and again")
def test_a_list_without_customer_numbers_is_recognised_too(shop: DuckWarehouse, tmp_path: Path) -> None:
    path = written(shop, tmp_path / "list.xlsx", ListChoices(purpose="marketing", preset="sms", unmasked=True))
    returned = read_returned(shop, path)
    assert (returned.has_ids, returned.people.num_rows, returned.export.listed) == (False, 0, 4)


@pytest.mark.slow("writes and reads books again and again")
def test_only_the_sheet_of_people_is_read(shop: DuckWarehouse, tmp_path: Path) -> None:
    path = written(shop, tmp_path / "list.xlsx", ListChoices(purpose="marketing", control_share=0.5))
    returned = read_returned(shop, path)
    assert returned.people.num_rows == returned.export.listed == 2


@pytest.mark.slow("writes and reads books again and again")
def test_sheets_that_were_renamed_and_moved_are_found(shop: DuckWarehouse, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book.worksheets[0].title = "mine"
        book.move_sheet("名单护照", -1)
        book["mine"].insert_rows(1, 2)
        book["mine"]["A1"] = "给小周"

    returned = read_returned(shop, edited(written(shop, tmp_path / "list.xlsx"), edit))
    assert returned.people.num_rows == 5


def change_record(key: str, value: object) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        cell = book["名单护照"].cell(book["名单护照"].max_row, 2)
        cell.value = json.dumps(json.loads(str(cell.value)) | {key: value}, ensure_ascii=False)

    return edit


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (change_record("purpose", "marketing"), "not as it was written"),
        (change_record("values", {"as_of": "2020-01-01'; DROP TABLE core.orders; --"}), "not as it was written"),
        (change_record("export_id", "0000-0000-0000"), "not written by this workspace"),
        (change_record("version", 99), "newer version"),
        (change_record("version", None), "newer version"),
        (lambda book: book.remove(book["名单护照"]), "not a list that Insight Desk wrote"),
        (
            lambda book: book["名单护照"].cell(book["名单护照"].max_row, 2, "{" + f'"format": "{LIST_FORMAT}"'),
            "not as it",
        ),
    ],
)
def test_a_passport_that_is_not_as_it_was_written_is_refused(
    shop: DuckWarehouse, tmp_path: Path, edit: Edit, reason: str
) -> None:
    path = edited(written(shop, tmp_path / "list.xlsx"), edit)
    with pytest.raises(UploadError, match=reason) as refused:
        read_returned(shop, path)
    assert str(refused.value).count(" — ") == 2
    assert shop.count("SELECT 1 FROM core.orders") == 5


def test_a_list_of_another_workspace_is_refused(shop: DuckWarehouse, tmp_path: Path) -> None:
    path = written(shop, tmp_path / "list.xlsx")
    (tmp_path / "other").mkdir()
    other = workspace(tmp_path / "other", orders=[order("ann", "2025-01-01", 10)])
    with pytest.raises(UploadError, match="not written by this workspace"):
        read_returned(other, path)


def test_a_file_that_is_no_list_is_refused(shop: DuckWarehouse, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("order_id,amount\n1,2\n", encoding="utf-8")
    with pytest.raises(UploadError, match="not a list that Insight Desk wrote"):
        read_returned(shop, path)


@pytest.mark.slow("writes and reads books again and again")
def test_import_says_that_this_is_a_list_of_ours(shop: DuckWarehouse, tmp_path: Path) -> None:
    (draft,) = examine(written(shop, tmp_path / "list.xlsx"), name="名单.xlsx", warehouse=shop)
    assert isinstance(draft.refusal, OwnListError)
    assert draft.mapping is None
    assert "Exports & consent" in draft.refusal.render("en")


def test_refreshing_tells_who_stayed_who_came_and_who_went(shop: DuckWarehouse, tmp_path: Path) -> None:
    returned = read_returned(shop, written(shop, tmp_path / "list.xlsx"))
    add_batch(
        shop, orders=[order("p0", "2026-01-03", 5), order("new", "2026-01-04", 5), order("late", "2026-03-01", 5)]
    )
    known = names(shop)
    found = refresh_list(shop, returned.export, dt.date(2026, 2, 1))
    assert {known[each] for each in found.still.to_pylist()} == {"p1", "p2", "p3", "p4"}
    assert [known[each] for each in found.new.to_pylist()] == ["new"]
    assert [known[each] for each in found.gone.to_pylist()] == ["p0"]
    assert len(found.still) + len(found.new) == found.segment.count(shop)
    assert found.is_same_definition
    sheet = changes_sheet(shop, found, "en")
    assert [tuple(row.values())[2] for row in sheet.table.to_pylist()] == ["newly in", "no longer in"]


@pytest.mark.slow("writes and reads books again and again")
def test_refreshing_as_of_the_same_day_changes_nothing(shop: DuckWarehouse, tmp_path: Path) -> None:
    returned = read_returned(shop, written(shop, tmp_path / "list.xlsx"))
    found = refresh_list(shop, returned.export, AS_OF)
    assert (len(found.still), len(found.new), len(found.gone)) == (5, 0, 0)


@pytest.mark.slow("writes and reads books again and again")
def test_people_who_were_made_one_count_once(shop: DuckWarehouse, tmp_path: Path) -> None:
    returned = read_returned(shop, written(shop, tmp_path / "list.xlsx", segment=buyers(shop)))
    merge(shop, [ids(shop)["p3"], ids(shop)["p4"]], at=AT)
    found = refresh_list(shop, returned.export, AS_OF)
    assert (len(found.still), len(found.new), len(found.gone)) == (4, 0, 0)
    assert compare_list(shop, returned, found).on_list == 5


def test_a_list_cut_from_no_analysis_cannot_be_asked_again(shop: DuckWarehouse, tmp_path: Path) -> None:
    returned = read_returned(shop, written(shop, tmp_path / "list.xlsx", segment=everyone()))
    with pytest.raises(NotEnoughDataError, match="cannot be asked again"):
        refresh_list(shop, returned.export, AS_OF)
    assert compare_list(shop, returned, None).on_list == 5


@pytest.mark.slow("writes and reads books again and again")
def test_comparing_tells_every_row(shop: DuckWarehouse, tmp_path: Path) -> None:
    choices = ListChoices(purpose="marketing", for_notes=True)
    known = ids(shop)

    def edit(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.delete_rows(2)
        place = [cell.value for cell in sheet[1]].index("客户ID")
        for customer_id in (known["p4"], "c0", "c0", sheet.cell(2, place + 1).value, None):
            sheet.append(["written by hand", *[None] * (place - 1), customer_id])

    returned = read_returned(shop, edited(written(shop, tmp_path / "list.xlsx", choices), edit))
    found = compare_list(shop, returned, refresh_list(shop, returned.export, AS_OF))
    assert (found.rows, found.on_list, found.duplicates, found.without_id) == (8, 3, 2, 1)
    assert (found.added, found.unknown, found.removed) == ((known["p4"],), ("c0",), (known["p0"],))
    assert found.still_in == 3
    assert shop.count("SELECT 1 FROM core.customers") == 5


def test_notes_and_tags_come_back_as_data(shop: DuckWarehouse, tmp_path: Path) -> None:
    known = ids(shop)
    path = written(shop, tmp_path / "list.xlsx")
    for place, (name, header, text) in enumerate(
        [
            ("p0", "备注", "=HYPERLINK() 想要礼盒"),
            ("p1", "新标签", "高潜"),
            ("p2", "标签", "流失"),
            ("p3", "标签", None),
        ]
    ):
        path = edited(path, write_into(known[name], header, text), f"back{place}.xlsx")
    returned = read_returned(shop, path)
    found = notes_in(shop, returned)
    told = {note.customer_id: (note.note, note.tags) for note in found.taken}
    assert told == {
        known["p0"]: ("=HYPERLINK() 想要礼盒", None),
        known["p1"]: (None, "VIP; 高潜"),
        known["p2"]: (None, "流失"),
        known["p3"]: (None, ""),
    }
    assert take_notes(shop, returned, found.taken, by="小周", at=LATER) == 4
    kept = list_notes(shop)
    assert len(kept) == 4
    assert set(kept["noted_by"]) == {"小周"}
    assert set(kept["export_id"]) == {returned.export.export_id}
    again = notes_in(shop, read_returned(shop, path))
    assert (again.taken, again.known, again.conflicts) == ((), 4, ())


@pytest.mark.slow("writes and reads books again and again")
def test_a_note_that_another_file_changed_too_is_a_conflict_and_is_not_overwritten(
    shop: DuckWarehouse, tmp_path: Path
) -> None:
    customer_id = ids(shop)["p0"]
    path = written(shop, tmp_path / "list.xlsx")
    ours, theirs = (
        read_returned(shop, edited(path, write_into(customer_id, "备注", text), f"{place}.xlsx"))
        for place, text in enumerate(("call back", "never call"))
    )
    take_notes(shop, ours, notes_in(shop, ours).taken, by="li", at=LATER)
    found = notes_in(shop, theirs)
    assert found.taken == ()
    (conflict,) = found.conflicts
    assert (conflict.trouble, conflict.stored, conflict.by) == ("note_differs", "call back", "li")
    assert conflict.note == Note(customer_id=customer_id, note="never call", tags=None)
    assert list_notes(shop)["note"].tolist() == ["call back"]
    take_notes(shop, theirs, [conflict.note], by="wang", at=LATER)
    assert list_notes(shop)["note"].tolist() == ["never call", "call back"]
    assert notes_in(shop, theirs).known == 1


@pytest.mark.slow("writes and reads books again and again")
def test_a_note_on_a_list_written_after_it_is_no_conflict(shop: DuckWarehouse, tmp_path: Path) -> None:
    customer_id = ids(shop)["p0"]
    first = written(shop, tmp_path / "first.xlsx")
    returned = read_returned(shop, edited(first, write_into(customer_id, "备注", "one"), "a.xlsx"))
    take_notes(shop, returned, notes_in(shop, returned).taken, by=None, at=AT)
    second = written(shop, tmp_path / "second.xlsx", exported_at=LATER)
    found = notes_in(shop, read_returned(shop, edited(second, write_into(customer_id, "备注", "two"), "b.xlsx")))
    assert [note.note for note in found.taken] == ["two"]


@pytest.mark.slow("writes and reads books again and again")
def test_tags_that_changed_since_the_list_was_written_are_a_conflict(shop: DuckWarehouse, tmp_path: Path) -> None:
    customer_id = ids(shop)["p1"]
    path = edited(written(shop, tmp_path / "list.xlsx"), write_into(customer_id, "新标签", "高潜"))
    add_batch(shop, customers=[member("p1", "2024-01-01", phone=phone(1), tags="沉睡")])
    found = notes_in(shop, read_returned(shop, path))
    (conflict,) = found.conflicts
    assert (conflict.trouble, conflict.stored, conflict.note.tags) == ("tags_changed", "沉睡", "VIP; 高潜")


@pytest.mark.slow("writes and reads books again and again")
def test_notes_about_strangers_are_not_taken(shop: DuckWarehouse, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        headers = [cell.value for cell in book.worksheets[0][1]]
        row = ["c0", *[None] * (len(headers) - 1)]
        row[headers.index("备注")] = "who is this"
        book.worksheets[0].append(row)

    returned = read_returned(shop, edited(written(shop, tmp_path / "list.xlsx"), edit))
    assert notes_in(shop, returned).taken == ()


@pytest.mark.slow("writes and reads books again and again")
def test_tags_of_a_list_that_was_not_written_for_notes_are_not_taken(shop: DuckWarehouse, tmp_path: Path) -> None:
    path = edited(written(shop, tmp_path / "list.xlsx", ListChoices()), write_into(ids(shop)["p1"], "标签", "x"))
    assert notes_in(shop, read_returned(shop, path)).taken == ()


@pytest.mark.slow("writes and reads books again and again")
def test_a_passport_longer_than_a_cell_comes_back_whole(shop: DuckWarehouse, tmp_path: Path) -> None:
    channel = "渠 道 " * 9_000
    add_batch(shop, orders=[order("long", "2025-07-01", 10, channel=channel.strip())])
    segment = overview(shop, OverviewParams(as_of=AS_OF, currency="CNY")).segment(channel=channel.strip())
    returned = read_returned(shop, written(shop, tmp_path / "list.xlsx", segment=segment))
    assert returned.people.num_rows == 1
