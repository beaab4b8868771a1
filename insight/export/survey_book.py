"""A survey as a workbook: a table of contents, every question, every answer, and every question by groups."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence

import pyarrow as pa

from insight.analysis.crosstab import CrosstabResult
from insight.analysis.survey import SurveyResult
from insight.export.said_table import number_cell, said_table
from insight.export.workbook import Sheet, write_workbook
from insight.govern import Asker
from insight.govern.gate import Leaving, let_out
from insight.i18n import Language, Text, _
from insight.warehouse import DuckWarehouse

_LONGEST_TITLE = 24


def survey_book(
    warehouse: DuckWarehouse,
    asker: Asker,
    result: SurveyResult,
    crossed: Sequence[CrosstabResult],
    language: Language,
    *,
    at: dt.datetime,
) -> bytes:
    """The workbook of a survey; `crossed`: questions by groups, of one grouping on one sheet."""
    sheets = [
        Sheet(title=_("Questions").render(language), table=_questions(result, language)),
        Sheet(title=_("Answers").render(language), table=_answers(result, language)),
        *_crosstabs(crossed, language),
    ]

    def make() -> bytes:
        target = io.BytesIO()
        write_workbook(target, [_contents(result, sheets, language), *sheets], created=at)
        return target.getvalue()

    leaving = Leaving(
        way="survey",
        sentence=_("Results of the survey “{survey}”", survey=result.survey),
        file_name=survey_file_name(result),
        rows=result.responses,
        columns=("question", "option"),
        purpose="analysis",
        about={"survey": result.survey, "as_of": result.params.as_of},
    )
    return let_out(warehouse, asker, leaving, make, at=at)


def survey_file_name(result: SurveyResult) -> str:
    """The name of the file for a download."""
    plain = "".join(sign if sign.isalnum() else "_" for sign in result.survey).strip("_")
    return f"{plain[:60] or 'survey'}_{result.params.as_of.isoformat()}.xlsx"


def _contents(result: SurveyResult, sheets: Sequence[Sheet], language: Language) -> Sheet:
    said = {
        _("Sheet"): [sheet.title for sheet in sheets],
        _("Number of rows"): [sheet.table.num_rows for sheet in sheets],
        _("Survey"): [result.survey] * len(sheets),
        _("Responses"): [result.responses] * len(sheets),
        _("Known people"): [result.customers] * len(sheets),
        _("Weighted"): [(_("yes") if result.is_weighted else _("no")).render(language)] * len(sheets),
    }
    return Sheet(title=_("Contents").render(language), table=said_table(said, language))


def _questions(result: SurveyResult, language: Language) -> pa.Table:
    rows = result.questions.to_dict("records")
    return said_table(
        {
            _("Question number"): [row["question"] for row in rows],
            _("Question"): [row["text"] for row in rows],
            _("Row of the grid"): [row["item"] or None for row in rows],
            _("Answered"): [number_cell(row["base"]) for row in rows],
            _("Refused"): [number_cell(row["no_answer"]) for row in rows],
            _("Known people"): [number_cell(row["customers"]) for row in rows],
            _("Effective number"): [number_cell(row["effective_n"]) for row in rows],
            _("Mean"): [number_cell(row["mean"]) for row in rows],
            _("Mean at least"): [number_cell(row["mean_low"]) for row in rows],
            _("Mean at most"): [number_cell(row["mean_high"]) for row in rows],
            _("Net promoter score"): [number_cell(row["nps"], 100) for row in rows],
        },
        language,
    )


def _answers(result: SurveyResult, language: Language) -> pa.Table:
    texts = dict(zip(result.questions["question"], result.questions["text"], strict=True))
    rows = result.options.to_dict("records")
    return said_table(
        {
            _("Question number"): [row["question"] for row in rows],
            _("Question"): [texts.get(row["question"], row["question"]) for row in rows],
            _("Row of the grid"): [row["item"] or None for row in rows],
            _("Answer"): [row["option"] for row in rows],
            _("Responses"): [number_cell(row["n"]) for row in rows],
            _("Answered"): [number_cell(row["base"]) for row in rows],
            _("Share"): [number_cell(row["share"]) for row in rows],
            _("Share at least"): [number_cell(row["low"]) for row in rows],
            _("Share at most"): [number_cell(row["high"]) for row in rows],
            _("Known people"): [number_cell(row["customers"]) for row in rows],
        },
        language,
    )


def _crosstabs(crossed: Sequence[CrosstabResult], language: Language) -> Iterator[Sheet]:
    """One sheet a grouping: a row an option; of each group share, letter, letters it is higher than, base."""
    by: dict[str, list[CrosstabResult]] = {}
    for each in crossed:
        by.setdefault(each.by, []).append(each)
    for number, results in enumerate(by.values(), start=1):
        title = _said(results[0].grouping.title, language)
        plain = "".join(sign for sign in title if sign not in "[]:*?/\\'")
        yield Sheet(title=f"{number} {plain[:_LONGEST_TITLE]}", table=_crosstab(results, language))


def _crosstab(results: Sequence[CrosstabResult], language: Language) -> pa.Table:
    groups = list(dict.fromkeys(group for each in results for group in each.groups["group"]))
    named = {group: _said(each.named(group), language) for each in results for group in each.groups["group"]}
    keys = [(each, option) for each in results for option in dict.fromkeys(each.cells["option"])]
    cells = {
        (each.question, row["option"], row["group"]): row for each in results for row in each.cells.to_dict("records")
    }
    letters = {
        (each.question, row["group"]): row["letter"] for each in results for row in each.groups.to_dict("records")
    }
    columns: dict[str, list[object]] = {
        _("Question").render(language): [each.text for each, _option in keys],
        _("Answer").render(language): [option for _each, option in keys],
        _("p, corrected").render(language): [_p_value(each, option) for each, option in keys],
    }
    for group in groups:
        rows = [cells.get((each.question, option, group), {}) for each, option in keys]
        columns[named[group]] = [number_cell(row.get("share")) for row in rows]
        columns[_("{group}: letter", group=named[group]).render(language)] = [
            letters.get((each.question, group)) for each, _option in keys
        ]
        columns[_("{group}: higher than", group=named[group]).render(language)] = [
            row.get("higher_than") or None for row in rows
        ]
        answered = _("{group}: answered", group=named[group]).render(language)
        columns[answered] = [number_cell(row.get("base")) for row in rows]
    return pa.table(columns)


def _p_value(result: CrosstabResult, option: str) -> object:
    rows = result.tests[result.tests["option"].isin(("", option))]
    return None if rows.empty else number_cell(rows["p_corrected"].iloc[0])


def _said(text: str | Text, language: Language) -> str:
    return text.render(language) if isinstance(text, Text) else str(text)
