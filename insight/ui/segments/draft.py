"""The segment that is being built: a tree of conditions that may be unfinished, kept for the session.

Each node has a number of its own, by which its widgets are called; what the widgets say is written back into the tree,
so that it outlives a change of page and of language.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from insight.audience import (
    RULES,
    AllOf,
    AnyOf,
    Condition,
    Expression,
    Not,
    condition,
)
from insight.audience.rule import Subject
from insight.errors import ParameterError
from insight.ui.kit import state

Joint = Literal["and", "or"]

DEEPEST_GROUP = 3
_FIRST_RULE = "ordered_within"


@dataclass(slots=True)
class Line:
    """One condition: a rule, and the values given so far."""

    number: int
    subject: Subject = "orders"
    rule: str = _FIRST_RULE
    values: dict[str, Any] = field(default_factory=dict)
    is_negated: bool = False

    def follow(self, rule: str) -> None:
        """Take another rule; its values begin with their own defaults."""
        if rule != self.rule:
            self.rule, self.values = rule, {}


@dataclass(slots=True)
class Group:
    """Conditions and groups, all of which or one of which must hold."""

    number: int
    joint: Joint = "and"
    parts: "list[Line | Group]" = field(default_factory=list)
    is_negated: bool = False


@dataclass(slots=True)
class Draft:
    """`replaces`: the name of the saved segment that is being changed; `last` counts the nodes ever made."""

    root: Group
    last: int = 1
    replaces: str | None = None

    def add_line(self, group: Group) -> None:
        """One more condition in a group."""
        self.last += 1
        group.parts.append(Line(self.last))

    def add_group(self, group: Group) -> None:
        """One more group in a group, with a condition to begin with."""
        self.last += 1
        inner = Group(self.last, joint="or" if group.joint == "and" else "and")
        group.parts.append(inner)
        self.add_line(inner)

    def remove(self, number: int) -> None:
        """Take a node out, wherever it is."""
        for group in _groups(self.root):
            group.parts = [part for part in group.parts if part.number != number]


def draft(workspace: str) -> Draft:
    """The draft of the session for a workspace; a new one has one condition."""
    name = _name(workspace)
    if not isinstance(state.recall(name), Draft):
        clear(workspace)
    found: Draft = state.recall(name)
    return found


def clear(workspace: str) -> None:
    """Begin anew. Numbers of nodes go on, so that no widget takes the value of an earlier one."""
    old = state.recall(_name(workspace))
    begun = Draft(Group(old.last + 1 if isinstance(old, Draft) else 1), old.last + 1 if isinstance(old, Draft) else 1)
    begun.add_line(begun.root)
    state.remember(_name(workspace), begun)


def take(workspace: str, expression: Expression, replaces: str | None = None) -> None:
    """Begin with a meaning; `replaces` is the name of the saved segment that it is and that is to be changed."""
    clear(workspace)
    found = draft(workspace)
    found.root.parts.clear()
    found.replaces = replaces
    _fill(found, found.root, expression)


def _name(workspace: str) -> str:
    return f"segment draft of {workspace}"


def _fill(found: Draft, root: Group, expression: Expression) -> None:
    """The parts of a group at the top become those of the root; anything else its only part."""
    if isinstance(expression, AllOf | AnyOf):
        root.joint = "and" if isinstance(expression, AllOf) else "or"
        root.parts = [_node(found, part) for part in expression.parts]
    else:
        root.parts = [_node(found, expression)]


def _node(found: Draft, expression: Expression, *, is_negated: bool = False) -> Line | Group:
    if isinstance(expression, Not):
        return _node(found, expression.part, is_negated=not is_negated)
    found.last += 1
    if isinstance(expression, Condition):
        rule = RULES[expression.rule]
        return Line(found.last, rule.subject, rule.name, dict(expression.values), is_negated)
    group = Group(found.last, "and" if isinstance(expression, AllOf) else "or", [], is_negated)
    group.parts = [_node(found, part) for part in expression.parts]
    return group


def finished(node: Line | Group, currency: str) -> Expression | None:
    """What the finished part of a node means; None where nothing in it is finished."""
    if isinstance(node, Line):
        meaning = _condition(node, currency)
    else:
        parts = tuple(part for each in node.parts if (part := finished(each, currency)) is not None)
        group = AllOf if node.joint == "and" else AnyOf
        meaning = parts[0] if len(parts) == 1 else group(parts) if parts else None
    return Not(meaning) if meaning is not None and node.is_negated else meaning


def is_finished(line: Line, currency: str) -> bool:
    """Whether the condition has all its values."""
    return _condition(line, currency) is not None


def _condition(line: Line, currency: str) -> Expression | None:
    known = {each.name for each in RULES[line.rule].fields}
    values = {name: value for name, value in line.values.items() if name in known}
    try:
        return condition(line.rule, **({"currency": currency} | values))
    except ParameterError:
        return None


def _groups(group: Group) -> Iterator[Group]:
    yield group
    for part in group.parts:
        if isinstance(part, Group):
            yield from _groups(part)
