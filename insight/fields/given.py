"""JSON and text values turned into the types that a dataclass of parameters declares."""

import datetime as dt
from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from insight.errors import ParameterError
from insight.i18n import Text, _


def convert(params_type: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """The given values in the types that a class or a function declares. Raises ParameterError where one cannot be."""
    declared = get_type_hints(params_type)
    return {name: _as(name, value, declared[name]) for name, value in given.items()}


def _as(name: str, value: Any, declared: Any) -> Any:
    origin, arguments = get_origin(declared), get_args(declared)
    if origin in (Union, UnionType):
        inner = next(argument for argument in arguments if argument is not type(None))
        return None if value is None or value == "" else _as(name, value, inner)
    if origin is Literal:
        return _choice(name, value, arguments)
    if origin is tuple:
        return _tuple(name, value, arguments[0])
    if hasattr(declared, "read"):
        return declared.read(name, value)
    expected, read = _PLAIN[declared]
    try:
        return read(value)
    except (ValueError, TypeError) as error:
        raise ParameterError(name, value, expected) from error


def _choice(name: str, value: Any, choices: tuple[Any, ...]) -> Any:
    if value not in choices:
        raise ParameterError(name, value, _("one of {names}", names=", ".join(map(str, choices))))
    return value


def _tuple(name: str, value: Any, declared: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ParameterError(name, value, _("a list such as [1, 2]"))
    return tuple(_as(name, item, declared) for item in value)


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str):
        raise TypeError(value)
    return dt.datetime.strptime(value, "%Y-%m-%d").date()


def _whole(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise TypeError(value)
    return int(value)


def _number(value: Any) -> float:
    number = float(value)
    if isinstance(value, bool) or number - number != 0:
        raise TypeError(value)
    return number


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _text(value: Any) -> str:
    if isinstance(value, dict | list | tuple | bool) or value is None:
        raise TypeError(value)
    return str(value)


_PLAIN: dict[Any, tuple[Text, Callable[[Any], Any]]] = {
    dt.date: (_("a day such as 2025-12-31"), _date),
    int: (_("a whole number"), _whole),
    float: (_("a number"), _number),
    bool: (_("true or false"), _flag),
    str: (_("a text"), _text),
}
