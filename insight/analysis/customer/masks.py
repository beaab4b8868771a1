"""Contacts with the part hidden that identifies, in the small tables about one person."""

import pandas as pd
import pyarrow as pa

from insight.govern import mask_contacts, mask_email, mask_phone

_MASKS = {
    "phone": mask_phone,
    "receiver_phone": mask_phone,
    "phone_tail": mask_phone,
    "phone_masked": mask_phone,
    "email": mask_email,
}


def masked(kind: str, value: object) -> object:
    """One value, hidden as its kind demands; other texts lose the contacts inside them, and nothing else changes."""
    if not isinstance(value, str):
        return value
    hide = _MASKS.get(kind, mask_contacts)
    return hide(pa.chunked_array([pa.array([value])]))[0].as_py()


def mask_column(column: "pd.Series[str]", kind: str) -> "pd.Series[str]":
    """A whole column of one kind."""
    hide = _MASKS.get(kind, mask_contacts)
    texts = pa.chunked_array([pa.array([text if isinstance(text, str) else None for text in column], pa.string())])
    return pd.Series(hide(texts).to_pylist(), index=column.index, dtype=object)


def mask_values(table: pd.DataFrame, kind: str, value: str) -> pd.DataFrame:
    """A table whose column `kind` says what each `value` is."""
    hidden = [masked(what, text) for what, text in zip(table[kind], table[value], strict=True)]
    return table.assign(**{value: pd.Series(hidden, index=table.index, dtype=object)})
