"""Which exports would fill a page that has nothing to show."""

from insight.ingest.recognise import load_templates
from insight.ui.kit import state

_SHOWN = 18


def fills(tables: tuple[str, ...]) -> list[str]:
    """Titles of the known exports that fill any of the tables: verified and home ones first."""
    at_home = "CNY" if state.language() == "zh_CN" else "USD"
    found = [template for template in load_templates() if not template.refuse and set(tables) & set(template.tables)]
    found.sort(key=lambda one: (one.evidence != "verified", one.currency != at_home, one.id))
    return [template.title(state.language()) for template in found[:_SHOWN]]
