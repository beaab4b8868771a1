"""People who say yes and no, and contacts made, as rows of the shop; and segments of them."""

import datetime as dt
from typing import Any

from insight.i18n import _
from insight.segments import Segment
from tests.workspaces import Row

AS_OF = dt.date(2026, 1, 1)
AT = dt.datetime(2025, 12, 31, 9, 30)
"""A moment of export whose next day is `AS_OF`: consent and orders are known up to the same day."""

SMS = "短信营销"


def said(name: str, status: str, day: str, purpose: str = SMS, **more: Any) -> Row:
    """A statement of a person at noon of a day, or at the moment given."""
    at = dt.datetime.fromisoformat(day if "T" in day else f"{day}T12:00")
    return {"customer_ref": name, "purpose": purpose, "status": status, "at": at} | more


def touched(name: str, day: str, **more: Any) -> Row:
    """A message sent to a person at noon of a day."""
    at = dt.datetime.fromisoformat(day if "T" in day else f"{day}T12:00")
    return {"customer_ref": name, "campaign_id": "C1", "arm": "treated", "sent_at": at} | more


def phone(number: int) -> str:
    """A mobile number of its own for each number."""
    return f"1380000{number:04d}"


def everyone(as_of: dt.date = AS_OF, sentence: str = "Everyone") -> Segment:
    """Everybody the workspace knows."""
    return people_of("SELECT customer_id FROM core.customers", as_of=as_of, sentence=sentence)


def people_of(statement: str, *, as_of: dt.date = AS_OF, sentence: str = "Everyone", **values: Any) -> Segment:
    """Whom a statement yields; cut from no analysis."""
    return Segment(
        sentence=_(sentence),
        statement=statement,
        values={"as_of": as_of, **values},
        as_of=as_of,
        analysis="by hand",
        parameters={"as_of": as_of, "currency": "CNY"},
    )
