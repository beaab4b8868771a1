"""Known exports: which template takes a sheet, and when none may."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.ingest.recognise import Template, load_templates, recognise

_TAOBAO = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,收货地址,订单创建时间,订单付款时间"
_YOUZAN = "订单号,订单创建时间,订单实付金额,应收订单金额,买家手机号,分销员,分销员"
_JD = "订单号,商品ID,商品名称,订购数量,下单时间,京东价,订单金额,应付金额,订单状态,下单帐号"


def _typical_header(template: Template) -> list[str]:
    """All that must be there, all that usually is, and the first choice of every column."""
    columns = [choices[0] for wanted in template.tables.values() for choices in wanted.values()]
    names = [choice[0] for choice in template.must] + [name for choice in columns for name in choice]
    return [name.replace("*", "1") for name in dict.fromkeys([*names, *template.typical])]


@pytest.mark.parametrize("template", load_templates(), ids=lambda template: template.id)
def test_no_template_takes_the_typical_header_of_another(sheet, template: Template) -> None:
    recognition = recognise(sheet(_typical_header(template)))
    if template.refuse:
        assert recognition.refusal is not None
        assert recognition.guesses == ()
    else:
        assert recognition.guesses[0].template.id == template.id
        assert [guess.template.id for guess in recognition.guesses[1:]] == []


@pytest.mark.parametrize("template", load_templates(), ids=lambda template: template.id)
def test_a_few_columns_of_the_staff_do_not_hide_an_export(sheet, template: Template) -> None:
    typical = _typical_header(template)
    header = ["备注2", *typical, "跟进情况", ""] if not template.first else [*typical, "您的跟进情况是？", ""]
    recognition = recognise(sheet(header))
    assert (recognition.refusal is not None) == bool(template.refuse)
    assert not recognition.guesses or recognition.guesses[0].template.id == template.id


def test_no_hypothesis_outranks_a_verified_template(sheet) -> None:
    both = "订单编号,下单时间,订单总额,实付金额,买家手机号,订单创建时间,买家实付金额"
    ranked = [guess.template.id for guess in recognise(sheet(both)).guesses]
    assert ranked == ["taobao_orders", "weimob_orders"]


def test_the_score_falls_with_every_column_that_the_template_does_not_know(sheet) -> None:
    scores = [recognise(sheet(_TAOBAO + extra)).guesses[0].score for extra in ("", ",甲", ",甲,乙")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1.0
    assert scores[2] > 0.6


def test_headers_that_fill_nothing_are_named(sheet) -> None:
    assert recognise(sheet(_TAOBAO + ",跟进人,,星级")).guesses[0].unmapped == ("跟进人", "星级")


def test_half_a_taobao_header_in_full_width_brackets_and_with_blanks_is_recognised(sheet, mapped) -> None:
    header = ["\ufeff订单编号", "买家实付金额（元） ", "订单创建时间 ", "总金额（旧版）"]
    assert mapped(sheet(header))["orders"]["paid_amount"] == "买家实付金额（元） "


def test_a_taobao_report_without_any_buyer_is_taken_for_its_revenue(sheet) -> None:
    best = recognise(sheet("订单编号,总金额,买家实付金额,订单创建时间")).guesses[0]
    assert best.template.person == "may_be_absent"
    assert not best.mapping.names_person


def test_a_jd_export_without_any_buyer_is_refused(sheet) -> None:
    refusal = recognise(sheet(_JD.removesuffix(",下单帐号"))).refusal
    assert refusal is not None
    assert refusal.title.render("zh_CN") == "没有一列能看出是谁买的"
    assert "订购数量" in refusal.render("zh_CN")


def test_the_receiver_may_stand_in_for_the_buyer(sheet) -> None:
    header = _JD.replace("下单帐号", "联系电话")
    assert recognise(sheet(header)).guesses[0].mapping.names_person


def test_status_words_of_the_export_win_over_the_shared_ones(sheet) -> None:
    magento = recognise(sheet("ID,Purchase Date,Grand Total (Base),Customer Email,Status")).guesses[0].mapping
    assert magento.status_words["closed"] == "refunded"
    assert recognise(sheet(_TAOBAO)).guesses[0].mapping.status_words["closed"] == "closed"


def test_the_chosen_template_is_taken_where_it_fits(sheet) -> None:
    assert recognise(sheet(_TAOBAO), as_template="taobao_orders").guesses[0].template.id == "taobao_orders"


def test_the_chosen_template_that_does_not_fit_is_refused_with_what_is_lacking(sheet) -> None:
    refusal = recognise(sheet(_TAOBAO), as_template="jd_orders").refusal
    assert refusal is not None
    assert "jd_orders" in refusal.title.render("en")
    assert "订单号 | 下单时间 | 应付金额" in refusal.message.render("en")


def test_an_unknown_template_is_refused_with_the_list_of_those_there_are(sheet) -> None:
    refusal = recognise(sheet(_TAOBAO), as_template="taobao").refusal
    assert refusal is not None
    assert refusal.message.render("en") == "taobao"
    assert {"taobao_orders", "youzan_orders", "generic"} <= set(refusal.hint.render("en")[15:].split(", "))


def test_choosing_a_look_alike_is_refused_with_its_reason(sheet) -> None:
    refusal = recognise(sheet("订单编号,费用名称,应结金额"), as_template="jd_settlement").refusal
    assert refusal is not None
    assert "settlement" in refusal.title.render("en")


def test_a_header_of_nothing_is_refused(sheet) -> None:
    for header in ([""], [], ["", " "]):
        refusal = recognise(sheet(header)).refusal
        assert refusal is not None
        assert refusal.message.render("zh_CN") == "表头是空的"


@pytest.mark.slow("imports files again and again")
def test_a_refusal_of_a_very_wide_sheet_shows_only_its_first_columns(sheet) -> None:
    refusal = recognise(sheet([f"c{number}" for number in range(5000)])).refusal
    assert refusal is not None
    assert len(refusal.message.render("en")) < 120
    assert "5,000" in refusal.message.render("en")


_noise = st.lists(
    st.text(alphabet="xyz甲乙丙 '<=😀𠮷", min_size=1, max_size=6).map("自填 ".__add__), max_size=5, unique=True
)


@pytest.mark.parametrize("header", [_TAOBAO, _YOUZAN, _JD])
@given(noise=_noise, seed=st.integers(0, 10_000))
def test_neither_order_nor_columns_of_the_staff_change_the_mapping(
    sheet, mapped, header: str, noise: list[str], seed: int
) -> None:
    shuffled = [*header.split(","), *noise]
    random.Random(seed).shuffle(shuffled)
    assert mapped(sheet(shuffled)) == mapped(sheet(header))
