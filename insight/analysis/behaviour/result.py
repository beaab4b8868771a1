"""What people do, who is behind each number, and how it was computed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.behaviour import deeds
from insight.analysis.behaviour import findings as sentences
from insight.analysis.behaviour.cells import cells
from insight.analysis.behaviour.params import BehaviourParams
from insight.analysis.behaviour.statements import Behaviour
from insight.analysis.behaviour.tables import COLUMNS as _COLUMNS
from insight.analysis.behaviour.values import values_of
from insight.analysis.behaviour.words import DID, which_visits
from insight.calendar.across import OneSided, in_one_only
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment

_DEFINITION = (
    _(
        "A visit is everything that a person did without a pause of more than {minutes} minutes; it belongs to the day "
        "on which it began."
    ),
    _("Customers are the people with a visit in the period; a visit is new where it is the first one of its person."),
    _("A visit converts when the goal is among its events; intervals are Wilson's."),
    _(
        "The change of the rate is split exactly: what comes of other shares of visits (mix) and what comes of other "
        "rates within a part (Kitagawa 1955)."
    ),
    _(
        "Articles are told by the name of the event (read, article, 阅读 …), forwards too; read: open for a minute or "
        "longer. Interest is high for whoever forwarded or read three articles, medium for one read or three opened."
    ),
    _(
        "Click rate: of the people something was shown to (an event of exposure) those who clicked there. Found "
        "nothing: of the searches whose event states what was found (such as result_count) those with none."
    ),
    _("A page is the page that events state, else what they were done to."),
)
_LIMITS = (
    _("Only events that name a person are counted: visits of strangers are not seen."),
    _("A visit with a single event has no length."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourResult:
    """Visits of the `days` before as_of. `goal`: the event that visits should lead to; None where there is none.

    `totals`: by period (now, before): customers, sessions, events, goals (visits), goal_customers, single (visits with
    one event), median_s, rate, low, high. `days`, `hours`, `parts`, `words`, `articles`, `levels`,
    `clicks`, `pages`, `changes`: see `tables`.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: BehaviourParams
    goal: str | None
    totals: pd.DataFrame
    days: pd.DataFrame
    hours: pd.DataFrame
    parts: pd.DataFrame
    words: pd.DataFrame
    articles: pd.DataFrame
    levels: pd.DataFrame
    clicks: pd.DataFrame
    pages: pd.DataFrame
    changes: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The sentences worth saying."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def across(self) -> list[OneSided]:
        """The festivals that lie in one of the two periods only; none where nobody came in the other one."""
        if not (self.totals["period"] == "before").any():
            return []
        return in_one_only(self.params.before, (self.params.since, self.params.as_of))

    def segment(
        self,
        *,
        day: dt.date | str | None = None,
        weekday: int | None = None,
        hour: int | None = None,
        dimension: str | None = None,
        part: str | None = None,
        keyword: str | None = None,
        page: str | None = None,
        article: str | None = None,
        did: str | None = None,
        level: str | None = None,
        clicked: str | None = None,
        is_goal: bool = False,
        is_exit: bool = False,
    ) -> Segment:
        """People with such a visit; of all of them without any filter. `is_goal`: the visit reached the goal;
        `is_exit`: it ended on the page without it. Without visits: who opened an `article` (`did`: opened, read,
        forwarded), who has a `level` of interest (high, medium, low), who `clicked` at a place.

        Raises ParameterError for what is not there.
        """
        visit: dict[str, Any] = {
            "day": _day(day) if isinstance(day, str) else day,
            "weekday": weekday,
            "hour": hour,
            "dimension": dimension,
            "part": part,
            "keyword": keyword,
            "page": page,
            "is_goal": is_goal,
            "is_exit": is_exit,
        }
        named = {"article": article, "did": did, "level": level, "clicked": clicked}
        return self._asked(visit, {name: value for name, value in named.items() if value is not None})

    def _asked(self, visit: dict[str, Any], deed: dict[str, str]) -> Segment:
        cell = {name: value for name, value in visit.items() if value not in (None, False)}
        statement = self._of_deed(deed, alone=not cell) if deed else self._of_visits(visit)
        return Segment(
            sentence=self._who(deed or cell),
            statement=statement,
            values=self.values() | visit | deed,
            as_of=self.params.as_of,
            analysis="behaviour",
            parameters=asdict(self.params) | (deed or cell),
        )

    def _of_visits(self, visit: dict[str, Any]) -> str:
        """The statement of people with such a visit."""
        dimension, part = visit["dimension"], visit["part"]
        if (dimension is None) != (part is None):
            raise ParameterError("part", part, _("a dimension and a part together"))
        if dimension is not None and dimension not in set(self.parts["dimension"]):
            raise ParameterError("dimension", dimension, _("device, channel or visitor"))
        asked = Behaviour(self.params.session_minutes)
        if visit["keyword"] is not None:
            return asked.of_word()
        return asked.members() if visit["page"] is None else asked.of_page()

    def method(self) -> Method:
        """Definition, statements and limits."""
        asked = Behaviour(self.params.session_minutes)
        first = Text(_DEFINITION[0].key, (("minutes", self.params.session_minutes),))
        return Method(
            definition=(first, *_DEFINITION[1:]),
            limits=_LIMITS,
            statements=(
                asked.counted(),
                asked.by_day(),
                asked.words(),
                asked.pages(),
                deeds.ARTICLES,
                deeds.LEVELS,
                deeds.CLICKS,
            ),
            values=self.values(),
        )

    def values(self) -> dict[str, Any]:
        """What the statements are bound to; the filters of people are open."""
        return values_of(self.params, self.goal)

    def _of_deed(self, deed: dict[str, str], *, alone: bool) -> str:
        """The statement of what people did whatever the visit."""
        named = set(deed) - {"did"}
        if not alone or len(named) != 1 or ("did" in deed and "article" not in deed):
            raise ParameterError("article", ", ".join(deed.values()), _("an article and what was done with it"))
        if deed.get("did", "opened") not in DID:
            raise ParameterError("did", deed["did"], _("one of {names}", names=", ".join(DID)))
        frames = {
            "article": (self.articles["article"], deeds.OF_ARTICLE),
            "level": (self.levels["level"], deeds.OF_LEVEL),
            "clicked": (self.clicks["place"], deeds.OF_CLICK),
        }
        (name,) = named
        known, statement = frames[name]
        if deed[name] not in set(known):
            raise ParameterError(name, deed[name], _("one of {names}", names=", ".join(str(one) for one in known[:20])))
        return statement

    def _who(self, cell: dict[str, Any]) -> Text:
        who = _(
            "People with a visit in the {days} days before {as_of:day}", days=self.params.days, as_of=self.params.as_of
        )
        which = which_visits(cell)
        return who if which is None else _("{who}: {what}", who=who, what=which)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ParameterError("day", text, _("a day such as 2025-12-31")) from error
