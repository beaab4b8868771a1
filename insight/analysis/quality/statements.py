"""Statements of rules: how many rows keep and break them, and which. Both are put together from the same conditions.

A rule's subject and conditions are constants of this package; nothing that a person or a file says becomes SQL.
"""

from functools import cache

from insight.analysis.quality.registry import RULES
from insight.analysis.quality.rule import Rule
from insight.analysis.quality.subjects import SUBJECTS
from insight.schema import TABLES
from insight.warehouse.steps import steps
from insight.warehouse.tables import CORE_NAMES

PRESENT = "\nUNION ALL\n".join(
    f'SELECT \'{name}\' AS "table", EXISTS (SELECT 1 FROM core."{CORE_NAMES[name]}") AS is_there'  # noqa: S608
    for name in TABLES
)
"""One row: a canonical table and whether it holds a row."""

LIVE_BATCHES = "SELECT batch_id, imported_at FROM app.batches WHERE undone_at IS NULL"


_PLACE = "source_system, batch_id, source_file, source_row"
_NO_PLACE = "source_system, NULL::BIGINT AS batch_id, NULL::VARCHAR AS source_file, NULL::BIGINT AS source_row"


@cache
def counts(subject: str) -> str:
    """One row: source_system, batch_id and month of the subject, with rows, oldest, newest, and for each rule
    `<name>`, `<name>:asked` (unless every row is asked) and `<name>:amount` (where money is at stake).
    """
    place = SUBJECTS[subject]
    asked = [
        _asked(rule) for rule in RULES.values() if subject == (rule.asked_in or rule.subject) and rule.asked != "TRUE"
    ]
    broken = [column for rule in RULES.values() if rule.subject == subject for column in _broken(rule)]
    more = [place.more] if place.more else []
    listed = "".join(f",\n    {column}" for column in (*more, *asked, *broken))
    return place.named.select(f"""
SELECT
    source_system,
    {"batch_id" if place.has_place else "NULL::BIGINT"} AS batch_id,
    date_trunc('month', {place.moment})::DATE AS period,
    count(*) AS rows,
    min({place.moment}) AS oldest,
    max({place.moment}) AS newest{listed}
{place.source}
GROUP BY ALL""")


def _asked(rule: Rule) -> str:
    return f'count(CASE WHEN {rule.asked} THEN 1 END) AS "{rule.name}:asked"'


def _broken(rule: Rule) -> list[str]:
    broken = condition(rule)
    columns = [f'count(CASE WHEN {broken} THEN 1 END) AS "{rule.name}"']
    if rule.amount:
        columns.append(f'{_money(rule, broken)} AS "{rule.name}:amount"')
    return columns


def _money(rule: Rule, broken: str) -> str:
    currency = "" if rule.table == "order_items" else " AND currency = $currency"
    return f"coalesce(sum(CASE WHEN {broken}{currency} THEN ({rule.amount})::DOUBLE END), 0)"


def condition(rule: Rule) -> str:
    """Whether a row of the subject breaks the rule."""
    return f"({rule.broken})" if rule.asked == "TRUE" else f"({rule.asked}) AND ({rule.broken})"


@cache
def broken_rows(rule: Rule) -> str:
    """One row: a row that breaks the rule, in the order of the files. `$limit` of None is all of them.

    Columns: source_system, batch_id, source_file, source_row, key, moment, value (text).
    """
    place = SUBJECTS[rule.subject]
    return place.named.select(f"""
SELECT
    {_PLACE if place.has_place else _NO_PLACE},
    {place.key} AS key,
    {place.moment} AS moment,
    ({rule.value})::VARCHAR AS value
{_broken_source(rule)}
ORDER BY batch_id NULLS LAST, source_row NULLS LAST, source_system, key, moment
LIMIT $limit OFFSET $offset""")


@cache
def people(rule: Rule) -> str:
    """The people whom rows that break the rule speak of."""
    place = SUBJECTS[rule.subject]
    return place.named.select(f"""
SELECT DISTINCT {place.person} AS customer_id
{_broken_source(rule)}
    AND {place.person} IS NOT NULL""")


def _broken_source(rule: Rule) -> str:
    return f"{SUBJECTS[rule.subject].source}\n    AND {_among_exported(rule)}"


def _among_exported(rule: Rule) -> str:
    """Whether a row breaks the rule, in a source that the rule can be asked of."""
    if not rule.by_source:
        return condition(rule)
    return f"""{condition(rule)}
    AND source_system IN (
        SELECT source_system
        {SUBJECTS[rule.subject].source}
            AND ({rule.asked}) AND NOT ({rule.broken})
    )"""


@cache
def people_counts(rules: tuple[Rule, ...]) -> str:
    """One row: for each rule about customers, how many people the rows that break it speak of."""
    place = SUBJECTS["customers"]
    flags = ",\n        ".join(f'bool_or({_among_exported(rule)}) AS "{rule.name}"' for rule in rules)
    totals = ",\n    ".join(f'count(CASE WHEN "{rule.name}" THEN 1 END) AS "{rule.name}"' for rule in rules)
    flagged = steps(
        per_person=f"""
    SELECT
        customer_id,
        {flags}
    {place.source}
        AND customer_id IS NOT NULL
    GROUP BY customer_id
""",
    )
    return place.named.then(flagged).select(f"""
SELECT
    {totals}
FROM per_person""")  # noqa: S608
