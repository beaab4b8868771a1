"""The rows that rules are asked of: the core tables as they are, and a few views over them.

Each subject is a FROM clause whose rows have source_system, batch_id, source_file, source_row, the columns that its
rules name, and three expressions: `key` (what the row is called), `moment` (when, else when it was imported) and
`person`.
The texts are put together from the names in `insight.schema` and the constants here, nothing else.
"""

from dataclasses import dataclass

from insight.analysis.quality.views import (
    ALIKE,
    DAYS,
    IMPORTS,
    IN_TIME,
    LISTED_AGAIN,
    ODD_PROVINCES,
    ORDER_SUMS,
    REPAIRS,
    REPEATED,
)
from insight.schema import TABLES, Kind, Table
from insight.warehouse.steps import Steps, steps
from insight.warehouse.tables import CORE_NAMES, KEY_COLUMN, PERSON_COLUMN, ROW_KEY, column_list

NO_STEPS = Steps()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """`named`: the steps; `source`: FROM and WHERE. `has_place`: its rows stand in a file.

    `more`: a further count.
    """

    named: Steps
    source: str
    key: str
    moment: str
    person: str
    has_place: bool = True
    more: str = ""


def time_column(table: Table) -> str | None:
    """The column that dates a row: the first time, else the first day that every row has."""
    times = [column.name for column in table.columns if column.kind is Kind.TIME]
    days = [column.name for column in table.columns if column.kind is Kind.DATE and column.required]
    return next(iter([*times, *days]), None)


def _scope(time: str | None) -> str:
    if time is None:
        return ""
    return f' AND ("{time}" IS NULL OR "{time}" < $as_of::DATE OR "{time}" > imported_at + INTERVAL 1 DAY)'


def _key(table: Table) -> str:
    if table.name == "customers":
        return "coalesce(source_customer_id, member_no, external_userid, nickname, name, source_key)"
    if table.name == "orders":
        return "order_id"
    own = table.key if KEY_COLUMN[table.name] == ROW_KEY else ("order_id", "line_no")
    return f"concat_ws(' · ', {column_list(own)})"


def _of_table(
    table: Table, *, named: Steps = NO_STEPS, joined: str = "", only: str = "TRUE", more: str = ""
) -> Subject:
    """The rows of a table in the scope of the check, those with a partner in `joined`, and those that are `only`."""
    time = time_column(table)
    source = f'FROM core."{CORE_NAMES[table.name]}" JOIN known_import ON import_id = batch_id {joined} WHERE {only}'
    has_person = table.name in ("customers", "orders") or PERSON_COLUMN.get(table.name) is not None
    return Subject(
        named=IMPORTS.then(named),
        source=source + _scope(time),
        key=_key(table),
        moment=f'coalesce("{time}"::TIMESTAMP, imported_at)' if time else "imported_at",
        person="customer_id" if has_person else "NULL::VARCHAR",
        more=more,
    )


def _newest(table: Table) -> Subject:
    """One row: a source of the table with its newest row."""
    time = time_column(table)
    # A static text put together from names of the schema.
    named = steps(
        source_newest=f"""
    SELECT source_system, max("{time}"::TIMESTAMP) AS newest
    FROM core."{CORE_NAMES[table.name]}"
    WHERE "{time}" < $as_of::DATE
    GROUP BY source_system
""",  # noqa: S608
    )
    return Subject(
        named=IMPORTS.then(named),
        source="FROM source_newest WHERE TRUE",
        key="source_system",
        moment="newest",
        person="NULL::VARCHAR",
        has_place=False,
    )


DATED = ("customers", "orders", "events", "metric_daily", "points_ledger", "feedback")
"""Tables whose sources bring new rows all the time; a survey or a campaign may be over."""

SUBJECTS: dict[str, Subject] = (
    {name: _of_table(table) for name, table in TABLES.items()}
    | {
        "order_sums": _of_table(
            TABLES["orders"],
            named=ORDER_SUMS,
            joined="JOIN per_lines_source ON lines_source = source_system"
            " LEFT JOIN per_order ON lines_key = hash(order_key)",
            more="sum(lines) AS lines",
        ),
        "orders_repeated": _of_table(
            TABLES["orders"],
            named=REPEATED,
            joined="JOIN repeated_number ON repeated_source = source_system AND repeated_id = order_id",
        ),
        "orders_late": _of_table(
            TABLES["orders"],
            named=IN_TIME,
            only="ordered_at >= first_imported_at AND imported_at > ordered_at + INTERVAL 30 DAY"
            " AND order_key NOT IN (SELECT timely_key FROM known_in_time)",
        ),
        "orders_odd_province": _of_table(
            TABLES["orders"], named=ODD_PROVINCES["orders"], joined="JOIN odd_province ON odd = province"
        ),
        "customers_odd_province": _of_table(
            TABLES["customers"], named=ODD_PROVINCES["customers"], joined="JOIN odd_province ON odd = province"
        ),
        "customers_listed_again": _of_table(
            TABLES["customers"],
            named=LISTED_AGAIN,
            joined="JOIN listed_again ON again_source = source_system AND again_id = customer_id",
        ),
        "customers_alike": _of_table(
            TABLES["customers"], named=ALIKE, joined="JOIN alike_row ON alike_key = source_key"
        ),
        "lines_without_order": _of_table(
            TABLES["order_items"],
            only="source_system IN (SELECT source_system FROM core.orders)"
            " AND NOT coalesce($all_lines_met, FALSE)"
            " AND hash(order_key) NOT IN (SELECT hash(order_key) FROM core.orders)",
        ),
        "days": Subject(
            named=IMPORTS.then(DAYS),
            source="FROM source_day WHERE TRUE",
            key="strftime(day, '%Y-%m-%d')",
            moment="day::TIMESTAMP",
            person="NULL::VARCHAR",
            has_place=False,
        ),
        "repairs": Subject(
            named=IMPORTS.then(REPAIRS),
            source="FROM repaired_row JOIN known_import ON import_id = batch_id WHERE TRUE",
            key="table_name",
            moment="imported_at",
            person="NULL::VARCHAR",
        ),
    }
    | {f"newest_{name}": _newest(TABLES[name]) for name in DATED}
)
"""Every subject by name; a canonical table's own rows under the table's name."""
