"""The parameters of an analysis: each field of its dataclass says once what it is called and what may be given.

`days: Annotated[int, Days(most=180, label=_("Days that count"))] = 30` is type, default, bounds and label; the check,
the widget, the help of the command line, the method and the passport of a list read them here.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from insight.fields.field import Field
from insight.i18n import Text


def fields_of(params_type: type) -> Mapping[str, Field]:
    """What each parameter says of itself, by its name, in the order of the dataclass."""
    return _declared(params_type)


@cache
def _declared(params_type: Any) -> Mapping[str, Field]:
    hints = get_type_hints(params_type, include_extras=True)
    found = {each.name: _field(each, hints[each.name]) for each in fields(params_type)}
    return {name: field for name, field in found.items() if field is not None}


def _field(each: "dataclasses.Field[Any]", hint: Any) -> Field | None:
    """The field that stands in the annotation, with the name and the default that the dataclass gives it."""
    declared = next((part for part in get_args(hint)[1:] if isinstance(part, Field)), None)
    if get_origin(hint) is not Annotated or declared is None:
        return None
    default = None if each.default is MISSING else each.default
    return replace(declared, name=each.name, default=default, is_optional=NoneType in get_args(get_args(hint)[0]))


def check_fields(params: Any) -> None:
    """Raises ParameterError for the first parameter that may not be what it is."""
    for name, field in fields_of(type(params)).items():
        value = getattr(params, name)
        if value is not None or not field.is_optional:
            field.check(value)


def settings(params: Any) -> Iterator[tuple[Text, Text | str]]:
    """What each parameter is called and what it is, in words."""
    for name, field in fields_of(type(params)).items():
        value = getattr(params, name)
        said = "–" if value is None else field.said(value, {})
        yield field.label, said if isinstance(said, Text | str) else str(said)
