"""The pickers of people and the tables of the retention page."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.retention import AVERAGE, RetentionResult
from insight.analysis.retention.params import Average
from insight.analysis.retention.words import in_period, value_name
from insight.calendar.periods import period_name
from insight.charts.retention.curves import cohorts_drawn
from insight.charts.retention.matrix import COHORTS_SHOWN
from insight.i18n import Text, _
from insight.results import Cell
from insight.segments import Segment
from insight.ui.kit import cells
from insight.ui.kit.choices import choose
from insight.ui.kit.language import plain, say
from insight.ui.kit.table import intervals, show_table

_WHO: dict[str, Text] = {"back": _("Came back"), "gone": _("Did not come back"), "all": _("All who entered")}
_IS_RETURNED: dict[str, bool | None] = {"back": True, "gone": False, "all": None}


def pick_cell(result: RetentionResult, most_cohorts: int = COHORTS_SHOWN) -> Segment | None:
    """The people of one cell of the matrix or point of a curve as they are drawn, or of the average."""
    drawn = {*sorted(set(result.matrix["cohort"]))[-most_cohorts:], *cohorts_drawn(result)}
    newest = {cohort.isoformat() for cohort in drawn} | {AVERAGE}
    hint = _("Click a cell above, or choose one here")
    return _pick(result, _("Cell"), "cohort_cell", hint, lambda cell: cell.point[0] in newest)


def pick_value(result: RetentionResult) -> Segment | None:
    """The people of one point of a curve of the breakdown."""
    return _pick(result, _("Group"), "cohort_value", _("Click a point above, or choose a group here"))


def pick_won(result: RetentionResult) -> Segment | None:
    """The people won in a festival, a campaign or a cohort."""
    return _pick(result, _("Won in"), "cohort_won", _("Click a point above, or choose here"))


def _pick(
    result: RetentionResult, label: Text, key: str, hint: Text, only: Callable[[Cell], bool] = lambda _cell: True
) -> Segment | None:
    """The people of a cell: those who came back, those who did not, or all."""
    cell = cells.pick_cell(result, label, key=key, hint=hint, only=only)
    if cell is None:
        return None
    return result.segment(**cell.key, returned=_IS_RETURNED[choose(_("Who"), _WHO, key=f"{key}_who")])


def show_formula(result: RetentionResult, average: Average) -> None:
    """How the average of the first period was computed, with its numbers."""
    rows = result.average[result.average["period_no"] > 0]
    if len(rows):
        st.caption(plain(say(result.formula(int(rows["period_no"].iloc[0]), average))))


def show_left_out(result: RetentionResult) -> None:
    """Who is not in the matrix, and what the data cannot tell."""
    said = []
    if result.undated:
        said.append(_("{n:count} known people have no joining date and are in no cohort.", n=result.undated))
    if result.known_from is not None:
        said.append(
            _("The data on coming back begin on {day:day}: periods before it are left blank.", day=result.known_from)
        )
    if said:
        st.markdown("\n".join(f"- {plain(say(sentence))}" for sentence in said))


def show_tables(result: RetentionResult) -> None:
    """All numbers of the page."""
    _show_averages(result)
    _show_won(result)
    if len(result.curves):
        _show_groups(result)
    _show_matrix(result)


def _titled(title: Text) -> None:
    st.markdown(f"##### {say(title)}")


def _periods(rows: pd.DataFrame, result: RetentionResult) -> list[str]:
    return [say(in_period(result.params, int(number))) for number in rows["period_no"]]


_BACK = {
    "n": _("People who entered"),
    "returned": _("People back"),
    "rate": _("Rate"),
    "interval": _("95 % interval"),
}
"""What every table here says of who came back."""


def _show_averages(result: RetentionResult) -> None:
    rows = result.average
    _titled(_("Averages"))
    show_table(
        rows,
        result.COLUMNS["average"],
        {"period_no": _("Period"), "cohorts": _("Cohorts"), **_BACK, "simple_rate": _("Simple average")},
        words={"period_no": _periods(rows, result), "interval": intervals(rows["low"], rows["high"])},
    )


def _show_matrix(result: RetentionResult) -> None:
    rows = result.matrix.iloc[::-1]
    _titled(_("Cohorts"))
    show_table(
        rows,
        result.COLUMNS["matrix"],
        {
            "cohort": _("Cohort"),
            "period_no": _("Period"),
            **_BACK,
            "orders": _("Orders placed"),
            "net_amount": _("Money"),
            "completes_on": _("Over on"),
            "is_complete": _("Is over"),
        },
        currency=result.params.currency,
        words={
            "cohort": [say(period_name(day, result.params.period)) for day in rows["cohort"]],
            "period_no": _periods(rows, result),
            "interval": intervals(rows["low"], rows["high"]),
        },
    )


def _show_won(result: RetentionResult) -> None:
    rows = result.won.iloc[::-1]
    _titled(_("Festivals, campaigns and cohorts compared"))
    show_table(
        rows.assign(ends_on=[day - dt.timedelta(days=1) for day in rows["ends_on"]]),
        result.COLUMNS["won"],
        {
            "name": _("Won in"),
            "starts_on": _("From"),
            "ends_on": _("To"),
            **_BACK,
            "others_rate": _("Won on other days"),
            **_DIFFERENCE,
        },
        words={
            "name": [say(name) for name in rows["name"]],
            "interval": intervals(rows["low"], rows["high"]),
            **_verdict(rows),
        },
    )


def _show_groups(result: RetentionResult) -> None:
    rows = result.curves
    _titled(_("Groups compared"))
    show_table(
        rows,
        result.COLUMNS["curves"],
        {
            "value": _("Group"),
            "period_no": _("Period"),
            **_BACK,
            "expected_rate": _("All people of the same cohorts"),
            **_DIFFERENCE,
        },
        words={
            "value": [
                say(value_name(None if pd.isna(value) else value, result.params, result.apart))
                for value in rows["value"]
            ],
            "period_no": _periods(rows, result),
            "interval": intervals(rows["low"], rows["high"]),
            **_verdict(rows),
        },
    )


_DIFFERENCE = {"differs": _("Difference"), "p_value": _("p (Holm)")}


def _verdict(rows: pd.DataFrame) -> dict[str, list[str]]:
    """Whether a difference can be seen, in words, and the corrected p-value."""
    said = [_or_verdict(row) for row in rows[["p_value", "differs"]].to_dict("records")]
    return {
        "differs": [say(word) for word in said],
        "p_value": ["–" if pd.isna(p) else f"{p:.3f}" if p >= 0.001 else "< 0.001" for p in rows["p_value"]],
    }


def _or_verdict(row: dict[Any, Any]) -> Text:
    if pd.isna(row["p_value"]):
        return _("not compared")
    return _("differs") if row["differs"] else _("no difference can be seen")
