"""What every value that a person may choose says of itself: what it is called, what may be given, how it is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from insight.errors import ParameterError
from insight.i18n import Text, _, listed

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of a rule, or one parameter of an analysis. `label` stands above its picker, `meaning` beside it.

    `default` is what holds where the field is not given; None: a rule must be given it, a parameter only unless
    `is_optional`. A parameter has name, default and whether it is optional from the dataclass that declares it
    (`fields_of`). `offered` yields the values that the data hold: a static statement of the columns value, people (how
    many) and, where a value has a name, label; it may read the fields before it. `told`: what a list says of itself
    where the field was set otherwise than usual, with the place `value`.
    """

    name: str = ""
    label: Text
    meaning: Text | None = None
    offered: str | None = None
    default: Any = None
    is_optional: bool = False
    told: Text | None = None

    @property
    def expected(self) -> Text:
        """What may be given."""
        raise NotImplementedError

    def check(self, value: object) -> Any:
        """The value, which has its type. Raises ParameterError where it may not be given."""
        raise NotImplementedError

    def read(self, value: object) -> Any:
        """The value in its type, as JSON has it. Raises ParameterError where it is not one."""
        return self.check(value)

    def plain(self, value: Any) -> Any:
        """The value as JSON has it."""
        return value

    def said(self, value: Any, values: Values) -> Any:  # noqa: ARG002
        """What stands for the value in a sentence; `values` are those of the whole rule."""
        return value

    def refused(self, value: object) -> ParameterError:
        """What is raised for a value that may not be given."""
        return ParameterError(self.name, value, self.expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given(Field):
    """What the parameters check themselves, because it hangs on others or has a shape of its own: `shape` says it.
    `in_words`: what a part of it is called."""

    shape: Text
    in_words: Callable[[Any], Text | str] = str

    @property
    def expected(self) -> Text:
        return self.shape

    def check(self, value: object) -> Any:
        return value

    def said(self, value: Any, values: Values) -> Text | str:  # noqa: ARG002
        return listed(map(self.in_words, value)) if isinstance(value, tuple | list) else self.in_words(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Field):
    """Something by the name that the data give it. `in_words`: what it is called where that is another name."""

    in_words: Callable[[str], Text | str] = str

    @property
    def expected(self) -> Text:
        return _("a name as the data write it")

    def check(self, value: object) -> str:
        if not isinstance(value, str) or not value:
            raise self.refused(value)
        return value

    def said(self, value: Any, values: Values) -> Text | str:  # noqa: ARG002
        return self.in_words(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Field):
    """Yes or no."""

    @property
    def expected(self) -> Text:
        return _("true or false")

    def check(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise self.refused(value)
        return value

    def said(self, value: Any, values: Values) -> Text:  # noqa: ARG002
        return _("yes") if value else _("no")
