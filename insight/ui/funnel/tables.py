"""The cards and tables of the funnel page."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.funnel import FunnelResult
from insight.analysis.funnel.durations import span
from insight.charts.funnel.bars import time_curve
from insight.i18n import Text, _
from insight.results import Finding
from insight.results.defined import defined
from insight.ui.kit import state
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.picture import show_picture


def show_cards(findings: list[Finding]) -> None:
    """What else is worth saying, beside the picture."""
    for finding in findings:
        with st.container(border=True):
            st.markdown(plain(say(finding.text)))


def show_steps(result: FunnelResult) -> None:
    """The steps with their rates, intervals and times."""
    rows = result.steps
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Step")): [say(result.label(int(number))) for number in rows["step_no"]],
                say(_("Came to it")): rows["customers"],
                say(_("Went on")): rows["converted"],
                say(_("Still has time")): rows["open"],
                say(_("Lost")): rows["lost"],
                say(_("Step rate")): [shown(defined(rate), "percent") for rate in rows["rate"]],
                say(_("95 % from")): [shown(defined(low), "percent") for low in rows["low"]],
                say(_("to")): [shown(defined(high), "percent") for high in rows["high"]],
                say(_("Half take")): [_span(seconds) for seconds in rows["median_s"]],
                say(_("Three quarters within")): [_span(seconds) for seconds in rows["p75_s"]],
                say(_("Nine tenths within")): [_span(seconds) for seconds in rows["p90_s"]],
            }
        ),
        hide_index=True,
    )


def show_times(result: FunnelResult) -> None:
    """How long a step takes."""
    numbers = sorted(result.times["step_no"].unique())
    if not numbers:
        st.caption(say(_("No step has a time: choose two steps in an order.")))
        return
    number = st.selectbox(
        say(_("Step")), numbers, format_func=lambda one: say(result.label(int(one))), key="funnel_time_step", width=260
    )
    if number is not None:
        show_picture(time_curve(result, int(number), state.language()), key="funnel_times")


def show_groups(result: FunnelResult) -> None:
    """Groups side by side, what the best one would mean for all, and the period before."""
    if result.groups.empty and result.periods.empty:
        st.caption(say(_("Choose what to split by, or a first day and the period before to compare with.")))
        return
    if len(result.groups):
        rows = result.groups[result.groups["step_no"] > 1]
        st.dataframe(_group_table(result, rows), hide_index=True)
    for row in result.what_if.to_dict("records"):
        if row["more_at_the_end"] == row["more_at_the_end"]:
            st.markdown(f"- {plain(say(_what_if(result, row)))}")
    if len(result.periods):
        rows = result.periods[result.periods["step_no"] > 1]
        st.dataframe(
            pd.DataFrame(
                {
                    say(_("Step")): [say(result.label(int(number))) for number in rows["step_no"]],
                    say(_("Step rate before")): [shown(defined(rate), "percent") for rate in rows["rate_before"]],
                    say(_("Step rate")): [shown(defined(rate), "percent") for rate in rows["rate"]],
                    say(_("Difference")): [_chance(is_certain) for is_certain in rows["certain"]],
                }
            ),
            hide_index=True,
        )


def _group_table(result: FunnelResult, rows: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            say(_("Group")): [say(result.group_name(str(group))) for group in rows["group"]],
            say(_("Step")): [say(result.label(int(number))) for number in rows["step_no"]],
            say(_("Came to it")): rows["customers"],
            say(_("Went on")): rows["converted"],
            say(_("Still has time")): rows["open"],
            say(_("Lost")): rows["lost"],
            say(_("Step rate")): [shown(defined(rate), "percent") for rate in rows["rate"]],
        }
    )
    if result.told is None or result.told.is_lasting:
        table[say(_("Against all others"))] = [_chance(is_certain) for is_certain in rows["certain"]]
    return table


def _what_if(result: FunnelResult, row: dict[Any, Any]) -> Text:
    return _(
        "{step}: if all went on as often as {group} ({rate:percent}), {more:count} more would, and {end:count} more "
        "would come to the end",
        step=result.label(int(row["step_no"])),
        group=result.group_name(str(row["best_group"])),
        rate=row["best_rate"],
        more=row["more"],
        end=row["more_at_the_end"],
    )


def _chance(is_certain: bool) -> str:
    return say(_("reliable") if is_certain else _("no difference to be seen"))


def _span(seconds: float) -> str:
    return "–" if pd.isna(seconds) else say(span(seconds))
