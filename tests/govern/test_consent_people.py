"""Whose word a no is: the person's, by every name they have, had, or will have; and how it ends."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from insight.errors import ParameterError
from insight.export import ListChoices
from insight.export.plan import plan
from insight.govern import states
from insight.govern.consent_questions import (
    consent_decisions,
    decide_consent,
    questions,
    undo_consent_decision,
)
from insight.ingest import redo, undo
from insight.settings import settings
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import merge
from tests.consents import AS_OF, AT, everyone, phone, said
from tests.workspaces import Row, add_batch, member, names, order, workspace

Shop = Callable[..., DuckWarehouse]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    def build(**rows: list[Row]) -> DuckWarehouse:
        return workspace(tmp_path, **rows)  # type: ignore[arg-type]

    return build


def left_out(warehouse: DuckWarehouse, purpose: str = "marketing", at: dt.datetime = AT) -> dict[str, str | None]:
    known = names(warehouse)
    made = plan(warehouse, everyone(), ListChoices(purpose=purpose), currency="CNY", at=at)  # type: ignore[arg-type]
    return {known.get(row["customer_id"], row["customer_id"]): row["reason"] for row in made.people.to_pylist()}


def agreed(*people: str) -> list[Row]:
    return [said(name, "granted", "2025-01-01") for name in people]


def withdrew(name: str | None = None, day: str = "2025-06-01", **more: object) -> Row:
    return said(name, "withdrawn", day) | more  # type: ignore[arg-type]


def test_a_no_by_a_former_phone_of_the_customer_list_is_the_persons_no(shop: Shop) -> None:
    warehouse = shop(
        customers=[member("ann", phone=phone(1)), member("bob", phone=phone(2))], consents=agreed("ann", "bob")
    )
    add_batch(warehouse, customers=[member("ann", phone=phone(3))])
    add_batch(warehouse, consents=[withdrew(phone(1), phone=phone(1))])
    assert left_out(warehouse) == {"ann": "withdrawn", "bob": None}


def test_a_no_by_a_former_phone_of_an_order_is_the_persons_no(shop: Shop) -> None:
    warehouse = shop(
        customers=[member("ann", phone=phone(1))],
        orders=[order("ann", "2024-05-01", 10, phone=phone(9))],
        consents=[*agreed("ann"), withdrew(phone(9), phone=phone(9))],
    )
    assert left_out(warehouse) == {"ann": "withdrawn"}


@pytest.mark.parametrize(
    ("row", "ref"),
    [
        ({"wechat_openid": "oA1"}, "oA1"),
        ({"wechat_unionid": "uA1"}, "uA1"),
        ({"external_userid": "wmA1"}, "wmA1"),
        ({"member_no": "K77"}, "K77"),
        ({"email": "ann@x.example"}, "ann@x.example"),
    ],
)
def test_a_no_by_any_name_of_the_person_counts(shop: Shop, row: Row, ref: str) -> None:
    warehouse = shop(
        customers=[member("ann", phone=phone(1), **row), member("bob")], consents=[*agreed("ann", "bob"), withdrew(ref)]
    )
    assert left_out(warehouse)["ann"] == "withdrawn"
    assert left_out(warehouse)["bob"] != "withdrawn"


def test_a_no_by_our_own_customer_id_counts(shop: Shop) -> None:
    warehouse = shop(customers=[member("ann", phone=phone(1))], consents=agreed("ann"))
    add_batch(warehouse, consents=[withdrew(next(iter(names(warehouse))))])
    assert left_out(warehouse) == {"ann": "withdrawn"}


def test_people_who_are_merged_share_the_no_of_either(shop: Shop) -> None:
    warehouse = shop(
        customers=[member("ann", phone=phone(1)), member("anne", phone=phone(2))],
        consents=[*agreed("ann", "anne"), withdrew("anne")],
    )
    known = {name: customer_id for customer_id, name in names(warehouse).items()}
    assert left_out(warehouse) == {"ann": None, "anne": "withdrawn"}
    merge(warehouse, [known["ann"], known["anne"]], at=AT)
    assert set(left_out(warehouse).values()) == {"withdrawn"}


def test_a_name_that_nobody_has_yet_counts_when_it_becomes_known(shop: Shop) -> None:
    warehouse = shop(customers=[member("ann")], consents=[*agreed("ann"), withdrew(phone(5), phone=phone(5))])
    assert left_out(warehouse)["ann"] == "unreachable"
    add_batch(warehouse, customers=[member("ann", phone=phone(5))])
    assert left_out(warehouse) == {"ann": "withdrawn"}


def test_a_masked_phone_keeps_back_everybody_it_may_mean_and_says_so(shop: Shop) -> None:
    people = [
        member("ann", phone="13812341111"),
        member("amy", phone="13899991111"),
        member("bob", phone="13812342222"),
    ]
    warehouse = shop(
        customers=people, consents=[*agreed("ann", "amy", "bob"), withdrew("138****1111", phone_masked="138****1111")]
    )
    assert left_out(warehouse) == {"ann": "withdrawn", "amy": "withdrawn", "bob": None}
    (via,) = {
        row["via"]
        for row in plan(
            warehouse, everyone(), ListChoices(purpose="marketing"), currency="CNY", at=AT
        ).people.to_pylist()
        if row["reason"]
    }
    assert via == "mask"


@pytest.mark.parametrize(
    ("mask", "kept"),
    [
        ("+86 138****1111", {"bob"}),
        ("138***1111", {"bob"}),
        ("1381234****", {"amy"}),
        ("*******1111", {"bob"}),
        ("a**@x.example", {"bob"}),
        ("*@*.example", set()),
        ("***", {"ann", "amy", "bob"}),
    ],
)
def test_masks_of_every_form(shop: Shop, mask: str, kept: set[str]) -> None:
    people = [
        member("ann", phone="13812341111", email="ann@x.example"),
        member("amy", phone="13899991111", email="amy@x.example"),
        member("bob", phone="13812342222", email="bob@x.example"),
    ]
    column = "email_masked" if "@" in mask else "phone_masked"
    warehouse = shop(customers=people, consents=[*agreed("ann", "amy", "bob"), withdrew(mask, **{column: mask})])
    assert {name for name, reason in left_out(warehouse).items() if reason is None} == kept


def test_a_mask_beside_a_whole_number_means_that_person_alone(shop: Shop) -> None:
    people = [member("ann", phone="13812341111"), member("amy", phone="13899991111")]
    warehouse = shop(customers=people, consents=[*agreed("ann", "amy"), withdrew("ann", phone_masked="138****1111")])
    assert left_out(warehouse) == {"ann": "withdrawn", "amy": None}


def test_a_yes_never_travels_by_a_mask(shop: Shop) -> None:
    yes = said("138****1111", "granted", "2025-01-01", phone_masked="138****1111")
    assert left_out(shop(customers=[member("ann", phone="13812341111")], consents=[yes])) == {"ann": "never_asked"}


def test_a_no_by_a_phone_that_many_share_speaks_for_all_and_a_yes_for_none(shop: Shop) -> None:
    count = settings().hub_names + 5
    people = [member(f"p{n}", phone=phone(9), email=f"p{n}@x.example") for n in range(count)]
    yes = shop(customers=people, consents=[said(phone(9), "granted", "2025-01-01", phone=phone(9))])
    assert set(left_out(yes).values()) == {"never_asked"}
    no = shop(
        customers=people, consents=[*agreed(*(f"p{n}" for n in range(count))), withdrew(phone(9), phone=phone(9))]
    )
    assert set(left_out(no).values()) == {"withdrawn"}


def test_a_number_of_another_source_means_everybody_who_has_it(shop: Shop) -> None:
    warehouse = shop(customers=[member("77"), member("78")], consents=agreed("77", "78"))
    add_batch(warehouse, consents=[withdrew("77", source_system="blacklist")])
    assert left_out(warehouse)["77"] == "withdrawn"
    assert left_out(warehouse)["78"] != "withdrawn"


def test_a_no_of_an_undone_batch_is_not_heard_until_it_is_brought_back(shop: Shop) -> None:
    warehouse = shop(customers=[member("ann", phone=phone(1))], consents=agreed("ann"))
    batch = add_batch(warehouse, consents=[withdrew("ann")])
    assert left_out(warehouse) == {"ann": "withdrawn"}
    undo(warehouse, batch, AT)
    assert left_out(warehouse) == {"ann": None}
    redo(warehouse, batch, AT)
    assert left_out(warehouse) == {"ann": "withdrawn"}


@pytest.mark.parametrize(
    ("no", "yes", "expected"),
    [
        ("2025-03-01T00:00", "2025-03-01T23:00", "withdrawn"),
        ("2025-03-01T00:00", "2025-03-02T00:00", None),
        ("2025-03-01T10:00", "2025-03-01T11:00", None),
        ("2025-03-01T11:00", "2025-03-01T10:00", "withdrawn"),
        ("2025-03-01T10:00", "2025-03-01T10:00", "withdrawn"),
        ("2027-03-01T10:00", "2025-12-31T09:00", "withdrawn"),
        (None, "2025-12-31T09:00", "withdrawn"),
    ],
)
def test_which_of_a_yes_and_a_no_weighs_more(shop: Shop, no: str | None, yes: str, expected: str | None) -> None:
    refusal = withdrew("ann", no or "2025-01-01") | ({} if no else {"at": None})
    warehouse = shop(customers=[member("ann", phone=phone(1))], consents=[said("ann", "granted", yes), refusal])
    assert left_out(warehouse) == {"ann": expected}


def test_an_undated_no_gives_way_to_a_yes_of_a_day_after_its_import_alone(shop: Shop) -> None:
    refusal = withdrew("ann") | {"at": None}
    for day, expected in (("2026-01-05T23:00", "withdrawn"), ("2026-01-06T00:01", None)):
        warehouse = shop(customers=[member("ann", phone=phone(1))], consents=[refusal, said("ann", "granted", day)])
        assert left_out(warehouse, at=dt.datetime(2026, 2, 1)) == {"ann": expected}


def test_the_list_of_another_day_takes_its_own_undated_no_back(shop: Shop) -> None:
    warehouse = shop(customers=[member("ann", phone=phone(1))], consents=[withdrew("ann") | {"at": None}])
    add_batch(warehouse, consents=[said("ann", "granted", "2025-01-01") | {"at": None}])
    assert left_out(warehouse) == {"ann": None}


def test_a_no_of_tonight_is_heard_where_the_clock_of_the_shop_is_ahead(shop: Shop) -> None:
    warehouse = shop(
        customers=[member("ann", phone=phone(1))], consents=[*agreed("ann"), withdrew("ann", "2026-01-01T06:00")]
    )
    assert left_out(warehouse) == {"ann": "withdrawn"}


def unclear_shop(shop: Shop) -> DuckWarehouse:
    people = [member(name, phone=phone(number)) for number, name in enumerate(("ann", "bob", "cat"))]
    odd = [said(name, "unclear", "2025-03-01", raw_status="改天再说") for name in ("ann", "bob")]
    later = said("ann", "granted", "2025-09-01")
    return shop(customers=people, consents=[*agreed("ann", "bob", "cat"), *odd, later])


def test_what_nobody_understands_keeps_its_people_back_until_it_is_decided(shop: Shop) -> None:
    warehouse = unclear_shop(shop)
    assert left_out(warehouse) == {"ann": "unclear", "bob": "unclear", "cat": None}
    assert {reason for name, reason in left_out(warehouse, "service").items() if name != "cat"} == {"unclear"}
    (question,) = questions(warehouse)
    assert (question.words, question.said, question.people, question.first_file) == (
        "短信营销",
        "改天再说",
        2,
        "rows.csv",
    )
    assert question.answers == ("marketing", "service", "survey", "no", "nothing")


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("marketing", {"ann": None, "bob": None, "cat": None}),
        ("nothing", {"ann": None, "bob": None, "cat": None}),
        ("no", {"ann": None, "bob": "denied", "cat": None}),
        ("service", {"ann": None, "bob": None, "cat": None}),
    ],
)
def test_a_decision_holds_for_the_same_words_and_can_be_undone(
    shop: Shop, answer: str, expected: dict[str, str | None]
) -> None:
    warehouse = unclear_shop(shop)
    number = decide_consent(warehouse, "短信营销", "改天再说", answer, at=AT, by="周")
    assert left_out(warehouse) == expected
    assert questions(warehouse) == []
    add_batch(warehouse, consents=[said("cat", "unclear", "2025-10-01", raw_status=" 改天再说！")])
    assert left_out(warehouse)["cat"] == ("denied" if answer == "no" else None)
    undo_consent_decision(warehouse, number, AT)
    assert set(left_out(warehouse).values()) == {"unclear"}
    assert [made.undone_at for made in consent_decisions(warehouse)] == [AT]


def test_a_decision_about_words_that_nobody_asks_about_is_refused(shop: Shop) -> None:
    warehouse = unclear_shop(shop)
    with pytest.raises(ParameterError, match="words of a question that is open"):
        decide_consent(warehouse, "短信营销", "其他", "no", at=AT)
    with pytest.raises(ParameterError, match="marketing, service, survey, no, nothing"):
        decide_consent(warehouse, "短信营销", "改天再说", "perhaps", at=AT)
    with pytest.raises(ParameterError, match="a decision that is in force"):
        undo_consent_decision(warehouse, 7, AT)


def test_the_page_and_the_list_stand_on_one_statement(shop: Shop) -> None:
    warehouse = unclear_shop(shop)
    rows = states(warehouse, "marketing", AS_OF)
    assert sorted(rows["status"]) == ["denied", "denied", "granted"]
