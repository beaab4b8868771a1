"""What can go wrong in a way that a person can mend. Everything else is a fault of the program."""

from insight.i18n import Language, Text, _


class InsightError(Exception):
    """What is wrong (`title`), the value that shows it (`message`), and what to do (`hint`)."""

    def __init__(self, title: Text, message: Text, hint: Text) -> None:
        super().__init__(title, message, hint)
        self.title = title
        self.message = message
        self.hint = hint

    def render(self, language: Language) -> str:
        """One line: what is wrong — the value — what to do."""
        return " — ".join(part.render(language) for part in (self.title, self.message, self.hint))

    def __str__(self) -> str:
        return self.render("en")


class UploadError(InsightError):
    """A file, or one sheet of it, cannot be taken."""


class ParameterError(InsightError):
    """A parameter is outside what the analysis can answer; `name` is what it is called where it is typed."""

    def __init__(self, name: str, value: object, expected: Text) -> None:
        self.name = name
        super().__init__(
            _("The parameter {name} cannot be used", name=name),
            _("{value}", value=str(value)),
            _("Give {expected}", expected=expected),
        )


class NotEnoughDataError(InsightError):
    """The workspace does not hold what the question needs, or not enough of it."""


class QueryError(InsightError):
    """The warehouse cannot be opened or asked."""


class DamagedError(QueryError):
    """The file of a workspace, or a part of it, cannot be read any more."""
