"""Conditions that nobody can meet as the data are now: a tag, a product, a value that has gone, or was misspelt."""

import datetime as dt

from insight.audience.cells import cell_segment
from insight.audience.expression import Condition, Expression, condition, conditions
from insight.audience.kept import as_segment
from insight.audience.offers import OfferParams, offered
from insight.audience.registry import find_rule
from insight.audience.rules.numbers import CELL
from insight.errors import InsightError, ParameterError
from insight.fields import Field, Word, Words
from insight.i18n import Text, _
from insight.warehouse import Warehouse


def cannot_hold(warehouse: Warehouse, expression: Expression, as_of: dt.date) -> list[Text]:
    """A sentence for each value that nobody has, in the order of the expression.

    Raises ParameterError for a number that its analysis does not have.
    """
    return [text for leaf in conditions(expression) for text in _of_condition(warehouse, leaf, as_of)]


def _of_condition(warehouse: Warehouse, leaf: Condition, as_of: dt.date) -> list[Text]:
    if leaf.rule == CELL:
        return _of_cell(warehouse, leaf, as_of)
    rule = find_rule(leaf.rule)
    return [
        _(
            "Nobody meets “{rule}” with {value} as the data are now ({field})",
            rule=rule.label,
            value=value,
            field=field.label,
        )
        for place, field in enumerate(rule.fields)
        if field.offered is not None and isinstance(field, Word | Words)
        for value in _not_offered(warehouse, leaf, rule.fields[:place], field)
        if not _met_with(warehouse, leaf, field.name, value, as_of)
    ]


def _not_offered(warehouse: Warehouse, leaf: Condition, before: tuple[Field, ...], field: Field) -> list[str]:
    given = tuple((each.name, leaf.value(each.name)) for each in before)
    known = {offer.value for offer in offered(warehouse, OfferParams(rule=leaf.rule, field=field.name, given=given))}
    asked = leaf.value(field.name)
    return [value for value in ((asked,) if isinstance(asked, str) else asked) if value not in known]


def _met_with(warehouse: Warehouse, leaf: Condition, name: str, value: str, as_of: dt.date) -> bool:
    """Whether somebody meets the condition with that one value: only the commonest values are offered."""
    alone = condition(leaf.rule, **(dict(leaf.values) | {name: value}))
    return as_segment(warehouse, alone, as_of).count(warehouse) > 0


def _of_cell(warehouse: Warehouse, leaf: Condition, as_of: dt.date) -> list[Text]:
    try:
        cell_segment(warehouse, leaf, as_of)
    except ParameterError:
        raise
    except InsightError as error:
        return [_("Nobody can meet a condition now: {reason} — {value}", reason=error.title, value=error.message)]
    return []
