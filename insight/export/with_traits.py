"""Traits that somebody chose as columns of a list, the shop's own ones among them."""

import pyarrow as pa
import pyarrow.compute as pc

from insight.analysis.traits import trait_columns, trait_titles
from insight.export.choices import ListChoices
from insight.export.columns import labels
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse


def with_traits(
    warehouse: Warehouse, segment: Segment, choices: ListChoices, currency: str, more: MoreColumns | None
) -> MoreColumns | None:
    """What is said of each person, and the traits among the chosen columns that nothing else says."""
    known = labels(currency, more)
    asked = [name for name in choices.columns if name not in known]
    if not asked or choices.preset != "own":
        return more
    titles = trait_titles(warehouse)
    names = [name for name in asked if name in titles]
    if not names:
        return more
    told = trait_columns(warehouse, names, segment.as_of, currency)
    return told if more is None else _joined(more, told)


def _joined(more: MoreColumns, told: MoreColumns) -> MoreColumns:
    ids = pa.chunked_array([pc.unique(pa.chunked_array([*_ids(more), *_ids(told)]))])
    table = pa.table({"customer_id": ids})
    for part in (more, told):
        places = pc.index_in(ids, value_set=part.table["customer_id"].combine_chunks())
        for name in part.table.column_names[1:] if part is told else part.labels:
            table = table.append_column(name, part.table[name].take(places))
    return MoreColumns(table=table, labels={**more.labels, **told.labels}, words={**more.words, **told.words})


def _ids(part: MoreColumns) -> list[pa.Array]:
    chunks: list[pa.Array] = part.table["customer_id"].chunks
    return chunks
