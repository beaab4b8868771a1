"""The tables of the judge page: comparisons with their reasons, checks, and how alike both sides were."""

import pandas as pd
import streamlit as st

from insight.analysis.judge import JudgeResult, group_words
from insight.analysis.judge.checks import TRAITS, WAYS
from insight.analysis.judge.scores import trait_words
from insight.charts.judge.forest import comparisons_picture, groups_picture
from insight.i18n import Text, _
from insight.ui.judge.controls import pick_group
from insight.ui.kit import state
from insight.ui.kit.findings import badge
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import intervals, show_table
from insight.ui.people.bar import segment_bar
from insight.warehouse import DuckWarehouse

_STATES: dict[str, Text] = {
    "decides": _("the verdict stands on it"),
    "stands": _("for comparison"),
    "failed": _("not used: a check failed"),
    "impossible": _("not possible"),
}
_OUTCOMES: dict[str, Text] = {"people": _("Buyers"), "orders": _("Orders"), "money": _("Money")}


def show_comparisons(result: JudgeResult) -> None:
    """The comparisons as a picture, as a table, and what the campaign brought by the one that decides."""
    show_picture(comparisons_picture(result, state.language()), key="comparisons")
    rows = result.comparisons
    show_table(
        rows,
        result.COLUMNS["comparisons"],
        {
            "way": _("Comparison"),
            "state": _("Use"),
            "customers": _("Contacted"),
            "others": _("People compared with"),
            "rate": _("Bought"),
            "other_rate": _("Of the others"),
            "between": _("Difference, from – to"),
            "why_not": _("Why not"),
        },
        words={
            "way": [say(WAYS[way]) for way in rows["way"]],
            "state": [say(_STATES[one]) for one in rows["state"]],
            "between": intervals(rows["low"], rows["high"]),
            "why_not": [say(why) if isinstance(why, Text) else "" for why in rows["why_not"]],
        },
    )
    _show_effects(result)


def _show_effects(result: JudgeResult) -> None:
    rows = result.effects[result.effects["value"].notna()]
    if rows.empty or result.way is None:
        return
    st.markdown(f"##### {say(_('What it brought in all'))}")
    show_table(
        rows,
        result.COLUMNS["effects"],
        {
            "outcome": _("What"),
            "value": _("Best guess"),
            "between": _("From – to"),
            "smallest_seen": _("Smallest that could be seen"),
        },
        words={
            "outcome": [say(_OUTCOMES[one]) for one in rows["outcome"]],
            "value": [shown(value, "count") for value in rows["value"]],
            "between": [
                f"{shown(low, 'count')} – {shown(high, 'count')}"
                for low, high in zip(rows["low"], rows["high"], strict=True)
            ],
            "smallest_seen": [shown(value, "count") for value in rows["smallest_seen"]],
        },
    )


def show_checks(result: JudgeResult) -> None:
    """What was checked before anything was believed, and how alike both sides were."""
    rows = result.checks
    show_table(
        rows,
        result.COLUMNS["checks"],
        {"way": _("Comparison"), "held": _("Holds"), "said": _("What was found")},
        words={
            "way": [say(WAYS[way]) for way in rows["way"]],
            "held": [say(_("yes") if passed else _("no")) for passed in rows["passed"]],
            "said": [say(said) for said in rows["said"]],
        },
    )
    balance = result.balance
    st.markdown(f"##### {say(_('How alike both sides were before the start'))}")
    show_table(
        balance,
        result.COLUMNS["balance"],
        {
            "trait": _("Before the start"),
            "mean": _("Contacted"),
            "other_mean": _("The others"),
            "apart": _("Apart (standard deviations)"),
            "alike_mean": _("People alike"),
            "apart_alike": _("Apart then"),
        },
        words={"trait": [say(TRAITS[trait]).capitalize() for trait in balance["trait"]]}
        | {
            name: [_number(value) for value in balance[name]]
            for name in ("mean", "other_mean", "alike_mean", "apart", "apart_alike")
        },
    )

    _show_known_before(result)


def _show_known_before(result: JudgeResult) -> None:
    """Everything known before the start: how far apart both sides were, and are once people alike are compared."""
    rows = result.known_before
    if rows.empty:
        return
    st.markdown(f"##### {say(_('Everything known before the start, in standard deviations'))}")
    show_table(
        rows,
        result.COLUMNS["known_before"],
        {
            "trait": _("Before the start"),
            "apart": _("As they were"),
            "apart_exact": _("Among exact groups"),
            "apart_scores": _("As likely to be contacted"),
        },
        words={"trait": [say(trait_words(trait)) for trait in rows["trait"]]}
        | {name: [_number(value) for value in rows[name]] for name in ("apart", "apart_exact", "apart_scores")},
    )
    st.caption(say(_("Below 0.1 both sides are alike. The comparison that leaves less apart is the one that decides.")))


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.2f}"


def show_groups(warehouse: DuckWarehouse, result: JudgeResult) -> None:
    """Who responded most, and the people of each group."""
    if result.groups.empty:
        st.caption(say(_("No group has twenty people on each side.")))
        return
    for finding in result.findings():
        if finding.cell is not None and "asleep" in finding.cell:
            st.markdown(f"{badge(finding)} {plain(say(finding.text))}")
    show_picture(groups_picture(result, state.language()), key="responses", chooses="responders")
    segment_bar(warehouse, lambda: pick_group(result), key="responders")
    rows = result.groups
    show_table(
        rows,
        result.COLUMNS["groups"],
        {
            "group": _("Group"),
            "customers": _("Contacted"),
            "rate": _("Bought"),
            "others": _("People compared with"),
            "other_rate": _("Of the others"),
            "between": _("Difference, from – to"),
        },
        words={
            "group": [say(group_words(row)) for row in rows.to_dict("records")],  # type: ignore[arg-type]
            "between": intervals(rows["low"], rows["high"]),
        },
    )
