"""What answers are told apart by: a question, the month, a fact or trait of people, or what an analysis calls them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from insight.analysis.answers.questions import Question
from insight.analysis.answers.read import Read
from insight.analysis.crosstab import statements as sql
from insight.analysis.crosstab.params import CrosstabParams
from insight.analysis.declaration import Label, Labels
from insight.analysis.registry import ANALYSES
from insight.analysis.traits import find_trait, group_names, trait_groups, trait_titles
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.warehouse import Warehouse
from insight.warehouse.steps import Steps, steps

FACTS: Mapping[str, Text] = {
    "gender": _("Gender"),
    "tier": _("Member tier"),
    "channel": _("Channel"),
    "province": _("Province"),
    "city": _("City"),
    "country": _("Country"),
}

WAVE = "wave"


@dataclass(frozen=True, slots=True)
class Grouping:
    """`groups`: the steps that give every response its group, bound to `values`. `names`: what the steps yield -> key
    of the group; empty where it is the key. `order`: the groups in their order; empty: the largest first. `words`:
    what people call a group. `is_overlapping`: a person can be in several groups, which therefore are not compared."""

    key: str
    title: str | Text
    groups: Steps
    values: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    words: Mapping[str, Text] = field(default_factory=dict)
    is_overlapping: bool = False

    def code(self, group: str) -> str:
        """What the steps yield for a group."""
        return next((code for code, name in self.names.items() if name == group), group)


def find_grouping(warehouse: Warehouse, read: Read, params: CrosstabParams) -> Grouping:
    """What is meant by the parameter `by`. Raises ParameterError for something that nobody can be told apart by."""
    if params.by == WAVE:
        return Grouping(WAVE, _("Month"), sql.WAVES)
    if params.by in FACTS:
        made = sql.FACT.filled(column=params.by).then(sql.BY_PERSON.filled(column=params.by))
        return Grouping(params.by, FACTS[params.by], made)
    called = labels_by_column()
    if params.by in called:
        return _by_label(warehouse, params, *called[params.by])
    if params.by in trait_titles(warehouse):
        return _by_trait(warehouse, params)
    try:
        return _by_question(read.question(params.by, "by"))
    except ParameterError as error:
        names = ", ".join([*FACTS, WAVE, *called, *(each.text for each in read.questions if each.is_closed)][:40])
        raise ParameterError("by", params.by, _("one of {names}", names=names)) from error


def labels_by_column() -> dict[str, tuple[str, Labels, Label]]:
    """Every column in which an analysis calls people something of few words."""
    return {
        column: (column, analysis.labels, label)
        for analysis in ANALYSES.values()
        if analysis.labels is not None
        for column, label in analysis.labels.columns.items()
        if label.words
    }


def _by_label(warehouse: Warehouse, params: CrosstabParams, column: str, labels: Labels, label: Label) -> Grouping:
    asked = labels.found(warehouse, params.as_of, params.currency)
    made = steps(called=asked.statement).then(sql.BY_PERSON.filled(column=column))
    names = {str(label.codes.get(key, key)): key for key in label.words}
    return Grouping(column, label.title, made, asked.values, names, tuple(label.words), label.words)


def _by_trait(warehouse: Warehouse, params: CrosstabParams) -> Grouping:
    trait = find_trait(warehouse, params.by)
    found = trait_groups(warehouse, [trait.name], as_of=params.as_of)
    words = group_names(warehouse, trait)
    made = steps(called=found.statement).then(sql.BY_PERSON.filled(column="value"))
    return Grouping(trait.name, trait.label, made, found.values, order=tuple(words), words=words)


def _by_question(question: Question) -> Grouping:
    pairs = [(item.number, answer, option) for item in question.items for answer, option in item.options.items()]
    if not pairs:
        raise ParameterError("by", question.text, _("a question with options"))
    columns: Sequence[list[str]] = [list(column) for column in zip(*pairs, strict=True)]
    values = dict(zip(("by_numbers", "by_answers", "by_groups"), columns, strict=True))
    return Grouping(
        question.key,
        question.text,
        sql.BY_ANSWER,
        values,
        order=question.options,
        is_overlapping=question.kind == "multiple",
    )
