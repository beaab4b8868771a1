"""Conditions put together with and, or, not: what a segment means, as values that can be stored.

As JSON: `{"rule": NAME, "values": {…}}`, `{"and": [ … ]}`, `{"or": [ … ]}`, `{"not": … }`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from insight.audience.registry import find_rule
from insight.errors import ParameterError
from insight.fields import bound
from insight.i18n import _

MOST_CONDITIONS = 40
DEEPEST = 6
_LONGEST_JSON = 60_000
_NAMES = ("and", "or", "not", "rule", "values")


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule with its values, complete and in their types."""

    rule: str
    values: tuple[tuple[str, Any], ...]

    def value(self, name: str) -> Any:
        """One value by its name."""
        return dict(self.values)[name]


@dataclass(frozen=True, slots=True)
class AllOf:
    """People for whom every part holds."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """People for whom at least one part holds."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """Everybody known before the day for whom the part does not hold."""

    part: "Expression"


Expression = Condition | AllOf | AnyOf | Not


def condition(rule: str, *, currency: str | None = None, **values: Any) -> Condition:
    """A condition from the name of its rule and its values.

    A currency that the rule needs and `values` does not name is `currency`. Raises ParameterError for a rule that does
    not exist, a value of another rule, a missing value and one of the wrong kind.
    """
    found = find_rule(rule)
    return Condition(found.name, tuple(sorted(bound(found.fields, values, currency).items())))


def conditions(expression: Expression) -> Iterator[Condition]:
    """The conditions of an expression, from left to right."""
    if isinstance(expression, Condition):
        yield expression
    else:
        for part in parts_of(expression):
            yield from conditions(part)


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """What an expression is put together from; nothing for a condition."""
    if isinstance(expression, Condition):
        return ()
    return (expression.part,) if isinstance(expression, Not) else expression.parts


def holds(expression: Expression, truth: Callable[[Condition], bool], *, is_known: bool) -> bool:
    """Whether an expression holds for somebody for whom its conditions hold or not, known before the day or not."""
    if isinstance(expression, Condition):
        return truth(expression)
    if isinstance(expression, Not):
        return is_known and not holds(expression.part, truth, is_known=is_known)
    if isinstance(expression, AnyOf):
        return any(holds(part, truth, is_known=is_known) for part in expression.parts)
    left_out = [part.part for part in expression.parts if isinstance(part, Not)]
    wanted = [part for part in expression.parts if not isinstance(part, Not)]
    is_in = all(holds(part, truth, is_known=is_known) for part in wanted) if wanted else is_known
    return is_in and not any(holds(part, truth, is_known=is_known) for part in left_out)


def replaced(expression: Expression, by: Callable[[Condition], Expression]) -> Expression:
    """The expression with every condition replaced by what `by` gives for it."""
    if isinstance(expression, Condition):
        return by(expression)
    if isinstance(expression, Not):
        return Not(replaced(expression.part, by))
    group = AllOf if isinstance(expression, AllOf) else AnyOf
    return group(tuple(replaced(part, by) for part in expression.parts))


def checked(expression: Expression) -> Expression:
    """The expression itself. Raises ParameterError for one too deep, too long, or with an empty group."""
    return from_json(to_json(expression))


def to_json(expression: Expression) -> str:
    """One line of JSON; equal expressions give equal lines."""
    return json.dumps(to_plain(expression), ensure_ascii=False, sort_keys=True, allow_nan=False)


def to_plain(expression: Expression) -> dict[str, Any]:
    """Dictionaries and lists that JSON can hold."""
    if isinstance(expression, Condition):
        kinds = {each.name: each for each in find_rule(expression.rule).fields}
        return {
            "rule": expression.rule,
            "values": {name: kinds[name].plain(value) for name, value in expression.values},
        }
    if isinstance(expression, Not):
        return {"not": to_plain(expression.part)}
    name = "and" if isinstance(expression, AllOf) else "or"
    return {name: [to_plain(part) for part in expression.parts]}


def from_json(text: str, *, currency: str | None = None) -> Expression:
    """What `to_json` wrote, or a person. Raises ParameterError for anything that is not a complete expression."""
    if len(text) > _LONGEST_JSON:
        raise ParameterError("expression", f"{text[:60]}…", _("at most {most:count} characters", most=_LONGEST_JSON))
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParameterError("expression", text[:60], _("JSON")) from error
    return from_plain(plain, currency=currency)


def from_plain(plain: object, *, currency: str | None = None) -> Expression:
    """An expression from dictionaries and lists. Raises ParameterError as `from_json` does."""
    expression = _read(plain, currency, 1)
    count = sum(1 for _each in conditions(expression))
    if count > MOST_CONDITIONS:
        raise ParameterError("expression", count, _("at most {most} conditions", most=MOST_CONDITIONS))
    return expression


def _read(plain: object, currency: str | None, depth: int) -> Expression:
    if depth > DEEPEST:
        raise ParameterError("expression", depth, _("groups within groups at most {most} deep", most=DEEPEST))
    if not isinstance(plain, Mapping) or not set(plain) <= set(_NAMES):
        raise ParameterError("expression", _short(plain), _("one of {names}", names='{"rule": …}, {"and": […]}, …'))
    if "rule" in plain:
        return _condition(plain, currency)
    if len(plain) != 1 or "values" in plain:
        raise ParameterError("expression", _short(plain), _("one of and, or, not in each group"))
    name, inner = next(iter(plain.items()))
    if name == "not":
        return Not(_read(inner, currency, depth + 1))
    if not isinstance(inner, list | tuple) or not inner:
        raise ParameterError(
            "expression", _short(plain), _("a list with at least one condition after {name}", name=name)
        )
    group = AllOf if name == "and" else AnyOf
    return group(tuple(_read(part, currency, depth + 1) for part in inner))


def _condition(plain: Mapping[Any, Any], currency: str | None) -> Condition:
    values = plain.get("values", {})
    if not set(plain) <= {"rule", "values"} or not isinstance(values, Mapping):
        raise ParameterError("expression", _short(plain), _("a rule with its values"))
    found = find_rule(plain["rule"])
    return Condition(found.name, tuple(sorted(bound(found.fields, values, currency).items())))


def _short(plain: object) -> str:
    text = str(plain)
    return text if len(text) <= 80 else f"{text[:80]}…"
