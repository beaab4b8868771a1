"""People of events, and `mart.visit_events`: what people did, with the visit it belongs to, kept by refresh; so are the
visits themselves (`mart.visits`) and their days (`mart.visit_days`).

People are noted before rows and names change and again afterwards, so whoever lost an event is cut anew as well as
whoever got one.
"""

from insight.warehouse.session import Session
from insight.warehouse.steps import filled
from insight.warehouse.tables import model, run_model, statements

VISIT_MINUTES = 30
"""A visit that is kept ends where a person does nothing for longer than this."""

_NOTES = "CREATE OR REPLACE TEMP TABLE moved_visits (customer_id VARCHAR, since TIMESTAMP)"
_USERS = "CREATE OR REPLACE TEMP TABLE {name} AS {users}"
_TOUCHED = " AND row_key IN (SELECT row_key FROM touched_events)"
_OF_MOVED = {
    "of_moved": "\n    JOIN moved_people ON moved_people.person_no = person_no(events.customer_id)",
    "cut_anew": """
        AND events.occurred_at >= (SELECT min(since) FROM moved_people)
        AND events.occurred_at >= moved_people.since""",
    "whose": "\nWHERE person_no IN (SELECT person_no FROM moved_people)",
    "of_moved_visits": """
    JOIN moved_people ON moved_people.person_no = visit_events.person_no
    WHERE visit_events.visit_at >= (SELECT min(since) FROM moved_people)
        AND visit_events.visit_at >= moved_people.since""",
}
"""Where only the people noted are cut anew; of everybody nothing is left out."""

_MEANT = """
INSERT INTO moved_visits
SELECT customer_id, since
FROM (
    (FROM users_before EXCEPT FROM users_now)
    UNION ALL
    (FROM users_now EXCEPT FROM users_before)
)
WHERE customer_id IS NOT NULL
"""


def note_touched_rows(session: Session, *, everything: bool, any_events: bool) -> None:
    """Begin the notes with the people of touched rows, while the rows are there as they were."""
    session.execute(_NOTES)
    if any_events:
        _note_rows(session, everything=everything)


def note_changed_names(session: Session, *, any_events: bool) -> None:
    """Remember whom users of changed names have been until now."""
    if any_events:
        session.execute(filled(_USERS, name="users_before", users=model("named_users")))


def note_new_people(session: Session, *, everything: bool, any_events: bool) -> None:
    """Note whom the touched rows mean now, and users whom another person is meant by; name those who are users only."""
    if any_events:
        _note_rows(session, everything=everything)
    if any_events and not everything:
        session.execute(filled(_USERS, name="users_now", users=model("named_users")))
        session.execute(_MEANT)
    run_model(session, "event_people")


def refresh_visits(session: Session, *, everything: bool) -> None:
    """Cut the visits of everybody noted."""
    if everything:
        for table in ("visit_events", "person_events", "visits", "visit_days"):
            session.execute(f"DELETE FROM mart.{table}")  # noqa: S608
    if session.scalar("SELECT count(*) FROM moved_visits"):
        cut = filled(model("visit_events"), **(dict.fromkeys(_OF_MOVED, "") if everything else _OF_MOVED))
        for statement in statements(cut):
            session.execute(statement)


def _note_rows(session: Session, *, everything: bool) -> None:
    session.execute(filled(model("visits_of_rows"), touched="" if everything else _TOUCHED))
