"""The sheets of a file as a person chose to read it; and one of them found again."""

from pathlib import Path

from insight.ingest.corrected import without_reasons
from insight.ingest.read import TextTable, Unreadable, read_file
from insight.ingest.read.choices import ReadChoices
from insight.ingest.recognise.register import with_first_row


def read_sheets(path: Path, name: str, reading: ReadChoices) -> list[TextTable | Unreadable]:
    """The sheets of a file called `name`; those that cannot be read say why."""
    sheets = read_file(path, name=name, choices=reading)
    return [sheet if isinstance(sheet, Unreadable) else with_first_row(without_reasons(sheet)) for sheet in sheets]


def same_sheet(path: Path, file: str, sheet: str | None, reading: ReadChoices) -> TextTable | None:
    """The sheet that was called so when the file was read before; None where there is none of that name now."""
    found = read_sheets(path, file, reading)
    same = [each for each in found if isinstance(each, TextTable) and is_called(each.file, each.sheet, file, sheet)]
    return max(same, key=lambda each: len(each.file), default=None)


def is_called(name: str, name_of_sheet: str | None, file: str, sheet: str | None) -> bool:
    """Whether what was read is the sheet of the file; read under the name `file`, a member of an archive is called
    `file/member`."""
    ends_alike = name == file or file.endswith("/" + name.removeprefix(f"{file}/"))
    return ends_alike and name_of_sheet in (sheet, None)
