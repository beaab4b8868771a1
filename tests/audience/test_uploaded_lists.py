"""A list of ids that comes back from somewhere: every row is found, a duplicate, or not found with its reason."""

import datetime as dt
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.audience import Not, condition
from insight.audience.id_list import read_ids
from insight.audience.uploads import (
    UploadedList,
    delete_list,
    find_list,
    keep_list,
    likely_column,
    named_by,
    outcome,
    outcome_rows,
    uploaded_lists,
)
from insight.errors import ParameterError, UploadError
from insight.warehouse import DuckWarehouse
from tests.audience.shops import AS_OF, SAVED_AT, names_in
from tests.workspaces import add_batch, member, order, workspace


def upload(shop: DuckWarehouse, folder: Path, text: str, *, column: int = 0, id_kind: str = "any") -> UploadedList:
    path = folder / "ids.csv"
    path.write_text(text, encoding="utf-8")
    return keep_list(shop, read_ids(path)[0], path, column=column, name="名单", at=SAVED_AT, id_kind=id_kind)


def rows(shop: DuckWarehouse, kept: UploadedList) -> list[tuple[int, str, str | None]]:
    """Row number, outcome and reason of every row."""
    found = outcome_rows(shop, kept.list_id).to_pylist()
    return [(row["source_row"], row["outcome"], row["reason"]) for row in found]


def on(kept: UploadedList) -> object:
    return condition("on_list", list_id=kept.list_id)


def test_every_row_becomes_one_thing(own_shop: DuckWarehouse, tmp_path: Path) -> None:
    text = "手机号,备注\n138 0000 0001,a\n+86-13800000003,b\n'13800000001,c\n19900000000,d\n19900000000,e\n,f\n6.93E+18,g\n138****0001,h\n"  # noqa: E501
    kept = upload(own_shop, tmp_path, text)
    assert rows(own_shop, kept) == [
        (2, "found", None),
        (3, "found", None),
        (4, "duplicate", None),
        (5, "not_found", "unknown"),
        (6, "duplicate", None),
        (7, "not_found", "empty"),
        (8, "not_found", "damaged"),
        (9, "not_found", "masked"),
    ]
    counted = outcome(own_shop, kept.list_id)
    assert (counted.rows, counted.found, counted.duplicate, counted.not_found) == (8, 2, 2, 4)
    assert counted.reasons == {"unknown": 1, "empty": 1, "damaged": 1, "masked": 1}
    assert names_in(own_shop, on(kept)) == {"ann", "cid"}
    firsts = [row["first_row"] for row in outcome_rows(own_shop, kept.list_id, "duplicate").to_pylist()]
    assert firsts == [2, 5]


WRITTEN_AS = {
    "13800000001": "phone",
    "b1": "order",
    "cid": "account",
    '="dee"': "account",
    "BOB@X.com": "email",
    "wm_eve": "wechat",
}


@pytest.mark.slow("counts many shops")
def test_a_person_is_found_by_any_id(own_shop: DuckWarehouse, tmp_path: Path) -> None:
    """Of any kind where the kind is open, and of the chosen one alone where it is not."""
    text = "\n".join(["id", *('"' + written.replace('"', '""') + '"' for written in WRITTEN_AS), "nobody", ""])
    found = outcome_rows(own_shop, upload(own_shop, tmp_path, text).list_id).to_pylist()
    assert [row["kind"] for row in found] == [*WRITTEN_AS.values(), None]
    assert [row["outcome"] for row in found] == ["found"] * 4 + ["duplicate", "found", "not_found"]
    for kind in ("customer_id", "order", "phone", "email", "account", "wechat"):
        by_kind = outcome(own_shop, upload(own_shop, tmp_path, text, id_kind=kind).list_id)
        assert by_kind.found == list(WRITTEN_AS.values()).count(kind)


def test_a_person_is_found_by_the_id_on_our_own_lists(own_shop: DuckWarehouse, tmp_path: Path) -> None:
    ids = own_shop.query("SELECT customer_id FROM core.customers ORDER BY customer_id")["customer_id"].tolist()
    kept = upload(own_shop, tmp_path, "\n".join(["客户编号", *ids, *ids]))
    counted = outcome(own_shop, kept.list_id)
    assert (counted.rows, counted.found, counted.duplicate, counted.not_found) == (12, 6, 6, 0)


def test_two_ids_of_one_person_are_a_duplicate(own_shop: DuckWarehouse, tmp_path: Path) -> None:
    kept = upload(own_shop, tmp_path, "id\nann\na1\na2\n13800000001\n")
    assert [row[1] for row in rows(own_shop, kept)] == ["found", "duplicate", "duplicate", "duplicate"]


def test_an_id_of_several_people_is_said_and_names_nobody(folder: Path, tmp_path: Path) -> None:
    """The number 1001 is Ann's order and Bob's member number: only a chosen kind can tell."""
    shop = workspace(
        folder,
        orders=[order("ann", "2025-01-10", 100, order_id="1001")],
        customers=[member("ann"), member("bob", member_no="1001"), member("1002")],
    )
    kept = upload(shop, tmp_path, "id\n1001\n1002\n")
    assert rows(shop, kept) == [(2, "not_found", "ambiguous"), (3, "found", None)]
    assert outcome_rows(shop, kept.list_id).to_pylist()[0]["people"] == 2
    as_member = upload(shop, tmp_path, "id\n1001\n1002\n", id_kind="account")
    assert names_in(shop, on(as_member)) == {"bob", "1002"}
    as_order = upload(shop, tmp_path, "id\n1001\n1002\n", id_kind="order")
    assert names_in(shop, on(as_order)) == {"ann"}


def test_order_without_a_buyer_is_known_but_names_nobody(folder: Path, tmp_path: Path) -> None:
    shop = workspace(folder, orders=[order(None, "2025-01-10", 100, order_id="x1"), order("ann", "2025-01-10", 1)])
    assert rows(shop, upload(shop, tmp_path, "id\nx1\nx2\n")) == [
        (2, "not_found", "nameless_order"),
        (3, "not_found", "unknown"),
    ]


def test_numbers_rounded_by_a_spreadsheet_are_damaged_not_found(folder: Path, tmp_path: Path) -> None:
    shop = workspace(folder, orders=[order("ann", "2025-01-10", 1, order_id="69321693582930000")])
    rounded = [f"{693216935829300 + number}00" for number in range(5)]
    kept = upload(shop, tmp_path, "\n".join(["订单号", *rounded]))
    assert {row[1:] for row in rows(shop, kept)} == {("not_found", "damaged")}
    exact = [f"{693216935829300 + number}{number + 11}" for number in range(9)]
    kept = upload(shop, tmp_path, "\n".join(["订单号", *exact, "69321693582930000"]))
    assert outcome(shop, kept.list_id).found == 1


def test_list_without_a_header_loses_no_row(own_shop: DuckWarehouse, tmp_path: Path) -> None:
    kept = upload(own_shop, tmp_path, "13800000001\n13800000003\n13800000003\n")
    assert kept.header is None
    assert rows(own_shop, kept) == [(1, "found", None), (2, "found", None), (3, "duplicate", None)]


def test_nobody_is_created(own_shop: DuckWarehouse, tmp_path: Path) -> None:
    before = own_shop.fingerprint, own_shop.count("SELECT customer_id FROM core.customers")
    kept = upload(own_shop, tmp_path, "手机号\n19911112222\n19911113333\n")
    assert outcome(own_shop, kept.list_id).not_found == 2
    assert (own_shop.fingerprint, own_shop.count("SELECT customer_id FROM core.customers")) == before


def test_the_column_that_names_most_people_is_proposed(own_shop: DuckWarehouse, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("序号,姓名,手机号\n1,a,13800000001\n2,b,13800000003\n3,c,x\n", encoding="utf-8")
    table = read_ids(path)[0]
    shares = named_by(own_shop, table)
    assert shares == [0, 0, pytest.approx(2 / 3)]
    assert likely_column(shares) == 2
    assert likely_column([0.0, None, 0.0]) == 0


def test_a_later_import_is_seen(own_shop: DuckWarehouse, tmp_path: Path) -> None:
    kept = upload(own_shop, tmp_path, "手机号\n19911112222\nann\n")
    assert outcome(own_shop, kept.list_id).found == 1
    add_batch(own_shop, customers=[member("gus", "2025-01-01", phone="19911112222")])
    assert outcome(own_shop, kept.list_id).found == 2
    assert names_in(own_shop, on(kept)) == {"ann", "gus"}


def test_lists_are_listed_and_deleted(own_shop: DuckWarehouse, tmp_path: Path) -> None:
    kept = upload(own_shop, tmp_path, "手机号\n13800000001\n")
    assert uploaded_lists(own_shop) == [kept] == [find_list(own_shop, kept.list_id)]
    assert (kept.file, kept.header, kept.row_count, kept.uploaded_at) == ("ids.csv", "手机号", 1, SAVED_AT)
    assert names_in(own_shop, Not(on(kept))) == {"bob", "cid", "dee", "eve"}
    delete_list(own_shop, kept.list_id, dt.datetime(2025, 8, 1))
    assert uploaded_lists(own_shop) == []
    for ask in (lambda: find_list(own_shop, kept.list_id), lambda: names_in(own_shop, on(kept))):
        with pytest.raises(ParameterError):
            ask()


def test_everybody_found_is_in_the_segment_even_if_unknown_before_the_day(
    own_shop: DuckWarehouse, tmp_path: Path
) -> None:
    kept = upload(own_shop, tmp_path, "手机号\n13800000006\n")
    assert outcome(own_shop, kept.list_id).found == 1
    assert names_in(own_shop, on(kept), AS_OF) == {"fay"}


@pytest.mark.parametrize("wrong", [{"column": 5}, {"column": -1}, {"id_kind": "passport"}])
def test_what_cannot_be_is_refused(own_shop: DuckWarehouse, tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(ParameterError):
        upload(own_shop, tmp_path, "手机号\n13800000001\n", **wrong)  # type: ignore[arg-type]


def test_file_without_a_list_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("", encoding="utf-8")
    with pytest.raises(UploadError):
        read_ids(path)


WRITTEN = st.one_of(
    st.integers(0, 40).map(lambda number: f"1380000{number:04d}"),
    st.integers(0, 40).map(lambda number: f"p{number}"),
    st.sampled_from(["", "6.93E+18", "138****0001", "nobody", "x y", "o'brien", "=1+1", "张𠮷", "-", "123"]),
)


@pytest.mark.slow("counts every number of many shops")
@settings(max_examples=8, deadline=None, derandomize=True)
@given(written=st.lists(WRITTEN, min_size=1, max_size=80))
def test_any_list_adds_up(
    listed_shop: DuckWarehouse, tmp_path_factory: pytest.TempPathFactory, written: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    kept = upload(
        listed_shop, folder, "\n".join(["id,n", *(f'"{text}",{place}' for place, text in enumerate(written))])
    )
    counted = outcome(listed_shop, kept.list_id)
    assert counted.rows == counted.found + counted.duplicate + counted.not_found == len(written) == kept.row_count
    assert sum(counted.reasons.values()) == counted.not_found
    assert [row[0] for row in rows(listed_shop, kept)] == list(range(2, len(written) + 2))
    people = {
        text
        for text in written
        if text.startswith(("p", "1380")) and int(text.removeprefix("1380000").lstrip("p")) < 20
    }
    assert names_in(listed_shop, on(kept)) == {f"p{int(text.removeprefix('1380000').lstrip('p'))}" for text in people}
    assert counted.found == len(names_in(listed_shop, on(kept)))


@pytest.fixture(scope="module")
def listed_shop(folder: Path) -> DuckWarehouse:
    """Twenty people, each with a phone of their own."""
    members = [member(f"p{number}", phone=f"1380000{number:04d}") for number in range(20)]
    return workspace(folder, customers=members, orders=[order("p1", "2025-01-01", 5)])


def test_nine_thousand_ids_are_found_not_found_or_duplicate(folder: Path, tmp_path: Path) -> None:
    """9,170 rows: 8,000 people, 700 unknown numbers, 470 repeats; the same on every look."""
    shop = workspace(folder, customers=[member(f"m{number}", phone=f"138{number:08d}") for number in range(8000)])
    ids = [f"138{number:08d}" for number in range(8000)] + [f"199{number:08d}" for number in range(700)]
    ids += Random(3).choices(ids, k=470)
    Random(4).shuffle(ids)
    kept = upload(shop, tmp_path, "\n".join(["手机号", *ids]))
    for _look in range(2):
        counted = outcome(shop, kept.list_id)
        assert (counted.rows, counted.found, counted.not_found, counted.duplicate) == (9170, 8000, 700, 470)
        assert len(names_in(shop, on(kept))) == 8000
    assert outcome_rows(shop, kept.list_id).num_rows == 9170
