"""Personas: every number is people, every clause a row; what does not differ stays silent, planted drift is found."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from insight.analysis.clusters import ClustersParams, clusters, keep_clustering
from insight.analysis.personas import (
    PersonasParams,
    PersonasResult,
    find_persona,
    forget_persona,
    keep_persona,
    keep_version,
    kept_personas,
    personas,
    rename_persona,
    sheet,
    versions,
    write_sheet,
)
from insight.analysis.personas.evaluation import table as evaluation_table
from insight.audience import condition, save_segment
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.analysis.cluster_shop import planted_shop
from tests.workspaces import Row, member, order, workspace

AS_OF = dt.date(2026, 1, 1)
_AT = dt.datetime(2026, 1, 2, 10)
WOMEN = "segment:1"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """200 buyers: of the 100 women of Hangzhou 80 have skin “dry”, of the 100 men of Beijing 10; all ordered once or
    twice. A saved segment is the women."""
    customers: list[Row] = []
    orders: list[Row] = []
    for number in range(200):
        is_woman = number < 100
        dry = number % 100 < (80 if is_woman else 10)
        customers.append(
            member(
                f"p{number}",
                "2025-01-01",
                gender="female" if is_woman else "male",
                province="浙江" if is_woman else "北京",
                extra=f'{{"Skin": "{"dry" if dry else "oily"}"}}' if number % 100 < 90 else None,
            )
        )
        orders.append(order(f"p{number}", f"2025-{1 + number % 11:02d}-05T21:30", 100))
        if number % 3 == 0:
            orders.append(order(f"p{number}", "2025-12-08T09:10", 50))
    warehouse = workspace(tmp_path_factory.mktemp("women"), orders=orders, customers=customers)
    women = condition("trait_is", trait="gender", wanted=["female"])
    save_segment(warehouse, "Women", women, at=_AT)
    return warehouse


PARAMS = PersonasParams(as_of=AS_OF, currency="CNY", groups=(WOMEN,))


@pytest.fixture(scope="module")
def found(shop: DuckWarehouse) -> PersonasResult:
    return personas(shop, PARAMS)


def test_the_index_is_that_of_a_table_counted_by_hand(found: PersonasResult) -> None:
    """80 of 90 women with a known skin are dry, 90 of all 180: 88.9 % against 50 %, an index of 178."""
    row = found.traits[(found.traits["trait"] == "list:Skin") & (found.traits["value"] == "dry")].iloc[0]
    assert (row["n"], row["with_value"], row["base_n"], row["base_with"]) == (90, 80, 180, 90)
    assert (row["share"], row["base_share"], row["index"]) == pytest.approx((80 / 90, 0.5, 100 * 80 / 45))
    assert row["is_certain"]


def test_every_number_is_the_people_behind_it(shop: DuckWarehouse, found: PersonasResult) -> None:
    assert found.segment(group=WOMEN).count(shop) == found.card(WOMEN)["customers"] == 100
    for row in found.traits.iloc[::5].to_dict("records"):
        people = found.segment(group=row["group"], trait=row["trait"], value=row["value"]).count(shop)
        assert people == row["with_value"], row


def test_the_usual_ways_are_those_of_visits_of_the_group(tmp_path: Path) -> None:
    """Ann looks, then puts in the cart and pays within the half hour; an hour later she only looks. Bob is a man."""
    days = [("ann", "view", "09:00"), ("ann", "cart", "09:20"), ("ann", "view", "09:25"), ("ann", "pay", "09:50")]
    days += [("ann", "view", "11:00"), ("eve", "view", "09:00"), ("bob", "search", "09:00")]
    shop = workspace(
        tmp_path,
        customers=[member(name, gender="female" if name != "bob" else "male") for name in ("ann", "eve", "bob")],
        orders=[order(name, "2025-05-01", 10) for name in ("ann", "eve", "bob")],
        events=[
            {"customer_ref": who, "event": event, "occurred_at": dt.datetime.fromisoformat(f"2025-06-01T{at}")}
            for who, event, at in days
        ],
    )
    save_segment(shop, "women", condition("trait_is", trait="gender", wanted=["female"]), at=_AT)
    result = personas(shop, PARAMS)
    ways = {row["path"]: (row["visits"], row["customers"]) for row in result.paths.to_dict("records")}
    assert ways == {"view": (2, 2), "view → cart → pay": (1, 1)}


def test_every_clause_of_the_portrait_is_a_row_and_people(shop: DuckWarehouse, found: PersonasResult) -> None:
    clauses = found.portrait(WOMEN)
    assert {clause.trait for clause in clauses} == {"gender", "province", "list:Skin"}
    for clause in clauses:
        rows = found.traits[(found.traits["trait"] == clause.trait) & (found.traits["value"] == clause.value)]
        (row,) = rows.to_dict("records")
        assert (clause.share, clause.base_share, clause.n) == (row["share"], row["base_share"], row["n"])
        assert found.segment(group=WOMEN, trait=clause.trait, value=clause.value).count(shop) == row["with_value"]
        assert f"{clause.share:.0%}" in clause.text.render("en")
    assert "“dry”" in found.portrait_sentence(WOMEN).render("zh_CN")


def test_what_a_group_was_made_by_is_no_news_of_it(tmp_path: Path) -> None:
    warehouse, _kinds = planted_shop(tmp_path, people=90)
    result = personas(warehouse, replace(PARAMS, groups=("rfm_group:champions", "stage:loyal")))
    for code in result.params.groups:
        assert "orders" in set(result.traits["trait"])
        assert not {"orders", "net_amount", "recency_days"} & {clause.trait for clause in result.portrait(code)} - {
            "net_amount" if code.startswith("stage") else ""
        }


def test_people_without_a_value_are_counted_and_never_assumed(found: PersonasResult) -> None:
    rows = found.traits[found.traits["trait"] == "list:Skin"]
    assert set(rows["n"]) == {90}
    assert int(rows["with_value"].sum()) == 90


def test_what_women_do_not_differ_in_is_not_certain(found: PersonasResult) -> None:
    rows = found.traits[found.traits["trait"].isin(["orders", "net_amount", "recency_days", "favourite_hours"])]
    assert len(rows) > 3
    assert not rows["is_certain"].any()


def test_the_card_has_size_value_hours_and_products(found: PersonasResult) -> None:
    card = found.card(WOMEN)
    assert (card["share"], card["orders"]) == (0.5, 134)
    assert card["net_amount"] == 100 * 100 + 34 * 50
    assert found.hours.sort_values("orders", ascending=False)["hour"].iloc[0] == 21


def test_groups_are_told_by_rfm_stage_cluster_persona_and_segment(tmp_path: Path) -> None:
    warehouse, _kinds = planted_shop(tmp_path, people=90)
    groups = clusters(warehouse, ClustersParams(as_of=AS_OF, currency="CNY", k=2, most_k=2))
    keep_clustering(warehouse, "Kinds", groups.model, as_of=AS_OF, currency="CNY", at=_AT)
    persona = keep_persona(warehouse, "Regulars", "cluster:1.1", at=_AT, broad="Buyers")
    codes = ("rfm_group:champions", "stage:loyal", "cluster:1.1", persona.code)
    result = personas(warehouse, replace(PARAMS, groups=codes))
    assert result.name(persona.code).render("zh_CN") == "Regulars"
    assert result.card("cluster:1.1")["customers"] == groups.clusters["customers"].iloc[0]
    for code in codes:
        assert result.segment(group=code).count(warehouse) == result.card(code)["customers"]


@pytest.mark.parametrize(
    "code", ["rfm_group:kings", "stage", "cluster:9.1", "persona:7", "segment:99", "x:y", "cluster:a"]
)
def test_a_group_that_is_not_there_is_refused_in_a_sentence(shop: DuckWarehouse, code: str) -> None:
    with pytest.raises(ParameterError):
        personas(shop, replace(PARAMS, groups=(code,)))


def test_an_empty_base_and_an_empty_group_say_so(shop: DuckWarehouse) -> None:
    with pytest.raises(NotEnoughDataError) as refused:
        personas(shop, replace(PARAMS, base="rfm_group:champions", as_of=dt.date(2024, 1, 1)))
    assert "Compare with everybody" in str(refused.value)
    result = personas(shop, replace(PARAMS, as_of=dt.date(2025, 1, 4), base="everyone", groups=("stage:repeat",)))
    assert result.findings()[0].text.render("en").endswith("nobody on 4 Jan 2025")


def test_the_sheet_says_what_is_from_data_what_by_hand_and_what_is_missing(
    shop: DuckWarehouse, found: PersonasResult
) -> None:
    persona = keep_persona(shop, "Hangzhou women", WOMEN, at=_AT)
    persona = write_sheet(shop, persona.persona_id, {"problem": "  dryness in winter ", "topics": ""}, at=_AT)
    rows = {row.row: row for row in sheet(found, WOMEN, persona.sheet)}
    assert list(rows) == ["who", "pain_points", "platforms", "topics", "behaviour", "consumption", "problem"]
    assert (rows["who"].origin, rows["pain_points"].origin, rows["problem"].origin) == ("data", "missing", "hand")
    assert "female (100% of 100)" in str(rows["who"].text and rows["who"].text.render("en"))
    assert rows["problem"].text is not None
    assert rows["problem"].text.render("zh_CN") == "dryness in winter"
    with pytest.raises(ParameterError):
        write_sheet(shop, persona.persona_id, {"shoe": "42"}, at=_AT)


def test_personas_are_kept_renamed_and_forgotten_and_their_versions_stay(
    shop: DuckWarehouse, found: PersonasResult
) -> None:
    persona = keep_persona(shop, "Version", WOMEN, at=_AT)
    keep_version(shop, persona.persona_id, found.plain_card(WOMEN), as_of=AS_OF, currency="CNY", at=_AT)
    (row,) = versions(shop, persona.persona_id)
    assert (row["as_of"], row["card"]["customers"]) == (AS_OF, 100)
    assert row["card"]["portrait"]["zh_CN"] == found.portrait_sentence(WOMEN).render("zh_CN")
    with pytest.raises(ParameterError):
        keep_persona(shop, "Version", WOMEN, at=_AT)
    with pytest.raises(ParameterError):
        keep_persona(shop, "Of a persona", persona.code, at=_AT)
    rename_persona(shop, persona.persona_id, "Renamed")
    forget_persona(shop, find_persona(shop, "Renamed").persona_id, _AT)
    assert "Renamed" not in [each.name for each in kept_personas(shop)]


def drifting_shop(folder: Path) -> DuckWarehouse:
    """Four provinces of 40 buyers each: those of Sichuan bought cheap creams until June and dear ones since, the others
    cheap ones throughout, so that the usual price stays what it was."""
    draw = Random(3)
    customers: list[Row] = []
    orders: list[Row] = []
    items: list[Row] = []
    for number in range(160):
        province = ("四川", "福建", "江苏", "湖南")[number % 4]
        customers.append(member(f"p{number}", "2025-01-01", province=province))
        for month in range(1, 13):
            is_dear = province == "四川" and month > 6
            price = draw.randint(180, 220) if is_dear else draw.randint(40, 60)
            bought = order(f"p{number}", f"2025-{month:02d}-{1 + draw.randint(0, 26):02d}", price)
            line = {"order_id": bought["order_id"], "line_no": "1", "product_name": "Cream", "category": "Cream"}
            items.append(line | {"quantity": 1, "unit_price": str(price), "line_paid": str(price)})
            orders.append(bought)
    return workspace(folder, orders=orders, customers=customers, items=items)


def test_a_region_that_turns_to_quality_raises_an_alarm_there_and_nowhere_else(tmp_path: Path) -> None:
    warehouse = drifting_shop(tmp_path)
    save_segment(warehouse, "All", condition("orders_at_least", orders=1), at=_AT)
    result = personas(warehouse, replace(PARAMS, before=dt.date(2025, 7, 1)))
    rows = result.moved[result.moved["is_moved"] & (result.moved["trait"] == "price_level")]
    assert "四川" in set(rows["region"])
    assert set(result.moved[result.moved["is_moved"]]["region"]) <= {"四川", ""}
    said = [finding.text.render("zh_CN") for finding in result.findings()]
    assert any("四川 的“" in text and "从看价格转向看品质" in text for text in said)
    assert not any("福建" in text for text in said)


def test_nothing_moved_where_nothing_moved(shop: DuckWarehouse) -> None:
    result = personas(
        shop, replace(PARAMS, groups=("stage:first_order",), before=dt.date(2025, 12, 31), base="everyone")
    )
    assert not result.moved["is_moved"].any()


def test_the_evaluation_counts_who_bought_in_the_month(shop: DuckWarehouse) -> None:
    """In December every third person bought again: 34 of 100 women, 67 of all 200; in November nobody did
    who had bought before, so that nothing can be expected."""
    result = personas(shop, replace(PARAMS, months=1))
    (row,) = result.evaluation.to_dict("records")
    assert (row["outcome"], row["month"]) == ("order", dt.date(2025, 12, 1))
    assert (row["n"], row["bought"], row["base_n"], row["base_bought"]) == (100, 34, 200, 67)
    assert row["lift"] == pytest.approx(0.34 / 0.335)
    assert not row["is_certain"]
    assert (row["expected"], row["is_kept"]) == (0, None)
    said = [finding.text.render("en") for finding in result.findings()][-1]
    assert said.endswith("34% bought in that month, of those compared with 34%: 1.0 times as many")


def counted(month: int, bought: int, n: int, **more: object) -> dict[str, object]:
    row = {"group": "a", "outcome": "order", "about": None, "month": dt.date(2025, month, 1)}
    return row | {"n": n, "bought": bought, "base_n": 1000, "base_bought": 100} | more


def test_a_month_as_the_one_before_is_as_expected() -> None:
    """20 of 100 after 22 of 100: 0.909, by Katz 0.909 / and × exp(1.96 × √0.0755); 60 of 100 after 20 is not."""
    found = evaluation_table([counted(1, 22, 100), counted(2, 20, 100), counted(3, 60, 100)], 2)
    first, second = found.to_dict("records")
    assert [row["month"].month for row in (first, second)] == [2, 3]
    assert (first["calibration"], first["calibration_low"], first["calibration_high"]) == pytest.approx(
        (0.9091, 0.5306, 1.5575), abs=1e-4
    )
    assert (first["is_kept"], second["is_kept"]) == (True, False)


def test_nothing_is_expected_of_the_first_month_nor_tried_of_nothing() -> None:
    rows = [counted(1, 5, 100), counted(1, 0, 100, outcome="category"), counted(1, 0, 0, outcome="response", base_n=0)]
    (row,) = evaluation_table(rows, 1).to_dict("records")
    assert (row["outcome"], row["is_kept"]) == ("order", None)
    assert row["expected"] != row["expected"]


def test_what_a_group_buys_and_whether_it_responds_is_tried_too(tmp_path: Path) -> None:
    """In November 35 women bought tea, 25 women and the 60 men cups; in December 20 of the 35 bought cups and 10 tea,
    so that by its end most women have bought cups, 10 men tea and 20 men cups. Of 40 women and 40 men to whom something
    was sent in December, 20 women and 5 men clicked."""
    people = [(f"p{n}", n < 60) for n in range(120)]
    orders, items, touches = [], [], []
    for place, (name, is_woman) in enumerate(people):
        bought = [("2025-11-05", "茶" if is_woman and place < 35 else "杯")]
        if place % 60 < 30:
            bought.append(("2025-12-05", "茶" if 20 <= place < 30 or 60 <= place < 70 else "杯"))
        for day, category in bought:
            orders.append(order(name, day, 10))
            line = {"order_id": orders[-1]["order_id"], "line_no": "1", "product_name": category, "category": category}
            items.append(line | {"quantity": 1, "unit_price": "10", "line_paid": "10"})
        if place % 60 < 40:
            sent = dt.datetime(2025, 12, 3, 9)
            clicked = sent + dt.timedelta(hours=1) if place % 60 < (20 if is_woman else 5) else None
            touches.append({"campaign_id": "c", "customer_ref": name, "sent_at": sent, "clicked_at": clicked})
    customers = [member(name, gender="female" if is_woman else "male") for name, is_woman in people]
    shop = workspace(tmp_path, orders=orders, customers=customers, items=items, touches=touches)
    save_segment(shop, "women", condition("trait_is", trait="gender", wanted=["female"]), at=_AT)
    found = personas(shop, replace(PARAMS, months=1)).evaluation.set_index("outcome")
    sums = {name: tuple(row) for name, row in found[["n", "bought", "base_n", "base_bought"]].iterrows()}
    assert sums == {"order": (60, 30, 120, 60), "category": (60, 10, 120, 20), "response": (40, 20, 80, 25)}
    assert found.loc["category", "about"] == "茶"
    assert found.loc["response", "lift"] == pytest.approx(0.5 / (25 / 80))
