"""What channels bring, who is behind each number, and how it was computed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.channels import findings as sentences
from insight.analysis.channels import sources as origins
from insight.analysis.channels import statements as sql
from insight.analysis.channels.cells import cells
from insight.analysis.channels.method import DEFINITION, LIMITS
from insight.analysis.channels.params import ChannelsParams
from insight.analysis.channels.tables import COLUMNS as _COLUMNS
from insight.analysis.channels.words import RULES, SOURCES, STATES, channel_name
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelsResult:
    """One source a person, by the rule; `leaving`: the events that mean leaving, "" where there are none.

    `totals`: people, sourced, unknown. `channels`: channel, kind (contact or platform: by what most of its people are
    known); won, by_other (the rule not chosen), credited (any source up to the first order) and linear (an equal part
    of a person to each of them); traced (can be followed to orders); old_7, old_30, old_90 (old enough), kept_7,
    kept_30, kept_90, asked (won before any order), ordered, watched (leaving would be known), left, paid (won while a
    campaign with a cost ran), valued (old_90 without whoever paid in another currency only); for kept_7, kept_30,
    kept_90, ordered, left: _rate, _low, _high, _rest (of the other channels of its kind), _p (corrected), _certain;
    net_mean, net_low, net_high, net_rest, net_p, net_certain: money of 180 days a person; cost, cost_per_person,
    payback_days (nan: not within 180 days, or no cost known). `overlap`: channel, other, customers, reach, share.
    `sources`: source, entries, named, dated, customers.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: ChannelsParams
    leaving: str
    totals: Mapping[str, int]
    channels: pd.DataFrame
    overlap: pd.DataFrame
    sources: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the most useful first."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        channel: str | None = None,
        state: str | None = None,
        other: str | None = None,
        source: str | None = None,
    ) -> Segment:
        """The people of a channel (None: of all) whom a number counts: `state` is a column of `channels`, or first,
        last, credited of a channel, or unknown without one. `other`: whom that channel knows too; with the channel
        itself: all whom it knows. `source`: whom a kind of rows names.

        Raises ParameterError for a cell that does not exist.
        """
        chosen = {"channel": channel, "state": state, "other": other, "source": source}
        cell = {name: value for name, value in chosen.items() if value is not None}
        for name in ("channel", "other"):
            if name in cell and cell[name] not in set(self.channels["channel"]) | set(self.overlap["channel"]):
                raise ParameterError(name, cell[name], _("a channel of the table"))
        statement, more, who = self._cell(channel, state, other, source)
        return Segment(
            sentence=_("{who}, as of {as_of:last_day}", who=who, as_of=self.params.as_of),
            statement=statement,
            values=self.values() | {"channel": None, "state": None} | more,
            as_of=self.params.as_of,
            analysis="channels",
            parameters=asdict(self.params) | cell,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=LIMITS,
            statements=(sql.COUNTED, origins.CREDITED, origins.OVERLAP, sql.PAYBACK),
            values=self.values(),
        )

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return values_of(self.params, [event for event in self.leaving.split(", ") if event])

    def _cell(
        self, channel: str | None, state: str | None, other: str | None, source: str | None
    ) -> tuple[str, dict[str, Any], Text]:
        if source is not None:
            return self._of_source(source, alone=(channel, state, other) == (None, None, None))
        if other is not None:
            if channel is None or state is not None:
                raise ParameterError("other", other, _("two channels, and no state"))
            who = _("People known to both {one} and {other}", one=channel_name(channel), other=channel_name(other))
            return origins.BOTH, {"channel": channel, "other": other}, who
        if state == "unknown" and channel is None:
            return origins.UNKNOWN, {}, _("People of whom nothing says where they came from")
        named = _("All channels") if channel is None else channel_name(channel)
        if state is not None and state in RULES and channel is not None:
            return origins.BY_RULE[state], {"channel": channel}, _("{name}: {what}", name=named, what=RULES[state])
        chosen = state or "won"
        if chosen not in STATES:
            raise ParameterError("state", state, _("one of {names}", names=", ".join([*STATES, *RULES, "unknown"])))
        who = _("{name}: {what}", name=named, what=STATES[chosen])
        return sql.MEMBERS, {"channel": channel, "state": chosen}, who

    def _of_source(self, source: str, *, alone: bool) -> tuple[str, dict[str, Any], Text]:
        if source not in SOURCES or not alone:
            raise ParameterError("source", source, _("one of {names}", names=", ".join(SOURCES)))
        return origins.OF_SOURCE, {"place": list(SOURCES).index(source) + 1}, SOURCES[source]


def values_of(params: ChannelsParams, leaving: Sequence[str]) -> dict[str, Any]:
    """What the statements are bound to."""
    return {
        "as_of": params.as_of,
        "currency": params.currency,
        "rule": params.rule,
        "leaving": list(leaving),
    }
