"""The traits and tags of one person, each with where it comes from."""

import streamlit as st

from insight.analysis.traits import TraitsParams
from insight.analysis.traits.person import PersonParams, traits_of
from insight.audience.tagging import TAG_DIMENSIONS
from insight.audience.tagging.person import TaggedParams, tags_of
from insight.i18n import Text, _
from insight.results import Frame, declare
from insight.schema.traits import DIMENSIONS
from insight.ui.kit.cache import analyse
from insight.ui.kit.language import say
from insight.ui.kit.scope import as_of, currency
from insight.ui.kit.table import show_table
from insight.ui.traits.sources import sources_said
from insight.warehouse import DuckWarehouse

_TRAITS: dict[str, Text] = {str(name): label for name, label in DIMENSIONS.items()}
_TAGS: dict[str, Text] = {str(name): label for name, label in TAG_DIMENSIONS.items()}
_PLAIN = Frame(columns=(*declare("text", "source"), *declare("day", "newest")))


def show_person_traits(warehouse: DuckWarehouse, customer_id: str) -> None:
    """First the tags with their evidence, then every known trait with source and date."""
    day, money = as_of(warehouse), currency(warehouse)
    tags = analyse(tags_of, warehouse, TaggedParams(customer_id=customer_id, as_of=day))
    st.markdown(f"##### {say(_('Tags'))}")
    show_table(
        tags,
        _PLAIN,
        {"name": _("Tag"), "dimension": _("Dimension"), "evidence": _("What speaks for it")},
        words={
            "name": [say(name) for name in tags["name"]],
            "dimension": [say(_TAGS[name]) for name in tags["dimension"]],
            "evidence": [say(text) for text in tags["evidence"]],
        },
    )
    everybody = TraitsParams(as_of=day, currency=money)
    rows = analyse(traits_of, warehouse, PersonParams(customer_id=customer_id, everybody=everybody))
    st.markdown(f"##### {say(_('Traits'))}")
    show_table(
        rows,
        _PLAIN,
        {
            "label": _("Trait"),
            "value": _("Value"),
            "dimension": _("Dimension"),
            "source": _("Source"),
            "newest": _("Newest fact"),
        },
        words={
            "label": [say(label) for label in rows["label"]],
            "value": [say(value) for value in rows["value"]],
            "dimension": [say(_TRAITS[name]) for name in rows["dimension"]],
            "source": sources_said(rows["source"]),
        },
    )
