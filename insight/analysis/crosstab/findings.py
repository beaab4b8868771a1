"""What is worth saying about how groups answer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.answers.words import short
from insight.i18n import Text, _
from insight.results import Finding
from insight.statistics.comparison import CHANCE

if TYPE_CHECKING:
    from insight.analysis.crosstab.result import CrosstabResult

_MOST_CELLS = 3


def findings(result: "CrosstabResult") -> list[Finding]:
    """Where the groups differ most, or that no difference can be seen; what is left out."""
    return [*_differences(result), *_small(result), *_ungrouped(result)]


def is_different(result: "CrosstabResult") -> bool:
    """Whether the groups differ by more than chance."""
    return bool((result.tests["p_corrected"] < CHANCE).any())


def _differences(result: "CrosstabResult") -> Iterator[Finding]:
    said = _not_compared(result)
    if said is not None:
        yield Finding(text=said, value=None, n=result.base, certain=False)
    elif is_different(result):
        yield from _means(result) if result.asked.points is not None else _shares(result)
    else:
        yield _no_difference(result)


def _not_compared(result: "CrosstabResult") -> Text | None:
    """Why the groups are not compared at all."""
    question = short(result.text)
    if result.grouping.is_overlapping:
        return _(
            "“{question}” side by side: people can be in several of these groups, so they are not compared",
            question=question,
        )
    compared = int(result.groups["is_compared"].sum())
    if compared < 2:
        return _(
            "“{question}” cannot be compared yet: two groups with {least} answers or more are needed, {n:count} "
            "has as many",
            "“{question}” cannot be compared yet: two groups with {least} answers or more are needed, {n:count} "
            "have as many",
            question=question,
            least=result.params.least_base,
            n=compared,
        )
    only = _only_answer(result)
    if only is None:
        return None
    return _(
        "All {n:count} who answered “{question}” said “{option}”: no group can differ",
        n=_answered(result),
        question=question,
        option=short(only),
    )


def _answered(result: "CrosstabResult") -> int:
    return int(result.groups["base"].sum())


def _no_difference(result: "CrosstabResult") -> Finding:
    p_value = result.tests["p_corrected"].min()
    return Finding(
        text=_(
            "No difference between the groups can be seen in “{question}”: {n:count} answers were compared",
            question=short(result.text),
            n=int(result.groups.loc[result.groups["is_compared"], "base"].sum()),
        ),
        value=None if p_value != p_value else float(p_value),
        n=_answered(result),
        certain=False,
    )


def _only_answer(result: "CrosstabResult") -> str | None:
    """The answer that everybody gave."""
    given = result.cells[result.cells["n"] > 0]["option"].unique()
    return str(given[0]) if len(given) == 1 else None


def _means(result: "CrosstabResult") -> Iterator[Finding]:
    kept = result.groups[result.groups["is_compared"]].sort_values("mean", kind="stable")
    low, high = kept.iloc[0], kept.iloc[-1]
    yield Finding(
        text=_(
            "“{question}”: {worst} give {low_mark:.1f} on average, {best} {high_mark:.1f}",
            question=short(result.text),
            worst=result.named(str(low["group"])),
            low_mark=float(low["mean"]),
            best=result.named(str(high["group"])),
            high_mark=float(high["mean"]),
        ),
        value=float(low["mean"]),
        n=int(low["base"]),
        low=float(low["mean_low"]),
        high=float(low["mean_high"]),
    )


def _shares(result: "CrosstabResult") -> Iterator[Finding]:
    """The cells that stand above most other groups."""
    average = result.cells.groupby("option")["share"].transform("mean")
    cells = result.cells.assign(above=result.cells["share"] - average)
    cells = cells[(cells["higher_than"] != "") & ~cells["is_small"]]
    for row in cells.sort_values("above", ascending=False, kind="stable").head(_MOST_CELLS).to_dict("records"):
        yield Finding(
            text=_(
                "{share:percent} of {group} say “{option}”, {points:.0f} points more than the groups' average",
                share=float(row["share"]),
                group=result.named(str(row["group"])),
                option=short(row["option"]),
                points=100 * float(row["above"]),
            ),
            value=float(row["share"]),
            n=int(row["base"]),
            low=float(row["low"]),
            high=float(row["high"]),
            cell={"option": row["option"], "group": row["group"]},
        )


def _small(result: "CrosstabResult") -> Iterator[Finding]:
    small = result.groups[result.groups["is_small"]]
    if len(small):
        yield Finding(
            text=_(
                "{n:count} group has fewer than {least} answers: it is shown and not compared",
                "{n:count} groups have fewer than {least} answers: they are shown and not compared",
                n=len(small),
                least=result.params.least_base,
            ),
            value=float(len(small)),
            n=int(small["base"].sum()),
            certain=False,
        )


def _ungrouped(result: "CrosstabResult") -> Iterator[Finding]:
    if result.ungrouped:
        yield Finding(
            text=_(
                "{n:count} of {base:count} answers are in no group: nobody knows whose they are, or what they would be",
                n=result.ungrouped,
                base=result.base,
            ),
            value=float(result.ungrouped),
            n=result.base,
            certain=False,
        )
