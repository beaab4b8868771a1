"""The sample brand through the ordinary import: what was planted is found again."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from insight.ingest import batches, build_sample, repairs
from insight.ingest.sample import SAMPLE_FOLDER
from insight.warehouse import DuckWarehouse, refresh
from tests.sample_brand import own_sample_brand
from tests.uploads import IMPORTED_AT, new_workspace

SYSTEMS = {"tmall": "taobao", "youzan": "youzan", "shopify": "shopify"}


@pytest.fixture(scope="module")
def brand(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return own_sample_brand(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def truth() -> Any:
    return json.loads((SAMPLE_FOLDER / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", SYSTEMS)
def test_orders_and_revenue_of_each_source(brand: DuckWarehouse, truth: Any, source: str) -> None:
    found = brand.query(
        "SELECT count(*) AS orders, count(CASE WHEN is_valid THEN 1 END) AS valid, "
        "sum(CASE WHEN is_valid THEN net_amount END) AS net, count(*) - count(customer_id) AS nobody, "
        "min(currency) AS currency, min(ordered_at) AS first, max(ordered_at) AS last "
        "FROM core.orders WHERE source_system = $source_system",
        {"source_system": SYSTEMS[source]},
    ).iloc[0]
    planted = truth["orders"][source]
    assert found["orders"] == planted["distinct_orders"]
    assert found["valid"] == planted["valid_orders"]
    assert round(found["net"], 2) == float(planted["net_revenue"])
    assert found["nobody"] == planted["naming_nobody"]
    assert found["currency"] == planted["currency"]
    assert str(found["first"].date()) == planted["first_order_on"]
    assert str(found["last"].date()) == planted["last_order_on"]


def test_people_are_joined_by_exact_identifiers_and_by_nothing_else(brand: DuckWarehouse, truth: Any) -> None:
    assert brand.count("SELECT 1 FROM core.customers") == truth["people"]["findable_people"]
    several = brand.count("SELECT 1 FROM core.customers WHERE sources LIKE '%;%'")
    assert several == truth["people"]["findable_in_two_or_more_sources"]
    assert brand.count("SELECT 1 FROM mart.customers WHERE orders > 0") == truth["people"]["buyers_with_a_valid_order"]
    assert brand.count("SELECT 1 FROM mart.customers WHERE orders = 1") == truth["people"]["one_time_buyers"]


def test_the_shop_phone_is_a_hub(brand: DuckWarehouse, truth: Any) -> None:
    found = brand.query("SELECT node, names FROM core.hubs")
    assert found.to_dict("records") == [{"node": f"f:{truth['hub']['phone']}", "names": truth["hub"]["distinct_names"]}]
    assert brand.count("SELECT 1 FROM core.customers WHERE phone = $phone", {"phone": truth["hub"]["phone"]}) == 0


def test_the_second_report_updates_the_overlap(brand: DuckWarehouse, truth: Any) -> None:
    (later,) = [row for row in batches(brand).itertuples() if row.file == "ExportOrderList202601010905.csv"]
    counts = later.counts["orders"]
    overlap = truth["tmall_overlap"]["orders_in_both_reports"]
    assert counts["updated"] + counts["unchanged"] == overlap
    assert counts["updated"] >= truth["tmall_overlap"]["of_these_with_another_status"]
    assert counts["new"] == counts["read"] - overlap


FACTS = {
    "miniprogram_events_2025q4.csv": ("sensors_import", {"events": ("mini_program", "events")}),
    "tmall_reviews_20260101.csv": ("sycm_reviews", {"feedback": ("reviews", "reviews")}),
    "service_chats_2025.csv": ("generic", {"feedback": ("chats", "messages")}),
    "consents_20260101.csv": ("generic", {"consents": ("consents", "statements")}),
    "points_ledger_2025.csv": ("mall_points", {"points_ledger": ("points", "changes")}),
    "referrals_2025.csv": ("generic", {"referrals": ("referrals", "referrals")}),
}


@pytest.mark.parametrize("file", FACTS)
def test_every_fact_of_a_file_arrives_in_its_table(brand: DuckWarehouse, truth: Any, file: str) -> None:
    (batch,) = [row for row in batches(brand).itertuples() if row.file == file]
    template, tables = FACTS[file]
    assert batch.template == template
    assert {name: counts["new"] for name, counts in batch.counts.items()} == {
        name: truth[part][fact] for name, (part, fact) in tables.items()
    }


def _pairs(brand: DuckWarehouse, statement: str) -> dict[Any, Any]:
    return dict(brand.query(statement).itertuples(index=False))


def test_events_of_the_mini_program_by_action(brand: DuckWarehouse, truth: Any) -> None:
    planted = truth["mini_program"]
    assert _pairs(brand, "SELECT event, count(*) FROM core.events GROUP BY event") == planted["actions"]
    assert brand.count("SELECT DISTINCT session_id FROM core.events") == planted["visits"]
    known = "SELECT DISTINCT customer_id FROM core.events WHERE customer_id IS NOT NULL"
    assert brand.count(known) == planted["known_visitors"]
    searched = "SELECT keyword, count(*) FROM core.events WHERE keyword IS NOT NULL GROUP BY keyword"
    assert _pairs(brand, searched) == planted["searches"]


def test_survey_answers_of_the_members(brand: DuckWarehouse, truth: Any) -> None:
    planted = truth["survey"]
    marks = brand.query("SELECT answer::INTEGER AS mark FROM core.survey_answers WHERE question_no = '6'")["mark"]
    assert len(marks) == planted["nps_of_all"]["responses"]
    assert (marks >= 9).sum() == planted["nps_of_all"]["promoters"]
    assert (marks <= 6).sum() == planted["nps_of_all"]["detractors"]
    assert brand.count("SELECT 1 FROM core.survey_responses WHERE phone IS NOT NULL") == planted["with_a_phone"]
    assert brand.count("SELECT 1 FROM core.survey_responses WHERE customer_id IS NOT NULL") == planted["with_a_phone"]
    assert brand.count("SELECT 1 FROM core.survey_responses WHERE duration_s < 20") == planted["faster_than_20_seconds"]
    kinds = "SELECT question_no, min(question_type) FROM core.survey_answers GROUP BY question_no"
    assert _pairs(brand, kinds) == {
        "1": "single",
        "2": "single",
        "3": "single",
        "4": "multiple",
        "4〖填空〗": "open",
        "5": "single",
        "6": "scale",
        "7.1": "matrix",
        "7.2": "matrix",
        "7.3": "matrix",
        "7.4": "matrix",
        "8": "open",
    }
    assert brand.count("SELECT 1 FROM core.survey_answers WHERE answer LIKE '%┋%' OR answer LIKE '%跳过%'") == 0


@pytest.mark.parametrize("campaign", ["HD2509", "HD2511"])
def test_touches_of_each_campaign(brand: DuckWarehouse, truth: Any, campaign: str) -> None:
    planted = truth["campaigns"][campaign]
    found = brand.query("SELECT * FROM core.touches WHERE campaign_id = $campaign", {"campaign": campaign})
    treated = found[found["arm"] == "treated"]
    assert len(treated) == planted["treated"]["people"]
    assert (found["arm"] == "control").sum() == planted["control"]["people"]
    assert treated["delivered"].eq(True).sum() == planted["arrived"]
    assert treated["failed_reason"].notna().sum() == planted["failed"]
    assert treated["opened_at"].notna().sum() == planted["opened"]
    assert treated["clicked_at"].notna().sum() == planted["clicked"]
    assert found["customer_id"].notna().all()
    names = _pairs(brand, "SELECT campaign_id, name FROM core.campaigns")
    assert names[campaign] == planted["name"]


def test_points_come_and_go_as_planted(brand: DuckWarehouse, truth: Any) -> None:
    planted = truth["points"]
    by_kind = _pairs(brand, "SELECT kind, sum(delta) FROM core.points_ledger GROUP BY kind")
    earned = planted["earned_by_orders"] + planted["earned_by_checkins"] + planted["given"]
    assert by_kind == {"earn": earned, "burn": -planted["burnt"], "expire": -planted["expired"]}
    by_reason = _pairs(brand, "SELECT reason, sum(delta) FROM core.points_ledger GROUP BY reason")
    assert by_reason["签到获得"] == planted["earned_by_checkins"]
    assert brand.count("SELECT DISTINCT customer_id FROM core.points_ledger") == planted["members"]


def test_newest_consents_as_planted(brand: DuckWarehouse, truth: Any) -> None:
    newest = brand.query(
        'SELECT purpose, status, count(*) AS people FROM (SELECT purpose, arg_max(status, "at") AS status '
        "FROM core.consents GROUP BY customer_ref, purpose) AS newest GROUP BY purpose, status"
    )
    words = {"granted": "同意", "denied": "拒绝", "withdrawn": "撤回"}
    registered = newest[newest["purpose"].isin(truth["consents"])]
    assert len(registered) >= len(truth["consents"])
    for row in registered.itertuples():
        assert row.people == truth["consents"][row.purpose][words[row.status]]


def test_reviews_chats_and_invitations_as_planted(brand: DuckWarehouse, truth: Any) -> None:
    kinds = _pairs(brand, "SELECT kind, count(*) FROM core.feedback GROUP BY kind")
    assert kinds == {"review": truth["reviews"]["reviews"], "chat": truth["chats"]["messages"]}
    stars = _pairs(brand, "SELECT rating, count(*) FROM core.feedback WHERE kind = 'review' GROUP BY rating")
    assert stars == dict(zip((5, 3, 1), truth["reviews"]["labels"].values(), strict=True))
    talking = "SELECT 1 FROM core.feedback WHERE kind = 'chat' AND text LIKE '%敏感肌%'"
    assert brand.count(talking) >= truth["chats"]["mentioning_敏感肌"]
    top = _pairs(brand, "SELECT inviter_ref, count(*) FROM core.referrals GROUP BY inviter_ref")
    assert {number: top[number] for number in truth["referrals"]["top_inviters"]} == truth["referrals"]["top_inviters"]
    assert len(top) == truth["referrals"]["inviters"]


def test_competitor_sheet_as_planted(brand: DuckWarehouse, truth: Any) -> None:
    ratings = (
        "SELECT strftime(\"at\", '%Y-%m-%d') AS day, value FROM core.market "
        "WHERE product = '面霜' AND metric = '评分' AND brand = $brand"
    )
    own = brand.query(ratings, {"brand": "例禾"})
    assert dict(own.itertuples(index=False)) == truth["market"]["cream_rating"]
    assert brand.count("SELECT 1 FROM core.market") == 3 * truth["market"]["facts"]


def test_nothing_needs_repair(brand: DuckWarehouse) -> None:
    assert len(repairs(brand)) == 0


@pytest.mark.slow("imports files again and again")
def test_a_rebuild_of_the_sample_gives_the_same_people(brand: DuckWarehouse) -> None:
    before = brand.query("SELECT * FROM core.customers ORDER BY customer_id")
    with brand.writing() as session:
        refresh(session)
    assert brand.query("SELECT * FROM core.customers ORDER BY customer_id").equals(before)


def test_the_sample_is_built_once(brand: DuckWarehouse) -> None:
    generation = brand.generation
    told: list[str] = []
    build_sample(brand, dt.datetime(2027, 1, 1), told.append)
    assert (brand.generation, told) == (generation, [])


@pytest.mark.slow("builds the sample brand")
def test_progress_names_every_file(tmp_path: Path) -> None:
    told: list[str] = []
    build_sample(new_workspace(tmp_path, "sample"), IMPORTED_AT, told.append)
    assert told == sorted(path.name for path in SAMPLE_FOLDER.iterdir() if path.suffix in (".csv", ".xlsx"))
