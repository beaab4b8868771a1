"""Pictures of two facts that meet: where customers were and where they went, how often and how lately they bought."""

import datetime as dt
from typing import Any

import pandas as pd

from insight.analysis.lifecycle import (
    AWAY,
    FREQUENCY,
    LABEL_NAMES,
    RECENCY,
    STAGE_NAMES,
    STAGES,
    UNKNOWN,
    LifecycleResult,
)
from insight.charts.kit.cells import Cell, cell_grid
from insight.charts.kit.notes import buyers_in_all, note_of, people_in_all
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, rows_of, share_of_most, top_row
from insight.charts.kit.theme import SMALL_GROUP
from insight.charts.kit.wrapping import wrapped
from insight.charts.lifecycle.stages import with_share
from insight.govern.small_cells import whole
from insight.i18n import Language, Money, Text, _
from insight.i18n.text import format_value

_LINE = 10

Choice = tuple[Any, ...]


def flow_grid(result: LifecycleResult, month: dt.date, language: Language, chosen: Choice | None = None) -> Picture:
    """Who was where when a month began and when it ended. A click stands for ("flow", month, from, to)."""
    flows = result.flows[result.flows["period"] == month]
    known = {(row["from_stage"], row["to_stage"]): int(row["customers"]) for row in rows_of(flows)}
    starts, ends = [UNKNOWN, *STAGES][::-1], list(STAGES)
    sums = {start.key: sum(known.get((start.key, end.key), 0) for end in ends) for start in starts}
    cells = [
        Cell(
            x=x,
            y=y,
            shade=share_of_most(known.get((start.key, end.key), 0), sums[start.key]),
            n=known.get((start.key, end.key), 0),
            text=_in_cell(known.get((start.key, end.key), 0), language),
            hover=_flow_hover(start.label, end.label, known.get((start.key, end.key), 0), sums[start.key], language),
            stands_for=("flow", month.isoformat(), start.key, end.key),
        )
        for y, start in enumerate(starts)
        for x, end in enumerate(ends)
    ]
    figure = cell_grid(
        cells,
        columns=[wrapped(end.label.render(language), _LINE) for end in ends],
        rows=[start.label.render(language).replace(" ", "<br>", 1) for start in starts],
        chosen=chosen,
        height=44 * len(starts) + 110,
        text_size=11,
    )
    figure.update_xaxes(side="top", tickangle=0)
    return Picture(
        figure=figure,
        title=_flow_title(flows, month).render(language),
        alt=_("Grid of stages: people by stage at the start of the month (rows) and at its end (columns)").render(
            language
        ),
        note=note_of(
            language,
            people_in_all(sum(known.values())),
            _("rows: stage when {month:month} began; columns: when it ended", month=month),
            _("stronger colour: larger share of the row"),
            _("grey: fewer than {small} people", small=SMALL_GROUP),
        ),
        is_wide=True,
    )


def _in_cell(customers: int, language: Language) -> str:
    return format_value(customers, "short", language) if customers else ""


def _flow_hover(start: Text, end: Text, customers: int, people: int, language: Language) -> str:
    share = customers / people if people else None
    return _(
        "<b>{start} → {end}</b><br>{customers:count} people, {share:percent} of those who began in “{start}”",
        start=start,
        end=end,
        customers=customers,
        share=share,
    ).render(language)


def _flow_title(flows: pd.DataFrame, month: dt.date) -> Text:
    gone = flows[flows["to_stage"].isin(AWAY) & ~flows["from_stage"].isin(AWAY)]
    people = int(gone["customers"].sum())
    if not people:
        return _("{month:month}: nobody fell dormant", month=month)
    first = top_row(gone.groupby("from_stage")["customers"].sum().reset_index(), "customers")
    return _(
        "{month:month}: {people:count} fell dormant, most of them from “{stage}” ({n:count})",
        month=month,
        people=people,
        stage=STAGE_NAMES[first["from_stage"]],
        n=whole(first["customers"]),
    )


def label_grid(result: LifecycleResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Both labels of every buyer. A click stands for ("labels", frequency label, recency label)."""
    x = {label.key: place for place, label in enumerate(RECENCY)}
    y = {label.key: place for place, label in enumerate(FREQUENCY)}
    most = float(result.labels["customers"].max())
    cells = [
        Cell(
            x=x[row["recency_label"]],
            y=y[row["frequency_label"]],
            shade=share_of_most(row["customers"], most),
            n=int(row["customers"]),
            text=with_share(row, language) if row["customers"] else "",
            hover=_label_hover(row, result.params.currency, language),
            stands_for=("labels", row["frequency_label"], row["recency_label"]),
        )
        for row in rows_of(result.labels)
    ]
    figure = cell_grid(
        cells,
        columns=[wrapped(label.label.render(language), _LINE) for label in RECENCY],
        rows=[label.label.render(language) for label in FREQUENCY],
        chosen=chosen,
        height=260,
    )
    top = top_row(result.labels, "customers")
    return Picture(
        figure=figure,
        title=_labels_title(top).render(language) if most else _("Nobody has bought yet").render(language),
        alt=_("Grid of three labels by frequency and four by recency with the number of buyers").render(language),
        note=note_of(language, buyers_in_all(result.buyers), _("in each cell: people and their share")),
    )


def _label_hover(row: Row, currency: str, language: Language) -> str:
    return _(
        "<b>{often} · {lately}</b><br>{customers:count} people, {amount:money} so far",
        often=LABEL_NAMES[row["frequency_label"]],
        lately=LABEL_NAMES[row["recency_label"]],
        customers=whole(row["customers"]),
        amount=Money(float(row["net_amount"]), currency),
    ).render(language)


def _labels_title(top: Row) -> Text:
    return _(
        "Most buyers are “{often}” and “{lately}”: {customers:count}, {share:percent}",
        often=LABEL_NAMES[top["frequency_label"]],
        lately=LABEL_NAMES[top["recency_label"]],
        customers=whole(top["customers"]),
        share=float(top["share"]),
    )
