"""What the clusters page is put together from: keeping and naming groups, tables, who moved."""

import datetime as dt

import streamlit as st

from insight.analysis.clusters import (
    ClustersResult,
    call_clusters,
    find_clustering,
    forget_clustering,
    keep_clustering,
    reasons,
)
from insight.charts.clusters.number import cluster_map, number_curve
from insight.charts.clusters.profile import in_units
from insight.i18n import _
from insight.results import MoreColumns
from insight.ui.clusters.controls import KEPT_NEXT
from insight.ui.kit import state
from insight.ui.kit.doing import do_and_redraw
from insight.ui.kit.language import say
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import show_table
from insight.ui.kit.who import who
from insight.warehouse import DuckWarehouse


def show_keeping(warehouse: DuckWarehouse, result: ClustersResult) -> None:
    """Keep groups that are new; give kept ones names of one's own, or forget them."""
    if result.params.model is not None:
        _change(warehouse, result, result.params.model)
    elif not result.clusters.empty:
        _keep(warehouse, result)


def _keep(warehouse: DuckWarehouse, result: ClustersResult) -> None:
    with st.form("keep groups", border=False):
        st.caption(say(_("Kept groups keep their names and their meaning: people move between them, they stay.")))
        name = st.text_input(say(_("Name of these groups")), max_chars=80, key="groups_name", width=320)
        wanted = st.form_submit_button(say(_("Keep these groups")), type="primary")
    if wanted:
        given = {"as_of": result.params.as_of, "currency": result.params.currency, "at": _now(), "by": who()}

        def keep() -> None:
            kept = keep_clustering(warehouse, name or "", result.model, **given)  # type: ignore[arg-type]
            state.remember(KEPT_NEXT, kept.clustering_id)

        do_and_redraw(keep)


def _change(warehouse: DuckWarehouse, result: ClustersResult, number: int) -> None:
    kept = find_clustering(warehouse, number)
    with st.form("name groups", border=False):
        written = {
            cluster: st.text_input(
                say(_("Name of group {number}", number=cluster)),
                value=each.written or "",
                placeholder=say(result.name(cluster)),
                max_chars=80,
                key=f"group_name_{number}_{cluster}",
            )
            for cluster, each in enumerate(kept.model.names, 1)
        }
        wanted = st.form_submit_button(say(_("Give these names")), type="primary")
    if wanted:
        texts = {cluster: text or "" for cluster, text in written.items()}
        do_and_redraw(lambda: call_clusters(warehouse, number, texts, at=_now(), by=who()))
    if st.button(say(_("Forget these groups")), icon=":material/delete:", key="forget_groups"):
        do_and_redraw(lambda: forget_clustering(warehouse, number, _now()))


def group_names(warehouse: DuckWarehouse, result: ClustersResult) -> MoreColumns:
    """The column of a list that says in which group each person is."""
    return reasons(warehouse, result, result.segment(cluster=int(result.clusters["cluster"].iloc[0])), state.language())


def show_number(result: ClustersResult) -> None:
    """How the number of groups was chosen."""
    if result.curve.empty:
        st.caption(say(_("These groups are kept: their number was chosen when they were found.")))
    else:
        show_picture(number_curve(result, state.language()), key="number_curve")


def show_map(result: ClustersResult) -> None:
    """Where people and groups lie."""
    if not result.map.empty:
        show_picture(cluster_map(result, state.language()), key="cluster_map", chooses="group")


def show_tables(result: ClustersResult) -> None:
    """Sizes, and the profile in the units of the traits."""
    rows = result.clusters
    show_table(
        rows,
        result.COLUMNS["clusters"],
        {
            "name": _("Group"),
            "customers": _("How many people"),
            "share": _("Share of people"),
            "net_amount": _("Net amount so far"),
            "net_amount_share": _("Share of revenue"),
            "separation": _("Apart from the nearest group (−1 to 1)"),
        },
        words={"name": [say(result.name(int(cluster))) for cluster in rows["cluster"]]},
        currency=result.params.currency,
    )
    profile = result.profile
    triples = list(zip(profile["trait"], profile["value"], strict=True))
    show_table(
        profile,
        result.COLUMNS["profile"],
        {
            "cluster": _("Group"),
            "trait": _("Trait"),
            "mean": _("Average of the group"),
            "base_mean": _("Everybody"),
            "difference": _("Standard deviations"),
            "n": _("People with a value"),
        },
        words={
            "cluster": [say(result.name(int(cluster))) for cluster in profile["cluster"]],
            "trait": [
                say(result.traits[trait].label) + (f": {value}" if isinstance(value, str) else "")
                for trait, value in triples
            ],
            "mean": [
                say(in_units(result, trait, _value(value), mean))
                for (trait, value), mean in zip(triples, profile["mean"], strict=True)
            ],
            "base_mean": [
                say(in_units(result, trait, _value(value), mean))
                for (trait, value), mean in zip(triples, profile["base_mean"], strict=True)
            ],
        },
    )


def _value(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)
