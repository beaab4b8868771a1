"""The sentences worth saying: the first as the verdict of the page, all of them on request."""

from collections.abc import Mapping, Sequence

import streamlit as st

from insight.i18n import Text, _
from insight.results import Finding, Level
from insight.ui.kit import asked, state
from insight.ui.kit.language import plain, say, shown

_DETAILS = "details"
_VERDICT = 2
_LEVELS: Mapping[Level, tuple[Text, str]] = {
    "sure": (_("reliable"), "green"),
    "few": (_("few cases"), "orange"),
    "rough": (_("a rough guide"), "orange"),
    "chance": (_("no difference to be seen"), "gray"),
}
"""What everybody reads of a level, and its colour."""


def show_verdict(findings: Sequence[Finding], key: str = "verdict") -> None:
    """The first one or two sentences, large; what does not rest on enough says so."""
    if not findings:
        return
    with st.container(gap="xsmall", key=key):
        for finding in findings[:_VERDICT]:
            note = "" if finding.level == "sure" else f" {badge(finding)}"
            st.markdown(f"{plain(say(finding.text))}{note}")


def show_findings(findings: Sequence[Finding], key: str = "findings") -> None:
    """Every sentence with its level and a way to its people; the statistics behind them under one switch."""
    if not findings:
        return
    with st.container(gap="small", key=key):
        for number, finding in enumerate(findings):
            _show_line(finding, key=f"{key}_{number}")
        st.toggle(say(_("Statistical details")), key=_DETAILS, persist_state="session")


def _show_line(finding: Finding, *, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        line = f"{badge(finding)} {plain(say(finding.text))}"
        if state.recall(_DETAILS):
            line += f"  \n:gray[{_details(finding)}]"
        st.markdown(line, width="stretch")
        if finding.cell is not None:
            st.button(say(_("See these people")), key=f"see_{key}", type="tertiary", on_click=asked.ask, args=(key,))


def badge(finding: Finding) -> str:
    """How far a sentence can be relied on, in a word that everybody understands."""
    words, colour = _LEVELS[finding.level]
    return f":{colour}-badge[{say(words)}]"


def _details(finding: Finding) -> str:
    base = f"n = {shown(finding.n, 'count')}"
    if finding.low is not None and finding.high is not None:
        base = say(_("{base}, 95 %: {low:percent} – {high:percent}", base=base, low=finding.low, high=finding.high))
    if finding.level in ("few", "chance"):
        base = say(_("{base}, may be due to chance", base=base))
    return base
