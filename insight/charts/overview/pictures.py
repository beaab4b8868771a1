"""Pictures of the overview: who bought month by month, what they brought, and where."""

import datetime as dt
from html import escape
from typing import Any

import plotly.graph_objects as go

from insight.analysis.overview import OverviewResult, channel_name
from insight.charts.kit.bars import outline
from insight.charts.kit.months import month_axis, span_of_months
from insight.charts.kit.notes import few_people, note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of, top_row
from insight.charts.kit.shares import Shares, share_bars, share_legend
from insight.charts.kit.theme import ACCENT, FAINT, count_axis, dress
from insight.i18n import Language, Money, Text, _

_GROUPS: dict[str, tuple[Text, str]] = {
    "returning": (_("Returning buyers"), ACCENT),
    "new": (_("New buyers"), FAINT),
}
_HEIGHT = 295
Choice = tuple[Any, ...]


def months_revenue(result: OverviewResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Revenue by month from new and from returning buyers. A click stands for ("period", first day, group)."""
    figure = go.Figure()
    for group, (name, colour) in _GROUPS.items():
        rows = result.months[result.months["group"] == group]
        meant = [("period", day.isoformat(), group) for day in rows["period"]]
        figure.add_bar(
            x=[day.isoformat() for day in rows["period"]],
            y=rows["net_amount"].astype(float).tolist(),
            xperiod="M1",
            xperiodalignment="middle",
            name=name.render(language),
            marker={
                "color": colour,
                "pattern": {
                    "shape": ["" if whole else "/" for whole in rows["is_complete"]],
                    "size": 6,
                    "fillmode": "replace",
                },
                "line": outline(meant, chosen),
            },
            customdata=[list(one) for one in meant],
            hovertext=[_hover(row, result.params.currency, language) for row in rows_of(rows)],
            hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    dress(figure, height=_HEIGHT)
    figure.update_layout(barmode="stack", bargap=0.2)
    _axes(figure, result, language)
    return Picture(
        figure=figure,
        title=_revenue_title(result).render(language),
        alt=_("Stacked bars by month: revenue from new and from returning buyers").render(language),
        note=_note(result, language),
        legend=tuple((name.render(language), colour) for name, colour in _GROUPS.values()),
        time=span_of_months(list(result.months["period"])),
    )


def _axes(figure: go.Figure, result: OverviewResult, language: Language) -> None:
    heights: dict[dt.date, float] = {}
    for row in rows_of(result.months):
        heights[row["period"]] = heights.get(row["period"], 0.0) + float(row["net_amount"])
    month_axis(figure, sorted(heights), language)
    count_axis(figure, max(heights.values(), default=0.0), language)


def _hover(row: Row, currency: str, language: Language) -> str:
    parts = [
        _("<b>{month:month}</b> · {group}", month=row["period"], group=_GROUPS[row["group"]][0]),
        _("{customers:count} people, {orders:count} orders", customers=row["customers"], orders=row["orders"]),
        _("{amount:money}", amount=Money(float(row["net_amount"]), currency)),
    ]
    if not row["is_complete"]:
        parts.append(_("The month is not over"))
    return "<br>".join(part.render(language) for part in parts)


def _last_whole_month(result: OverviewResult) -> tuple[dt.date, dict[str, Row]] | None:
    whole = result.months[result.months["is_complete"] & (result.months["customers"] > 0)]
    if whole.empty:
        return None
    month = max(whole["period"])
    rows = rows_of(result.months[result.months["period"] == month])
    return month, {str(row["group"]): row for row in rows}


def _revenue_title(result: OverviewResult) -> Text:
    found = _last_whole_month(result)
    total = sum(float(row["net_amount"]) for row in found[1].values()) if found else 0.0
    if found is None or not total:
        return _("Revenue by month, from new and from returning buyers")
    month, rows = found
    return _(
        "{month:month}: {amount:short_money}, {share:percent} of it from returning buyers",
        month=month,
        amount=Money(total, result.params.currency),
        share=float(rows["returning"]["net_amount"]) / total,
    )


def _note(result: OverviewResult, language: Language) -> str:
    parts = [_("Revenue of people who are known, in {currency:currency}", currency=result.params.currency)]
    if not result.months["is_complete"].all():
        parts.append(_("hatched: the month is not over"))
    if result.orders_without_person:
        parts.append(_("without {n:count} orders that name no person", n=result.orders_without_person))
    return " · ".join(part.render(language) for part in parts)


def channel_shares(result: OverviewResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Each channel's share of buyers beside its share of revenue. A click stands for ("channel", name)."""
    groups = [
        Shares(
            label=escape(channel_name(row["channel"]).render(language)),
            customers=int(row["customers"]),
            share=float(row["share"]),
            net_amount_share=float("nan") if _is_elsewhere(row) else float(row["net_amount_share"]),
            note=_in_other_currency(row).render(language) if _is_elsewhere(row) else "",
            hover=_channel_hover(row, result.params.currency, language),
            stands_for=("channel", row["channel"]),
        )
        for row in rows_of(result.channels)
    ]
    return Picture(
        figure=share_bars(groups, language, chosen),
        legend=share_legend(language),
        title=_channel_title(result).render(language),
        alt=_("Bars: share of buyers and share of revenue of {n} channels", n=len(groups)).render(language),
        note=note_of(
            language,
            _("Of {n:count} buyers; someone may buy in several channels", n=result.buyers),
            _("revenue in {currency:currency}", currency=result.params.currency),
            *few_people(group.customers for group in groups),
        ),
    )


def _is_elsewhere(row: Row) -> bool:
    """Whether the channel has orders, but none in the currency: it has no share of the revenue, not one of 0."""
    return defined(row["net_amount"]) is None


def _in_other_currency(row: Row) -> Text:
    return _(
        "{n:count} order in another currency, not added",
        "{n:count} orders in another currency, not added",
        n=row["orders"],
    )


def _channel_title(result: OverviewResult) -> Text:
    if result.channels.empty:
        return _("No channel is stated")
    top = top_row(result.channels, "net_amount_share")
    if _is_elsewhere(top):
        return _(
            "{channel}: {share:percent} of buyers", channel=channel_name(top["channel"]), share=float(top["share"])
        )
    return _(
        "{channel}: {share:percent} of buyers, {net_amount_share:percent} of revenue",
        channel=channel_name(top["channel"]),
        share=float(top["share"]),
        net_amount_share=defined(top["net_amount_share"]) or 0.0,
    )


def _channel_hover(row: Row, currency: str, language: Language) -> str:
    return "<br>".join(
        part.render(language)
        for part in (
            _("<b>{channel}</b>", channel=escape(channel_name(row["channel"]).render(language))),
            _("{customers:count} people, {orders:count} orders", customers=row["customers"], orders=row["orders"]),
            _in_other_currency(row)
            if _is_elsewhere(row)
            else _("{amount:money}", amount=Money(float(row["net_amount"]), currency)),
        )
    )
