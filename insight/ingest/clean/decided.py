"""What a person decided about one file, looked up by kind, header and value; and the headers of its columns."""

from dataclasses import dataclass

from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions in `Mapping.assumed` beside the headers that they speak of."""

    table: TextTable
    mapping: Mapping

    def is_filled(self, name: str, column: str) -> bool:
        """Whether some column of the file fills the canonical column."""
        return bool(self.mapping.positions(name, column))

    def header(self, name: str, column: str) -> str | None:
        """The header of the column as the file writes it; None where nothing fills it."""
        positions = self.mapping.positions(name, column)
        return self.table.header[positions[0]] if positions else None

    def about(self, what: str, detail: str | None = None) -> str | None:
        """What a person decided about this header or value, or else about the kind as a whole."""
        assumed = self.mapping.assumed
        return assumed.get(f"{what}:{detail}", assumed.get(what)) if detail else assumed.get(what)

    def of_columns(self, name: str) -> dict[str, dict[str, str]]:
        """Canonical column -> what was decided about how its cells are read."""
        found: dict[str, dict[str, str]] = {}
        for column in self.mapping.columns.get(name, {}):
            header = self.header(name, column)
            told = {what: value for what in ("date_order", "decimal_mark") if (value := self.about(what, header))}
            if told:
                found[column] = told
        return found

    @property
    def timezone(self) -> str:
        """The shop's time zone."""
        return self.mapping.assumed.get("timezone", self.mapping.timezone)
