"""What may be tested in a workspace: campaigns with versions, and lists; and whom a test compares."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from insight.analysis.ab_test.params import AbTestParams
from insight.analysis.ab_test.statements import LISTS, STARTED, VERSIONED, Source
from insight.analysis.judge.who import find_group
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import Text, _
from insight.warehouse import Warehouse

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Whose orders are compared: those of a campaign or of lists. `values`: what names them in the statements.
    `is_guessed`: nothing says when the lists were used, so their orders count as far back as the days go."""

    source: Source
    name: Text
    starts_at: dt.datetime
    campaign: str | None = None
    is_guessed: bool = False
    values: dict[str, Any] = field(default_factory=dict)


def versioned_campaigns(warehouse: Warehouse, as_of: dt.date) -> dict[str, str]:
    """campaign_id -> name of the campaigns with several arms, the newest first."""
    rows = warehouse.arrow(VERSIONED, {"as_of": as_of}).to_pylist()
    return {str(row["campaign_id"]): str(row["name"]) for row in rows}


def lists_at_hand(warehouse: Warehouse) -> list[Row]:
    """key (`upload:…`, `export:…`), name, taken_at, people (rows of an upload) of every list, the newest first."""
    rows: list[Row] = warehouse.arrow(LISTS).to_pylist()
    return rows


def find_compared(warehouse: Warehouse, params: AbTestParams) -> Compared:
    """Raises NotEnoughDataError where no campaign has several arms, ParameterError for a name that is not there."""
    if params.lists:
        return _lists(params, lists_at_hand(warehouse))
    campaign = params.campaign or _newest(warehouse, params)
    name = find_group(warehouse, campaign, None, None, None).name
    started = warehouse.arrow(STARTED, {"campaign": campaign}).column("starts_at").to_pylist()[0]
    if params.starts_on is not None:
        started = dt.datetime.combine(params.starts_on, dt.time())
    return Compared(source="campaign", name=name, starts_at=started, campaign=campaign, values={"campaign": campaign})


def _newest(warehouse: Warehouse, params: AbTestParams) -> str:
    found = versioned_campaigns(warehouse, params.as_of)
    if not found:
        raise NotEnoughDataError(
            _("No campaign has several arms"),
            _("0 campaigns with two arms"),
            _("Import contacts with a column that says which version each person got, or give the counts"),
        )
    return next(iter(found))


def _lists(params: AbTestParams, known: Sequence[Row]) -> Compared:
    chosen = [_found(wanted, known) for wanted in params.lists]
    if len({row["key"] for row in chosen}) < len(chosen):
        raise ParameterError("lists", ", ".join(params.lists), _("each list once"))
    names = _told_apart([str(row["name"]) for row in chosen])
    placed = list(zip(chosen, names, strict=True))
    uploads = [(int(_key(row)), name) for row, name in placed if str(row["key"]).startswith("upload:")]
    exports = [(_key(row), name) for row, name in placed if str(row["key"]).startswith("export:")]
    starts_at, is_guessed = _start(params, [row["taken_at"] for row in chosen])
    values = {
        "list_ids": [number for number, _name in uploads],
        "list_names": [name for _number, name in uploads],
        "export_ids": [number for number, _name in exports],
        "export_names": [name for _number, name in exports],
    }
    return Compared(source="lists", name=_("Lists"), starts_at=starts_at, is_guessed=is_guessed, values=values)


def _start(params: AbTestParams, taken: Sequence[dt.datetime]) -> tuple[dt.datetime, bool]:
    """The day that is given; else that of the newest list, where orders of its days can be there already."""
    if params.starts_on is not None:
        return dt.datetime.combine(params.starts_on, dt.time()), False
    day = max(taken).date()
    if day < params.as_of:
        return dt.datetime.combine(day, dt.time()), False
    return dt.datetime.combine(params.as_of - dt.timedelta(days=params.days), dt.time()), True


def _found(wanted: str, known: Sequence[Row]) -> Row:
    """By its key, else by its name where one list alone has it."""
    exact = [row for row in known if row["key"] == wanted]
    named = exact or [row for row in known if row["name"] == wanted]
    if len(named) == 1:
        return named[0]
    names = ", ".join(f"{row['key']} ({row['name']})" for row in known) or "–"
    raise ParameterError("lists", wanted, _("one of {names}", names=names))


def _key(row: Row) -> str:
    return str(row["key"]).partition(":")[2]


def _told_apart(names: list[str]) -> list[str]:
    """Lists of one name are numbered in the order in which they were chosen."""
    return [
        f"{name} ({names[: place + 1].count(name)})" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]


def bound(params: AbTestParams, compared: Compared) -> dict[str, Any]:
    """What the statements of a test are bound to."""
    return asdict(params) | {"starts_at": compared.starts_at} | compared.values
