"""The few things about the look that the theme file cannot say."""

import streamlit as st

_STYLE = """
<style>
.stApp { font-variant-numeric: tabular-nums; }
.stMainBlockContainer { max-width: 1240px; }
.stMainBlockContainer h1 { line-height: 1.3; letter-spacing: 0; text-wrap: balance; padding-bottom: 0; }
.stMainBlockContainer h5 { line-height: 1.45; padding-bottom: 0; }
[data-testid="stMetricLabel"] p { white-space: normal; }
[data-testid="stMetricDelta"] { padding-inline: 0; background: none; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
  .stMainBlockContainer h1 { font-size: 1.35rem; }
}
</style>
"""


def apply_look() -> None:
    """Write the stylesheet into the page."""
    st.html(_STYLE)
