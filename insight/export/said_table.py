"""A table of a workbook that says what an analysis found: headings in the language asked for, numbers or nothing."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from insight.i18n import Language, Text


def said_table(columns: Mapping[Text, Sequence[object]], language: Language) -> pa.Table:
    """The columns by their headings."""
    return pa.table({label.render(language): list(values) for label, values in columns.items()})


def number_cell(value: object, times: float = 1) -> object:
    """Undefined and hidden numbers are empty cells; shares are exact, so that they can be computed with."""
    if value is None or value != value:
        return None
    return float(value) * times if isinstance(value, float) else value
