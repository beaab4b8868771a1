"""All analyses by name: what the pages, the command line and the tests call."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib import import_module
from typing import Any

from insight.analysis.declaration import Analysis
from insight.analysis.scope import check_is_used, default_as_of, main_currency
from insight.errors import ParameterError
from insight.fields import convert
from insight.i18n import _
from insight.warehouse import Warehouse

_NAMES = (
    "overview",
    "rfm",
    "rfm_movement",
    "rfm_sandbox",
    "retention",
    "repurchase",
    "lifecycle",
    "refill",
    "behaviour",
    "channels",
    "journeys",
    "funnel",
    "paths",
    "associations",
    "recommend",
    "recommend_exam",
    "personas",
    "clusters",
    "clv",
    "predict",
    "survey",
    "crosstab",
    "survey_waves",
    "survey_value",
    "key_drivers",
    "traits",
    "tags",
    "tag_health",
    "customer",
    "campaigns",
    "judge",
    "before_after",
    "ab_test",
    "consent",
    "quality",
)
"""The packages of this folder that declare an analysis, in the order of the menu. A new one is a line here."""


_ABOVE = ("tags", "tag_health")
"""Those that stand on segments, and so are packages of `insight.audience`, which stands above this one."""


class _Analyses(Mapping[str, Analysis]):
    """Each analysis is imported when it is first asked for."""

    def __getitem__(self, name: str) -> Analysis:
        if name not in _NAMES:
            raise KeyError(name)
        return _declared(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


ANALYSES: Mapping[str, Analysis] = _Analyses()


@cache
def _declared(name: str) -> Analysis:
    place = "audience" if name in _ABOVE else "analysis"
    analysis: Analysis = import_module(f"insight.{place}.{name}").ANALYSIS
    return analysis


def find_analysis(name: str) -> Analysis:
    """Raises ParameterError for a name that is not an analysis."""
    if name not in ANALYSES:
        raise ParameterError("analysis", name, _("one of {names}", names=", ".join(ANALYSES)))
    return ANALYSES[name]


def make_params(name: str, given: Mapping[str, Any], warehouse: Warehouse) -> Any:
    """The parameters of an analysis from JSON or text values; as_of and currency are found where they are not given.

    Raises ParameterError for a key the analysis does not have, for a value of the wrong type, and for a currency that
    no order has.
    """
    analysis = find_analysis(name)
    params_type = analysis.params
    if analysis.with_saved is not None:
        given = analysis.with_saved(warehouse, given)
    known = [field.name for field in fields(params_type)]
    for key in given:
        if key not in known:
            raise ParameterError(key, given[key], _("only these parameters: {names}", names=", ".join(known)))
    values = convert(params_type, given)
    for key, find in (("as_of", default_as_of), ("currency", main_currency)):
        if key in known and values.get(key) is None:
            values[key] = find(warehouse)
    params = params_type(**values)
    if given.get("currency") is not None:
        check_is_used(warehouse, params.currency)
    return params
