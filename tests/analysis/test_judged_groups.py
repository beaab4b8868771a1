"""Any group that has a code can be judged and put side by side, as it was before anything of it was counted."""

import datetime as dt
from typing import Any

import pytest

from insight.analysis import make_params, people_of
from insight.analysis.as_json import to_json
from insight.analysis.before_after import before_after
from insight.analysis.judge import judge
from insight.audience.tagging import give
from insight.errors import ParameterError
from insight.i18n import _
from insight.segments import Segment
from insight.warehouse import DuckWarehouse
from tests.workspaces import member, order, workspace

AS_OF = dt.date(2025, 7, 1)


def asked(warehouse: DuckWarehouse, name: str, **more: Any) -> Any:
    return make_params(name, {"as_of": AS_OF, "currency": "CNY"} | more, warehouse)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """Thirty people buy in January, in May and in June; ten more for the first time in May. Ten have a tag."""
    names = [f"p{number:02}" for number in range(60)]
    orders = [order(name, day, 50) for name in names[:30] for day in ("2025-01-05", "2025-05-10", "2025-06-10")]
    orders += [order(name, "2025-05-10", 50) for name in names[30:40]]
    customers = [member(name, "2025-01-01") for name in names]
    warehouse = workspace(tmp_path_factory.mktemp("groups"), customers=customers, orders=orders)
    known = Segment(
        sentence=_("people by name"),
        statement="SELECT customer_id FROM core.customers WHERE list_contains($names::VARCHAR[], name)",
        values={"names": names[25:35]},
        as_of=AS_OF,
        analysis="test",
    )
    give(warehouse, "vip", known, at=dt.datetime(2025, 6, 20), by="mei")
    return warehouse


def test_the_group_is_the_one_before_the_days_that_are_compared(shop: DuckWarehouse) -> None:
    """Whoever bought first in the earlier days is not in it."""
    days = {"before_from": "2025-05-01", "before_until": "2025-06-01", "after_from": "2025-06-01"}
    result = before_after(shop, asked(shop, "before_after", group="buyers", after_until="2025-07-01", **days))
    assert (result.customers, result.group.name.render("en")) == (30, "Everybody who ever bought")
    assert result.measure("buyers")["before"] == result.measure("buyers")["after"] == 30
    assert result.segment(period="after").count(shop) == 30
    later = days | {"before_from": "2025-05-11"}
    assert (
        before_after(shop, asked(shop, "before_after", group="buyers", after_until="2025-07-01", **later)).customers
        == 40
    )


def test_the_group_is_judged_as_it_was_on_the_day_of_the_start(shop: DuckWarehouse) -> None:
    result = judge(shop, asked(shop, "judge", group="buyers", starts_on="2025-05-10", days=20))
    arms = result.arms.set_index("arm")
    assert arms.loc["treated", ["customers", "buyers"]].tolist() == [30, 30]
    assert arms.loc["others", ["customers", "buyers"]].tolist() == [30, 10]
    later = judge(shop, asked(shop, "judge", group="buyers", starts_on="2025-05-11", days=20))
    assert later.arms.set_index("arm").loc["treated", "customers"] == 40
    who = people_of(result, "judge", {"arm": "treated", "bought": True})
    assert who.count(shop) == 30
    assert who.parameters["group"] == "buyers"
    assert "members" not in to_json(result, generation=1)["result"]


def test_a_tag_given_by_hand_holds_whoever_has_it_today(shop: DuckWarehouse) -> None:
    result = judge(shop, asked(shop, "judge", group="tag:vip", starts_on="2025-05-11", days=20))
    assert result.arms.set_index("arm").loc["treated", "customers"] == 10
    assert any("given by hand" in limit.render("en") for limit in result.method().limits)


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("judge", {"group": "tag:vip"}, "the day from which"),
        (
            "judge",
            {"group": "tag:vip", "campaign": "C1", "starts_on": "2025-06-01"},
            "one of campaign, export, field or group",
        ),
        ("before_after", {"group": "moon:1"}, "moon"),
    ],
)
def test_a_group_that_cannot_be_is_a_sentence(shop: DuckWarehouse, name: str, given: dict[str, str], told: str) -> None:
    run = {"judge": judge, "before_after": before_after}[name]
    with pytest.raises(ParameterError, match=told):
        run(shop, asked(shop, name, **given))
