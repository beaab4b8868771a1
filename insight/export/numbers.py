"""The numbers of a picture as a file: sums that name nobody, with what they are about."""

import datetime as dt
import io
import re
from typing import Literal

import pandas as pd
import pyarrow as pa

from insight.export.delimited import write_delimited
from insight.export.workbook import Sheet, write_workbook
from insight.govern import Asker
from insight.govern.gate import admit
from insight.i18n import Language, _, in_context

Suffix = Literal[".xlsx", ".csv"]

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST_NAME = 60


def numbers_file(
    asker: Asker,
    numbers: pd.DataFrame,
    *,
    suffix: Suffix,
    about: tuple[str, ...],
    language: Language,
    created: dt.datetime,
) -> bytes:
    """A workbook with the sentences `about` the numbers on a second sheet, or the numbers alone as .csv."""
    admit("picture", asker)
    table, target = _typed(numbers), io.BytesIO()
    if suffix == ".csv":
        write_delimited(target, table)
        return target.getvalue()
    said = pa.table({_("What these numbers are").render(language): [sentence for sentence in about if sentence]})
    sheets = [
        Sheet(title=_("Numbers").render(language), table=table),
        Sheet(title=in_context("a sheet", "About").render(language), table=said, is_prose=True),
    ]
    write_workbook(target, sheets, created=created)
    return target.getvalue()


def numbers_name(title: str) -> str:
    """What the file of a picture is called, without its suffix: its title, as far as a file may be called so."""
    return _NOT_IN_NAMES.sub("_", title).strip("_.")[:_LONGEST_NAME] or "numbers"


def _typed(numbers: pd.DataFrame) -> pa.Table:
    """Columns of numbers as numbers, all others as text."""
    columns = {}
    for name in numbers.columns:
        values = numbers[name]
        typed = pd.to_numeric(values.astype(object), errors="coerce")
        is_number = bool((typed.notna() | values.isna()).all())
        texts = [None if pd.isna(value) else str(value) for value in values]
        columns[str(name)] = pa.array(typed, from_pandas=True) if is_number else pa.array(texts, pa.string())
    return pa.table(columns)
