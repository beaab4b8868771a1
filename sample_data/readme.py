"""README.md of the sample data: written with the figures of the run, so that words and files cannot drift apart."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sample_data.goods import BRAND
from sample_data.truth import Facts

_KINDS: Final = {
    "ExportOrderList202501110902.csv": "Tmall order report, taken 2025-01-11: orders made from 2024-01-01 on",
    "ExportOrderList202601010905.csv": "Tmall order report, taken 2026-01-01: orders made from 2024-12-11 on",
    "ExportOrderDetailList202601010911.csv": "Tmall order lines (宝贝报表), taken 2026-01-01, all 24 months",
    "youzan_orders_20260101.csv": "Youzan orders of the bakery: mini program and three stores",
    "youzan_customers_20260101.csv": "Youzan customer list",
    "wecom_customers_20260101.xlsx": "WeCom contacts: one row per customer and member of staff",
    "shopify_orders_export.csv": "Shopify orders of the overseas shop, one row per order line",
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
    )
