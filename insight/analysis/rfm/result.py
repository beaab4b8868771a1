"""What RFM found, who is behind each number, and how it was computed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import ClassVar

import pandas as pd

from insight.analysis.known_people import NEVER_ORDERED
from insight.analysis.rfm import findings as sentences
from insight.analysis.rfm.cells import cells
from insight.analysis.rfm.params import RfmParams
from insight.analysis.rfm.statements import CELLS, LEFT_OUT, MEMBERS, PROSPECTS
from insight.analysis.rfm.tables import COLUMNS as _COLUMNS
from insight.analysis.rfm_core.definition import DEFINITION
from insight.analysis.rfm_core.names import EIGHT, ELEVEN, GROUPS
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmResult:
    """Counted in `params.currency`; net_amount in its units.

    `grid`: bins² rows, empty cells included: r, f, group (of the eleven), customers, share (of buyers), orders,
    net_amount, net_amount_share, median_net_amount, median_recency_days (both nan where nobody is), and people who can
    be reached: phone (whole, not shared by many), wecom, email, reachable (any of the three); consent: who agreed to be
    contacted for marketing, service or surveys, by their newest word before as_of.
    `cube`: bins³ rows: r, f, m, eight, eleven, customers, orders, net_amount.
    `groups`: all names of both schemes: scheme, group, label, definition, then as in `grid`; prospects have no share.
    `crosstab`: 8 × 10 rows: eight, eleven, customers.
    `boundaries`: dimension, score, low, high (least and most observed days, orders, amount), customers.
    `ties`: dimensions in which equal values leave scores unused: dimension, value, customers, share, scores.
    `buyers` are scored; `prospects` never ordered; `customers_elsewhere` bought, but in another currency or before
    `since`; `people` is everybody known before as_of. `orders_elsewhere` are in another currency,
    `orders_without_person` name nobody.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: RfmParams
    buyers: int
    prospects: int
    people: int
    customers_elsewhere: int
    orders_elsewhere: int
    orders_without_person: int
    top_fifth_customers: int
    top_fifth_net_amount: float
    grid: pd.DataFrame
    cube: pd.DataFrame
    groups: pd.DataFrame
    crosstab: pd.DataFrame
    boundaries: pd.DataFrame
    ties: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the most useful first."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        r: int | None = None,
        f: int | None = None,
        m: int | None = None,
        group: str | None = None,
        scheme: str | None = None,
        eight: str | None = None,
        eleven: str | None = None,
        also: str | None = None,
    ) -> Segment:
        """The people of a score, a cell (r and f, or r, f and m), a group, two of the eleven groups (`also` is the
        second), or a cell of the crosstab (eight, eleven).

        Raises ParameterError for a cell or a name that does not exist.
        """
        if group is not None:
            chosen = _group(group, scheme)
            eight, eleven = (group, eleven) if chosen == "eight" else (eight, group)
        scores = {name: score for name, score in (("r", r), ("f", f), ("m", m)) if score is not None}
        found = (("eight", eight), ("eleven", eleven), ("also", also))
        names = {name: key for name, key in found if key is not None}
        self._check(scores, names)
        cell = scores | names
        is_scored = eleven != "prospects"
        return Segment(
            sentence=self._sentence(scores, names),
            statement=MEMBERS if is_scored else NEVER_ORDERED,
            values=self.params.values() | cell if is_scored else {"as_of": self.params.as_of},
            as_of=self.params.as_of,
            analysis="rfm",
            parameters=asdict(self.params) | cell,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=_LIMITS,
            statements=(CELLS, PROSPECTS, LEFT_OUT),
            values=self.params.values(),
        )

    def _check(self, scores: dict[str, int], names: dict[str, str]) -> None:
        if not scores and not names:
            raise ParameterError("cell", "", _("scores r, f, m or a group"))
        for name, score in scores.items():
            if score not in range(1, self.params.bins + 1):
                raise ParameterError(name, score, _("a score from 1 to {bins}", bins=self.params.bins))
        for scheme, key in names.items():
            _group(key, "eleven" if scheme == "also" else scheme)
        if "also" in names and ("eleven" not in names or names["also"] == "prospects"):
            raise ParameterError("also", names["also"], _("a second of the eleven groups, beside the first"))
        if names.get("eleven") == "prospects" and (scores or len(names) > 1):
            raise ParameterError("group", "prospects", _("prospects alone: people without orders have no scores"))

    def _sentence(self, scores: dict[str, int], names: dict[str, str]) -> Text:
        as_of, currency = self.params.as_of, self.params.currency
        if names.get("eleven") == "prospects":
            return _("People without an order that counts, as of {as_of:last_day}", as_of=as_of)
        labels = [GROUPS[key].label for key in names.values()]
        code = "".join(f"{name.upper()}{score}" for name, score in scores.items())
        if not labels:
            return _(
                "RFM {code}, orders in {currency:currency}, as of {as_of:last_day}",
                code=self._named(scores, code),
                currency=currency,
                as_of=as_of,
            )
        who = labels[0] if len(labels) == 1 else _("{one} and {other}", one=labels[0], other=labels[-1])
        if "also" in names:
            who = _("{one} or {other}", one=labels[0], other=labels[-1])
        if code:
            who = _("{who}, {code}", who=who, code=code)
        return _(
            "RFM {who}, orders in {currency:currency}, as of {as_of:last_day}", who=who, currency=currency, as_of=as_of
        )

    def _named(self, scores: dict[str, int], code: str) -> Text | str:
        """The group that a cell of recency and frequency belongs to, then its code; other scores are a code only."""
        if set(scores) != {"r", "f"}:
            return code
        cell = self.grid[(self.grid["r"] == scores["r"]) & (self.grid["f"] == scores["f"])]
        return _("{group} ({code})", group=GROUPS[cell["group"].iloc[0]].label, code=code)


def _group(key: str, scheme: str | None) -> str:
    """The scheme of a name; raises ParameterError where there is no such name in it."""
    known = {group.key: group.scheme for group in (*EIGHT, *ELEVEN) if scheme in (None, group.scheme)}
    if key not in known:
        raise ParameterError("group", key, _("one of {names}", names=", ".join(known or GROUPS)))
    return known[key]


_LIMITS = (
    _("Orders that name no person, and orders in other currencies, are left out; their numbers are given."),
    _("Scores compare buyers with each other: they say nothing about buyers of other shops, or about the future."),
    _("Phones, WeCom contacts and e-mails are those known now, on whatever day; only consent is known by day."),
)
