"""A question by groups, computed."""

from dataclasses import replace

from insight.analysis.answers.kinds import stated_kinds
from insight.analysis.answers.questions import Question
from insight.analysis.answers.read import Read, column_key, placed, read_survey
from insight.analysis.crosstab import statements as sql
from insight.analysis.crosstab import tables
from insight.analysis.crosstab.groups import find_grouping
from insight.analysis.crosstab.params import CrosstabParams
from insight.analysis.crosstab.result import CrosstabResult
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import _
from insight.warehouse import Warehouse


def crosstab(warehouse: Warehouse, params: CrosstabParams) -> CrosstabResult:
    """Count the answers to a question in each group, and test whether the groups differ.

    Raises NotEnoughDataError where no survey was answered, the survey has no question with options, or nobody who
    answered is in a group; ParameterError for a question or a grouping that is not there.
    """
    read = read_survey(
        warehouse,
        survey=params.survey,
        as_of=params.as_of,
        is_weighted=params.is_weighted,
        kinds=stated_kinds(params.kinds),
        weight_to=params.weight_to,
    )
    question, grouping = _question(read, params.question), find_grouping(warehouse, read, params)
    asked = placed((replace(question, kind="multiple"),))
    values = dict(read.values) | dict(grouping.values) | asked | {"numbers": list(question.numbers)}
    bases = warehouse.query(sql.bases(grouping.groups), values)
    counts = tables.by_group(warehouse.query(sql.tally(grouping.groups), values), bases, question, grouping)
    if not counts:
        raise NotEnoughDataError(
            _("Nobody who answered can be told apart by this"),
            _("0 of {n:count} answers are in a group", n=int(bases["base"].sum())),
            _("Choose another question or fact to compare by; facts about people need answers that name their person"),
        )
    groups = tables.groups(question, counts, params.least_base, is_overlapping=grouping.is_overlapping)
    cells = tables.cells(question, counts, groups)
    return CrosstabResult(
        params=params,
        survey=read.survey,
        question=question.key,
        text=question.text,
        kind=question.kind,
        by=grouping.key,
        base=_base(read, question),
        ungrouped=int(bases.loc[bases["grouping"].isna(), "base"].sum()),
        is_weighted=bool(read.responses["is_weighted"]),
        groups=groups,
        cells=cells,
        tests=tables.tests(question, cells, groups, counts),
        asked=question,
        grouping=grouping,
    )


def _question(read: Read, name: str | None) -> Question:
    """The question meant, one column of it where it is a grid; without a name the score, or the first with options."""
    if name is None:
        scored = [each for each in read.questions if each.kind == "nps"]
        closed = [each for each in read.questions if each.is_closed and each.kind not in ("matrix", "ranking")]
        if not scored + closed:
            raise NotEnoughDataError(
                _("This survey has no question with options"),
                _("{n:count} questions, all answered in people's own words", n=len(read.questions)),
                _("Read the answers on the page of the survey"),
            )
        return (scored + closed)[0]
    found = read.question(name)
    if len(found.items) > 1 and found.kind in ("matrix", "ranking"):
        names = ", ".join(item.text for item in found.items)
        raise ParameterError("question", name, _("one row of this grid: {names}", names=names))
    if not found.is_closed:
        raise ParameterError("question", name, _("a question with options"))
    return found


def _base(read: Read, question: Question) -> int:
    """Who answered, in a group or not."""
    based = read.bases.get(question.key) or read.bases.get(column_key(question.key)) or {}
    return int(based.get("base", 0))
