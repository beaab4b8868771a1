"""Records written as JSON become tables: reviews, events and orders that shops and portals hand out so."""

import json
from pathlib import Path

from insight.ingest.read import TextTable, Unreadable, read_file

ORDERS = [
    {
        "id": 90071992547409931,
        "at": "2024-03-01",
        "customer": {"email": "a@x.com", "tags": ["new", "vip"]},
        "total": 10.50,
    },
    {"id": 2, "at": "2024-03-02", "customer": {"email": "b@x.com"}, "total": 20, "test": False, "note": None},
]


def read(folder: Path, text: str | bytes) -> list[TextTable | Unreadable]:
    path = folder / "orders.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_file(path)


def cells(table: TextTable | Unreadable) -> list[list[str | None]]:
    assert isinstance(table, TextTable)
    return [table.cells.column(str(at)).to_pylist() for at in range(len(table.header))]


def test_a_list_of_objects_and_one_object_a_line_are_the_same_table(tmp_path: Path) -> None:
    for text in (json.dumps(ORDERS), "\n".join(map(json.dumps, ORDERS)) + "\n", json.dumps(ORDERS).encode("utf-16")):
        (table,) = read(tmp_path, text)
        assert isinstance(table, TextTable)
        assert table.header == ("id", "at", "customer.email", "customer.tags", "total", "test")
        assert cells(table)[0] == ["90071992547409931", "2"]
        assert cells(table)[3] == ["new; vip", None]
        assert cells(table)[4] == ["10.5", "20"]
        assert cells(table)[5] == [None, "false"]


def test_lists_under_names_are_sheets_and_what_lies_deeper_stays_as_it_is(tmp_path: Path) -> None:
    marks = [{"sku": "A", "n": 2}]
    found = read(tmp_path, json.dumps({"count": 2, "orders": [{"id": 1, "marks": marks}, {"id": 2}], "people": ORDERS}))
    assert [each.sheet for each in found] == ["orders", "people"]
    assert json.loads(str(cells(found[0])[1][0])) == [{"sku": "A", "n": "2"}]


def test_what_is_no_table_is_refused_in_words(tmp_path: Path) -> None:
    broken, empty, deep = '[{"id": 1}, {"id"', "[{}]", '{"a":' * 100_000
    for text in (broken, empty, deep):
        (found,) = read(tmp_path, text)
        assert isinstance(found, Unreadable)
        assert "orders.json" in found.error.render("en")
