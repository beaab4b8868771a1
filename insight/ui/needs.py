"""Which exports would fill a page that has nothing to show."""

from insight.ingest.recognise.template import load_templates
from insight.ui import state

_SHOWN = 12


def fills(tables: tuple[str, ...]) -> list[str]:
    """Titles of the known exports that fill any of the tables, verified ones first."""
    found = [template for template in load_templates() if not template.refuse and set(tables) & set(template.tables)]
    found.sort(key=lambda template: (template.evidence != "verified", template.id))
    return [template.title(state.language()) for template in found[:_SHOWN]]
