"""A survey, read: what was asked, how often each answer was given, who answered at all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from insight.analysis.answers.kept import kept_kinds
from insight.analysis.answers.questions import Item, Question, QuestionKind, asked, questions
from insight.analysis.answers.statements import BASES, RESPONSES, SURVEYS, TALLY, bound, factors_of
from insight.analysis.answers.weighting import Weighting, weigh
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import _
from insight.warehouse import Warehouse

MOST_DIFFERENT = 200
"""Answers of a column that are counted one by one; with more it is a text, or numbers taken together."""

_SUMS = ("n", "weight", "weight_squared", "customers")


@dataclass(frozen=True, slots=True)
class Read:
    """`responses`: one row of totals. `questions` in their order. `tally`: question_no, answer, n, weight,
    weight_squared, customers. `bases`: by key of the question, and by its columns: base, no_answer, weight,
    weight_squared, customers. `values`: what the statements are bound to. `weighting`: to the members, where it is
    asked for."""

    survey: str
    responses: Mapping[str, Any]
    questions: tuple[Question, ...]
    tally: pd.DataFrame
    bases: Mapping[str, Mapping[str, Any]]
    values: Mapping[str, Any]
    weighting: Weighting | None = None

    def question(self, name: str, parameter: str = "question") -> Question:
        """By its key or its text; a row of a grid by the name of its column. Raises ParameterError for another."""
        for each in self.questions:
            if name in (each.key, each.text):
                return each
        for each in self.questions:
            for item in each.items:
                if name in (item.number, item.text) and each.kind in ("matrix", "ranking"):
                    return replace(each, key=item.number, text=f"{each.text} — {item.text}", items=(item,))
        keys = ", ".join(each.text for each in self.questions[:30])
        raise ParameterError(parameter, name, _("one of {names}", names=keys))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which survey is read, from which state of the data, and how."""

    fingerprint: str
    survey: str
    as_of: dt.date
    is_weighted: bool
    since: dt.date | None
    until: dt.date | None
    weight_to: tuple[str, ...]
    kinds: tuple[tuple[str, QuestionKind], ...]
    later: int
    warehouse: Warehouse = field(compare=False)

    @property
    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return bound(self.survey, self.as_of, is_weighted=self.is_weighted, since=self.since, until=self.until)


def read_survey(
    warehouse: Warehouse,
    *,
    survey: str | None,
    as_of: dt.date,
    is_weighted: bool = True,
    kinds: Mapping[str, QuestionKind] | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    weight_to: tuple[str, ...] = (),
) -> Read:
    """Read a survey; None: the newest. `kinds` go before what is kept. Responses from `since`, before `until`.
    `weight_to`: traits by which they shall look like all members. One of a state of the data is read once.

    Raises NotEnoughDataError where there is none, or nobody who answered is known but weights are asked for;
    ParameterError for an unknown one, and for a trait that is not known.
    """
    chosen = _chosen(warehouse, survey, as_of)
    name = str(chosen["survey"])
    said = kept_kinds(warehouse, name) | dict(kinds or {})
    return _read(
        _Asked(
            fingerprint=warehouse.fingerprint,
            survey=name,
            as_of=as_of,
            is_weighted=is_weighted,
            since=since,
            until=until,
            weight_to=weight_to,
            kinds=tuple(sorted(said.items())),
            later=int(chosen["later"]),
            warehouse=warehouse,
        )
    )


@lru_cache(maxsize=16)
def _read(asked_for: _Asked) -> Read:
    warehouse, values = asked_for.warehouse, asked_for.values
    weighting = weigh(warehouse, asked_for.weight_to, values) if asked_for.weight_to else None
    if weighting is not None:
        values |= factors_of(weighting.factors)
    tally = warehouse.query(TALLY, values | {"most_different": MOST_DIFFERENT})
    columns: list[dict[Any, Any]] = tally.drop_duplicates("question_no").to_dict("records")
    told = tally[(tally["answers"] <= MOST_DIFFERENT) | tally["is_number"]]
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for number, answer, n in zip(told["question_no"], told["answer"], told["n"], strict=True):
        counts[number][answer] = int(n)
    found = tuple(questions(asked(columns, counts), dict(asked_for.kinds)))
    responses = warehouse.arrow(RESPONSES, values).to_pylist()[0] | {"later": asked_for.later}
    return Read(
        survey=asked_for.survey,
        responses=responses,
        questions=found,
        tally=told[["question_no", "answer", *_SUMS]].reset_index(drop=True),
        bases=_bases(warehouse, found, tally, values, is_alone=responses["is_alone"]),
        values=values,
        weighting=weighting,
    )


def known_surveys(warehouse: Warehouse, as_of: dt.date) -> list[dict[str, Any]]:
    """Surveys with a response before the day: survey, responses, customers, first_at, last_at, later (how many came on
    the day or after it); the newest first."""
    return [row for row in _all_surveys(warehouse, as_of) if row["responses"]]


def _all_surveys(warehouse: Warehouse, as_of: dt.date) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = warehouse.arrow(SURVEYS, {"as_of": as_of}).to_pylist()
    return rows


def _chosen(warehouse: Warehouse, survey: str | None, as_of: dt.date) -> dict[str, Any]:
    every = _all_surveys(warehouse, as_of)
    told = {str(row["survey"]): row for row in every if row["responses"]}
    if not told:
        raise _nothing(every, as_of)
    if survey is not None and survey not in told:
        raise ParameterError("survey", survey, _("one of {names}", names=", ".join(list(told)[:20])))
    return told[survey] if survey else next(iter(told.values()))


def _nothing(later: list[dict[str, Any]], as_of: dt.date) -> NotEnoughDataError:
    if later:
        newest = max(row["newest_at"] for row in later).date()
        return NotEnoughDataError(
            _("All responses came in later"),
            _("0 responses before {as_of:day}, {n:count} after", as_of=as_of, n=sum(row["later"] for row in later)),
            _("Set “As of” to {day:day} or later", day=newest + dt.timedelta(days=1)),
        )
    return NotEnoughDataError(
        _("No survey has been answered"),
        _("0 responses before {as_of:day}", as_of=as_of),
        _("Import the answers as your survey tool exports them, one row a response"),
    )


def placed(found: tuple[Question, ...]) -> dict[str, list[str]]:
    """What the statements of bases are bound to: every column with its question and with itself; what is refused."""
    numbers: list[str] = []
    keys: list[str] = []
    refused_numbers: list[str] = []
    refused_answers: list[str] = []
    for question in found:
        for item in question.items:
            for key in {question.key, column_key(item.number)} if len(question.items) > 1 else {question.key}:
                numbers.append(item.number)
                keys.append(key)
            refused_numbers += [item.number] * len(item.refused)
            refused_answers += item.refused
    return {
        "numbers": numbers,
        "keys": keys,
        "refused_numbers": refused_numbers,
        "refused_answers": refused_answers,
    }


def column_key(number: str) -> str:
    """The key under which the base of one column of several stands."""
    return f"\x1f{number}"


def _bases(
    warehouse: Warehouse,
    found: tuple[Question, ...],
    tally: pd.DataFrame,
    values: Mapping[str, Any],
    *,
    is_alone: bool,
) -> Mapping[str, Mapping[str, Any]]:
    """Who answered. A column of one answer a response adds up, as long as nobody responded twice; of columns that are
    one question, and of several answers, responses are counted."""
    added = [each for each in found if is_alone and len(each.items) == 1 and each.kind != "multiple"]
    grids = [each for each in found if is_alone and len(each.items) > 1 and each.kind != "multiple"]
    bases = {each.key: _added(tally, each.items[0]) for each in added if each.is_closed}
    bases |= {column_key(item.number): _added(tally, item) for each in grids for item in each.items}
    counted = tuple(each for each in found if each.key not in bases)
    rows = warehouse.arrow(BASES, dict(values) | placed(counted)).to_pylist()
    return {row["key"]: row for row in rows} | bases


def _added(tally: pd.DataFrame, item: Item) -> dict[str, Any]:
    rows = tally[tally["question_no"] == item.number]
    refused = rows["answer"].isin(item.refused)
    sums = {name: rows.loc[~refused, name].sum() for name in _SUMS}
    return {"base": int(sums["n"]), "no_answer": int(rows.loc[refused, "n"].sum())} | {
        "weight": float(sums["weight"]),
        "weight_squared": float(sums["weight_squared"]),
        "customers": int(sums["customers"]),
    }
