"""What is known of people: each trait with its source, its age and its reach, and the groups of one."""

import streamlit as st

from insight.analysis.traits import TraitsParams, TraitsResult, traits
from insight.i18n import Text, _
from insight.schema.traits import DIMENSIONS
from insight.segments import Segment
from insight.ui.kit.cache import analyse
from insight.ui.kit.cells import pick_people
from insight.ui.kit.findings import show_verdict
from insight.ui.kit.language import say
from insight.ui.kit.scope import as_of, currency
from insight.ui.kit.table import show_table
from insight.ui.people.bar import segment_bar
from insight.ui.traits.sources import sources_said
from insight.warehouse import DuckWarehouse

_LABELS: dict[str, Text] = {str(name): label for name, label in DIMENSIONS.items()}


def show_traits(warehouse: DuckWarehouse) -> None:
    """The table of traits, then the groups of the chosen one with their people."""
    first = analyse(traits, warehouse, TraitsParams(as_of=as_of(warehouse), currency=currency(warehouse)))
    show_verdict(first.findings()[:1], key="traits_verdict")
    rows = first.traits
    show_table(
        rows,
        TraitsResult.COLUMNS["traits"],
        {
            "label": _("Trait"),
            "dimension": _("Dimension"),
            "customers": _("Number of people"),
            "share": _("Share"),
            "source": _("Source"),
            "newest": _("Newest fact"),
        },
        words={
            "label": [say(label) for label in rows["label"]],
            "dimension": [say(_LABELS[name]) for name in rows["dimension"]],
            "source": sources_said(rows["source"]),
        },
    )
    names = {str(row["trait"]): say(row["label"]) for row in rows.to_dict("records")}
    chosen = st.selectbox(
        say(_("Groups of a trait")),
        list(names),
        index=list(names).index(first.trait) if first.trait in names else 0,
        format_func=lambda name: names.get(name, str(name)),
        key="trait",
    )
    params = TraitsParams(as_of=as_of(warehouse), currency=currency(warehouse), trait=chosen)
    result = analyse(traits, warehouse, params)
    segment_bar(warehouse, lambda: _pick(result), key="trait_group")


def _pick(result: TraitsResult) -> Segment | None:
    return pick_people(result, _("Group"), key="trait_group", hint=_("Choose a group"))
