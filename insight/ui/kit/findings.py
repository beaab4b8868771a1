"""The sentences worth saying, before any picture."""

from collections.abc import Sequence

import streamlit as st

from insight.analysis.finding import Finding
from insight.i18n import _
from insight.ui.kit.language import plain, say, shown

_FIRST = 4


def show_findings(findings: Sequence[Finding], key: str = "findings") -> None:
    """Each finding as one line with its n; the first few at once, the rest on request. A page's second box has a `key`
    of its own."""
    if not findings:
        return
    with st.container(border=True, gap="xsmall", key=key):
        _lines(findings[:_FIRST])
        if len(findings) > _FIRST:
            with st.expander(say(_("{n} more findings", n=len(findings) - _FIRST)), type="compact"):
                _lines(findings[_FIRST:])


def _lines(findings: Sequence[Finding]) -> None:
    st.markdown("\n".join(f"- {_line(finding)}" for finding in findings))


def _line(finding: Finding) -> str:
    sentence = plain(say(finding.text))
    base = f"n = {shown(finding.n, 'count')}"
    if finding.low is not None and finding.high is not None:
        base = say(_("{base}, 95 %: {low:percent} – {high:percent}", base=base, low=finding.low, high=finding.high))
    if not finding.certain:
        base = say(_("{base}, may be due to chance", base=base))
    return f"{sentence} :gray[{base}]"
