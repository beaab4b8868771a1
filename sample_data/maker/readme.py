"""README.md of the sample data: written with the figures of the run, so that words and files cannot drift apart."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sample_data.maker.facts import Facts
from sample_data.maker.goods import BRAND

_KINDS: Final = {
    "ExportOrderList202501110902.csv": "Tmall order report, taken 2025-01-11: orders made from 2024-01-01 on",
    "ExportOrderList202601010905.csv": "Tmall order report, taken 2026-01-01: orders made from 2024-12-11 on",
    "ExportOrderDetailList202601010911.csv": "Tmall order lines (宝贝报表), taken 2026-01-01, all 24 months",
    "youzan_orders_20260101.csv": "Youzan orders of the bakery: mini program and three stores",
    "youzan_customers_20260101.csv": "Youzan customer list",
    "wecom_customers_20260101.xlsx": "WeCom contacts: one row per customer and member of staff",
    "shopify_orders_export.csv": "Shopify orders of the overseas shop, one row per order line",
    "miniprogram_events_2025q4.csv": "events of the bakery's mini program, 2025-10-01 to 2025-12-31",
    "wjx_member_survey_202511.csv": "问卷星 survey of members, by option text",
    "campaigns_2025.csv": "two campaigns of autumn 2025",
    "campaign_touches_2025.csv": "who was touched by them and who was held back",
    "points_ledger_2025.csv": "points ledger (积分流水) of 2025",
    "tmall_reviews_20260101.csv": "生意参谋 reviews of the skin care",
    "service_chats_2025.csv": "talks with customer service, a row a message",
    "referrals_2025.csv": "who invited whom in 2025",
    "consents_20260101.csv": "what customers allow, a row a statement",
    "competitor_watch_2025q4.xlsx": "competitor sheet, kept by hand",
}

_TEMPLATE: Final = Path(__file__).with_name("readme_template.md")


def _part(facts: Facts, name: str) -> Facts:
    part = facts[name]
    if not isinstance(part, dict):
        raise TypeError(f"{name} is not a group of figures")
    return part


def _rate(facts: Facts, part: str, of: str) -> str:
    return f"{facts[part]} of {facts[of]} ({float(str(facts['rate'])):.1%})"


def _files(truth: Facts) -> str:
    files = _part(truth, "files")
    return "\n".join(
        f"| {name} | {kind} | {_part(files, name)['rows']} | {_part(files, name)['columns']} |"
        for name, kind in _KINDS.items()
    )


def _orders(truth: Facts) -> str:
    shown = ("distinct_orders", "valid_orders", "net_revenue", "never_paid", "waiting_for_payment",
             "refunded_and_closed", "partly_refunded", "naming_nobody")  # fmt: skip
    rows = []
    for shop in _part(truth, "orders"):
        facts = _part(_part(truth, "orders"), shop)
        cells = [f"{facts[name]} {facts['currency']}" if name == "net_revenue" else str(facts[name]) for name in shown]
        rows.append(f"| {shop} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _people(truth: Facts) -> str:
    flat = {name: value for name, value in _part(truth, "people").items() if not isinstance(value, dict)}
    return "\n".join(f"| {name.replace('_', ' ')} | {value} |" for name, value in flat.items())


def _refill(truth: Facts) -> str:
    refill = _part(truth, "refill")
    return ", ".join(
        f"{name} median {_part(refill, name)['median_days']:g} (planted {_part(refill, name)['planted_days']}, "
        f"{_part(refill, name)['gaps']} gaps)"
        for name in refill
    )


def _gender(truth: Facts) -> str:
    both = _part(truth, "no_effect_gender")
    return ", ".join(f"{name} {_rate(_part(both, name), 'with_two_or_more', 'youzan_buyers')}" for name in both)


def _breaks(truth: Facts) -> dict[str, object]:
    facts = _part(truth, "retention_break")
    won = {name: _part(facts, name) for name in ("won_before", "won_at_618_2024", "won_at_618_2025")}
    rates = {name: _rate(part, "returned", "people") for name, part in won.items()}
    return {
        "return_days": facts["return_days"],
        "break_first": won["won_at_618_2025"]["first"],
        "break_last": won["won_at_618_2025"]["last"],
        "before": rates["won_before"],
        "last_year": rates["won_at_618_2024"],
        "broken": rates["won_at_618_2025"],
    }


def _silence(truth: Facts) -> dict[str, object]:
    facts = _part(truth, "fell_silent")
    return {
        "silent": facts["planted_people"],
        "silent_from": facts["from"],
        "by_rule": facts["found_by_rule"],
        "by_rule_planted": facts["found_by_rule_and_planted"],
        "by_rule_earlier": facts["found_by_rule_half_a_year_earlier"],
    }


def _till_and_baskets(truth: Facts) -> dict[str, object]:
    hub, basket, overlap = (_part(truth, name) for name in ("hub", "basket_rule", "tmall_overlap"))
    return {
        "hub_phone": hub["phone"],
        "hub_orders": hub["orders"],
        "hub_names": hub["distinct_names"],
        "masked": _part(truth, "people")["masked_phones_of_several_tmall_members"],
        "basket_orders": basket["orders"],
        "confidence": basket["confidence"],
        "lift": basket["lift"],
        "both": overlap["orders_in_both_reports"],
        "other_status": overlap["of_these_with_another_status"],
        "refunded_between": overlap["of_these_refunded_in_between"],
    }


def _percent(facts: Facts, name: str) -> str:
    return f"{float(str(facts[name])):.1%}"


def _funnels(truth: Facts) -> dict[str, object]:
    facts = _part(truth, "mini_program")
    of_devices = _part(facts, "funnel_of_visits_by_device")
    devices = [(device, _part(of_devices, device)) for device in of_devices]
    visits, visitors = _part(facts, "funnel_of_visits"), _part(facts, "funnel_of_visitors")
    return {
        "visits": " → ".join(str(visits[step]) for step in ("view", "cart", "pay")),
        "visitors": " → ".join(str(visitors[step]) for step in ("view", "cart", "pay")),
        "cart_by_device": ", ".join(
            f"{device} {_percent(part, 'view_to_cart')} of {part['view']}" for device, part in devices
        ),
        "pay_by_device": ", ".join(
            f"{device} {_percent(part, 'cart_to_pay')} of {part['cart']}" for device, part in devices
        ),
        "known": facts["known_visitors"],
        "became_known": facts["became_known_by_login"],
        "never_known": facts["never_known"],
    }


def _answers(truth: Facts) -> dict[str, object]:
    facts = _part(truth, "survey")
    everyone, careful = _part(facts, "nps_of_all"), _part(facts, "nps_without_the_fast")
    benefit = _part(facts, "differs_benefit")
    often, once = _part(benefit, "three_or_more_orders"), _part(benefit, "one_order")
    follows = _part(facts, "correlation_with_recommending_without_the_fast")
    return {
        "nps": everyone["nps"],
        "nps_parts": f"{everyone['promoters']} − {everyone['detractors']} of {everyone['responses']}",
        "nps_careful": careful["nps"],
        "fast": facts["faster_than_20_seconds"],
        "straight": facts["planted_straight_liners"],
        "one_mark": facts["one_mark_for_all_aspects"],
        "benefit_often": f"{often['新品试吃']} and {often['满减券']} of {often['responses']}",
        "benefit_once": f"{once['新品试吃']} and {once['满减券']} of {once['responses']}",
        "follows": ", ".join(f"{name.rpartition('—')[2].removeprefix('7、')} {follows[name]}" for name in follows),
    }


def _campaigns(truth: Facts) -> dict[str, object]:
    campaigns = _part(truth, "campaigns")
    rates = {
        f"{arm}_{number}": _rate(_part(_part(campaigns, number), arm), "bought", "people")
        for number in ("HD2509", "HD2511")
        for arm in ("treated", "control")
    }
    works = _part(campaigns, "HD2511")
    return {
        **rates,
        "effect": f"{100 * float(str(works['difference'])):.2f}",
        "breaches": works["sent_although_withdrawn"],
    }


def _balances(truth: Facts) -> dict[str, object]:
    facts = _part(truth, "points")
    names = ("opening", "earned_by_orders", "earned_by_checkins", "given", "burnt", "expired", "closing")
    return {"point_members": facts["members"], "points": {name: facts[name] for name in names}}


def _voices(truth: Facts) -> dict[str, object]:
    leaks = _part(_part(truth, "reviews"), "leaking_cream")
    talks, market = _part(truth, "chats"), _part(truth, "market")
    before, after = _part(leaks, "reviewed_before"), _part(leaks, "reviewed_from_then_on")
    ratings = _part(market, "cream_rating")
    return {
        "leaks_before": _rate(before, "leaking", "reviews"),
        "leaks_after": _rate(after, "leaking", "reviews"),
        "skin_said": talks["customer_says_敏感肌"],
        "skin_denied": talks["customer_denies_敏感肌"],
        "skin_asked": talks["only_staff_says_敏感肌"],
        "cream_ratings": " → ".join(str(ratings[date]) for date in ratings),
        "cream_price": f"{market['cream_price']:g}",
        "cream_others": f"{market['median_cream_price_of_others']:g}",
    }


def _permissions(truth: Facts) -> dict[str, object]:
    consents, referrals = _part(truth, "consents"), _part(truth, "referrals")
    sms, push = _part(consents, "短信营销"), _part(consents, "会员消息推送")
    return {
        "sms": ", ".join(f"{status} {sms[status]}" for status in sms),
        "push": ", ".join(f"{status} {push[status]}" for status in push),
        "referrals": referrals["referrals"],
        "inviters": referrals["inviters"],
        "top_inviters": _percent(referrals, "share_of_top_inviters"),
    }


def readme(truth: Facts) -> str:
    """The page in Markdown."""
    return _TEMPLATE.read_text("utf-8").format(
        brand=BRAND,
        seed=truth["seed"],
        as_of=truth["as_of"],
        files=_files(truth),
        orders=_orders(truth),
        people=_people(truth),
        refill=_refill(truth),
        gender=_gender(truth),
        **_breaks(truth),
        **_silence(truth),
        **_till_and_baskets(truth),
        **_funnels(truth),
        **_answers(truth),
        **_campaigns(truth),
        **_balances(truth),
        **_voices(truth),
        **_permissions(truth),
    )
