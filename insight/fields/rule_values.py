"""The values of a rule: every field its own, defaults filled in."""

from typing import Any

from insight.errors import ParameterError
from insight.fields.days import Currency
from insight.fields.field import Field, Values
from insight.i18n import _


def bound(fields: tuple[Field, ...], given: Values, currency: str | None) -> dict[str, Any]:
    """The values of a rule in their types, defaults filled in. Raises ParameterError for what cannot be one."""
    known = {each.name for each in fields}
    for name in given:
        if name not in known:
            raise ParameterError(name, given[name], _("only these values: {names}", names=", ".join(sorted(known))))
    return {each.name: _value(each, given, currency) for each in fields}


def _value(each: Field, given: Values, currency: str | None) -> Any:
    value = given.get(each.name)
    if value is None:
        value = currency if isinstance(each, Currency) else each.default
    if value is None:
        raise ParameterError(each.name, "–", _("a value for {label}", label=each.label))
    return each.read(value)
