"""What the analyses call each person, as columns of a list and as the strata of its control group."""

from collections.abc import Collection, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from insight.analysis import ANALYSES, Label, Labels
from insight.i18n import Language, Text
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse
from insight.warehouse.steps import filled

_OF_THE_SEGMENT = """
SELECT labelled.*
FROM ({labelled}
) AS labelled
SEMI JOIN chosen ON chosen.customer_id = labelled.customer_id
"""

Words = Mapping[str, Mapping[str, Text]]


def label_titles() -> dict[str, Text]:
    """What stands above the columns, in the order of the analyses that declare them."""
    return {name: label.title for labels in declared() for name, label in labels.columns.items()}


def declared() -> Iterator[Labels]:
    """The labels of every analysis that has any."""
    return (analysis.labels for analysis in ANALYSES.values() if analysis.labels is not None)


class Labelled:
    """What the analyses call the people of a segment on its as-of day; each analysis is asked once."""

    def __init__(self, warehouse: Warehouse, segment: Segment, currency: str) -> None:
        self._warehouse, self._segment, self._currency = warehouse, segment, currency
        self._told: dict[str, MoreColumns] = {}

    def by(self, labels: Labels) -> MoreColumns:
        """The labels of one analysis, one row a person, by their keys."""
        name = next(iter(labels.columns))
        if name not in self._told:
            self._told[name] = self._ask(labels)
        return self._told[name]

    def wanted(self, columns: Collection[str]) -> Iterator[MoreColumns]:
        """Of the wanted columns each that an analysis declares."""
        for labels in declared():
            if any(name in columns for name in labels.columns):
                yield self.by(labels)

    def _ask(self, labels: Labels) -> MoreColumns:
        segment = self._segment
        asked = labels.found(self._warehouse, segment.as_of, self._currency)
        statement = filled(_OF_THE_SEGMENT, labelled=asked.statement)
        found = self._warehouse.about(segment.statement, segment.values, statement, asked.values)
        table = found.select(["customer_id"])
        for name, label in labels.columns.items():
            table = table.append_column(name, _keys(found[name], label))
        return MoreColumns(
            table=table,
            labels={name: label.title for name, label in labels.columns.items()},
            words={name: label.words for name, label in labels.columns.items() if label.words},
        )


def in_words(table: pa.Table, words: Words, language: Language) -> pa.Table:
    """The table with every key of a column replaced by what people call it."""
    for name in table.column_names:
        if name in words:
            said = [text.render(language) for text in words[name].values()]
            places = pc.index_in(table[name], value_set=pa.array(list(words[name]), pa.string()))
            column = pa.array(said, pa.string()).take(places.combine_chunks())
            table = table.set_column(table.column_names.index(name), name, pa.chunked_array([column]))
    return table


def _keys(column: pa.ChunkedArray, label: Label) -> pa.ChunkedArray:
    """The keys of what a statement yields."""
    if not label.codes:
        return column
    places = pc.index_in(column, value_set=pa.array(list(label.codes.values()), column.type))
    return pa.chunked_array([pa.array(list(label.codes), pa.string()).take(places.combine_chunks())])
