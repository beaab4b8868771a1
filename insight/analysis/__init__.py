"""Questions about people, each answered by one analysis: parameters in, a result with sentences and people out."""

from insight.analysis.as_json import to_json
from insight.analysis.cell import people_of
from insight.analysis.declaration import Analysis, Label, Labels, Needs, Result, Shown
from insight.analysis.registry import ANALYSES, find_analysis, make_params
from insight.analysis.scope import currencies, default_as_of, main_currency

__all__ = [
    "ANALYSES",
    "Analysis",
    "Label",
    "Labels",
    "Needs",
    "Result",
    "Shown",
    "currencies",
    "default_as_of",
    "find_analysis",
    "main_currency",
    "make_params",
    "people_of",
    "to_json",
]
