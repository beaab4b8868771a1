"""The closed list of rules: nothing else can be a condition."""

from collections.abc import Mapping
from types import MappingProxyType

from insight.audience.rule import SUBJECTS, Rule, Subject
from insight.audience.rules import DECLARED
from insight.errors import ParameterError
from insight.i18n import _

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.name: rule for subject in SUBJECTS for rule in DECLARED if rule.subject == subject}
)
"""Name -> rule, in the order of the builder."""

if len(RULES) != len(DECLARED):
    raise ValueError("two rules have the same name")


def find_rule(name: object) -> Rule:
    """Raises ParameterError for a name that is no rule."""
    if not isinstance(name, str) or name not in RULES:
        raise ParameterError("rule", name, _("one of {names}", names=", ".join(RULES)))
    return RULES[name]


def rules_of(subject: Subject) -> tuple[Rule, ...]:
    """The rules that speak of a subject."""
    return tuple(rule for rule in RULES.values() if rule.subject == subject)
