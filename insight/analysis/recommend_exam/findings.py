"""What is worth saying about the exam."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.recommend_exam.words import called
from insight.i18n import _
from insight.results import Finding

if TYPE_CHECKING:
    from insight.analysis.recommend_exam.result import RecommendExamResult


def findings(result: "RecommendExamResult") -> list[Finding]:
    """Whether the plain answer is beaten, and by what; who did not pass."""
    if result.plain is None:
        return [_not_held(result)]
    return [_verdict(result), *_newcomers(result), *_failed(result)]


def _not_held(result: "RecommendExamResult") -> Finding:
    return Finding(
        text=_(
            "No method could be tried on the last {days} days yet: too few people had bought before and bought again "
            "then; everybody is offered best sellers",
            days=result.params.hold_out_days,
        ),
        value=None,
        n=result.examined,
        certain=False,
    )


def _verdict(result: "RecommendExamResult") -> Finding:
    rows = result.methods.set_index("method")
    plain: Any = rows.loc[result.plain]
    if result.winner is None:
        return Finding(
            text=_(
                "Best sellers are not beaten: of what people bought in the last {days} days and could have been "
                "offered they hit {plain:percent}, and no method does better beyond chance; so best sellers are what "
                "is offered",
                plain=float(plain["recall"]),
                days=result.params.hold_out_days,
            ),
            value=float(plain["recall"]),
            n=int(plain["n"]),
            low=float(plain["recall_low"]),
            high=float(plain["recall_high"]),
            certain=False,
        )
    row: Any = rows.loc[result.winner]
    return Finding(
        text=_(
            "The offers passed their exam: of what people bought in the last {days} days and could have been offered, "
            "{recall:percent} was among the {offers} products picked for them beforehand; best sellers would have hit "
            "{plain:percent}",
            recall=float(row["recall"]),
            days=result.params.hold_out_days,
            offers=result.params.offers,
            plain=float(plain["recall"]),
        ),
        value=float(row["difference"]),
        n=int(row["n"]),
        low=float(row["low"]),
        high=float(row["high"]),
        cell={"method": result.winner, "hit": True},
    )


def _newcomers(result: "RecommendExamResult") -> Iterator[Finding]:
    """Whether what newcomers begin with does better for people without an order than best sellers do."""
    found = {row["basis"]: row for row in result.newcomers.to_dict("records")}
    if not found:
        return
    row, plain = found["newcomer"], found["popular"]
    yield Finding(
        text=_(
            "People without an order: of what {n:count} people bought first in the last {days} days {recall:percent} "
            "was among the {offers} products that newcomers had begun with most before; best sellers would have hit "
            "{plain:percent}",
            n=int(row["n"]),
            days=result.params.hold_out_days,
            recall=float(row["recall"]),
            offers=result.params.offers,
            plain=float(plain["recall"]),
        ),
        value=float(row["difference"]),
        n=int(row["n"]),
        low=float(row["low"]),
        high=float(row["high"]),
        certain=bool(row["low"] > 0 or row["high"] < 0),
    )


def _failed(result: "RecommendExamResult") -> Iterator[Finding]:
    rows = result.methods[~result.methods["is_plain"] & ~result.methods["is_better"]]
    for row in rows.to_dict("records"):
        yield Finding(
            text=_(
                "{method}: {recall:percent}, not more than best sellers beyond chance; nothing of it goes on a list",
                method=called(row["method"]),
                recall=float(row["recall"]),
            ),
            value=float(row["difference"]),
            n=int(row["n"]),
            low=float(row["low"]),
            high=float(row["high"]),
            certain=False,
        )
