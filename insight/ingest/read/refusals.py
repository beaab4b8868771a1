"""The sentences with which a file is refused: what is wrong, the value, what to do."""

from insight.errors import UploadError
from insight.i18n import Text, _

_SAVE_AS = _("Save it as .xlsx or .csv in the program it comes from, and upload that")


def _size(size: int) -> Text:
    if size < 1 << 20:
        return _("{size:.0f} KB", size=size / 1024)
    return _("{size:.0f} MB", size=size / (1 << 20)) if size < 1 << 30 else _("{size:.1f} GB", size=size / (1 << 30))


def empty_file(name: str) -> UploadError:
    return UploadError(
        _("The file is empty"),
        _("{name} has 0 bytes", name=name),
        _("Export it again and check that the download finished"),
    )


def only_blank(name: str) -> UploadError:
    return UploadError(
        _("There is nothing in it but blank cells"),
        _("{name} has no cell with a value", name=name),
        _("Leave it out, or export it again with data"),
    )


def header_without_rows(name: str, columns: int) -> UploadError:
    return UploadError(
        _("There is a header without rows"),
        _("{name} has {columns:count} columns and no row below them", name=name, columns=columns),
        _("Choose a period that has data and export again"),
    )


def wrong_content(name: str, what: Text) -> UploadError:
    return UploadError(
        _("The file is not a table"),
        _("{name} is in truth {what}", name=name, what=what),
        _("Upload the export itself: .csv, .txt, .xlsx, .xls, .xlsb, .ods or a .zip of them"),
    )


def not_supported(name: str, what: Text) -> UploadError:
    return UploadError(
        _("This kind of file cannot be read here"), _("{name} is {what}", name=name, what=what), _SAVE_AS
    )


def password_protected(name: str) -> UploadError:
    return UploadError(
        _("The workbook is protected by a password"),
        _("{name} is encrypted", name=name),
        _("Open it in Excel, remove the password under File, Info, Protect, and save it"),
    )


def damaged(name: str) -> UploadError:
    return UploadError(
        _("The workbook is damaged or cut off"),
        _("{name} cannot be opened", name=name),
        _("Download it again; if Excel can open it, save it there as .xlsx"),
    )


def damaged_sheet(sheet: str) -> UploadError:
    return UploadError(
        _("The sheet is damaged"),
        _("Sheet {sheet} cannot be read", sheet=sheet),
        _("Download it again; if Excel can open it, save it there as .xlsx"),
    )


def not_a_worksheet(sheet: str) -> UploadError:
    return UploadError(
        _("The sheet holds no cells"),
        _("{sheet} is a chart or a macro sheet", sheet=sheet),
        _("Leave it out, or export it again with data"),
    )


def too_large(name: str, size: int, limit: int) -> UploadError:
    return UploadError(
        _("The file is too large"),
        _("{name} has {size}, the limit is {limit}", name=name, size=_size(size), limit=_size(limit)),
        _("Export shorter periods and upload them one after the other"),
    )


def expands_too_far(name: str, size: int, limit: int) -> UploadError:
    return UploadError(
        _("The file unpacks to far more than it may hold"),
        _("{name} unpacks to at least {size}, the limit is {limit}", name=name, size=_size(size), limit=_size(limit)),
        _("Upload the original export, not a repacked one"),
    )


def packed_too_tightly(name: str, ratio: int, limit: int) -> UploadError:
    return UploadError(
        _("The file unpacks to far more than it may hold"),
        _(
            "{name} unpacks to {ratio:count} times its size, the limit is {limit:count} times",
            name=name,
            ratio=ratio,
            limit=limit,
        ),
        _("Upload the original export, not a repacked one"),
    )


def too_many_members(name: str, members: int, limit: int) -> UploadError:
    return UploadError(
        _("The archive holds too many files"),
        _("{name} holds {members:count} files, the limit is {limit:count}", name=name, members=members, limit=limit),
        _("Unpack it and upload the exports themselves"),
    )


def nested_archive(name: str) -> UploadError:
    return UploadError(
        _("An archive within an archive is not opened"),
        _("{name} is itself an archive", name=name),
        _("Unpack it and upload the exports themselves"),
    )


def protected_archive(name: str) -> UploadError:
    return UploadError(
        _("The archive is protected by a password"),
        _("{name} is encrypted", name=name),
        _("Unpack it and upload the exports themselves"),
    )


def too_many_columns(name: str, columns: int, limit: int) -> UploadError:
    return UploadError(
        _("There are too many columns"),
        _("{name} has {columns:count} columns, the limit is {limit:count}", name=name, columns=columns, limit=limit),
        _("Export only the columns that are needed"),
    )


def too_many_rows(name: str, rows: int, limit: int) -> UploadError:
    return UploadError(
        _("There are too many rows"),
        _("{name} has {rows:count} rows, the limit is {limit:count}", name=name, rows=rows, limit=limit),
        _("Export shorter periods and upload them one after the other"),
    )


def scattered_cells(sheet: str, rows: int, columns: int) -> UploadError:
    return UploadError(
        _("The cells lie too far apart"),
        _(
            "{sheet} reaches to row {rows:count} and column {columns:count} and is almost empty",
            sheet=sheet,
            rows=rows,
            columns=columns,
        ),
        _("Delete the stray cells and the empty rows and columns between them, and save"),
    )


def unknown_encoding(name: str, encoding: str) -> UploadError:
    return UploadError(
        _("The chosen encoding cannot be used"),
        _("{encoding} for {name}", encoding=encoding, name=name),
        _("Choose another encoding, or let it be found by itself"),
    )


def unopened(name: str) -> UploadError:
    return UploadError(
        _("The file cannot be opened"),
        _("{name} is not there or may not be read", name=name),
        _("Upload it again"),
    )


def no_table(name: str) -> UploadError:
    return UploadError(
        _("There is no table in it"),
        _("{name} holds nothing that can be read as a table", name=name),
        _("Upload the export itself: .csv, .txt, .xlsx, .xls, .xlsb, .ods or a .zip of them"),
    )


def needs_too_much(name: str) -> UploadError:
    return UploadError(
        _("Reading the file broke off"),
        _("{name} is damaged, or asks for far more memory or time than a file of its size", name=name),
        _("Open it in Excel or WPS, copy the cells into a new workbook, and upload that"),
    )


def takes_too_long(name: str, seconds: int) -> UploadError:
    return UploadError(
        _("Reading the file took too long"),
        _("{name} was not read after {seconds:count} seconds", name=name, seconds=seconds),
        _("Open it in Excel or WPS, copy the cells into a new workbook, and upload that"),
    )


def too_long_cell(name: str, size: int, limit: int) -> UploadError:
    return UploadError(
        _("A cell is too long"),
        _(
            "{name} has a cell of at least {size}, the limit is {limit}",
            name=name,
            size=_size(size),
            limit=_size(limit),
        ),
        _("Shorten the cell, or leave its column out of the export; a quotation mark may never be closed"),
    )


def too_long_header(name: str, characters: int, limit: int) -> UploadError:
    return UploadError(
        _("The name of a column is too long"),
        _(
            "{name} has a column name of {characters:count} characters, the limit is {limit:count}",
            name=name,
            characters=characters,
            limit=limit,
        ),
        _("Give the column a short name, or say which row holds the names"),
    )


def too_many_sheets(name: str, sheets: int, limit: int) -> UploadError:
    return UploadError(
        _("The workbook holds too many sheets"),
        _("{name} holds {sheets:count} sheets, the limit is {limit:count}", name=name, sheets=sheets, limit=limit),
        _("Save the sheets that are needed as a workbook of their own"),
    )


def no_such_row(name: str, row: int) -> UploadError:
    return UploadError(
        _("The chosen row cannot be the header"),
        _("Row {row:count} of {name} is blank, or not among its first rows", row=row, name=name),
        _("Choose a row that holds the names of the columns"),
    )


def declares_too_much(name: str, declared: int, held: int) -> UploadError:
    return UploadError(
        _("The workbook is damaged or cut off"),
        _(
            "{name} says that it holds {declared:count} texts and has room for {held:count}",
            name=name,
            declared=declared,
            held=held,
        ),
        _("Download it again; if Excel can open it, save it there as .xlsx"),
    )


def impossible_row(sheet: str, row: int) -> UploadError:
    return UploadError(
        _("The sheet is damaged"),
        _("{sheet} has a row {row:count}, further down than a sheet goes", sheet=sheet, row=row),
        _("Download it again; if Excel can open it, save it there as .xlsx"),
    )
