"""What is said of each person: columns of a list, keyed by who it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from insight.i18n import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreColumns:
    """A table keyed by `customer_id`, what stands above its other columns (`labels`), and for a column of keys what
    people call each of them (`words`). Columns that a list has anyway are not taken again."""

    table: pa.Table
    labels: Mapping[str, Text] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
