"""All rules by name, in the order of the tables, and within a table of the dimensions."""

from collections.abc import Mapping
from types import MappingProxyType

from insight.analysis.quality.completeness import completeness
from insight.analysis.quality.contacts import contacts
from insight.analysis.quality.imports import imports
from insight.analysis.quality.orders import ORDERS
from insight.analysis.quality.people_and_lines import CUSTOMERS, LINES
from insight.analysis.quality.rule import DIMENSIONS, Rule
from insight.errors import ParameterError
from insight.i18n import _
from insight.schema import TABLES

_PLACE = {name: place for place, name in enumerate((*TABLES, *DIMENSIONS))}
_DECLARED = (*completeness(), *contacts("customers"), *contacts("orders"), *ORDERS, *LINES, *CUSTOMERS, *imports())

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.name: rule for rule in sorted(_DECLARED, key=lambda rule: (_PLACE[rule.table], _PLACE[rule.dimension]))}
)
"""Name -> rule."""

if len(RULES) != len(_DECLARED):
    raise ValueError("two rules have the same name")


def find_rule(name: str) -> Rule:
    """Raises ParameterError for a name that is no rule."""
    if name not in RULES:
        raise ParameterError("rule", name, _("one of {names}", names=", ".join(RULES)))
    return RULES[name]
