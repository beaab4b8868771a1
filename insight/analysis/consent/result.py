"""What is known about consent, who is behind each number, and how it was found."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.consent import findings as sentences
from insight.analysis.consent import statements as sql
from insight.analysis.consent.cells import STANDING_WORDS, cells
from insight.analysis.consent.params import ConsentParams
from insight.analysis.consent.tables import COLUMNS as _COLUMNS
from insight.analysis.consent.tables import month_end
from insight.errors import ParameterError
from insight.govern import CONTACT_PURPOSES, PURPOSES, STANDINGS, ContactPurpose, Standing
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentResult:
    """`purposes`: purpose, status (granted, denied, withdrawn, unknown), customers, share, low, high, n (people known).
    `months`: period (first day), purpose, status (the first three), customers (when the month was over), is_complete.
    `words`: words, source_system, purpose (what a yes in these words is a yes to), granted, denied, withdrawn,
    unclear, last_said_at: how each source names what it asked. `against`: campaign, name, channel, customers (had said
    no before it was sent), share, n (people it was sent to).
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: ConsentParams
    purposes: pd.DataFrame
    months: pd.DataFrame
    words: pd.DataFrame
    against: pd.DataFrame

    def of(self, purpose: ContactPurpose) -> pd.DataFrame:
        """The four rows of one purpose."""
        return self.purposes[self.purposes["purpose"] == purpose]

    def findings(self) -> list[Finding]:
        """The sentences worth saying, what went wrong first."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        purpose: str | None = None,
        status: str | None = None,
        period: dt.date | str | None = None,
        campaign: str | None = None,
    ) -> Segment:
        """The people of a purpose and status (at the end of the month `period`, where one is given), or those who got a
        campaign although they had said no.

        Raises ParameterError for anything else.
        """
        if campaign is not None and purpose is None and status is None and period is None:
            return self._against(campaign)
        if purpose not in CONTACT_PURPOSES:
            raise ParameterError("purpose", purpose, _("one of {names}", names=", ".join(CONTACT_PURPOSES)))
        if status not in STANDINGS:
            raise ParameterError("status", status, _("one of {names}", names=", ".join(STANDINGS)))
        if campaign is not None:
            raise ParameterError("campaign", campaign, _("a campaign alone, or a purpose and a status"))
        return self._standing(purpose, status, None if period is None else _day(period))

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=_DEFINITION,
            limits=_LIMITS,
            statements=(sql.COUNTED, sql.CHANGES, sql.WORDS, sql.AGAINST),
            values=self.params.values(),
        )

    def _standing(self, purpose: ContactPurpose, status: Standing, period: dt.date | None) -> Segment:
        day = self.params.as_of if period is None else min(month_end(period), self.params.as_of)
        cell: dict[str, Any] = {"purpose": purpose, "status": status}
        sentence = _(
            "{purpose}: {status}, as of {as_of:last_day}",
            purpose=PURPOSES[purpose].label,
            status=STANDING_WORDS[status],
            as_of=day,
        )
        if period is not None:
            cell |= {"period": period}
        return self._segment(sentence, sql.MEMBERS, {"day": day, "purpose": purpose, "status": status}, cell)

    def _against(self, campaign: str) -> Segment:
        names = dict(zip(self.against["campaign"], self.against["name"], strict=True))
        if campaign not in names:
            raise ParameterError("campaign", campaign, _("one of {names}", names=", ".join(names)))
        sentence = _(
            "Got “{campaign}” although they had said no before, as of {as_of:last_day}",
            campaign=str(names[campaign] or campaign),
            as_of=self.params.as_of,
        )
        return self._segment(sentence, sql.AGAINST_MEMBERS, {"campaign": campaign}, {"campaign": campaign})

    def _segment(self, sentence: Text, statement: str, values: dict[str, Any], cell: dict[str, Any]) -> Segment:
        return Segment(
            sentence=sentence,
            statement=statement,
            values=self.params.values() | values,
            as_of=self.params.as_of,
            analysis="consent",
            parameters=asdict(self.params) | cell,
        )


def _day(period: dt.date | str) -> dt.date:
    try:
        day = dt.date.fromisoformat(period) if isinstance(period, str) else period
    except ValueError as error:
        raise ParameterError("period", period, _("a day such as 2025-12-31")) from error
    return dt.date(day.year, day.month, 1)


_DEFINITION = (
    _("People: everybody known before the as-of day by a customer list or an order."),
    _("The newest statement of a person on a purpose counts; of statements of the same moment the stricter one."),
    _(
        "A yes speaks for the person it names. A no speaks for everybody it may mean: by any name they have or had, "
        "by a phone that many share, by a phone or e-mail with hidden signs."
    ),
    _("Words that nobody understands count as a no to everything, until somebody decides what they mean."),
    _("A yes counts for the one purpose its words name; a yes in words that are not understood counts for nothing."),
    _("A no counts for every purpose its words name; a no in words that are not understood counts for all of them."),
    _(
        "Without a day a yes gives way to every other statement. A no without a day is in force since ever; only a yes "
        "of a later day than its import, or a later yes of the same list, takes it back."
    ),
    _(
        "Contacted against their will: the newest statement before the message was sent, on marketing or on its kind "
        "of message, was a no."
    ),
)

_LIMITS = (
    _("Whoever agreed on paper, or in a system that was not imported, counts as never asked."),
    _("What a purpose means follows from its words alone: look through the table of words and mend the register."),
)
