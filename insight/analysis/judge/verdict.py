"""One verdict of all comparisons, with how far it can be relied on; or why none is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from insight.analysis.judge.checks import Way
from insight.analysis.judge.comparisons import LEAST_ARM, Comparison
from insight.analysis.judge.measured import Measured
from insight.analysis.judge.params import Outcome
from insight.i18n import Text, _

Word = Literal["effective", "none", "harmful", "refused"]
Grade = Literal["strong", "fair", "weak"]

WORDS: Mapping[Word, Text] = {
    "effective": _("It worked"),
    "none": _("No difference can be seen"),
    "harmful": _("It did harm"),
    "refused": _("No verdict"),
}
GRADES: Mapping[Grade, Text] = {
    "strong": _("strong evidence: people were held back by lot"),
    "fair": _("fair evidence: people alike, and the change before and after, say the same"),
    "weak": _("weak evidence: one comparison alone"),
}

_SURE = 0.01
"""A series that nobody is compared with must be surer than others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`way` is the comparison it stands on. `why`: why there is none; None where there is one."""

    word: Word
    grade: Grade | None = None
    way: Way | None = None
    why: Text | None = None


def decide(comparisons: Mapping[Way, Comparison], measured: Measured, outcome: Outcome, days: int) -> Verdict:
    """Held back by lot before people alike, people alike before a series; before and after alone proves nothing."""
    treated = measured.customers("treated")
    if treated < LEAST_ARM:
        return _refused(
            _("Only {n:count} people were contacted; at least {least} are needed", n=treated, least=LEAST_ARM)
        )
    if measured.customers("control") + measured.customers("both"):
        return _nobody(measured, "control", days) or _by_lot(comparisons["control"], outcome)
    if measured.customers("others"):
        return _nobody(measured, "others", days) or _by_people_alike(comparisons, outcome)
    return _by_series(comparisons["series"], outcome)


def _refused(why: Text) -> Verdict:
    return Verdict(word="refused", why=why)


def _nobody(measured: Measured, other: str, days: int) -> Verdict | None:
    """A campaign nobody answered is judged only where others bought so much more that it must have done harm."""
    if measured.total("treated", "people", 0):
        return None
    treated, others = measured.customers("treated"), measured.customers(other)
    share = measured.total(other, "people", 0) / others if others else 0.0
    if share * treated >= LEAST_ARM:
        return None
    return _refused(
        _(
            "None of the {n:count} people contacted bought within {days} days: there is nothing to judge",
            n=treated,
            days=days,
        )
    )


def _by_lot(control: Comparison, outcome: Outcome) -> Verdict:
    why = _why_not(control)
    if why is not None:
        return _refused(why)
    return Verdict(word=_word(control.direction(outcome)), grade="strong", way="control")


def _by_people_alike(comparisons: Mapping[Way, Comparison], outcome: Outcome) -> Verdict:
    """Exact strata, or people as likely to be contacted: of those that stand their checks the one that leaves what was
    known before the start less far apart. Nothing that came after the start has a part in the choice."""
    exact, likely, change = comparisons["matched"], comparisons["propensity"], comparisons["did"]
    usable = [one for one in (exact, likely) if one.is_usable]
    alike = min(usable, key=lambda one: one.known_apart, default=exact)
    why = _why_not(alike)
    if why is not None:
        return _refused(why)
    direction = alike.direction(outcome)
    if not change.is_usable:
        return Verdict(word=_word(direction), grade="weak", way=alike.way)
    if change.of(outcome).value * direction < 0:
        return _refused(_("People alike and the change before and after contradict each other"))
    agree = change.direction(outcome) == direction
    return Verdict(word=_word(direction), grade="fair" if agree else "weak", way=alike.way)


def _by_series(series: Comparison, outcome: Outcome) -> Verdict:
    why = _why_not(series)
    if why is not None:
        return _refused(why)
    found = series.of(outcome)
    return Verdict(word=_word(found.direction if found.p < _SURE else 0), grade="weak", way="series")


def _why_not(comparison: Comparison) -> Text | None:
    if comparison.why_not is not None:
        return comparison.why_not
    return comparison.failed.said if comparison.failed is not None else None


def _word(direction: int) -> Word:
    return "effective" if direction > 0 else "harmful" if direction < 0 else "none"
