"""What is tested on the page: a campaign's versions, two lists, numbers typed in, or a test that is planned."""

import datetime as dt
from string import ascii_uppercase
from typing import Any, Literal

import streamlit as st

from insight.analysis.ab_test import (
    MEASURES,
    SHARES,
    AbTestParams,
    AbTestResult,
    Measure,
    lists_at_hand,
    versioned_campaigns,
)
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.ab_test.lists import take_lists
from insight.ui.kit import state
from insight.ui.kit.below import folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.cells import pick_people
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say
from insight.ui.kit.parameters import pick
from insight.warehouse import DuckWarehouse

Source = Literal["campaign", "lists", "numbers", "plan"]
SOURCE, _MEASURE, _CAMPAIGN, _LISTS, _DAYS = "tested", "test_by", "test_campaign", "test_lists", "test_days"
_SOURCES: dict[Source, Text] = {
    "campaign": _("Versions of a campaign"),
    "lists": _("Two lists or more"),
    "numbers": _("Numbers I have"),
    "plan": _("A test I plan"),
}
_USUAL_DAYS = 30
_TYPED = ((1000, 50), (1000, 65))


def pick_test(warehouse: DuckWarehouse, as_of: dt.date) -> dict[str, Any]:
    """Fields of AbTestParams. Where too few lists are chosen yet, the page says so and ends here."""
    source = choose(_("What is tested"), _sources(warehouse, as_of), key=SOURCE)
    if source == "campaign":
        with folded(_campaign_in_words(warehouse, as_of), key="test_filters"):
            return _campaign(warehouse, as_of)
    with st.container(border=True, key="test_filters"):
        asked = _lists(warehouse, as_of) if source == "lists" else _numbers() if source == "numbers" else _plan()
    if source == "lists" and not asked["lists"]:
        st.info(
            say(_("Bring or choose two lists, one for each version: the people of both are compared by their orders."))
        )
        st.stop()
    return asked


def _campaign_in_words(warehouse: DuckWarehouse, as_of: dt.date) -> str:
    names = _campaigns(warehouse, as_of)
    name = names.get(state.recall(_CAMPAIGN) or "", next(iter(names.values()), "–"))
    return say(_("{name} · orders of {days} days", name=name, days=state.recall(_DAYS) or _USUAL_DAYS))


def _campaigns(warehouse: DuckWarehouse, as_of: dt.date) -> dict[str, str]:
    found: dict[str, str] = analyse(versioned_campaigns, warehouse, as_of)
    return found


def _sources(warehouse: DuckWarehouse, as_of: dt.date) -> dict[Source, Text]:
    """A campaign first, where one has versions."""
    if _campaigns(warehouse, as_of):
        return _SOURCES
    return {source: _SOURCES[source] for source in ("plan", "lists", "numbers")}


def _campaign(warehouse: DuckWarehouse, as_of: dt.date) -> dict[str, Any]:
    names = _campaigns(warehouse, as_of)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.selectbox(
            say(_("Campaign")),
            list(names),
            format_func=lambda key: names.get(key, key),
            key=_CAMPAIGN,
            width=340,
            persist_state="session",
        )
        days = _pick_days()
        measure = choose(_("Compared by"), MEASURES, key=_MEASURE)
    shares = _pick_shares()
    return {"campaign": chosen, "days": days, "measure": measure, "shares": shares}


def _lists(warehouse: DuckWarehouse, as_of: dt.date) -> dict[str, Any]:
    take_lists(warehouse, _LISTS)
    rows = {str(row["key"]): row for row in lists_at_hand(warehouse)}
    names = {
        key: say(
            _("{name} · {n:count} people · {day:day}", name=row["name"], n=row["people"], day=row["taken_at"].date())
        )
        for key, row in rows.items()
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.multiselect(
            say(_("The lists, one for each version")),
            list(names),
            format_func=lambda key: names.get(key, key),
            key=_LISTS,
            placeholder=say(_("Choose two lists or more")),
            persist_state="session",
        )
        starts_on = st.date_input(
            say(_("Used on")),
            value=None,
            max_value=as_of,
            key="test_from",
            format="YYYY-MM-DD",
            width=170,
            help=say(_("The day on which the people of the lists were contacted: orders count from it.")),
        )
        days = _pick_days()
        measures: dict[Measure, Text] = {key: words for key, words in MEASURES.items() if key != "clicked"}
        measure = choose(_("Compared by"), measures, key=f"{_MEASURE}_lists")
    shares = _pick_shares()
    lists = tuple(chosen) if len(chosen) > 1 else ()
    return {"lists": lists, "starts_on": starts_on, "days": days, "measure": measure, "shares": shares}


def _pick_days() -> int:
    return int(pick(AbTestParams, "days", key=_DAYS, width=140))


def _pick_shares() -> tuple[float, ...]:
    """As many as are written; what is no number is left out, and then the test says what it needs."""
    written = st.text_input(
        say(_("Planned shares of the versions, if not equal")),
        key="test_shares",
        placeholder=say(_("for example 80, 20")),
        width=340,
    )
    numbers = [part for part in (written or "").replace("，", ",").replace("%", " ").replace(",", " ").split() if part]
    try:
        found = [float(part) for part in numbers]
    except ValueError:
        return ()
    total = sum(found)
    return tuple(number / total for number in found) if len(found) > 1 and total > 0 else ()


def _numbers() -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        measures: dict[Measure, Text] = {key: MEASURES[key] for key in ("people", "clicked", "money", "orders")}
        measure = choose(_("Compared by"), measures, key=f"{_MEASURE}_numbers")
        count = _pick_versions()
    is_share = measure in SHARES
    rows = [_typed_row(place, is_share=is_share) for place in range(count)]
    arms, sizes, first, second = zip(*rows, strict=True)
    shares = _pick_shares()
    typed: dict[str, Any] = {"successes": first} if is_share else {"means": first, "deviations": second}
    return {"arms": arms, "sizes": sizes, "measure": measure, "shares": shares} | typed


def _pick_versions() -> int:
    return int(pick(AbTestParams, "versions", key="test_versions", width=140, in_address=False))


def _typed_row(place: int, *, is_share: bool) -> tuple[str, int, Any, float | None]:
    letter = ascii_uppercase[place]
    size, success = _TYPED[min(place, 1)]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        name = st.text_input(say(_("Version")), value=letter, key=f"test_name_{letter}", width=140) or letter
        people = int(st.number_input(say(_("People")), 1, value=size, key=f"test_people_{letter}", width=160))
        if is_share:
            did = st.number_input(say(_("Of them did it")), 0, value=success, key=f"test_did_{letter}", width=160)
            return name, people, int(did), None
        mean = st.number_input(say(_("Mean of a person")), value=20.0, key=f"test_mean_{letter}", width=160)
        deviation = st.number_input(
            say(_("Standard deviation")), 0.0, value=40.0, key=f"test_deviation_{letter}", width=160
        )
    return name, people, float(mean), float(deviation)


def _plan() -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        measures: dict[Measure, Text] = {key: MEASURES[key] for key in ("people", "clicked", "money", "orders")}
        measure = choose(_("Compared by"), measures, key=f"{_MEASURE}_plan")
        versions = _pick_versions()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        planned = _usual(is_share=measure in SHARES)
        lift = st.number_input(
            say(_("Rise to be seen, %")), 1.0, 500.0, value=20.0, step=1.0, key="test_lift", width=180
        )
        people = st.number_input(
            say(_("People you have for each version")), 2, value=None, key="test_people", width=240, placeholder="–"
        )
    return planned | {
        "measure": measure,
        "versions": versions,
        "lift": float(lift) / 100,
        "people": None if people is None else int(people),
    }


def _usual(*, is_share: bool) -> dict[str, float]:
    """What is usual without any change."""
    if is_share:
        rate = st.number_input(say(_("Usual share, %")), 0.01, 99.0, value=5.0, step=0.5, key="test_usual", width=180)
        return {"baseline": float(rate) / 100}
    mean = st.number_input(say(_("Mean of a person")), 0.01, value=20.0, key="test_usual_mean", width=180)
    deviation = st.number_input(say(_("Standard deviation")), 0.01, value=40.0, key="test_usual_deviation", width=180)
    return {"baseline": float(mean), "deviation": float(deviation)}


def pick_arm(result: AbTestResult) -> Segment | None:
    """The people of a version, or those of them who bought or did not."""
    return pick_people(result, _("Whose list"), key="versions", hint=_("Click a point, or choose a version"))
