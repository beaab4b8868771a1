"""Before and after of the same people, with what made the change."""

import datetime as dt
from dataclasses import replace

import streamlit as st

from insight.analysis.before_after import (
    BUYERS,
    FACTORS,
    MEASURES,
    BeforeAfterParams,
    BeforeAfterResult,
    before_after,
)
from insight.analysis.judge import JudgeResult
from insight.i18n import Money, _
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings
from insight.ui.kit.language import say, shown
from insight.ui.kit.table import show_table
from insight.ui.people.bar import finding_people
from insight.warehouse import DuckWarehouse

_MONEY = ("net_amount", "basket")
_SHARES = ("repeat_rate", "new_share", "bought_share", "conversion_rate")
_DECIMALS = ("orders_per_buyer", "satisfaction")


def show_before_after(warehouse: DuckWarehouse, judged: JudgeResult) -> None:
    """The days that count beside as many days before, of the people contacted; around the same festival if wanted."""
    result = analyse(before_after, warehouse, _params(judged))
    result = _aligned(warehouse, result)
    found = result.findings()
    show_findings(found, key="before_after_findings")
    finding_people(warehouse, result, found)
    left, right = st.columns(2, gap="medium")
    with left:
        _show_measures(result)
    with right:
        _show_contributions(result)


def _aligned(warehouse: DuckWarehouse, result: BeforeAfterResult) -> BeforeAfterResult:
    """Offered where a festival lies in the later days only, and the year before can be read."""
    found = result.can_align()
    if found is None:
        return result
    wanted = st.toggle(
        say(_("Compare with the same days around {festival} of the year before", festival=found.festival.name)),
        key="before_after_around",
        bind="query-params",
    )
    if not wanted:
        return result
    aligned = replace(result.params, around=found.festival.key, before_from=None, before_until=None)
    return analyse(before_after, warehouse, aligned)


def _params(judged: JudgeResult) -> BeforeAfterParams:
    asked, start = judged.params, judged.span.starts_at.date()
    group = judged.group
    return BeforeAfterParams(
        as_of=asked.as_of,
        currency=asked.currency,
        campaign=group.key if group.kind == "campaign" else None,
        export=group.key if group.kind == "export" else None,
        field=asked.field if group.kind == "field" else None,
        value=asked.value if group.kind == "field" else None,
        group=group.key if group.kind == "group" else None,
        after_from=start,
        after_until=min(start + dt.timedelta(days=judged.span.days), asked.as_of),
    )


def _show_measures(result: BeforeAfterResult) -> None:
    rows = result.measures
    currency = result.params.currency
    columns = {
        side: [_form(measure, value, currency) for measure, value in zip(rows["measure"], rows[side], strict=True)]
        for side in ("before", "after")
    }
    show_table(
        rows,
        result.COLUMNS["measures"],
        {"measure": _("What"), "before": _("Before"), "after": _("After"), "change_share": _("Change")},
        words=columns
        | {
            "measure": [say(MEASURES[measure]) for measure in rows["measure"]],
            "change_share": [shown(value, "percent") for value in rows["change_share"]],
        },
    )


def _form(measure: str, value: float, currency: str) -> str:
    if measure in _MONEY:
        return shown(Money(value, currency), "short_money") if value == value else "–"
    if measure in _SHARES:
        return shown(value, "percent")
    if measure in _DECIMALS:
        return f"{value:.2f}" if value == value else "–"
    return shown(value, "count")


def _show_contributions(result: BeforeAfterResult) -> None:
    rows = result.contributions
    names = [
        say(FACTORS[part]) if kind == "factor" else say(BUYERS[part]) if kind == "buyer" else str(part)
        for kind, part in zip(rows["kind"], rows["part"], strict=True)
    ]
    kinds = {"factor": _("by factor"), "buyer": _("by buyers"), "channel": _("by channel")}
    show_table(
        rows,
        result.COLUMNS["contributions"],
        {"kind": _("Split"), "part": _("Part"), "change": _("Made of the change"), "share": _("Share of it")},
        words={
            "kind": [say(kinds[kind]) for kind in rows["kind"]],
            "part": names,
            "change": [
                shown(Money(value, result.params.currency), "short_money") if value == value else "–"
                for value in rows["change"]
            ],
            "share": [shown(value, "percent") for value in rows["share"]],
        },
    )
