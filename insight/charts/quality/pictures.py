"""Pictures of the state of the data: what holds where, and one rule month by month."""

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from insight.analysis.quality import DIMENSIONS, RULES, QualityResult, broken_share, held
from insight.charts.kit.cells import Cell, cell_grid
from insight.charts.kit.months import span_of_months
from insight.charts.kit.notes import note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, rows_of
from insight.charts.kit.theme import ACCENT, FAINT, SMALL_GROUP, dress
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.schema import TABLES

_MONTHS = 36
_SHORT_NAME = 6
_WORST_SHADE, _WORST_BROKEN = 0.7, 0.3
Choice = tuple[str, str]


def quality_grid(result: QualityResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Each table by each kind of rule: the share of checks that hold. A click stands for (table, dimension)."""
    names = list(result.tables["table"])
    names += [name for name in TABLES if name in set(result.dimensions["table"]) and name not in names]
    y = {name: place for place, name in enumerate(reversed(names))}
    x = {key: place for place, key in enumerate(DIMENSIONS)}
    cells = [
        Cell(
            x=x[row["dimension"]],
            y=y[row["table"]],
            shade=min((1 - row["rate"]) / _WORST_BROKEN, 1.0) * _WORST_SHADE,
            n=max(int(row["rows"]), SMALL_GROUP if row["dimension"] == "timeliness" else 0),
            text=held(float(row["rate"])),
            hover=_cell_hover(row, language),
            stands_for=(row["table"], row["dimension"]),
        )
        for row in rows_of(result.dimensions)
    ]
    figure = cell_grid(
        cells,
        columns=[name.render(language) for name in DIMENSIONS.values()],
        rows=[TABLES[name].label.render(language) for name in reversed(names)],
        chosen=chosen,
        height=32 * len(names) + 60,
    )
    figure.update_xaxes(side="top", tickangle=0)
    return Picture(
        figure=figure,
        title=_grid_title(result).render(language),
        alt=_(
            "Grid of {tables} tables by five kinds of rules with the share of checks that hold", tables=len(names)
        ).render(language),
        note=_(
            "{n:count} checks of {rows:count} rows · in each cell: share of checks that hold · stronger colour: "
            "fewer hold · empty: nothing to check",
            n=int(result.dimensions["rows"].sum()),
            rows=int(result.tables["rows"].sum()),
        ).render(language),
        is_wide=any(len(name.render(language)) > _SHORT_NAME for name in DIMENSIONS.values()),
    )


def _grid_title(result: QualityResult) -> Text:
    worst = min(rows_of(result.dimensions), key=lambda row: float(row["rate"]))
    if worst["rate"] == 1:
        return _("Every check of every table holds")
    return _(
        "Weakest: {dimension} of {table}, where {share} of the checks hold",
        dimension=DIMENSIONS[worst["dimension"]],
        table=TABLES[worst["table"]].label,
        share=held(float(worst["rate"])),
    )


def _cell_hover(row: Row, language: Language) -> str:
    return "<br>".join(
        part.render(language)
        for part in (
            _("<b>{table}</b> · {dimension}", table=TABLES[row["table"]].label, dimension=DIMENSIONS[row["dimension"]]),
            _("{broken:count} of {rows:count} checks do not hold", broken=whole(row["broken"]), rows=int(row["rows"])),
            _("{broken} of {rules} rules are broken", broken=int(row["broken_rules"]), rules=int(row["rules"])),
        )
    )


def recent(result: QualityResult, rule: str, months: int = _MONTHS) -> pd.DataFrame:
    """The rows of `over_time` of one rule in the months before as_of, months without rows included with nan."""
    last = (result.params.as_of - dt.timedelta(days=1)).replace(day=1)
    span = pd.period_range(end=pd.Period(last, "M"), periods=months, freq="M").to_timestamp()
    found = result.over_time[result.over_time["rule"] == rule]
    found = found.set_index(pd.to_datetime(found["period"]))[["rows", "broken"]].reindex(span)
    return found.assign(rate=found["broken"] / found["rows"]).rename_axis("period").reset_index()


def rule_over_time(result: QualityResult, rule: str, language: Language) -> Picture:
    """By month, the share of the rows asked that break a rule; months of few rows are pale. Empty where it holds."""
    months = recent(result, rule)
    first = months["rows"].first_valid_index()
    total = result.rule(rule)
    months = months.loc[first:] if first is not None and total["broken"] else months.iloc[:0]
    figure = go.Figure(
        go.Bar(
            x=[day.date().isoformat() for day in months["period"]],
            y=months["rate"].tolist(),
            xperiod="M1",
            xperiodalignment="middle",
            marker={"color": [ACCENT if rows >= SMALL_GROUP else FAINT for rows in months["rows"].fillna(0)]},
            customdata=[[day.date().isoformat()] for day in months["period"]],
            hovertext=[_month_hover(row, language) for row in rows_of(months)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    dress(figure, height=200)
    most = float(months["rate"].max()) if months["rate"].notna().any() else 0.0
    figure.update_yaxes(tickformat=".1%" if most < 0.05 else ".0%", range=[0, max(most * 1.15, 0.001)], nticks=4)
    figure.update_xaxes(tickformat="%Y-%m" if language == "zh_CN" else "%b %Y", nticks=5, tickangle=0)
    shown = int(months["broken"].sum())
    return Picture(
        figure=figure,
        title=_("Share of rows that break the rule, by month").render(language),
        alt=_("Bars by month: share of rows that break the rule: {rule}", rule=RULES[rule].text).render(language),
        note=note_of(
            language,
            _(
                "{n:count} rows in all; {shown:count} of {broken:count} broken ones fall in these months",
                n=int(total["rows"]),
                shown=shown,
                broken=whole(total["broken"]),
            ),
            _("pale: fewer than {small} rows", small=SMALL_GROUP),
        ),
        time=span_of_months([day.date() for day in months["period"]]),
    )


def _month_hover(row: Row, language: Language) -> str:
    if pd.isna(row["rows"]):
        return _("<b>{month:month}</b><br>no rows", month=row["period"]).render(language)
    return _(
        "<b>{month:month}</b><br>{broken:count} of {rows:count} rows ({share})",
        month=row["period"],
        broken=whole(row["broken"]),
        rows=int(row["rows"]),
        share=broken_share(float(row["rate"])),
    ).render(language)
