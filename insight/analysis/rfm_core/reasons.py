"""Why somebody stands elsewhere, in words: one part for each score that changed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from insight.analysis.rfm_core.moves import label
from insight.govern import mask_contacts
from insight.i18n import Language, Text, _

Row = dict[str, Any]
Tell = Callable[[Row], Text]


@dataclass(frozen=True, slots=True)
class Part:
    """What is said where a score changed: `tell` reads the columns `reads` of a row."""

    score: str
    reads: tuple[str, ...]
    tell: Tell


def told(rows: pd.DataFrame, parts: Sequence[Part], entrance: Part | None, language: Language) -> pa.Table:
    """Rows of `FLOW_REASONS` as texts: customer_id, name (contacts in it masked), group_before, group_now, why."""
    return pa.table(
        {
            "customer_id": pa.array(rows["customer_id"], pa.string()),
            "name": mask_contacts(pa.chunked_array([pa.array(rows["name"], pa.string())])),
            "group_before": pa.array(_labels(rows["from_group"], language), pa.string()),
            "group_now": pa.array(_labels(rows["to_group"], language), pa.string()),
            "why": pa.array(reasons(rows, parts, entrance, language), pa.string()),
        }
    )


def _labels(names: "pd.Series[str]", language: Language) -> list[str]:
    words = {name: label(name).render(language) for name in names.unique()}
    return [words[name] for name in names]


def reasons(rows: pd.DataFrame, parts: Sequence[Part], entrance: Part | None, language: Language) -> list[str | None]:
    """One sentence a row of `FLOW_REASONS`, None for who stayed. Rows that read alike are told once."""
    rows = rows.assign(more_amount=(rows["net_amount"] - rows["from_net_amount"]).round()).reset_index(drop=True)
    said: list[list[str]] = [[] for _row in range(len(rows))]
    if entrance is not None:
        _add(said, rows, rows["moved"] == "entered", entrance, language)
    for part in parts:
        has_changed = rows["moved"].isin(("up", "down")) & (rows[part.score] != rows[f"from_{part.score}"])
        _add(said, rows, has_changed, part, language)
    return [_joined(texts, language) for texts in said]


def _add(said: list[list[str]], rows: pd.DataFrame, chosen: "pd.Series[bool]", part: Part, language: Language) -> None:
    for places, text in _alike(rows[chosen.to_numpy()], part):
        words = text.render(language)
        for place in places:
            said[place].append(words)


def _alike(rows: pd.DataFrame, part: Part) -> Iterator[tuple[Sequence[int], Text]]:
    """The places of rows that read alike, and what they read."""
    numbered = rows.groupby(list(part.reads), sort=False, dropna=False).indices
    for alike in numbered.values():
        first = rows.iloc[int(alike[0])]
        yield rows.index[alike].tolist(), part.tell({name: first[name] for name in part.reads})


def _joined(texts: list[str], language: Language) -> str | None:
    if not texts:
        return None
    return _SEMICOLON.render(language).join(texts)


_SEMICOLON = _("; ")
