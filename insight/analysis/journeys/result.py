"""The channels that people met one after the other, who they are, and how it was computed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.journeys import findings as sentences
from insight.analysis.journeys import statements as sql
from insight.analysis.journeys.cells import cells
from insight.analysis.journeys.params import JourneysParams
from insight.analysis.journeys.tables import COLUMNS as _COLUMNS
from insight.analysis.journeys.words import PLACES, move_name, stop_name
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

_DEFINITION = (
    _(
        "A person meets a channel in a dated row that names it: an invitation, a click on a campaign, a customer or "
        "contact list, an event, an order. On the same moment they count in this order, then by name."
    ),
    _("A channel counts once, from the first time it was met; a journey is the channels in that order."),
    _(
        "A journey ends with the order that was chosen, the first or the latest; what came after it is left out. "
        "Whoever never ordered is still on the way."
    ),
    _("Only people who met more than one channel are shown: first, next, and where they ordered."),
    _("Channels of few people stand together as other channels, with their number."),
)
_LIMITS = (
    _("A channel that was met first did not make the order: this says who came along where, not what worked."),
    _("Rows without a day are left out: nobody knows what came before them."),
    _("Channels are called as the data call them: one that two exports write in two ways is two channels."),
    _("Dates without a time of day count from midnight, so before whatever has a time on that day."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneysResult:
    """Of `people` who met any channel on a known day, `several` met more than one up to the order; of these `tied` met
    the first two on the same moment. `undated`: people of whom a row names a channel without a day.

    `places`: place (0 met first, 1 met next, 2 ordered in), channel, customers, folded. `ways`: place, channel, next
    (in the place after), customers, here, share, low, high. `journeys`: first, next, order, customers, share (of
    `several`). `moves`, over the whole of journeys: channel, then (met directly after it), customers, here (who met
    `channel`), share, low, high, days (median between the two). "(other)", "(none)" no order yet, "(unnamed)" an order
    without a channel; a channel whose own name opens with a bracket has a second one.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: JourneysParams
    people: int
    several: int
    tied: int
    undated: int
    places: pd.DataFrame
    ways: pd.DataFrame
    journeys: pd.DataFrame
    moves: pd.DataFrame

    def findings(self) -> list[Finding]:
        """How many met several channels, the most common journey, where most begin and where most order."""
        return list(sentences.findings(self))

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        first: str | None = None,
        next: str | None = None,  # noqa: A002 - a keyword of the command line
        order: str | None = None,
        channel: str | None = None,
        then: str | None = None,
    ) -> Segment:
        """People of several channels, of any of the three places of a journey; with `channel` and `then` whoever met
        one directly after the other.

        Raises ParameterError for what is not there.
        """
        at = {"first": first, "next": next, "order": order}
        named = {name: value for name, value in at.items() if value is not None}
        move = {name: value for name, value in {"channel": channel, "then": then}.items() if value is not None}
        if move:
            _check_move(self.moves, move, alone=not named)
            statement, cell = sql.OF_MOVE, dict[str, str | None](move)
            who = _("People who met one after the other: {way}", way=move_name(move))
        else:
            _check(self.places, named)
            statement, cell, who = sql.OF_JOURNEY, at, _on_journey(named)
        return Segment(
            sentence=_("{who}, as of {as_of:last_day}", who=who, as_of=self.params.as_of),
            statement=statement,
            values=values_of(self.params) | cell,
            as_of=self.params.as_of,
            analysis="journeys",
            parameters=asdict(self.params) | named | move,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*_DEFINITION, *ORDER_TRUTH),
            limits=_LIMITS,
            statements=(sql.PLACED, sql.JOURNEYS, sql.MOVES),
            values=values_of(self.params),
        )


def values_of(params: JourneysParams) -> dict[str, Any]:
    """What the statements are bound to."""
    return {"as_of": params.as_of, "until": params.until, "kept": params.kept}


def _on_journey(named: dict[str, str]) -> Text:
    who = _("People who met more than one channel")
    for name, channel in named.items():
        who = _("{who} · {place}: {name}", who=who, place=PLACES[name], name=stop_name(channel))
    return who


def _check(places: pd.DataFrame, named: dict[str, str]) -> None:
    for name, channel in named.items():
        known = [str(one) for one in places["channel"][places["place"] == list(PLACES).index(name)]]
        if channel not in known:
            raise ParameterError(name, channel, _("one of {names}", names=", ".join(known)))


def _check_move(moves: pd.DataFrame, move: dict[str, str], *, alone: bool) -> None:
    if len(move) < 2 or not alone:
        raise ParameterError("channel", ", ".join(move.values()), _("a channel, and `then` the one met after it"))
    known = moves[(moves["channel"] == move["channel"]) & (moves["then"] == move["then"])]
    if known.empty:
        raise ParameterError("then", move["then"], _("a channel that was met after “{name}”", name=move["channel"]))
