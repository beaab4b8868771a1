"""From the answers of two waves to what has moved between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from insight.analysis.answers.questions import Item, Question
from insight.analysis.answers.read import Read
from insight.analysis.answers.tables import PASSIVE, PROMOTER, Counts, option_rows
from insight.results import SINGLE, Declared, Frame, Total, among, declare, per
from insight.statistics.comparison import CHANCE
from insight.statistics.corrections import holm
from insight.statistics.intervals import share_of
from insight.statistics.two_groups import Difference
from insight.statistics.waves import (
    Part,
    margin,
    mean_moved,
    mean_part,
    pooled_score,
    score_moved,
    score_part,
    share_moved,
)
from insight.statistics.weighted import effective_n

_CHANGE = (
    *("question", "item", "option", "text", "kind", "measure", "base_before", "base_after", "n_before", "n_after"),
    *(
        "customers_before",
        "customers_after",
        "before",
        "after",
        "difference",
        "low",
        "high",
        "p",
        "p_corrected",
        "certain",
    ),
)
_SCORE = ("survey", "first_at", "last_at", "base", "nps", "low", "high")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """The same question in both waves."""

    before: Question
    after: Question


@dataclass(frozen=True, slots=True)
class Sides:
    """What was counted in both waves."""

    before: Counts
    after: Counts


def shared_questions(before: Read, after: Read) -> list[Asked]:
    """Questions with options that both waves asked in the same words and the same kind, in the later wave's order."""
    known = {(each.text, each.kind): each for each in before.questions if each.is_closed}
    return [
        Asked(known[each.text, each.kind], each)
        for each in after.questions
        if each.is_closed and (each.text, each.kind) in known
    ]


def changes(shared: Sequence[Asked], before: Read, after: Read) -> pd.DataFrame:
    """One row a number of both waves: a score, a mean of marks, or the share of an option. p is corrected for all of
    them."""
    sides = Sides(*(Counts.of(each.tally.to_dict("records"), each.bases) for each in (before, after)))
    rows = [row for asked in shared for row in _of_question(asked, sides)]
    corrected = holm([row["p"] for row in rows])
    table = pd.DataFrame(
        [row | {"p_corrected": p, "certain": bool(p < CHANCE)} for row, p in zip(rows, corrected, strict=True)],
        columns=list(_CHANGE),
    )
    return table.astype({"certain": bool})


def _of_question(asked: Asked, sides: Sides) -> Iterator[Row]:
    if asked.after.kind == "nps":
        yield _score_row(asked, sides)
    elif asked.after.points is not None and asked.before.points is not None:
        for one in _items(asked):
            yield _mean_row(one, sides)
    else:
        yield from _share_rows(asked, sides)


def _items(asked: Asked) -> Iterator[Asked]:
    """The rows of a grid by their words; a question in one column is itself."""
    known = {item.text: item for item in asked.before.items}
    for item in asked.after.items:
        if item.text in known:
            yield Asked(replace(asked.before, items=(known[item.text],)), replace(asked.after, items=(item,)))


def _row(asked: Asked, item: str, option: str, measure: str, moved: Difference, values: Mapping[str, Any]) -> Row:
    nothing = dict.fromkeys(("n_before", "n_after", "customers_before", "customers_after"), float("nan"))
    told = {"question": asked.after.key, "item": item, "option": option, "text": asked.after.text}
    told |= {"kind": asked.after.kind, "measure": measure}
    found = {"difference": moved.value, "low": moved.low, "high": moved.high, "p": moved.p}
    return told | nothing | found | dict(values)


def _score_row(asked: Asked, sides: Sides) -> Row:
    before, after = _score(asked.before, sides.before), _score(asked.after, sides.after)
    moved = score_moved(before[1], after[1])
    values = {"base_before": before[0], "base_after": after[0], "before": before[1].value, "after": after[1].value}
    return _row(asked, "", "", "nps", moved, values)


def _score(question: Question, counts: Counts) -> tuple[int, Part]:
    given, points = counts.given(question.items[0]), question.points or {}
    whole = sum(said["weight"] for said in given.values())
    n = float(effective_n(whole, sum(said["weight_squared"] for said in given.values())))
    for_it = sum(said["weight"] for option, said in given.items() if points[option] >= PROMOTER)
    against = sum(said["weight"] for option, said in given.items() if points[option] < PASSIVE)
    part = score_part(share_of(for_it, whole), share_of(against, whole), n)
    return int(sum(said["n"] for said in given.values())), part


def _mean_row(asked: Asked, sides: Sides) -> Row:
    before, after = (
        _mean(question, question.items[0], counts)
        for question, counts in ((asked.before, sides.before), (asked.after, sides.after))
    )
    values = {"base_before": before[0], "base_after": after[0], "before": before[1].value, "after": after[1].value}
    return _row(asked, asked.after.items[0].text, "", "mean", mean_moved(before[1], after[1]), values)


def _mean(question: Question, item: Item, counts: Counts) -> tuple[int, Part]:
    given, points = counts.given(item), question.points or {}
    sums = {name: [said[name] for said in given.values()] for name in ("n", "weight", "weight_squared")}
    part = mean_part([points[option] for option in given], sums["weight"], sums["weight_squared"])
    return int(sum(sums["n"])), part


def _share_rows(asked: Asked, sides: Sides) -> Iterator[Row]:
    """Options that both waves have; one that stands in a single wave may not have been offered in the other."""
    earlier = {(row["item"], row["option"]): row for row in option_rows(asked.before, sides.before)}
    sizes = _sizes(asked.before, sides.before)
    sizes_after = _sizes(asked.after, sides.after)
    for row in option_rows(asked.after, sides.after):
        other = earlier.get((row["item"], row["option"]))
        if other is None:
            continue
        moved = share_moved(other["share"], sizes[row["item"]], row["share"], sizes_after[row["item"]])
        values = {"before": other["share"], "after": row["share"]} | {
            f"{name}_{when}": told[name]
            for name in ("base", "n", "customers")
            for when, told in (("before", other), ("after", row))
        }
        yield _row(asked, row["item"], row["option"], "share", moved, values)


def _sizes(question: Question, counts: Counts) -> dict[str, float]:
    """How many of equal weight answered, by row of a grid; "" where the columns are options."""
    own = question.kind == "multiple" and len(question.items) > 1
    bases = {("" if own else item.text): counts.base(question, item) for item in question.items}
    return {text: float(effective_n(base["weight"], base["weight_squared"])) for text, base in bases.items()}


def scores(found: Sequence[tuple[Mapping[str, Any], Read, Question]]) -> pd.DataFrame:
    """One row a survey with a net promoter score, the oldest first: survey, first_at, last_at, base, nps, low, high."""
    rows = []
    for row, read, question in found:
        base, part = _score(question, Counts.of(read.tally.to_dict("records"), read.bases))
        half = margin(part)
        told = {"survey": row["survey"], "first_at": row["first_at"], "last_at": row["last_at"], "base": base}
        rows.append(told | {"nps": part.value, "low": part.value - half, "high": part.value + half})
    return pd.DataFrame(rows, columns=list(_SCORE))


def all_scores(found: Sequence[tuple[Mapping[str, Any], Read, Question]]) -> tuple[int, Part]:
    """Who answered, and the score of all surveys together, each counting by its answers."""
    told = [_score(question, Counts.of(read.tally.to_dict("records"), read.bases)) for _row, read, question in found]
    return sum(base for base, _part in told), pooled_score([part for _base, part in told])


ONE_EACH = among(per("question", "item"), lambda row: row["measure"] == "share" and row["kind"] != "multiple")
"""Rows of one answer a person: they add up to who answered."""

COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("text", "before", "after"),
            *declare("flag", "is_guessed"),
            *declare("people", "responses_before", "responses_after"),
            *declare("people", "both", is_aside=True),
            *declare("count", "alone", is_safe=True),
            *declare("people", "scored", is_aside=True),
            *declare("number", "score", "score_margin", about=("scored",)),
        )
    ),
    "changes": Frame(
        columns=(
            *declare("text", "question", "item", "option", "text", "kind", "measure"),
            *declare("people", "base_before", "base_after", cell=per("question", "item")),
            *declare("people", "n_before", part_of="base_before"),
            *declare("people", "n_after", part_of="base_after"),
            *declare("people", "customers_before", part_of="n_before"),
            *declare("people", "customers_after", part_of="n_after"),
            *declare("number", "before", about=("base_before", "n_before")),
            *declare("number", "after", about=("base_after", "n_after")),
            *declare("number", "difference", "low", "high", "p", "p_corrected"),
            *declare("flag", "certain"),
        ),
        totals=tuple(
            Total(column=name, alike=ONE_EACH)
            for name in ("n_before", "n_after", "customers_before", "customers_after")
        ),
    ),
    "scores": Frame(
        columns=(
            *declare("text", "survey"),
            *declare("day", "first_at", "last_at"),
            *declare("people", "base"),
            *declare("number", "nps", "low", "high"),
        )
    ),
}
"""What the fields of the result are about."""
