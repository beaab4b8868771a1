"""The pickers of people and the tables of the retention page."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.retention import RetentionResult
from insight.analysis.retention.params import Average
from insight.analysis.retention.words import in_period, value_name
from insight.calendar.periods import period_name
from insight.charts.retention.matrix import AVERAGE, COHORTS_SHOWN
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit.choices import choose
from insight.ui.kit.language import plain, say
from insight.ui.kit.picture import pick_one
from insight.ui.kit.table import intervals, show_table

_WHO: dict[str, Text] = {"back": _("Came back"), "gone": _("Did not come back"), "all": _("All who entered")}
_IS_RETURNED: dict[str, bool | None] = {"back": True, "gone": False, "all": None}

Words = dict[tuple[Any, ...], str]


def pick_cell(result: RetentionResult, most_cohorts: int = COHORTS_SHOWN) -> Segment | None:
    """The people of one cell of the matrix as it is drawn, or of its average."""
    newest = set(sorted(set(result.matrix["cohort"]))[-most_cohorts:])
    words: Words = {
        (AVERAGE, int(row["period_no"])): _cell_words(result, _("Average"), row)
        for row in result.average.to_dict("records")
    }
    for row in result.matrix.iloc[::-1].to_dict("records"):
        if row["cohort"] in newest:
            name = period_name(row["cohort"], result.params.period)
            words[row["cohort"].isoformat(), int(row["period_no"])] = _cell_words(result, name, row)
    cell, returned = _pick(_("Cell"), words, "cohort_cell", _("Click a cell above, or choose one here"))
    if cell is None:
        return None
    cohort = None if cell[0] == AVERAGE else dt.date.fromisoformat(cell[0])
    return result.segment(cohort=cohort, period_no=cell[1], returned=returned)


def _cell_words(result: RetentionResult, name: Text, row: dict[Any, Any]) -> str:
    return say(
        _(
            "{cohort} · {when} · {returned:count} of {n:count}",
            cohort=name,
            when=in_period(result.params, int(row["period_no"])),
            returned=whole(row["returned"]),
            n=whole(row["n"]),
        )
    )


def pick_value(result: RetentionResult) -> Segment | None:
    """The people of one point of a curve of the breakdown."""
    words: Words = {}
    values = result.values["value"].tolist()
    for row in result.curves.to_dict("records"):
        number = next(place for place, value in enumerate(values) if _same(value, row["value"]))
        name = value_name(values[number], result.params)
        words["value", number, int(row["period_no"])] = _cell_words(result, name, row)
    cell, returned = _pick(_("Group"), words, "cohort_value", _("Click a point above, or choose a group here"))
    if cell is None:
        return None
    value = values[cell[1]]
    return result.segment(
        value=None if _same(value, None) else value, is_rest=_same(value, None), period_no=cell[2], returned=returned
    )


def _same(one: object, other: object) -> bool:
    return (pd.isna(one) and pd.isna(other)) or one == other  # type: ignore[call-overload]


def pick_won(result: RetentionResult) -> Segment | None:
    """The people won in a festival, a campaign or a cohort."""
    words: Words = {
        ("won", row["key"]): say(
            _(
                "{name} · {returned:count} of {n:count} back within {days} days",
                name=row["name"],
                returned=whole(row["returned"]),
                n=whole(row["n"]),
                days=result.params.return_days,
            )
        )
        for row in result.won.iloc[::-1].to_dict("records")
    }
    cell, returned = _pick(_("Won in"), words, "cohort_won", _("Click a point above, or choose here"))
    return result.segment(won=cell[1], returned=returned) if cell else None


def _pick(label: Text, words: Words, key: str, hint: Text) -> tuple[tuple[Any, ...] | None, bool | None]:
    """A cell, and whether those who came back are meant, those who did not, or all."""
    cell = pick_one(label, words, key=key, hint=hint)
    if cell is None:
        return None, None
    return cell, _IS_RETURNED[choose(_("Who"), _WHO, key=f"{key}_who")]


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
            "value": [say(value_name(None if pd.isna(value) else value, result.params)) for value in rows["value"]],
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
