"""Typed rows of the plain tables to rows that staging can take: a key, and the columns as they are.

Statements are put together from the names in `insight.schema` only.
"""

from insight.ingest.clean.complete import WORDED
from insight.ingest.clean.wills import RAW_WORD
from insight.ingest.recognise.facts.melt import VALUE_COLUMN
from insight.schema import TABLES, Table
from insight.warehouse.tables import ROW_KEY

_COUNTED = {"points_ledger": "TRUE", "events": "typed.event_id IS NULL", "touches": "typed.customer_ref IS NULL"}
"""Tables where equal rows of one file are different facts, and when: two gains of the same points in one minute, two
views of a page in one second, two messages to people whom the file does not name."""

NUMBERED_BY_CONTENT = {
    "feedback": ("feedback_id", ("customer_ref", "author", "at", "text", "product_id")),
    "coupons": ("coupon_id", ("customer_ref", "coupon_name", "issued_at")),
}
"""Tables whose rows may come without a number: table -> number, columns whose content is the number instead."""

_COUNTED_CONTENT = {"feedback": "typed.customer_ref IS NULL AND typed.author IS NULL", "coupons": "TRUE"}
"""When equal content is not the same: two coupons at once, two reviews of one day by nobody that is named."""

_KEYS = {
    "events": ("event_id", "customer_ref", "anonymous_id", "event", "occurred_at", "object"),
    "survey_responses": ("response_id", "response_at"),
    "survey_answers": ("response_id", "response_at", "question_no", "answer"),
}
"""Keys that differ from the schema's. A survey is named for its file, and a file may be renamed: a response is known
again by its number and its moment, and by the survey only where the tool tells no moment."""

_ONE_PER_KEY = frozenset({"campaigns"})
"""Tables of which a file may speak in many rows: the sends of a campaign."""


def plain_statement(name: str, *, is_melted: bool) -> str:
    """The statement that makes `incoming_<name>` of `typed_<name>`, without rejected rows and unreadable melted cells.

    Reads $source_system.
    """
    table = TABLES[name]
    columns = {ROW_KEY: _key(table)} | {column: _value(table, column) for column in table.column_names}
    columns |= {
        "source_row": "typed.source_row",
        "raw_status": f"typed.{RAW_WORD}" if name in WORDED else "NULL::VARCHAR",
    }
    selected = ", ".join(f'{expression} AS "{column}"' for column, expression in columns.items())
    readable = f' AND typed."{VALUE_COLUMN[name]}" IS NOT NULL' if is_melted else ""
    rows = f"""
        SELECT {selected}
        FROM "typed_{name}" AS typed{_RESPONSES if name == "survey_answers" else ""}
        WHERE typed.source_row NOT IN (SELECT source_row FROM rejected_rows){readable}
    """  # noqa: S608
    if name in _ONE_PER_KEY:
        rows = _one_per_key(rows, columns)
    return f'CREATE OR REPLACE TEMP TABLE "incoming_{name}" AS {rows}'


_RESPONSES = " LEFT JOIN typed_survey_responses AS responses ON responses.source_row = typed.source_row"


def _one_per_key(rows: str, columns: dict[str, str]) -> str:
    first = ", ".join(
        f'min("{name}") AS "{name}"'
        if name in ("starts_at", "source_row")
        else f'arg_min("{name}", source_row) AS "{name}"'
        for name in columns
        if name != ROW_KEY
    )
    return f"SELECT {ROW_KEY}, {first} FROM ({rows}) AS spoken_of GROUP BY {ROW_KEY}"  # noqa: S608


def _value(table: Table, column: str) -> str:
    number, content = NUMBERED_BY_CONTENT.get(table.name, (None, ()))
    if column != number:
        return f'typed."{column}"'
    hashed = f"'row-' || substr(md5(concat_ws(chr(31), {', '.join(_text(part) for part in content)})), 1, 16)"
    within = ", ".join(f'typed."{part}"' for part in content)
    place = f"row_number() OVER (PARTITION BY {within} ORDER BY typed.source_row)"
    several = f"{place} > 1 AND {_COUNTED_CONTENT[table.name]}"
    hashed = f"{hashed} || CASE WHEN {several} THEN '-' || {place} ELSE '' END"
    return f'coalesce(typed."{column}", {hashed})'


def _text(column: str) -> str:
    return f"coalesce(typed.\"{column}\"::VARCHAR, '')"


def _key(table: Table) -> str:
    columns = _KEYS.get(table.name, table.key)
    parts = [_part(table, column) for column in columns]
    if table.name in _COUNTED:
        within = ", ".join(f'typed."{column}"' for column in columns)
        place = f"row_number() OVER (PARTITION BY {within} ORDER BY typed.source_row)"
        parts.append(f"CASE WHEN {_COUNTED[table.name]} THEN {place} ELSE 1 END::VARCHAR")
    return f"md5_number_lower(concat_ws(chr(31), $source_system, {', '.join(parts)}))"


def _part(table: Table, column: str) -> str:
    if column == "response_at":
        owner = "responses" if table.name == "survey_answers" else "typed"
        return f"coalesce({owner}.submitted_at::VARCHAR, typed.survey, '')"
    return f"coalesce({_value(table, column)}::VARCHAR, '')"
