"""The people behind one number, asked for by the names and values that somebody gives."""

import datetime as dt
import inspect
from collections.abc import Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from insight.analysis.declaration import Result
from insight.errors import ParameterError
from insight.fields import convert
from insight.i18n import _
from insight.segments import Segment


def people_of(result: Result, name: str, given: Mapping[str, Any]) -> Segment:
    """The people of a cell of a result of the analysis `name`.

    Raises ParameterError for a key that the analysis does not have, one that is missing, and a value of a wrong type.
    """
    keys = inspect.signature(result.segment).parameters
    names = ", ".join(keys) or "–"
    for key, value in given.items():
        if key not in keys:
            raise ParameterError(
                "cell", f"{key}={value}", _("only these keys, which {name} has: {names}", name=name, names=names)
            )
    for key, parameter in keys.items():
        if parameter.default is inspect.Parameter.empty and key not in given:
            raise ParameterError("cell", "–", _("a value for {key}", key=key))
    return result.segment(**_in_types(result, given))


def _in_types(result: Result, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the types that the result declares; days are read by the analysis, which knows its periods, and a
    text without a sign is what the data do not state."""
    declared = {name: kind for name, kind in get_type_hints(result.segment).items() if name in given}
    plain = {name: value for name, value in given.items() if value is not None and not _takes_days(declared[name])}
    for name, value in given.items():
        if name not in plain and not isinstance(value, str | dt.date | None):
            raise ParameterError(name, value, _("a day such as 2025-12-31"))
    stated = {name: value for name, value in plain.items() if value != "" or str not in get_args(declared[name])}
    return dict(given) | convert(result.segment, stated)


def _takes_days(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and dt.date in get_args(kind)
