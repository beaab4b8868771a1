"""The few things about the look that the theme file cannot say."""

from pathlib import Path

import streamlit as st

from insight.i18n import Language, _

_ICON = str(Path(__file__).with_name("icon.svg"))

_STYLE = """
<style>
.stApp { font-variant-numeric: tabular-nums; }
[data-testid="stHeader"] { background: none; pointer-events: none; }
[data-testid="stHeader"] * { pointer-events: auto; }
.stMainBlockContainer { max-width: 1240px; padding: 1.1rem 2.5rem 3rem; }
.stMainBlockContainer h1 { line-height: 1.3; letter-spacing: 0; text-wrap: balance; padding: 0 2.5rem 0 0; }
[data-testid="stSidebarContent"] { display: flex; flex-direction: column; }
[data-testid="stSidebarHeader"] { height: 3.2rem; margin-bottom: 0; padding-bottom: 0; }
[data-testid="stSidebarUserContent"] { order: 1; padding: 0.1rem 0 0.6rem; }
[data-testid="stSidebarNav"] { order: 2; }
[data-testid="stSidebarNavSeparator"] { display: none; }
@media (min-width: 641px) {
  [data-testid="stSidebarNav"] { --line: 1.62rem; }
  [data-testid="stSidebarNavLinkContainer"] { margin-block: 0; }
  [data-testid="stSidebarNavLink"] { min-height: var(--line); height: var(--line); padding-block: 0; margin-block: 0; }
}
.st-key-at_hand button { justify-content: flex-start; text-align: left; height: auto; padding: 0.4rem 0.6rem; }
.st-key-at_hand button p { font-size: 0.85rem; line-height: 1.45; }
[data-testid="stDialog"] [role="dialog"] > div { padding-top: 0.6rem; }
[class*="st-key-drawer_"] { gap: 0.7rem; }
[class*="st-key-drawer_"] h5 { font-size: 1rem; padding: 0.3rem 0 0; }
[class*="st-key-reach_"] [data-testid="stMetric"] { min-width: 0; }
[class*="st-key-reach_"] [data-testid="stMetricValue"] { font-size: 1.15rem; }
[class*="st-key-reach_"] [data-testid="stMetricLabel"] { min-height: 0; }
[class*="st-key-under_"] { flex-wrap: nowrap; }
.stApp [data-testid="stCaptionContainer"], .stApp [data-testid="stExpander"] summary { opacity: 0.74; }
.st-key-totals > div { flex: 1 1 calc(33.3% - 1rem); }
.stMainBlockContainer h5 { line-height: 1.45; padding-bottom: 0; }
.st-key-tiles > div { flex: 1 1 9rem; min-width: 0; }
[class*="st-key-tile_"] { position: relative; padding: 0.7rem 0.9rem; }
[class*="st-key-tile_"] .stMarkdown p, [class*="st-key-thing_"] p { font-size: 0.86rem; line-height: 1.5; }
[class*="st-key-thing_"] { padding: 0.7rem 0.9rem; }
[class*="st-key-tile_"] [data-testid="stMetric"] { min-width: 0; }
[class*="st-key-tile_"] [data-testid="stMetricValue"] { font-size: 1.5rem; }
[data-testid^="stBaseButton-primary"]:not(:disabled) * { color: light-dark(#FFFFFF, #13161B); }
[class*="st-key-tile_"]:is(:hover, :focus-within) { border-color: var(--st-primary-color, #2F6FB7); }
[class*="st-key-see_tile_"], [class*="st-key-see_tile_"] :is(div, button) {
  position: absolute; inset: 0; width: 100%; height: 100%; min-height: 0; color: transparent !important;
}
.st-key-verdict p { font-size: 1.12rem; line-height: 1.5; }
[data-testid="stMetricLabel"] p { white-space: normal; }
[data-testid="stMetric"] { min-width: 9.2rem; }
[data-testid="stMetricValue"] { line-height: 1.5; }
[data-testid="stMetricDelta"] { padding-inline: 0; background: none; }
[data-testid="stMetricDelta"] div { white-space: normal; overflow: visible; }
.legend { display: flex; flex-wrap: wrap; gap: 0.15rem 1.1rem; font-size: 0.85rem; }
.legend i { display: inline-block; width: 0.75rem; height: 0.75rem; margin-right: 0.4rem; border-radius: 2px; }
.stPlotlyChart .modebar { background: none !important; }
.stPlotlyChart :is(.xtick, .ytick) text, .stPlotlyChart :is(.xtitle, .ytitle, .legendtext) {
  fill: currentColor !important; fill-opacity: 0.78 !important;
}
.stPlotlyChart :is(.xtick, .ytick) tspan[style*="fill"] { fill-opacity: 1; }
.stPlotlyChart :is(.bartext, .textpoint text):not(
  [style*="fill: rgb(255, 255, 255)"], [style*="fill: rgb(26, 26, 26)"]) {
  fill: currentColor !important; fill-opacity: 1 !important;
}
.stPlotlyChart .annotation-text[style*="fill: rgb(43, 49, 59)"] { fill: currentColor !important; }
.stPlotlyChart .sankey .node-label { fill: currentColor !important; text-shadow: none !important; }
@media (max-width: 640px) {
  [class*="st-key-wide_"] { overflow-x: auto; }
  [class*="st-key-wide_"] > div { min-width: 760px; }
  .stButtonGroup > div { flex-wrap: wrap; row-gap: 0.3rem; }
  [data-testid="stFileUploaderDropzone"], [data-testid="stFileUploaderDropzone"] > * {
    flex-wrap: wrap; max-width: 100%;
  }
  [data-testid="stFileUploaderDropzoneInstructions"], [data-testid="stFileUploaderDropzoneInstructions"] * {
    white-space: normal; overflow: visible; flex-shrink: 1; min-width: 0;
  }
  .stMainBlockContainer { padding: 3.2rem 1rem 3rem; }
  .stMainBlockContainer h1 { font-size: 1.35rem; padding: 0; }
  .st-key-totals > div { flex: 1 1 calc(50% - 1rem); min-width: 0; }
  [data-testid="stMetric"] { min-width: 0; }
}
</style>
"""

_UPLOADER = """
<style>
[data-testid="stFileUploaderDropzone"] button p,
[data-testid="stFileUploaderDropzoneInstructions"] span { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button p::after { content: "%s"; font-size: 0.95rem; }
[data-testid="stFileUploaderDropzoneInstructions"] span::after { content: "%s"; font-size: 0.85rem; }
</style>
"""
"""The two texts of the upload box, which Streamlit has in English only."""

_SCHEME = "<style>:root { color-scheme: %s; }</style>"
"""Drawers stand beside the app in the document: what depends on the theme in them asks the document for it."""

_CHOOSE = _("Choose files, or drop them here")
_LIMIT = _("CSV, TSV, TXT, XLSX or XLS, also in a ZIP or GZ, up to 1 GB each")


_LOGO: dict[Language, str] = {
    "zh_CN": str(Path(__file__).with_name("logo_zh.svg")),
    "en": str(Path(__file__).with_name("logo_en.svg")),
}


def apply_look(language: Language) -> None:
    """Name, mark and width of the page, and its stylesheet; nothing is fetched from elsewhere."""
    st.set_page_config(
        page_title="Insight Desk",
        page_icon=_ICON,
        layout="wide",
        menu_items={"About": "**Insight Desk · 用户洞察台**"},
    )
    st.logo(_LOGO[language], size="large", icon_image=_ICON)
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(_STYLE + _SCHEME % scheme + _UPLOADER % (_CHOOSE.render(language), _LIMIT.render(language)))
