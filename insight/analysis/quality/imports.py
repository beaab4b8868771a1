"""Rules about how data come in: how fresh each source is, and what could not be read."""

from collections.abc import Iterator

from insight.analysis.quality.rule import Rule
from insight.analysis.quality.subjects import DATED, time_column
from insight.analysis.quality.weakens import OF_TABLE
from insight.i18n import _
from insight.schema import TABLES


def imports() -> Iterator[Rule]:
    """Freshness of each dated table, then the repair list of each table."""
    for name in DATED:
        yield Rule(
            name=f"{name}_fresh",
            table=name,
            column=time_column(TABLES[name]),
            dimension="timeliness",
            text=_("The newest row of every source is at most 30 days old on the as-of day"),
            weakens="freshness",
            broken="newest < $as_of::DATE - INTERVAL 30 DAY",
            subject=f"newest_{name}",
            value="date_diff('day', newest, $as_of::DATE)",
        )
    for name in TABLES:
        yield Rule(
            name=f"{name}_rows_readable",
            table=name,
            dimension="validity",
            text=_("No row of a file is left out of the import"),
            weakens=OF_TABLE[name],
            broken=f"is_rejected AND table_name = '{name}'",
            subject="repairs",
            value="cells",
        )
        yield Rule(
            name=f"{name}_cells_readable",
            table=name,
            dimension="validity",
            text=_("Every cell of an imported row can be read"),
            weakens=OF_TABLE[name],
            broken=f"NOT is_rejected AND table_name = '{name}'",
            subject="repairs",
            value="cells",
        )
