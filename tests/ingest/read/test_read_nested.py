"""Records that hold records, in JSON and XML: which of them are rows, and that nothing beside them is lost."""

from pathlib import Path

import pytest

from insight.ingest.read import TextTable, read_file

_ANN = "<customer><id>1</id><name>Ann</name></customer>"
_CUSTOMERS = f"<customers>{_ANN}<customer><id>2</id><name>Bob</name></customer></customers>"
_FIRST = "<order><number>A1</number><total>10</total></order>"
_ORDERS = f"<orders>{_FIRST}<order><number>A2</number><total>20</total></order></orders>"
_LINES = "<lines><line><sku>x</sku></line><line><sku>y</sku></line></lines>"
_ONE = '{"order_id": "A1", "created": "2025-01-02", "line_items": [{"sku": "x", "qty": 1}, {"sku": "y", "qty": 2}]}'
_WHO = '{"name": "Ann", "email": "ann@x.cn", "orders": [{"number": "A1"}, {"number": "A2"}]}'
_PAGE = '{"at": "2025-02-01", "items": [{"id": "A1", "created": "2025-01-02"}, {"id": "A2", "created": "2025-01-03"}]}'


def read(folder: Path, name: str, text: str) -> dict[str | None, tuple[tuple[str, ...], int]]:
    """Of each sheet its names and how many rows it has."""
    return {table.sheet: (table.header, table.cells.num_rows) for table in tables(folder, name, text)}


def tables(folder: Path, name: str, text: str) -> list[TextTable]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = read_file(path)
    assert all(isinstance(table, TextTable) for table in found), found
    return [table for table in found if isinstance(table, TextTable)]


def test_two_kinds_of_records_in_one_file_are_two_sheets(tmp_path: Path) -> None:
    expected = {"customers": (("id", "name"), 2), "orders": (("number", "total"), 2)}
    assert read(tmp_path, "two.xml", f'<?xml version="1.0"?><export>{_CUSTOMERS}{_ORDERS}</export>') == expected


@pytest.mark.parametrize("opening", ['<?xml version="1.0"?>', "", "<!-- from the shop -->\n"])
def test_a_file_is_known_as_xml_without_a_declaration(tmp_path: Path, opening: str) -> None:
    assert read(tmp_path, "shop.xml", opening + _ORDERS) == {"orders": (("number", "total"), 2)}


def test_angle_brackets_in_the_names_of_a_list_make_no_xml(tmp_path: Path) -> None:
    listed = "<编号>,<姓名>\n1,李\n2,王\n3,赵\n"
    assert read(tmp_path, "list.csv", listed) == {None: (("<编号>", "<姓名>"), 3)}


def test_a_single_order_keeps_what_it_says_beside_its_lines(tmp_path: Path) -> None:
    order = f"<orders><order><number>A1</number><date>2025-01-02</date>{_LINES}</order></orders>"
    assert read(tmp_path, "one.xml", order) == {"orders": (("number", "date", "line_items.sku"), 2)}
    names = ("order_id", "created", "line_items.sku", "line_items.qty")
    assert read(tmp_path, "one.json", _ONE) == {None: (names, 2)}
    assert read(tmp_path, "who.json", _WHO) == {None: (("name", "email", "orders.number"), 2)}


def test_what_a_service_says_around_its_list_is_no_record(tmp_path: Path) -> None:
    assert read(tmp_path, "page.json", _PAGE) == {"items": (("id", "created"), 2)}


def test_an_element_that_says_nothing_takes_no_other_away(tmp_path: Path) -> None:
    with_empty = _CUSTOMERS.replace("<customers>", "<customers><customer/>")
    assert read(tmp_path, "empty.xml", with_empty) == {"customers": (("id", "name"), 2)}


def test_that_entries_of_a_list_are_rows_is_said(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, "one.json", _ONE)
    said = [(one.what, one.column, one.rows) for one in table.assumptions]
    assert said == [("lists_in_records", "line_items", 2)]
    (page,) = tables(tmp_path, "page.json", _PAGE)
    assert page.assumptions == ()
