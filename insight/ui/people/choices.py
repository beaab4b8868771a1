"""What is decided before a list leaves: purpose, form of the contacts, control group, columns."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import streamlit as st

from insight.analysis.traits import trait_titles
from insight.errors import ParameterError
from insight.export import DEFAULT_CONTROL_SHARE, EDIT_COLUMNS, MOST_CONTROL, PRESETS, ListChoices, PresetName, labels
from insight.govern import PURPOSES, Purpose, is_contact, stated
from insight.i18n import Text, _
from insight.ui.kit.cache import analyse, of_data
from insight.ui.kit.language import plain, say
from insight.ui.kit.parameters import pick
from insight.ui.kit.who import pick_who
from insight.warehouse import DuckWarehouse

Contacts = Literal["full", "masked"]
"""How phones and e-mails stand on a list."""

_FORMS: Mapping[Contacts, Text] = {"full": _("Full numbers"), "masked": _("Masked")}
_DEFAULT = ListChoices()


def pick_list_choices(warehouse: DuckWarehouse, key: str, currency: str) -> tuple[ListChoices, Contacts | None] | None:
    """The choices for a list, and in which form contacts leave (None: not said yet); None, with the reason on the page,
    where the choices do not fit together."""
    purpose = _purpose(key)
    contacts = _contacts(purpose, key)
    basis = _basis(warehouse, purpose, key)
    with st.expander(say(_("Control group, columns, notes, who was contacted lately")), type="compact"):
        share, seed, window_days = _control(key)
        preset, columns = _columns(warehouse, key, currency)
        for_notes = st.toggle(
            say(_("Empty columns for notes and new tags")),
            key=f"notes_{key}",
            help=say(_("Staff write into them; upload the file on the page Exports & consent to take them back.")),
        )
        touch_days = _touch_days(purpose, key)
        pick_who(key)
    try:
        choices = ListChoices(
            purpose=purpose,
            basis=basis,
            preset=preset,
            columns=columns,
            unmasked=contacts == "full",
            control_share=share,
            seed=seed,
            touch_days=touch_days,
            window_days=window_days,
            for_notes=for_notes,
        )
    except ParameterError as error:
        st.error(plain(say(error.hint)), icon=":material/block:")
        return None
    return choices, contacts


def _purpose(key: str) -> Purpose:
    names = {purpose: say(words.label) for purpose, words in PURPOSES.items()}
    chosen: Purpose = st.segmented_control(
        say(_("What is the list for?")),
        list(names),
        format_func=lambda purpose: names[purpose],
        default="analysis",
        required=True,
        key=f"purpose_{key}",
        width="stretch",
    )
    st.caption(say(PURPOSES[chosen].meaning))
    return chosen


def _contacts(purpose: Purpose, key: str) -> Contacts | None:
    """Masked where nobody is contacted; else asked for, so that no list for contacting is masked by accident."""
    if not is_contact(purpose):
        return "masked"
    names = {form: say(words) for form, words in _FORMS.items()}
    chosen: Contacts | None = st.segmented_control(
        say(_("Phones and e-mails")),
        list(names),
        format_func=lambda form: names[form],
        key=f"contacts_{key}",
        width="stretch",
    )
    if chosen is None:
        st.caption(say(_("Choose one: full numbers to contact people, masked ones to look at only.")))
    return chosen


def _basis(warehouse: DuckWarehouse, purpose: Purpose, key: str) -> str | None:
    """Only where nobody was ever asked: what entitles us to contact people all the same."""
    if not is_contact(purpose) or _was_asked(warehouse, purpose):
        return None
    st.warning(
        say(
            _(
                "Nobody in this workspace has ever said yes or no to “{purpose}”, so nobody may be contacted for it. "
                "Import the register of consents, or declare a basis below.",
                purpose=PURPOSES[purpose].label,
            )
        ),
        icon=":material/privacy_tip:",
    )
    text = st.text_area(
        say(_("Declare a basis")),
        key=f"basis_{key}",
        max_chars=500,
        placeholder=say(_("For example: membership agreement V2, paragraph 4, accepted on joining")),
        help=say(
            _(
                "What entitles you, and where it can be seen. It goes into the export log and onto the passport, and "
                "admits only people who never said anything: never somebody who said no."
            )
        ),
    )
    return text.strip() or None


def _was_asked(warehouse: DuckWarehouse, purpose: Purpose) -> bool:
    return analyse(stated, warehouse, dt.date.today() + dt.timedelta(days=1))[purpose].people > 0


def _columns(warehouse: DuckWarehouse, key: str, currency: str) -> tuple[PresetName, tuple[str, ...]]:
    names = {name: say(preset.label) for name, preset in PRESETS.items()}
    preset: PresetName = st.selectbox(
        say(_("Columns")),
        list(names),
        format_func=lambda name: names[name],
        key=f"preset_{key}",
        filter_mode=None,
    )
    if preset != "own":
        return preset, ()
    offered = of_data(trait_titles, warehouse) | labels(currency)
    known = {name: say(label) for name, label in offered.items() if name not in EDIT_COLUMNS}
    chosen = st.multiselect(
        say(_("Which columns")),
        list(known),
        default=["customer_id", "name", "phone"],
        format_func=lambda name: known.get(name, str(name)),
        key=f"columns_{key}",
    )
    return preset, tuple(chosen)


def _touch_days(purpose: Purpose, key: str) -> int:
    if not is_contact(purpose):
        return _DEFAULT.touch_days
    days: int = pick(ListChoices, "touch_days", key=f"touch_days_{key}", width="stretch", in_address=False)
    return days


def _control(key: str) -> tuple[float | None, int, int]:
    """The share that is held back (None: nobody), the seed of the draw, and for how long orders will be counted."""
    wanted = st.toggle(
        say(_("Hold back a control group")),
        key=f"control_{key}",
        help=say(
            _(
                "Some people, drawn at random within each RFM group, are not contacted. Comparing both arms later "
                "shows what the contact did; without them nobody can know."
            )
        ),
    )
    if not wanted:
        return None, _DEFAULT.seed, _DEFAULT.window_days
    with st.container(horizontal=True):
        percent = st.number_input(
            say(_("Share held back (%)")),
            1,
            round(MOST_CONTROL * 100),
            value=round(DEFAULT_CONTROL_SHARE * 100),
            key=f"share_{key}",
        )
        seed = pick(ListChoices, "seed", key=f"seed_{key}", width="stretch", in_address=False)
        window_days = pick(ListChoices, "window_days", key=f"window_{key}", width="stretch", in_address=False)
    return percent / 100, seed, window_days
