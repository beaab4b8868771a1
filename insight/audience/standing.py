"""Conditions that nobody can meet as the data are now: a tag, a product, a value that has gone, or was misspelt."""

import datetime as dt

from insight.audience.cells import cell_segment
from insight.audience.expression import Condition, Expression, conditions
from insight.audience.fields import Choices, Field, Word, Words
from insight.audience.offers import OfferParams, offered
from insight.audience.registry import find_rule
from insight.audience.rules.numbers import CELL
from insight.errors import InsightError, ParameterError
from insight.i18n import Text, _
from insight.warehouse import Warehouse


def cannot_hold(warehouse: Warehouse, expression: Expression, as_of: dt.date) -> list[Text]:
    """A sentence for each value that the data do not have, in the order of the expression.

    Raises ParameterError for a number that its analysis does not have.
    """
    return [text for leaf in conditions(expression) for text in _of_condition(warehouse, leaf, as_of)]


def _of_condition(warehouse: Warehouse, leaf: Condition, as_of: dt.date) -> list[Text]:
    if leaf.rule == CELL:
        return _of_cell(warehouse, leaf, as_of)
    rule = find_rule(leaf.rule)
    return [
        _(
            "Nobody can meet “{rule}” now: the data have no {value} ({field})",
            rule=rule.label,
            value=value,
            field=field.label,
        )
        for place, field in enumerate(rule.fields)
        if field.offered is not None and isinstance(field, Word | Words) and not isinstance(field, Choices)
        for value in _gone(warehouse, leaf, rule.fields[:place], field)
    ]


def _gone(warehouse: Warehouse, leaf: Condition, before: tuple[Field, ...], field: Field) -> list[str]:
    given = tuple((each.name, leaf.value(each.name)) for each in before)
    known = {offer.value for offer in offered(warehouse, OfferParams(rule=leaf.rule, field=field.name, given=given))}
    asked = leaf.value(field.name)
    return [value for value in ((asked,) if isinstance(asked, str) else asked) if value not in known]


def _of_cell(warehouse: Warehouse, leaf: Condition, as_of: dt.date) -> list[Text]:
    try:
        cell_segment(warehouse, leaf, as_of)
    except ParameterError:
        raise
    except InsightError as error:
        return [_("Nobody can meet a condition now: {reason} — {value}", reason=error.title, value=error.message)]
    return []
