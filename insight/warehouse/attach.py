"""The person that a row of a plain table speaks of: looked up by the names it uses.

Only a user of events whom nothing else names is a person too: the number that an app or a site gives its users is
somebody's own; with the first order or list that names the number, the person is the one named there. Respondents and
authors are not: survey tools and reviews number rows.

A row names a person by the source's own number, a phone or an e-mail. The number is looked up within its source first,
then anywhere, and taken there only when exactly one person has it. Statements are put together from schema names.
"""

from collections.abc import Sequence

from insight.schema import TABLES
from insight.warehouse.session import Session
from insight.warehouse.tables import (
    CORE_NAMES,
    KEY_COLUMN,
    PERSON_COLUMN,
    PLAIN_TABLES,
    SECOND_PERSON,
    column_list,
    holding,
    run_model,
    staged_columns,
)

_OWN_PERSON = """CASE WHEN any_names.value IS NULL AND netted.customer_ref IS NOT NULL
    THEN format('c{:016x}', node_key('a:' || netted.source_system || ':' || netted.customer_ref)) END"""
"""The person whom only events name."""


def attach_people(session: Session, touched: Sequence[str]) -> None:
    """Put `newest_<name>` of the touched tables into core with their people; look up again whom changed names mean."""
    naming = {CORE_NAMES[name]: name for name in PLAIN_TABLES if PERSON_COLUMN[name]}
    filled = holding(session, naming) if session.scalar("SELECT count(*) FROM changed_names") else set()
    run_model(session, "identity/node_key")
    for name in touched:
        session.execute(_insertion(name))
    for core_name, name in naming.items():
        if core_name in filled:
            session.execute(_correction(name))


def _lookups(name: str) -> tuple[dict[str, str], str]:
    """Column of core -> the expression of a person behind a row `netted`, and the joins they need."""
    number = PERSON_COLUMN[name]
    others = [column for column in ("phone", "email") if column in TABLES[name].column_names]
    joins = [
        f"LEFT JOIN own_names ON own_names.source_system = netted.source_system AND own_names.value = netted.{number}",
        f"LEFT JOIN any_names ON any_names.value = netted.{number}",
        *(f"LEFT JOIN any_names AS by_{other} ON by_{other}.value = netted.{other}" for other in others),
    ]
    found = ["own_names.customer_id", *(f"by_{other}.customer_id" for other in others), "any_names.customer_id"]
    found += [_OWN_PERSON] if name == "events" else []
    people = {"customer_id": f"coalesce({', '.join(found)})"}
    if name in SECOND_PERSON:
        column, person = SECOND_PERSON[name]
        joins += [
            "LEFT JOIN own_names AS second_own "
            f"ON second_own.source_system = netted.source_system AND second_own.value = netted.{column}",
            f"LEFT JOIN any_names AS second_any ON second_any.value = netted.{column}",
        ]
        people[person] = "coalesce(second_own.customer_id, second_any.customer_id)"
    return people, " ".join(joins)


def _insertion(name: str) -> str:
    columns = column_list(list(staged_columns(TABLES[name])), prefix="netted.")
    if PERSON_COLUMN[name] is None:
        return f'INSERT INTO core."{CORE_NAMES[name]}" SELECT {columns} FROM "newest_{name}" AS netted'  # noqa: S608
    people, joins = _lookups(name)
    found = ", ".join(people.values())
    return f'INSERT INTO core."{CORE_NAMES[name]}" SELECT {columns}, {found} FROM "newest_{name}" AS netted {joins}'  # noqa: S608


def _correction(name: str) -> str:
    """Look up again the rows that use a changed name."""
    people, joins = _lookups(name)
    key, core = KEY_COLUMN[name], CORE_NAMES[name]
    second = SECOND_PERSON.get(name, ())[:1]
    used = [PERSON_COLUMN[name], *second, *(own for own in ("phone", "email") if own in TABLES[name].column_names)]
    uses_changed = " OR ".join(f"netted.{column} IN (SELECT value FROM changed_names)" for column in used)  # noqa: S608
    found = ", ".join(f"{expression} AS {column}" for column, expression in people.items())
    taken = ", ".join(f"{column} = looked_up.{column}" for column in people)
    differs = " OR ".join(f'looked_up.{column} IS DISTINCT FROM "{core}".{column}' for column in people)
    return f"""
        UPDATE core."{core}" SET {taken}
        FROM (
            SELECT netted."{key}", {found}
            FROM core."{core}" AS netted {joins}
            WHERE {uses_changed}
        ) AS looked_up
        WHERE looked_up."{key}" = "{core}"."{key}" AND ({differs})
    """  # noqa: S608
