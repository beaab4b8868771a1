"""The mini program's event export: a row an action, in the columns of 神策's importer and a few properties."""

from __future__ import annotations

from typing import Final

from sample_data.maker.files import Row, Table, columns, stamp
from sample_data.maker.mini_program import MiniVisit, Step

FILE: Final = "miniprogram_events_2025q4.csv"
HEADER: Final = columns(
    "user_id,action,time,item_id,item_name,item_cate,anonymous_id,session_id,page,keyword,device,duration_s"
)
_PAGES: Final = {"view": "goods", "login": "me"}


def _rows_of(visit: MiniVisit, session: int) -> list[Row]:
    """Both names stand on the login's row alone: from then on the one is known to be the other."""
    login_at = next((step.at for step in visit.steps if step.action == "login"), visit.steps[0].at)
    return [_row(visit, step, session, step.at >= login_at) for step in visit.steps]


def _row(visit: MiniVisit, step: Step, session: int, is_known: bool) -> Row:
    is_known = is_known and visit.contact is not None
    return {
        "user_id": visit.contact.phone if visit.contact and is_known else "",
        "action": step.action,
        "time": stamp(step.at),
        "item_id": step.good.sku if step.good else "",
        "item_name": step.good.name if step.good else "",
        "item_cate": step.good.category if step.good else "",
        "anonymous_id": visit.stranger if not is_known or step.action == "login" else "",
        "session_id": f"s{session}",
        "page": _PAGES.get(step.action, step.action),
        "keyword": step.keyword,
        "device": visit.device,
        "duration_s": str(step.stay_s) if step.stay_s else "",
    }


def table(visits: list[MiniVisit]) -> Table:
    """In time order, the visits interleaved; a visit's number is its place in time."""
    rows = [row for session, visit in enumerate(visits, 1) for row in _rows_of(visit, session)]
    rows.sort(key=lambda row: (row["time"], int(row["session_id"][1:])))
    return Table(FILE, HEADER, rows)
