"""The pickers of people and the tables of the retention page."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.retention import RetentionResult
from insight.analysis.retention.params import Average
from insight.analysis.retention.words import in_period, value_name
from insight.calendar.periods import period_name
from insight.charts.retention.matrix import AVERAGE, COHORTS_SHOWN
from insight.govern.small_cells import whole
from insight.i18n import Money, Text, _
from insight.segments import Segment
from insight.ui.kit.choices import choose
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.picture import pick_one

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
    with st.expander(say(_("Averages as a table")), icon=":material/table_rows:"):
        st.dataframe(_averages(result), hide_index=True, placeholder="–")
    with st.expander(say(_("Cohorts as a table")), icon=":material/table_rows:"):
        st.dataframe(_matrix(result), hide_index=True, placeholder="–")
    with st.expander(say(_("Festivals, campaigns and cohorts compared")), icon=":material/table_rows:"):
        st.dataframe(_won(result), hide_index=True, placeholder="–")
    if len(result.curves):
        with st.expander(say(_("Groups compared")), icon=":material/table_rows:"):
            st.dataframe(_groups(result), hide_index=True, placeholder="–")


def _averages(result: RetentionResult) -> pd.DataFrame:
    rows = result.average
    return pd.DataFrame(
        {
            say(_("Period")): [say(in_period(result.params, int(number))) for number in rows["period_no"]],
            say(_("Cohorts")): rows["cohorts"],
            say(_("People who entered")): rows["n"],
            say(_("People back")): rows["returned"],
            say(_("Pooled average")): _percents(rows["rate"]),
            say(_("95 % interval")): _intervals(rows),
            say(_("Simple average")): _percents(rows["simple_rate"]),
        }
    )


def _matrix(result: RetentionResult) -> pd.DataFrame:
    rows = result.matrix.iloc[::-1]
    return pd.DataFrame(
        {
            say(_("Cohort")): [say(period_name(day, result.params.period)) for day in rows["cohort"]],
            say(_("Period")): [say(in_period(result.params, int(number))) for number in rows["period_no"]],
            say(_("People who entered")): rows["n"],
            say(_("People back")): rows["returned"],
            say(_("Rate")): _percents(rows["rate"]),
            say(_("95 % interval")): _intervals(rows),
            say(_("Orders placed")): rows["orders"],
            say(_("Money")): [
                shown(None if pd.isna(amount) else Money(float(amount), result.params.currency), "money")
                for amount in rows["net_amount"]
            ],
            say(_("Over on")): [shown(day, "day") for day in rows["completes_on"]],
            say(_("Is over")): rows["is_complete"],
        }
    )


def _won(result: RetentionResult) -> pd.DataFrame:
    rows = result.won.iloc[::-1]
    return pd.DataFrame(
        {
            say(_("Won in")): [say(name) for name in rows["name"]],
            say(_("From")): [shown(day, "day") for day in rows["starts_on"]],
            say(_("To")): [shown(day - dt.timedelta(days=1), "day") for day in rows["ends_on"]],
            say(_("People who entered")): rows["n"],
            say(_("People back")): rows["returned"],
            say(_("Rate")): _percents(rows["rate"]),
            say(_("95 % interval")): _intervals(rows),
            say(_("Won on other days")): _percents(rows["others_rate"]),
            **_verdict(rows),
        }
    )


def _groups(result: RetentionResult) -> pd.DataFrame:
    rows = result.curves
    return pd.DataFrame(
        {
            say(_("Group")): [say(value_name(_or_none(value), result.params)) for value in rows["value"]],
            say(_("Period")): [say(in_period(result.params, int(number))) for number in rows["period_no"]],
            say(_("People who entered")): rows["n"],
            say(_("People back")): rows["returned"],
            say(_("Rate")): _percents(rows["rate"]),
            say(_("95 % interval")): _intervals(rows),
            say(_("All people of the same cohorts")): _percents(rows["expected_rate"]),
            **_verdict(rows),
        }
    )


def _verdict(rows: pd.DataFrame) -> dict[str, list[str]]:
    """Whether a difference can be seen, in words, and the corrected p-value."""
    said = [_or_verdict(row) for row in rows[["p_value", "differs"]].to_dict("records")]
    return {
        say(_("Difference")): [say(word) for word in said],
        say(_("p (Holm)")): ["–" if pd.isna(p) else f"{p:.3f}" if p >= 0.001 else "< 0.001" for p in rows["p_value"]],
    }


def _or_verdict(row: dict[Any, Any]) -> Text:
    if pd.isna(row["p_value"]):
        return _("not compared")
    return _("differs") if row["differs"] else _("no difference can be seen")


def _percents(rates: "pd.Series[float]") -> list[str]:
    return [shown(_or_none(rate), "percent") for rate in rates]


def _intervals(rows: pd.DataFrame) -> list[str]:
    low_high: Callable[[Any, Any], str] = lambda low, high: (  # noqa: E731
        "–" if pd.isna(low) or pd.isna(high) else f"{shown(low, 'percent')} – {shown(high, 'percent')}"
    )
    return [low_high(low, high) for low, high in zip(rows["low"], rows["high"], strict=True)]


def _or_none(value: Any) -> Any:
    return None if pd.isna(value) else value
