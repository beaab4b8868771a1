"""What campaigns came to, who is behind each number, and how it was computed."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.campaigns import findings as sentences
from insight.analysis.campaigns.bound import bound
from insight.analysis.campaigns.cells import cells
from insight.analysis.campaigns.params import CampaignsParams
from insight.analysis.campaigns.personas import OfPersonas
from insight.analysis.campaigns.statements import BY_GROUP, COUNTED, COUPONS, CROWDED, IN_GROUP, IN_STATE, PRESSED
from insight.analysis.campaigns.tables import COLUMNS as _COLUMNS
from insight.analysis.campaigns.words import STATES, group_words
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

_OF_GROUPS = ("treated", "opened", "clicked", "bought")

_DEFINITION = (
    _(
        "A person counts once a campaign, however many messages it sent. Contacted: on the list and not held back. "
        "Arrived, opened, clicked: as the export of contacts says; what it does not say is not guessed."
    ),
    _(
        "Bought: an order in the currency chosen within the days chosen from the start of the campaign. Many would "
        "have bought anyhow; the campaign judge says how many."
    ),
    _("Asked not to be contacted again: a refusal or withdrawal of consent that is dated within these days."),
    _("Contact pressure: the most messages that a person got within any span of the days of the cap."),
    _("Coupons: those issued within these days to people contacted, and of them those redeemed."),
    _("What a campaign is about is guessed from words of its name."),
)
_LIMITS = (
    _("Contacts that name nobody known are counted by themselves and are in no other number."),
    _("An opened text message cannot be seen, and some mail programs open by themselves."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignsResult:
    """`contacted` people in all, `over_cap` of them more often than the cap allows; `groups` are those of `chosen`.

    `campaigns`, the newest first: campaign_id, name, channel, starts_at, ends_at, cost, unknown (contacts that name
    nobody known), treated, control, delivered, failed, opened, clicked, bought, unsubscribed (people), orders,
    net_amount, control_bought, theme (guessed), is_over (its days), rate of buyers with low and high.
    `pressure`: contacts (the last: or more), customers, is_last, is_over. `groups`: kind (rfm, persona, tier, tag),
    group, customers, opened, clicked, bought, rate, low, high. `channels`, `themes`: kind, campaigns, treated, opened,
    clicked, bought and their shares. `coupons`: campaign_id, issued, redeemed, customers, redeemers, face_value.
    `rewards`: face_value (of a coupon of the last year), issued, redeemed, customers, redeemers, rate, low, high.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar = ("personas",)

    params: CampaignsParams
    chosen: str
    contacted: int
    over_cap: int
    campaigns: pd.DataFrame
    pressure: pd.DataFrame
    groups: pd.DataFrame
    channels: pd.DataFrame
    themes: pd.DataFrame
    coupons: pd.DataFrame
    rewards: pd.DataFrame
    personas: OfPersonas

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the most useful first."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        campaign: str | None = None,
        state: str | None = None,
        kind: str | None = None,
        group: str | None = None,
        contacts: int | None = None,
        over_cap: bool | None = None,
    ) -> Segment:
        """Who of a campaign got as far as a `state`, in one `group` of a `kind` or in all; or who was contacted so
        many times within the days of the cap (`contacts`; the last row: or more), or too often (`over_cap`).

        Raises ParameterError for a cell that does not exist.
        """
        if contacts is not None or over_cap is not None:
            return self._crowded(contacts, over_cap)
        names = dict(zip(self.campaigns["campaign_id"], self.campaigns["name"], strict=True))
        campaign, state = campaign or self.chosen, state or "treated"
        if campaign not in names:
            raise ParameterError("campaign", campaign, _("one of {names}", names=", ".join(names)))
        allowed = STATES if kind is None else _OF_GROUPS
        if state not in allowed:
            raise ParameterError("state", state, _("one of {names}", names=", ".join(allowed)))
        sentence = _("{campaign}: {who}", campaign=names[campaign], who=STATES[state])
        cell: dict[str, Any] = {"campaign": campaign, "state": state}
        if kind is not None:
            row = self._group(kind, group)
            if kind == "persona" and campaign != self.chosen:
                raise ParameterError("campaign", campaign, _("the campaign whose groups are shown, for a persona"))
            sentence = _("{who} · {trait}", who=sentence, trait=group_words(row))
            cell |= {"kind": kind, "group": group}
        start = self.campaigns.loc[self.campaigns["campaign_id"] == campaign, "starts_at"].iloc[0].date()
        values = (
            bound(self.params, campaign, start) | self.personas.values | {"state": state, "kind": kind, "group": group}
        )
        return self._segment(sentence, IN_STATE if kind is None else IN_GROUP, values, cell)

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*_DEFINITION, *ORDER_TRUTH),
            limits=_LIMITS,
            statements=(COUNTED, PRESSED, BY_GROUP, COUPONS, IN_STATE),
            values=asdict(self.params),
        )

    def _group(self, kind: str, group: str | None) -> dict[str, Any]:
        rows = self.groups[(self.groups["kind"] == kind) & (self.groups["group"] == group)].to_dict("records")
        if not rows:
            raise ParameterError("group", group or "–", _("a group that the result names"))
        return {str(name): value for name, value in rows[0].items()}

    def _crowded(self, contacts: int | None, over_cap: bool | None) -> Segment:
        most = int(self.pressure["contacts"].max())
        if (contacts is None) == (not over_cap):
            raise ParameterError("contacts", contacts, _("either a number of contacts or over_cap"))
        least = self.params.cap + 1 if contacts is None else contacts
        if not 1 <= least <= most:
            raise ParameterError(
                "contacts", least, _("a whole number from {least:count} to {most:count}", least=1, most=most)
            )
        is_open = contacts is None or contacts == most
        values = {"times": least, "days": self.params.cap_days}
        sentence = _("Contacted {times} times within {days} days", **values)
        if is_open:
            sentence = _("Contacted {times} times or more within {days} days", **values)
        limits = {"least_contacts": least, "most_contacts": 10**6 if is_open else least}
        cell = {"over_cap": True} if contacts is None else {"contacts": contacts}
        return self._segment(sentence, CROWDED, asdict(self.params) | limits, cell)

    def _segment(self, sentence: Text, statement: str, values: Mapping[str, Any], cell: Mapping[str, Any]) -> Segment:
        return Segment(
            sentence=sentence,
            statement=statement,
            values=values,
            as_of=self.params.as_of,
            analysis="campaigns",
            parameters=asdict(self.params) | dict(cell),
        )
