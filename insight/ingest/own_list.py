"""Lists that this program wrote, when somebody uploads one among the exports: they are no source of data."""

from collections.abc import Sequence

import pyarrow.compute as pc

from insight.errors import UploadError
from insight.i18n import _
from insight.ingest.read import TextTable, Unreadable

LIST_FORMAT = "insight-desk-list"
"""What the record on a list's passport names as its format."""

_MOST_ROWS = 20_000
_COLUMNS = 2


class OwnListError(UploadError):
    """The file is a list of ours that has come back: it belongs on the page of exports."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("This is a list that Insight Desk wrote"),
            _("{file}", file=file),
            _("Open it on the page Exports & consent: there it is refreshed, compared, and its notes are taken back"),
        )


def is_own_list(sheets: Sequence[TextTable | Unreadable]) -> bool:
    """Whether one of the sheets is the passport of a list."""
    return any(isinstance(sheet, TextTable) and _is_passport(sheet) for sheet in sheets)


def _is_passport(sheet: TextTable) -> bool:
    if len(sheet.header) != _COLUMNS or sheet.cells.num_rows > _MOST_ROWS:
        return False
    written = pc.match_substring(sheet.cells.column("1"), f'"format": "{LIST_FORMAT}"')
    return bool(pc.any(written).as_py())
