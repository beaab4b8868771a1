"""What a row of the sheet is, and which column says who, when, how much …: guesses filled in, each beside its cells."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from insight.i18n import Text, _
from insight.ingest import Draft
from insight.ingest.recognise.kinds import KINDS
from insight.ingest.roles import Role
from insight.ingest.trial import Trial
from insight.schema import TABLES, Kind
from insight.ui.kit.language import plain, say

Checks = dict[str, DeltaGenerator]

_FIRST = ("orders", "order_items", "customers", "events", "survey_responses")
_OTHER = "other"
_SAMPLES = 3
_LOOKED_THROUGH = 200
_LONGEST = 28

ROWS: dict[str, Text] = {
    "orders": _("an order"),
    "order_items": _("a line of an order"),
    "customers": _("a customer, or facts about one"),
    "events": _("something a person did"),
    "survey_responses": _("answers to a survey"),
    "feedback": _("a review, or what somebody said"),
    "points_ledger": _("a change of points"),
    "touches": _("a contact of a campaign"),
    "coupons": _("a coupon"),
    "consents": _("a yes or no to marketing"),
    "metric_daily": _("figures of a day"),
    "campaigns": _("a campaign"),
    "referrals": _("who brought whom"),
    "products": _("a product"),
    "market": _("a fact about a brand"),
    "regions": _("figures of a region"),
}
"""What a row is, in words that a person chooses from."""


def pick_kind(likely: Sequence[str], *, key: str) -> str:
    """What one row is; the likeliest kind is chosen. `likely`: all kinds, the likeliest first."""
    guess = likely[0]
    names = {kind: say(text) for kind, text in ROWS.items()} | {_OTHER: say(_("something else"))}
    first = list(_FIRST if guess in _FIRST else (guess, *_FIRST))
    chosen = st.segmented_control(
        say(_("What is one row of this table?")),
        [*first, _OTHER],
        default=guess,
        format_func=names.__getitem__,
        required=True,
        key=f"kind_{key}",
    )
    if chosen != _OTHER:
        return str(chosen)
    rest = [kind for kind in (*likely, *KINDS) if kind not in first]
    return str(
        st.selectbox(
            say(_("What else is it?")),
            list(dict.fromkeys(rest)),
            format_func=names.__getitem__,
            key=f"rest_{key}",
            width=320,
        )
    )


def pick_roles(draft: Draft, roles: Sequence[Role], *, key: str) -> tuple[dict[str, tuple[int, ...]], Checks]:
    """What the person says of the roles, only those that were changed; and the places for what is read from them."""
    said: dict[str, tuple[int, ...]] = {}
    checks: Checks = {}
    for role in roles:
        with st.container(key=f"line_{key}_{role.what}"):
            left, middle, right = st.columns([5, 5, 6], vertical_alignment="bottom")
            with left:
                places = _pick(draft, role, key=f"{key}_{role.what}")
            middle.caption(plain(" · ".join(_samples(draft, places[:1]))) or "–")
            checks[role.what] = right.empty()
        if places != role.places:
            said[role.what] = places
    return said, checks


def show_checks(draft: Draft, roles: Sequence[Role], tried: Trial | None, checks: Checks) -> None:
    """Beside each role how many cells of its column could be read; `tried` is None where that is not known yet."""
    for role in roles:
        if role.what in checks:
            checks[role.what].caption(_check(draft, role, tried))


def _pick(draft: Draft, role: Role, *, key: str) -> tuple[int, ...]:
    label = say(role.question) + (" *" if role.is_needed else "")
    places = [place for place, name in enumerate(draft.header) if name]
    if role.is_wide:
        chosen = st.multiselect(
            label,
            places,
            default=[at for at in role.places if at in places],
            format_func=_header(draft),
            key=f"role_{key}",
        )
        return tuple(chosen)
    index = places.index(role.places[0]) if role.places and role.places[0] in places else None
    one = st.selectbox(
        label,
        places,
        index=index,
        format_func=_header(draft),
        key=f"role_{key}",
        placeholder=say(_("no column says it")),
        filter_mode="contains",
    )
    return () if one is None else (int(one),)


class _header:  # noqa: N801 — used as a function
    """The header at a place, with its number where names repeat."""

    def __init__(self, draft: Draft) -> None:
        self.names = draft.header

    def __call__(self, place: int) -> str:
        name = self.names[place]
        return name if self.names.count(name) == 1 else f"{name} ({place + 1})"


def _samples(draft: Draft, places: tuple[int, ...]) -> list[str]:
    """The first different cells of a column."""
    if draft.table is None or not places:
        return []
    cells = draft.table.cells.column(str(places[0])).slice(0, _LOOKED_THROUGH).drop_null().to_pylist()
    return [cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}…" for cell in dict.fromkeys(cells)][:_SAMPLES]


def _check(draft: Draft, role: Role, tried: Trial | None) -> str:
    """How many cells of the column could be read as what it says."""
    places = role.places
    if role.is_wide:
        return plain(say(_("{n:count} columns", n=len(places))))
    if not places:
        return say(_("nothing says it")) if not role.is_needed else f":orange[{say(_('please choose a column'))}]"
    if tried is None or draft.table is None or role.column is None:
        return ""
    cells = draft.table.cells.column(str(places[0])).slice(0, tried.figures.rows).drop_null()
    filled = len(cells)
    unread = tried.unread(*role.column)
    if unread:
        row, cell = unread[0]
        sentence = _(
            "{reads:count} of {filled:count} cells can be read; row {row} holds “{cell}”",
            reads=filled - len(unread),
            filled=filled,
            row=row,
            cell=cell[:_LONGEST],
        )
        return f":orange[{plain(say(sentence))}]"
    if _tells_apart(*role.column):
        several = len(cells.unique())
        return plain(say(_("{filled:count} cells, {several:count} different", filled=filled, several=several)))
    return plain(say(_("all {filled:count} cells can be read", filled=filled)))


def _tells_apart(table: str, column: str) -> bool:
    if column not in TABLES[table].column_names:
        return False
    return TABLES[table][column].kind in (Kind.ID, Kind.PHONE, Kind.EMAIL, Kind.TEXT, Kind.STATUS)
