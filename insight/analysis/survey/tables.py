"""The small tables of a survey."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from insight.analysis.answers.read import Read
from insight.analysis.answers.tables import Counts, option_rows, question_row
from insight.results import SINGLE, Declared, Frame, Total, among, declare, per
from insight.statistics.weighted import effective_n

_QUESTION = (
    *("question", "item", "text", "kind", "base", "no_answer", "customers", "effective_n"),
    *("mean", "mean_low", "mean_high", "nps", "nps_low", "nps_high"),
)
_MOVED = ("question", "kind", "item", "option", "base", "n", "customers", "before", "after")
_OPTION = ("question", "kind", "item", "option", "place", "base", "n", "customers", "share", "low", "high")


def counts_of(read: Read) -> Counts:
    """What was counted, ready to look up."""
    return Counts.of(read.tally.to_dict("records"), read.bases)


def size_of(responses: Mapping[str, Any]) -> float:
    """How many responses of equal weight say as much."""
    return float(effective_n(responses["weight"] or 0.0, responses["weight_squared"] or 0.0))


def questions(read: Read, counts: Counts) -> pd.DataFrame:
    """One row a question, and one a row of a grid (`item`), in the order of the questionnaire."""
    rows = []
    for each in read.questions:
        rows.append(question_row(each, counts) | {"item": ""})
        if each.kind in ("matrix", "ranking"):
            rows += [question_row(replace(each, items=(item,)), counts) | {"item": item.text} for item in each.items]
    return pd.DataFrame(rows, columns=list(_QUESTION))


def options(read: Read, counts: Counts) -> pd.DataFrame:
    """One row an option of a question, and of a row of a grid."""
    return pd.DataFrame([row for each in read.questions for row in option_rows(each, counts)], columns=list(_OPTION))


def moved(
    questions: pd.DataFrame,
    options: pd.DataFrame,
    plain_questions: pd.DataFrame | None,
    plain_options: pd.DataFrame | None,
) -> pd.DataFrame:
    """question, kind, item, option ("" for a score), base, n, customers, before (as the answers came in), after: what
    the weights to the members changed; no row without them."""
    if plain_questions is None or plain_options is None:
        return pd.DataFrame(columns=list(_MOVED))
    scored = questions["nps"].notna()
    scores = questions[scored].assign(option="", n=float("nan"), after=questions["nps"], before=plain_questions["nps"])
    shares = options.assign(after=options["share"], before=plain_options["share"])
    return pd.concat([scores, shares], ignore_index=True)[list(_MOVED)]


def quotes(rows: pd.DataFrame, asked: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """question, text (as asked), quote, n (how many wrote the same)."""
    return pd.DataFrame(
        {
            "question": [asked[number][0] for number in rows["question_no"]],
            "text": [asked[number][1] for number in rows["question_no"]],
            "quote": rows["answer"],
            "n": rows["n"].astype("int64"),
        }
    )


ONE_EACH = among(per("question", "item"), lambda row: row["kind"] != "multiple")
"""Rows of one answer a person: they add up to who answered."""

COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("text", "survey"),
            *declare("people", "responses"),
            *declare("people", "customers", part_of="responses"),
            *declare("people", "later", is_aside=True),
            *declare("day", "first_at", "last_at"),
            *declare("flag", "is_weighted"),
            *declare("number", "effective_n", "median_s"),
        )
    ),
    "questions": Frame(
        columns=(
            *declare("text", "question", "item", "text", "kind"),
            *declare("people", "base"),
            *declare("people", "no_answer", is_aside=True),
            *declare("people", "customers", part_of="base"),
            *declare("number", "effective_n", "mean", "mean_low", "mean_high", "nps", "nps_low", "nps_high"),
        )
    ),
    "options": Frame(
        columns=(
            *declare("text", "question", "kind", "item", "option"),
            *declare("key", "place"),
            *declare("people", "base", cell=per("question", "item")),
            *declare("people", "n", part_of="base"),
            *declare("people", "customers", part_of="n"),
            *declare("share", "share", "low", "high"),
        ),
        totals=(Total(column="n", alike=ONE_EACH), Total(column="customers", alike=ONE_EACH)),
    ),
    "moved": Frame(
        columns=(
            *declare("text", "question", "kind", "item", "option"),
            *declare("people", "base", cell=per("question", "item")),
            *declare("people", "n", part_of="base"),
            *declare("people", "customers", part_of="n"),
            *declare("number", "before", "after"),
        ),
        totals=(Total(column="n", alike=ONE_EACH), Total(column="customers", alike=ONE_EACH)),
    ),
    # What somebody wrote is one person's.
    "quotes": Frame(columns=(*declare("text", "question", "text"), *declare("one", "quote", "n"))),
    "doubts": Frame(columns=(*declare("text", "doubt", "question"), *declare("people", "n"))),
}
