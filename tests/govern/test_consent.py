"""Who agreed to what: the newest word before the day, in whatever words the source asks."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from insight.errors import ParameterError
from insight.govern import CONTACT_PURPOSES, has_statements, stated, states
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import sets_of_names, split
from tests.consents import AS_OF, AT, phone, said
from tests.workspaces import Row, add_batch, member, names, workspace

Shop = Callable[..., DuckWarehouse]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    def build(*consents: Row, people: str = "ann bob", customers: list[Row] | None = None) -> DuckWarehouse:
        known = customers or [member(name, "2024-01-01") for name in people.split()]
        return workspace(tmp_path, customers=known, consents=list(consents))

    return build


def standing(warehouse: DuckWarehouse, purpose: str = "marketing", day: dt.date = AS_OF) -> dict[str, str]:
    known = names(warehouse)
    rows = states(warehouse, purpose, day).to_dict("records")  # type: ignore[arg-type]
    return {known[row["customer_id"]]: row["status"] for row in rows}


def test_the_newest_statement_counts(shop: Shop) -> None:
    warehouse = shop(
        said("ann", "granted", "2025-01-01"),
        said("ann", "withdrawn", "2025-02-01"),
        said("bob", "denied", "2025-01-01"),
        said("bob", "granted", "2025-03-01"),
    )
    assert standing(warehouse) == {"ann": "withdrawn", "bob": "granted"}


def test_a_statement_on_the_day_is_not_known_yet(shop: Shop) -> None:
    warehouse = shop(said("ann", "granted", "2025-01-01"), said("ann", "withdrawn", "2025-06-01T00:00"))
    assert standing(warehouse, day=dt.date(2025, 6, 1)) == {"ann": "granted"}
    assert standing(warehouse, day=dt.date(2025, 6, 2)) == {"ann": "withdrawn"}
    assert standing(warehouse, day=dt.date(2025, 1, 1)) == {}


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("granted", "denied"), "denied"),
        (("denied", "granted"), "denied"),
        (("withdrawn", "denied"), "withdrawn"),
        (("granted", "withdrawn"), "withdrawn"),
    ],
)
def test_of_statements_of_one_moment_the_stricter_counts(shop: Shop, statuses: tuple[str, str], expected: str) -> None:
    warehouse = shop(*(said("ann", status, "2025-01-01") for status in statuses))
    assert standing(warehouse) == {"ann": expected}


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("words", "yes_to", "no_to"),
    [
        ("短信营销", "marketing", "marketing"),
        ("Email marketing", "marketing", "marketing"),
        ("Promotional SMS", "marketing", "marketing"),
        ("优惠活动通知", "marketing", "marketing service"),
        ("会员消息推送", "service", "service"),
        ("Order updates and service notifications", "service", "service"),
        ("满意度回访", "survey", "survey"),
        ("Customer survey", "survey", "survey"),
        ("服务通知与问卷调研", "survey", "survey service"),
        ("全部用途", "marketing service survey", "marketing service survey"),
        ("All communication", "marketing service survey", "marketing service survey"),
        ("消费画像分析", "", ""),
        ("服务通知（不含营销）", "", "marketing service survey"),
        ("Everything except marketing", "", "marketing service survey"),
        ("隐私政策", "", "marketing service survey"),
        ("O'Brien's box", "", "marketing service survey"),
    ],
)
def test_words_name_purposes_and_what_is_not_understood_is_a_yes_to_nothing_and_a_no_to_all(
    shop: Shop, words: str, yes_to: str, no_to: str
) -> None:
    warehouse = shop(said("ann", "granted", "2025-01-01", words), said("bob", "denied", "2025-01-01", words))
    found = {purpose: standing(warehouse, purpose) for purpose in CONTACT_PURPOSES}
    assert " ".join(purpose for purpose in CONTACT_PURPOSES if found[purpose].get("ann") == "granted") == " ".join(
        purpose for purpose in CONTACT_PURPOSES if purpose in yes_to.split()
    )
    assert {purpose for purpose in CONTACT_PURPOSES if found[purpose].get("bob") == "denied"} == set(no_to.split())


def test_each_purpose_stands_by_itself_and_the_words_are_kept(shop: Shop) -> None:
    warehouse = shop(said("ann", "granted", "2025-01-01"), said("ann", "withdrawn", "2025-02-01", "会员消息推送"))
    assert (standing(warehouse), standing(warehouse, "service")) == ({"ann": "granted"}, {"ann": "withdrawn"})
    (row,) = states(warehouse, "service", AS_OF).to_dict("records")
    assert (row["words"], row["source_system"], row["said_at"]) == ("会员消息推送", "shop", dt.datetime(2025, 2, 1, 12))


def test_a_customer_list_says_yes_to_marketing_only_where_it_is_clear_and_no_to_all_where_it_is_not(shop: Shop) -> None:
    words = {"a": "yes", "b": "是", "c": "no", "d": "UNSUBSCRIBED", "e": "NEVER_SUBSCRIBED", "f": "maybe", "g": None}
    warehouse = shop(customers=[member(name, "2024-01-01", consent=word) for name, word in words.items()])
    said_no = {"c": "denied", "d": "withdrawn", "e": "denied", "f": "denied"}
    assert standing(warehouse) == {"a": "granted", "b": "granted"} | said_no
    assert standing(warehouse, "service") == {"f": "denied"}


def test_an_undated_yes_gives_way_to_any_statement_and_an_undated_no_holds(shop: Shop) -> None:
    warehouse = shop(
        said("yes", "denied", "2020-01-01"),
        said("no", "granted", "2025-12-31"),
        customers=[member("yes", consent="yes"), member("no", consent="no")],
    )
    assert standing(warehouse) == {"yes": "denied", "no": "denied"}


def test_a_statement_that_names_a_phone_speaks_for_everybody_who_has_it(tmp_path: Path) -> None:
    both = [member("ann", phone=phone(1)), member("bob", phone=phone(1))]
    warehouse = workspace(tmp_path, customers=both)
    (customer_id,) = names(warehouse)
    sets = sets_of_names(warehouse, customer_id)
    split(warehouse, customer_id, [str(sets["node"].iloc[0])], at=AT)
    assert len(names(warehouse)) == 2
    assert standing(warehouse) == {}
    add_batch(warehouse, consents=[said(phone(1), "withdrawn", "2025-01-01", phone=phone(1))])
    assert standing(warehouse) == {"ann": "withdrawn", "bob": "withdrawn"}


def test_counts_of_each_purpose_and_whether_anybody_was_asked(shop: Shop) -> None:
    warehouse = shop(said("ann", "granted", "2025-01-01"), said("bob", "denied", "2025-01-01"))
    found = stated(warehouse, AS_OF)
    assert (found["marketing"].granted, found["marketing"].denied, found["marketing"].people) == (1, 1, 2)
    assert found["survey"].people == 0
    asked = {purpose: has_statements(warehouse, purpose, AS_OF) for purpose in ("analysis", *CONTACT_PURPOSES)}
    assert asked == {"analysis": True, "marketing": True, "service": False, "survey": False}


def test_a_purpose_outside_the_closed_set_is_refused(shop: Shop) -> None:
    with pytest.raises(ParameterError, match="Give one of analysis, marketing, service, survey"):
        states(shop(), "party", AS_OF)  # type: ignore[arg-type]


STRICTNESS = {"granted": 0, "denied": 1, "withdrawn": 2}


def random_register(seed: int) -> list[Row]:
    """What up to a dozen people of one register said, some of it on the as-of day or later."""
    random = Random(seed)
    people = [f"s{seed}p{number}" for number in range(random.randint(1, 12))]
    days = [AS_OF + dt.timedelta(days=days) for days in (-400, -30, -30, -2, -1, 0, 5)]
    return [
        said(
            random.choice(people),
            random.choice(("granted", "granted", "denied", "withdrawn")),
            f"{random.choice(days)}T08:00",
            random.choice(("短信营销", "会员消息推送", "问卷", "所有用途", "隐私政策")),
        )
        for _place in range(random.randint(1, 40))
    ]


def test_fifty_random_registers_agree_with_a_slow_reading(shop: Shop) -> None:
    registers = [random_register(seed) for seed in range(50)]
    rows = [row for register in registers for row in register]
    warehouse = shop(*rows, people=" ".join(sorted({row["customer_ref"] for row in rows})))
    for purpose in CONTACT_PURPOSES:
        found = standing(warehouse, purpose)
        for seed, register in enumerate(registers):
            own = {name: status for name, status in found.items() if name.startswith(f"s{seed}p")}
            assert own == _read_slowly(register, purpose), (seed, purpose)


def _read_slowly(rows: list[Row], purpose: str) -> dict[str, str]:
    yes = {
        "短信营销": {"marketing"},
        "会员消息推送": {"service"},
        "问卷": {"survey"},
        "所有用途": set(CONTACT_PURPOSES),
    }
    found: dict[str, tuple[dt.datetime, int, str]] = {}
    for row in rows:
        words, status = str(row["purpose"]), str(row["status"])
        meant = yes.get(words, set() if status == "granted" else set(CONTACT_PURPOSES))
        if row["at"].date() < AS_OF and purpose in meant:
            this = (row["at"], STRICTNESS[status], status)
            found[row["customer_ref"]] = max(found.get(row["customer_ref"], this), this)
    return {name: status for name, (_at, _strict, status) in found.items()}
