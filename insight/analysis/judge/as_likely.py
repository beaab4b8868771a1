"""The comparison with people who were as likely to be contacted, and the checks that it has to stand."""

from insight.analysis.judge.checks import CHECKED_AT, MOST_LEFT_OUT, Check, few_busy, history_too_short
from insight.analysis.judge.comparisons import LEAST_ARM, Comparison, KnownBefore, none_alike, too_few
from insight.analysis.judge.measured import Measured
from insight.analysis.judge.params import OUTCOMES
from insight.analysis.judge.scores import Scored, trait_words
from insight.analysis.judge.window import Span
from insight.i18n import _
from insight.statistics.two_groups import UNKNOWN


def against_as_likely(measured: Measured, scored: Scored | None, when: Span) -> Comparison:
    """Those contacted against people whom everything known before the start made as likely to be contacted."""
    treated, others = measured.customers("treated"), measured.customers("others")
    if scored is None:
        why = none_alike(measured, treated, others) or _("People were held back by lot: nothing has to be estimated")
        return Comparison(way="propensity", customers=treated, others=others, why_not=why)
    found = scored.matching
    beside = int(scored.cells["others"][found.other_weights > 0].sum())
    if min(found.compared, beside) < LEAST_ARM:
        few = too_few(found.compared, beside)
        return Comparison(way="propensity", customers=found.compared, others=beside, why_not=few)
    mean, other_mean = found.means(scored.sums("people", 0))
    return Comparison(
        way="propensity",
        customers=found.compared,
        others=beside,
        mean=mean,
        other_mean=other_mean,
        differences=tuple(found.difference(scored.sums(outcome, 0)) for outcome in OUTCOMES),  # type: ignore[arg-type]
        checks=(
            _overlap(found.compared, found.left_out),
            _count_for_enough(found.effective_others, beside),
            _balanced(scored),
            _earlier_alike(scored, when),
            few_busy(measured, "propensity"),
        ),
        known_apart=scored.largest("apart_scores"),
    )


def among_exact_strata(scored: Scored | None) -> KnownBefore:
    """Whether exact strata leave anything else that is known further apart than it may be."""
    if scored is None:
        return KnownBefore()
    worst = scored.worst("apart_exact")
    said = _("Nothing else that was known before the start sets the two sides apart")
    if worst is not None:
        said = _("Among exact strata the two sides still differed before the start: {trait}", trait=trait_words(worst))
    return KnownBefore(
        scored.largest("apart_exact"), (Check(way="matched", key="known", passed=worst is None, said=said),)
    )


def _overlap(compared: int, left_out: int) -> Check:
    share = left_out / (compared + left_out)
    said = _(
        "{share:percent} of the people contacted have nobody as likely to be contacted and are left out", share=share
    )
    return Check(way="propensity", key="overlap_of_scores", passed=share <= MOST_LEFT_OUT, said=said)


def _count_for_enough(effective: float, beside: int) -> Check:
    """A few of the others, counted again and again, are no group."""
    said = _(
        "The {n:count} others count for as much as {effective:count} people once each", n=beside, effective=effective
    )
    return Check(way="propensity", key="effective", passed=effective >= LEAST_ARM, said=said)


def _balanced(scored: Scored) -> Check:
    worst = scored.worst("apart_scores")
    said = _("Everything known before the start is alike on both sides")
    if worst is not None:
        said = _("The two sides differed before the start: {trait}", trait=trait_words(worst))
    return Check(way="propensity", key="balance", passed=worst is None, said=said)


def _earlier_alike(scored: Scored, when: Span) -> Check:
    """The campaign cannot have changed what people did long before it."""
    if when.windows_before < 2:
        return Check(way="propensity", key="placebo", passed=False, said=history_too_short(when))
    found = scored.matching.difference(scored.sums("people", 2))
    passed = found == UNKNOWN or not found.p < CHECKED_AT
    said = _("Long before the start both bought alike")
    if not passed:
        said = _("The people contacted already bought otherwise than people alike long before the start")
    return Check(way="propensity", key="placebo", passed=passed, said=said)
