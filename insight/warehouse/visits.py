"""People of events, and `mart.visit_events`: what people did, with the visit it belongs to, kept by refresh; so are the
visits themselves (`mart.visits`) and their days (`mart.visit_days`).

People are noted before rows and names change and again afterwards, so whoever lost an event is cut anew as well as
whoever got one.
"""

from insight.warehouse.session import Session
from insight.warehouse.steps import filled
from insight.warehouse.tables import model, run_model

VISIT_MINUTES = 30
"""A visit that is kept ends where a person does nothing for longer than this."""

_NOTES = "CREATE OR REPLACE TEMP TABLE moved_visits (customer_id VARCHAR, since TIMESTAMP)"
_USERS = "CREATE OR REPLACE TEMP TABLE {name} AS {users}"
_TOUCHED = " AND row_key IN (SELECT row_key FROM touched_events)"
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


def note_touched_rows(session: Session, *, everything: bool) -> None:
    """Begin the notes with the people of touched rows, while the rows are there as they were."""
    session.execute(_NOTES)
    _note_rows(session, everything=everything)


def note_changed_names(session: Session) -> None:
    """Remember whom users of changed names have been until now."""
    session.execute(filled(_USERS, name="users_before", users=model("named_users")))


def note_new_people(session: Session, *, everything: bool) -> None:
    """Note whom the touched rows mean now, and users whom another person is meant by; name those who are users only."""
    _note_rows(session, everything=everything)
    if not everything:
        session.execute(filled(_USERS, name="users_now", users=model("named_users")))
        session.execute(_MEANT)
    run_model(session, "event_people")


def refresh_visits(session: Session, *, everything: bool) -> None:
    """Cut the visits of everybody noted."""
    if everything:
        for table in ("visit_events", "person_events", "visits", "visit_days"):
            session.execute(f"DELETE FROM mart.{table}")  # noqa: S608
    if session.scalar("SELECT count(*) FROM moved_visits"):
        run_model(session, "visit_events")


def _note_rows(session: Session, *, everything: bool) -> None:
    session.execute(filled(model("visits_of_rows"), touched="" if everything else _TOUCHED))
