"""Small files that once came out wrong: what recognition makes of each, through the real import."""

from pathlib import Path

import pytest

from insight.ingest import examine
from insight.ingest.recognise import Mapping
from tests.uploads import new_workspace, shared, upload

_COUNTS = """
SELECT (SELECT count(*) FROM core.customers) AS people, (SELECT count(*) FROM core.orders) AS orders,
    (SELECT coalesce(sum(coalesce(paid_amount, order_amount)), 0)::DOUBLE FROM core.orders) AS money,
    (SELECT count(*) FROM core.survey_responses) AS responses, (SELECT count(*) FROM core.survey_answers) AS answers,
    (SELECT count(*) FROM core.feedback) AS voices
"""

_PEOPLE = [
    "k1_cid_first_surname",
    "k1_cid_fore_last",
    "k1_cid_given_surname",
    "k1_rec_id",
    "k1_cn_id",
    "k1_id_phone",
    "k1_id_unique",
    "k4_customer_many_facts",
    "k4_customer_two_facts",
    "k4_mkt",
    "k4_member_rfm",
    "k4_member_rfm2",
    "k7_retention_flags",
    "k12_customers_one_row",
]
_PURCHASES = [
    "k2_cn",
    "k2_cn_name",
    "k2_cn_uid",
    "k2_cn_xf",
    "k2_id_only",
    "k2_customer_date_amount",
    "k2_customer_date_amount_usd",
    "k2_customer_date_dollar_value",
    "k2_customer_date_monetary",
    "k2_customer_date_sales_value",
    "k2_customer_date_value",
]


def _case(name: str) -> Path:
    return shared(f"cases/imports/{name}.csv")


def _mapping(name: str) -> tuple[Mapping, tuple[str, ...]]:
    (draft,) = examine(_case(name))
    assert draft.mapping is not None, str(draft.refusal)
    return draft.mapping, draft.header


def _counts(folder: Path, name: str) -> dict[str, float]:
    warehouse = new_workspace(folder)
    upload(warehouse, _case(name))
    return {str(key): value for key, value in warehouse.query(_COUNTS).iloc[0].to_dict().items() if value}


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    "name",
    _PEOPLE,
)
def test_a_number_and_facts_about_the_person_are_a_list_of_people(tmp_path: Path, name: str) -> None:
    assert _counts(tmp_path, name) == {"people": 40}


@pytest.mark.parametrize(
    "name", ["k1_mail_25pct_dup", "k12_customers_two_rows", "k1_id_dup_mail", "k1_customer_id_dup_mail"]
)
def test_a_list_in_which_people_stand_twice_loads(name: str) -> None:
    assert _mapping(name)[0].tables == ("customers",)


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    "name",
    _PURCHASES,
)
def test_who_when_and_how_much_load_under_any_usual_word(tmp_path: Path, name: str) -> None:
    assert _counts(tmp_path, name) == {"people": 12, "orders": 40, "money": 1570.0}


def test_a_currency_in_the_name_of_the_amount_is_its_currency() -> None:
    assert _mapping("k2_customer_date_amount_usd")[0].currency == "USD"


def test_net_sales_are_the_amount_where_gross_and_discount_make_them(tmp_path: Path) -> None:
    (draft,) = examine(_case("k12_gross_net"))
    assert draft.mapping is not None
    assert draft.recognition is not None
    assert draft.header[draft.mapping.positions("orders", "order_amount")[0]] == "Net Sales"
    assert "amount" not in {each.what for each in draft.recognition.guesses[0].assumptions}
    assert _counts(tmp_path, "k12_gross_net")["money"] == 4380.0


@pytest.mark.slow("imports files again and again")
def test_what_members_took_without_amounts_are_baskets_and_it_is_said(tmp_path: Path) -> None:
    (draft,) = examine(_case("k8_member_date_item"))
    assert draft.recognition is not None
    assert "row" in {each.what for each in draft.recognition.guesses[0].assumptions}
    assert _counts(tmp_path, "k8_member_date_item") == {"people": 9, "orders": 40}


@pytest.mark.parametrize(
    "name", ["k9_state_us", "k9_state_abbrev", "k9_state_and_status", "k19_state_full", "k19_state_codes"]
)
def test_a_state_whose_cells_are_places_is_the_province(name: str) -> None:
    mapping, header = _mapping(name)
    assert header[mapping.positions("orders", "province")[0]].lower() == "state"
    assert not mapping.positions("orders", "discount")
    assert [header[at] for at in mapping.positions("orders", "status")] in ([], ["order_status"])


@pytest.mark.parametrize(
    ("name", "column", "header"),
    [
        ("05_order_and_payment_status", "payment_status", "付款状态"),
        ("05b_order_and_payment_status_en", "payment_status", "Payment Status"),
        ("05c_payment_refunded_zh", "payment_status", "支付状态"),
        ("k22_paid_flag", "paid_flag", "是否支付"),
        ("22_credit_note_positive", "document_type", "Type"),
        ("22b_credit_note_zh", "document_type", "单据类型"),
        ("22c_credit_note_transaction_type", "document_type", "Transaction Type"),
        ("22d_credit_note_document_type", "document_type", "Document Type"),
    ],
)
def test_a_second_opinion_on_the_state_is_handed_to_cleaning(name: str, column: str, header: str) -> None:
    mapping, headers = _mapping(name)
    assert [headers[at] for at in mapping.positions("orders", column)] == [header]


@pytest.mark.parametrize("name", ["11b_big5_small", "11c_traditional_headers", "11d_traditional_status"])
def test_traditional_headers_are_chinese_and_never_japanese(name: str) -> None:
    mapping, headers = _mapping(name)
    assert (mapping.currency, mapping.timezone) == ("TWD", "Asia/Taipei")
    assert headers[mapping.positions("orders", "status")[0]] == "訂單狀態"


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("name", "responses", "answers"),
    [
        ("k6_survey_nodate", 40, 160),
        ("k6_survey_date", 40, 160),
        ("k6_survey_codes", 40, 120),
        ("k6_survey_codes2", 40, 120),
        ("k15_survey_demog", 40, 200),
        ("k20_group_headers_sm", 40, 120),
        ("k23_qualtrics_named", 30, 90),
        ("k23_qualtrics_Q", 30, 90),
        ("25_limesurvey", 3, 6),
    ],
)
def test_respondents_and_their_answers_are_a_survey(tmp_path: Path, name: str, responses: int, answers: int) -> None:
    found = _counts(tmp_path, name)
    assert (found["responses"], found["answers"]) == (responses, answers)


def test_the_weight_of_a_response_is_no_question() -> None:
    mapping, headers = _mapping("k6_survey_codes")
    assert [headers[at] for at in mapping.positions("survey_responses", "weight")] == ["weight"]
    assert "weight" not in [headers[each.position] for each in mapping.melts["survey_answers"].columns]


@pytest.mark.parametrize("name", ["k5_no_date", "k5_label_review", "k5_cat_label_review", "k5_rating_date_review"])
def test_reviews_without_a_date_or_with_a_label_are_voices(tmp_path: Path, name: str) -> None:
    assert _counts(tmp_path, name) == {"voices": 40}


def test_two_phones_in_a_cell_are_phones() -> None:
    mapping, headers = _mapping("09b_two_phones_in_a_cell")
    assert headers[mapping.positions("orders", "phone")[0]] == "手机号"


def test_a_sheet_without_headers_is_proposed_as_what_its_cells_are() -> None:
    (draft,) = examine(_case("k3_noheader"))
    assert draft.recognition is not None
    assert draft.recognition.proposal is not None
    reading = draft.recognition.proposal.of("orders")
    assert reading is not None
    assert reading.can_load
