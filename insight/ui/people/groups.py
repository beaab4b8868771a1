"""Every group of people that can be asked about, by its code, and what it is called."""

from insight.analysis.personas import kept_personas, offered_groups
from insight.audience import saved_segments
from insight.audience.tagging import all_tags
from insight.i18n import _
from insight.ui.kit.language import say
from insight.warehouse import DuckWarehouse


def all_groups(warehouse: DuckWarehouse) -> dict[str, str]:
    """Kept personas first, then groups that are always there, saved segments and tags."""
    kept = {each.code: say(_("Persona: {name}", name=each.name)) for each in kept_personas(warehouse)}
    segments = {
        f"segment:{each.segment_id}": say(_("Segment: {name}", name=each.name)) for each in saved_segments(warehouse)
    }
    active = [each for each in all_tags(warehouse) if each.state == "active"]
    tags = {f"tag:{each.code}": say(_("Tag: {name}", name=each.name)) for each in active}
    return kept | {code: say(name) for code, name in offered_groups(warehouse).items()} | segments | tags
