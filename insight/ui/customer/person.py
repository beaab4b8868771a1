"""Who the person is: header, numbers, fields and identifiers with their sources."""

import datetime as dt

import pandas as pd
import streamlit as st

from insight.analysis.customer import CustomerParams, CustomerResult, customer_segment
from insight.analysis.rfm import GROUPS
from insight.errors import ParameterError
from insight.export import open_contacts
from insight.govern import WAYS, Purpose, purpose_label
from insight.i18n import Money, Text, _
from insight.schema import TABLES
from insight.ui.customer.words import KINDS
from insight.ui.kit import state
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.names import source_in_words, sources_in_words
from insight.ui.kit.role import asker
from insight.warehouse import DuckWarehouse

_JOINING: dict[str, Text] = {
    "joins": _("yes"),
    "hub": _("no: a hub, shared by too many"),
    "receiver": _("no: goods were only sent there"),
    "decided": _("no: cut by a decision"),
}


_OPENED = "contacts opened"


def pick_unmasked(warehouse: DuckWarehouse, params: CustomerParams) -> bool:
    """Whether the contacts of this person are shown in full: for a purpose, and once that stands in the export log."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="unmask"):
        wanted = st.toggle(
            say(_("Unmasked contacts")),
            key="unmasked_customer",
            help=say(_("Phones and e-mails of this person in full. The export log says who saw them, and for what.")),
        )
        if not wanted:
            return False
        purpose: Purpose = st.selectbox(
            say(_("For what?")),
            WAYS["person"].purposes,
            format_func=lambda name: say(purpose_label(name)),
            key="unmasked_for",
            width=260,
        )
    opened = (warehouse.workspace, params.customer_id, purpose)
    if opened not in state.recall(_OPENED, ()):
        person = customer_segment(params)
        now = dt.datetime.now()
        try:
            open_contacts(warehouse, person, purpose, asker(), currency=params.currency, at=now)
        except ParameterError as error:
            st.error(plain(say(error.hint)), icon=":material/block:")
            return False
        state.remember(_OPENED, (*state.recall(_OPENED, ()), opened))
    return True


def show_header(result: CustomerResult) -> None:
    """The name, and how to recognise and reach the person."""
    name = result.field("name") or result.field("nickname") or result.params.customer_id
    parts = [
        result.field("nickname"),
        result.field("phone") or result.field("phone_masked"),
        result.field("email"),
        " ".join(part for part in (result.field("province"), result.field("city")) if part),
        result.field("tier"),
        result.params.customer_id,
    ]
    st.subheader(plain(name), anchor=False)
    st.markdown(" · ".join(plain(part) for part in dict.fromkeys(parts) if part and part != name))


def show_totals(result: CustomerResult) -> None:
    """The few numbers that say what kind of customer this is."""
    money = result.params.currency
    with st.container(horizontal=True, key="totals"):
        _total(_("Valid orders"), shown(result.orders, "count"), _elsewhere(result))
        _total(
            _("Revenue"),
            shown(Money(result.net_amount, money), "money"),
            _("in {currency:currency}, after refunds", currency=money),
        )
        _total(_("Days since the last order"), shown(result.recency_days, "count"), _last(result))
        _total(
            _("Usual gap between orders"),
            shown(result.average_gap_days, ".0f"),
            _("days, from {n:count} gap", "days, from {n:count} gaps", n=max(result.orders - 1, 0)),
        )
        _total(_("RFM"), _scores(result), _groups(result))


def _total(label: Text, value: str, below: Text) -> None:
    st.metric(
        say(label),
        value,
        delta=say(below),
        delta_color="off",
        delta_arrow="off",
        border=True,
        width="stretch",
        height="stretch",
    )


def _elsewhere(result: CustomerResult) -> Text:
    if result.orders_elsewhere:
        return _("and {n:count} in other currencies", n=result.orders_elsewhere)
    return _("before {as_of:day}", as_of=result.params.as_of)


def _last(result: CustomerResult) -> Text:
    if result.last_ordered_at is None:
        return _("no order that counts")
    return _("on {day:day}", day=result.last_ordered_at.date())


def _scores(result: CustomerResult) -> str:
    return "–" if result.r is None else f"R{result.r} F{result.f} M{result.m}"


def _groups(result: CustomerResult) -> Text:
    if result.eight is None or result.eleven is None:
        return _("no score without an order")
    return _("{one} · {other}", one=GROUPS[result.eleven].label, other=GROUPS[result.eight].label)


def show_identifiers(result: CustomerResult) -> None:
    """What joins the rows of this person, and which sources say so."""
    grouped = result.identifiers.groupby(["kind", "value", "joining"], sort=False, as_index=False).agg(
        sources=("source_system", ", ".join)
    )
    if grouped.empty:
        st.caption(say(_("None: the person is known from one row that names nobody else.")))
        return
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Kind")): [say(KINDS[kind]) for kind in grouped["kind"]],
                say(_("Identifier")): grouped["value"],
                say(_("Sources")): [sources_in_words(codes, ", ") for codes in grouped["sources"]],
                say(_("Joins people")): [say(_JOINING[joining]) for joining in grouped["joining"]],
            }
        ),
        hide_index=True,
        alt=say(_("Identifiers, and who uses them")),
    )


def show_fields(result: CustomerResult) -> None:
    """Every field that is known, with the source that says so."""
    labels = TABLES["customers"]
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Field")): [say(labels[field].label) for field in result.fields["field"]],
                say(_("Value")): result.fields["value"],
                say(_("Source")): [source_in_words(code) for code in result.fields["source_system"]],
                say(_("Name of the file")): result.fields["source_file"],
            }
        ),
        hide_index=True,
        placeholder="–",
    )
