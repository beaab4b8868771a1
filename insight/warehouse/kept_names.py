"""What staff keep under a name: a name that reads well, is nobody else's, and belongs to something that is there."""

import unicodedata
from dataclasses import dataclass

from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.warehouse.session import Session
from insight.warehouse.steps import filled

MOST_CHARACTERS = 80


def readable_name(name: str, most: int = MOST_CHARACTERS) -> str:
    """The name with single spaces. Raises ParameterError for one that is empty, too long, or holds control signs."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if not 1 <= len(plain) <= most or any(unicodedata.category(sign) == "Cc" for sign in plain):
        raise ParameterError("name", name, _("a name of 1 to {most} characters", most=most))
    return plain


_BY_NAME = "SELECT {key} FROM {table} WHERE name = $name AND {is_there}"
_BY_NUMBER = "SELECT {key} FROM {table} WHERE {key} = $number AND {is_there}"
_RENAME = "UPDATE {table} SET name = $name WHERE {key} = $number"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNames:
    """One kind of kept thing: the `table` it stands in, the `key` by which its rows are numbered, and `is_there`, what
    holds of a row that was not taken off the list; `number` is what messages call it, `expected` what it has to be."""

    table: str
    key: str
    is_there: str = "deleted_at IS NULL"
    number: str
    expected: Text

    def find(self, session: Session, name: str) -> int | None:
        """The number of what has the name; None for a free one."""
        statement = filled(_BY_NAME, key=self.key, table=self.table, is_there=self.is_there)
        found = session.scalar(statement, {"name": name})
        return None if found is None else int(found)

    def for_new(self, session: Session, name: str, *, replaces: bool) -> int | None:
        """The number of what has the name and is to be replaced. Raises ParameterError for a taken name otherwise."""
        taken = self.find(session, name)
        if taken is not None and not replaces:
            raise _taken(name)
        return taken

    def check_is_there(self, session: Session, number: int) -> None:
        """Raises ParameterError where nothing has the number."""
        statement = filled(_BY_NUMBER, key=self.key, table=self.table, is_there=self.is_there)
        if session.scalar(statement, {"number": number}) is None:
            raise ParameterError(self.number, number, self.expected)

    def give(self, session: Session, number: int, name: str) -> None:
        """Another name. Raises ParameterError for one that is taken, and where nothing has the number."""
        self.check_is_there(session, number)
        if self.find(session, name) not in (None, number):
            raise _taken(name)
        session.execute(filled(_RENAME, key=self.key, table=self.table), {"name": name, "number": number})


def _taken(name: str) -> ParameterError:
    return ParameterError("name", name, _("another name: this one is taken"))
