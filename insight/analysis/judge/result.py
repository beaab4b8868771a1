"""What a campaign did, how sure that is, who was compared, and how it was computed."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar

import pandas as pd

from insight.analysis.judge import findings as sentences
from insight.analysis.judge.bound import bound
from insight.analysis.judge.cells import cells
from insight.analysis.judge.checks import Way
from insight.analysis.judge.method import DEFINITION, LIMITS
from insight.analysis.judge.params import JudgeParams
from insight.analysis.judge.responses import FREQUENCY_WORDS, RECENCY_WORDS
from insight.analysis.judge.score_statements import MEASURED_TWICE
from insight.analysis.judge.statements import (
    BY_FACT,
    BY_RFM,
    DAILY,
    MEASURED,
    MEMBERS,
    MEMBERS_FACT,
    MEMBERS_RFM,
    OVERLAPS,
)
from insight.analysis.judge.tables import ARMS
from insight.analysis.judge.tables import COLUMNS as _COLUMNS
from insight.analysis.judge.verdict import Grade, Word
from insight.analysis.judge.who import Group
from insight.analysis.judge.window import Span
from insight.analysis.judge.words import ARM_WORDS, FACTS, group_words, rfm_words
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeResult:
    """`verdict` (effective, none, harmful, refused) with its `grade` and the `way` it stands on, or `why` there is
    none; of `group`, whose orders count in `span`.

    `arms`: arm, customers, buyers, rate with low and high, orders, net_amount; the same of the days just before.
    `comparisons`: way, state (decides, stands, failed a check, impossible), customers, others, rate, other_rate, the
    difference of shares that bought with low, high, p, and the smallest_seen; why_not.
    `effects`: by outcome (people, orders, money), for all people at once: value, low, high, p, smallest_seen.
    `checks`: way, key, passed, said. `balance`: trait, mean, other_mean, apart (standard deviations), and the same
    among people alike. `known_before`: trait, apart, and the same among exact strata (apart_exact) and among people as
    likely to be contacted (apart_scores); empty where people were held back.
    `groups`: kind (recency, frequency, rfm, tier, channel), group, sizes, rates, difference, p (Holm), certain.
    `first_days`: arm, day (1 is the first), rate that has bought by its end. `series`: day, people, expected, low,
    high. `overlaps`: other campaigns that reached the same people in the same days. `recall`: one row of those
    contacted who had not bought for half a year: see `recall.COLUMNS`.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar = ("members",)

    params: JudgeParams
    group: Group
    span: Span
    verdict: Word
    grade: Grade | None
    way: Way | None
    why: Text | None
    cost: float | None
    arms: pd.DataFrame
    comparisons: pd.DataFrame
    effects: pd.DataFrame
    checks: pd.DataFrame
    balance: pd.DataFrame
    known_before: pd.DataFrame
    groups: pd.DataFrame
    first_days: pd.DataFrame
    series: pd.DataFrame
    overlaps: pd.DataFrame
    recall: pd.DataFrame
    members: tuple[str, ...] = ()

    def findings(self) -> list[Finding]:
        """The verdict first, then what it is worth, who responded most, and what to beware of."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        arm: str = "treated",
        bought: bool | None = None,
        recency: str | None = None,
        frequency: str | None = None,
        rfm: str | None = None,
        tier: str | None = None,
        channel: str | None = None,
        asleep: bool | None = None,
    ) -> Segment:
        """The people of an arm (treated, control, others, both, busy, left_out); of them those who bought in the days
        that count, or did not; of one recency, number of orders before, RFM group on the day of the start, tier or
        channel; `asleep`: of those who had bought and not for half a year, or of the others.

        Raises ParameterError for a cell that does not exist.
        """
        history = {"recency": recency, "frequency": frequency, "asleep": asleep}
        kinds = {"rfm": rfm, "tier": tier, "channel": channel}
        words = self._words(arm, history, kinds)
        cell = {"arm": arm, "bought": bought, **history, **kinds}
        sentence = _("{campaign}: {who}", campaign=self.group.name, who=words[0])
        for word in words[1:]:
            sentence = _("{who} · {trait}", who=sentence, trait=word)
        if bought is not None:
            did = _("bought within {days} days", days=self.span.days)
            did_not = _("did not buy within {days} days", days=self.span.days)
            sentence = _("{who} · {trait}", who=sentence, trait=did if bought else did_not)
        fact = next((kind for kind in FACTS if kinds[kind] is not None), None)
        values = {"arm": arm, "is_buyer": bought, "recency": recency, "frequency": frequency, "is_asleep": asleep}
        named = {"rfm_group": rfm, "fact": fact, "fact_value": kinds[fact] if fact else None}
        return Segment(
            sentence=sentence,
            statement=(MEMBERS_FACT if fact else MEMBERS if rfm is None else MEMBERS_RFM)[self.group.kind],
            values=bound(self.params, self.group, self.span, self.members) | values | named,
            as_of=self.params.as_of,
            analysis="judge",
            parameters=asdict(self.params) | {name: value for name, value in cell.items() if value is not None},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        kind = self.group.kind
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=LIMITS,
            statements=(
                MEASURED[kind],
                MEASURED_TWICE[kind],
                BY_RFM[kind],
                BY_FACT[kind],
                DAILY[kind],
                OVERLAPS[kind],
                MEMBERS[kind],
            ),
            values=bound(self.params, self.group, self.span, self.members),
        )

    def _words(self, arm: str, history: Mapping[str, str | bool | None], kinds: Mapping[str, str | None]) -> list[Text]:
        if arm not in ARMS:
            raise ParameterError("arm", arm, _("one of {names}", names=", ".join(ARMS)))
        named = [name for name, value in kinds.items() if value is not None]
        if len(named) > 1 or (named and any(value is not None for value in history.values())):
            raise ParameterError(
                named[0],
                str(kinds[named[0]]),
                _("one kind of group: by RFM, tier or channel, or by what was bought before"),
            )
        words = [ARM_WORDS[arm]]
        if history["asleep"] is not None:
            is_asleep = bool(history["asleep"])
            words.append(
                _("had not bought for half a year") if is_asleep else _("had bought within half a year, or never")
            )
        for name, value in {**history, **kinds}.items():
            if value is None or name == "asleep":
                continue
            known = self._known(name)
            if value not in known:
                raise ParameterError(name, value, _("one of {names}", names=", ".join(known)))
            words.append(known[str(value)])
        return words

    def _known(self, kind: str) -> Mapping[str, Text]:
        """Every group of a kind, and what people call it."""
        words = {"recency": RECENCY_WORDS, "frequency": FREQUENCY_WORDS, "rfm": rfm_words()}
        rows = self.groups[self.groups["kind"] == kind].to_dict("records")
        return words[kind] if kind in words else {str(row["group"]): group_words(row) for row in rows}  # type: ignore[arg-type]
