"""What can be chosen on the channels page, and the picker of people."""

from collections.abc import Mapping

import streamlit as st

from insight.analysis.channels import ChannelsParams, ChannelsResult
from insight.analysis.channels.params import RULES, Rule
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cells import pick_people as pick_cell_people
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick

_DAYS: Mapping[str, Text] = {"90": _("90 days"), "30": _("30 days"), "7": _("7 days")}


def pick_rule() -> Rule:
    """Which of several sources stands for a person."""
    rule: Rule = pick(ChannelsParams, "rule", key="channel_rule")
    return rule


def pick_days() -> int:
    """After how many days it is asked who came again."""
    return int(choose(_("Kept after"), _DAYS, key="channel_days"))


def choices_in_words() -> str:
    """The rule and the days in force, in one line."""
    rule: Rule = at_hand(ChannelsParams, "rule", key="channel_rule")
    days = state.recall("channel_days") or "90"
    return say(_("{rule} · kept after {days}", rule=RULES[rule], days=_DAYS[days]))


def pick_people(result: ChannelsResult) -> Segment | None:
    """The people of a channel whom a number counts."""
    return pick_cell_people(result, _("Whose list"), key="channel_people", hint=_("Click a bar, or choose people here"))


def show_rule_note() -> None:
    """That no rule is the truth."""
    st.caption(
        say(
            _(
                "None of the three is the truth about what made somebody come. Where they differ much, decide nothing "
                "by one of them."
            )
        )
    )
