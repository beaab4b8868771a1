"""What can be chosen on the behaviour page, its tables and the picker of people."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.behaviour import BehaviourParams, BehaviourResult
from insight.analysis.behaviour.words import (
    DIMENSIONS,
    LEVEL_WORDS,
    WEEKDAYS,
    article_name,
    part_name,
    said_of_festival,
)
from insight.calendar.festival_days import FESTIVALS
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit.cells import pick_people as pick_cell_people
from insight.ui.kit.choices import choose_or_none
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.parameters import pick

_OFFERED = 2
"""Festivals of a higher rank move no sales to speak of."""


def pick_days() -> dict[str, Any]:
    """The period and the pause that ends a visit, as fields of BehaviourParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        days = pick(BehaviourParams, "days", key="behaviour_days")
        minutes = pick(BehaviourParams, "session_minutes", key="session_minutes", width=260)
        goal = st.text_input(
            say(_("Goal of a visit (an event)")), value="", key="behaviour_goal", bind="query-params", width=220
        )
        around = choose_or_none(
            _("Compare with the same days of last year around"),
            {key: say(festival.name) for key, festival in FESTIVALS.items() if festival.rank <= _OFFERED},
            key="behaviour_around",
            hint=say(_("no festival: with the days before")),
            width=300,
        )
    return {"days": days, "session_minutes": minutes, "goal": goal or None, "around": around}


def pick_people(result: BehaviourResult) -> Segment | None:
    """The people of a day, a part, a search word or a page."""
    hint = _("Click a day, or choose people here")
    return pick_cell_people(result, _("Whose list"), key="behaviour_people", hint=hint)


def _part(row: dict[Any, Any]) -> str:
    return say(_("{dimension}: {part}", dimension=DIMENSIONS[row["dimension"]], part=part_name(str(row["part"]))))


def show_parts(result: BehaviourResult) -> None:
    """Devices, channels, new and returning: how many, and how many visits convert."""
    rows = result.parts.to_dict("records")
    st.dataframe(_rated(_("Who and on what"), [_part(row) for row in rows], result.parts), hide_index=True)


def show_words(result: BehaviourResult) -> None:
    """Search words with how many visits went on to the goal."""
    if result.words.empty:
        st.caption(say(_("No event states what was searched for.")))
        return
    table = _rated(_("Searched for"), list(result.words["keyword"]), result.words)
    table[say(_("Without the goal"))] = [_share(rate) for rate in result.words["no_goal_rate"]]
    table[say(_("Found nothing"))] = [_share(rate) for rate in result.words["no_result_rate"]]
    st.dataframe(table, hide_index=True)
    if not result.words["answered"].sum():
        st.caption(say(_("No event states how much a search found (such as result_count).")))


def show_reading(result: BehaviourResult) -> None:
    """Articles with who opened, read and forwarded them, and readers by how keen they are."""
    if result.articles.empty:
        st.caption(say(_("No event speaks of articles: import what was opened and forwarded (WeCom: 互动雷达).")))
        return
    levels, table = result.levels, result.articles
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Interest")): [say(LEVEL_WORDS[level]) for level in levels["level"]],
                say(_("Number of people")): levels["customers"],
                say(_("Articles opened")): levels["opens"],
                say(_("Have ordered since")): [_share(rate) for rate in levels["rate"]],
            }
        ),
        hide_index=True,
    )
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Article")): [say(article_name(str(article))) for article in table["article"]],
                say(_("Number of people")): table["customers"],
                say(_("Times opened")): table["opens"],
                say(_("Read for a minute or longer")): [_share(rate) for rate in table["read_rate"]],
                say(_("Seconds open, median")): ["–" if pd.isna(one) else f"{one:,.0f}" for one in table["median_s"]],
                say(_("Forwarded it")): [_share(rate) for rate in table["forward_rate"]],
            }
        ),
        hide_index=True,
    )


def show_clicks(result: BehaviourResult) -> None:
    """Where people clicked, of whom it was shown to."""
    if result.clicks.empty:
        st.caption(say(_("No event speaks of clicks.")))
        return
    table = result.clicks
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Clicked at")): [say(article_name(str(place))) for place in table["place"]],
                say(_("Number of people")): table["customers"],
                say(_("Clicks")): table["clicks"],
                say(_("Shown to")): table["seen"],
                say(_("Click rate")): [_share(rate) for rate in table["rate"]],
            }
        ),
        hide_index=True,
    )


def show_pages(result: BehaviourResult) -> None:
    """Pages by how many visits end there without the goal."""
    table = result.pages
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Page")): table["page"],
                say(_("Number of people")): table["customers"],
                say(_("Visits")): table["sessions"],
                say(_("Ended here without the goal")): table["exits"],
                say(_("Share")): [_share(share) for share in table["exit_rate"]],
            }
        ),
        hide_index=True,
    )


def show_hours(result: BehaviourResult) -> None:
    """Visitors by weekday and hour."""
    wide = result.hours.pivot(index="weekday", columns="hour", values="customers").reindex(range(1, 8))
    wide.columns = [f"{int(hour)}:00" for hour in wide.columns]
    wide.index = pd.Index([say(name) for name in WEEKDAYS])
    st.dataframe(wide, placeholder="–")


def show_changes(result: BehaviourResult) -> None:
    """What each part adds to the change of the rate since the period before; those of a dimension add up to it."""
    said = [plain(say(said_of_festival(one))) for one in result.across()]
    if said:
        st.warning("  \n".join(said), icon=":material/celebration:")
    rows = result.changes.to_dict("records")
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Who and on what")): [_part(row) for row in rows],
                say(_("Step rate before")): [_share(row["rate_before"]) for row in rows],
                say(_("Step rate")): [_share(row["rate"]) for row in rows],
                say(_("By other shares of visits")): [_points(row["mix_effect"]) for row in rows],
                say(_("By another rate")): [_points(row["rate_effect"]) for row in rows],
                say(_("Together")): [_points(row["effect"]) for row in rows],
            }
        ),
        hide_index=True,
    )


def _rated(title: Text, names: list[str], table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say(title): names,
            say(_("Number of people")): table["customers"],
            say(_("Visits")): table["sessions"],
            say(_("Visits with the goal")): table["goals"],
            say(_("Step rate")): [_share(rate) for rate in table["rate"]],
        }
    )


def _share(rate: float) -> str:
    return "–" if pd.isna(rate) else shown(float(rate), "percent")


def _points(effect: float) -> str:
    return "–" if pd.isna(effect) else f"{100 * effect:+.2f}"
