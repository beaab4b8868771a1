"""What customers allow: one row a statement, the newest one of a purpose counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from sample_data.maker.contacts import Contact
from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table, columns, stamp

FILE: Final = "consents_20260101.csv"
HEADER: Final = columns("手机号,用途,状态,时间,凭证")

Purpose = Literal["短信营销", "会员消息推送"]
Status = Literal["同意", "拒绝", "撤回"]

_LAST_MOMENT: Final = dt.datetime(2025, 12, 31, 20)

# The chance that a customer is asked for a purpose, agrees when asked, and withdraws later.
_HABITS: Final[dict[Purpose, tuple[float, float, float]]] = {
    "短信营销": (0.62, 0.90, 0.10),
    "会员消息推送": (0.44, 0.92, 0.06),
}
_AGAIN: Final = 0.15


@dataclass(frozen=True, slots=True)
class Statement:
    """What one customer said at one moment about one purpose."""

    contact: Contact
    purpose: Purpose
    status: Status
    at: dt.datetime


def _statements(contact: Contact, purpose: Purpose) -> list[Statement]:
    """Asked on joining; who agreed may withdraw months later, and a few of those agree again."""
    draw = Draw("consent", purpose, contact.person.number)
    asked, agrees, withdraws = _HABITS[purpose]
    if not draw.chance(asked):
        return []
    at = contact.joined_at + dt.timedelta(seconds=draw.between(20, 3000))
    if not draw.chance(agrees):
        return [Statement(contact, purpose, "拒绝", at)]
    said = [Statement(contact, purpose, "同意", at)]
    if draw.chance(withdraws):
        at += dt.timedelta(minutes=draw.between(60 * 24 * 20, 60 * 24 * 400))
        said.append(Statement(contact, purpose, "撤回", at))
        if draw.chance(_AGAIN):
            at += dt.timedelta(minutes=draw.between(60 * 24 * 5, 60 * 24 * 60))
            said.append(Statement(contact, purpose, "同意", at))
    return [each for each in said if each.at < _LAST_MOMENT]


def make_statements(contacts: list[Contact]) -> list[Statement]:
    """All statements in time order."""
    said = [each for purpose in _HABITS for contact in contacts for each in _statements(contact, purpose)]
    return sorted(said, key=lambda each: (each.at, each.contact.phone, each.purpose))


def standing(statements: list[Statement], purpose: Purpose, at: dt.datetime) -> dict[int, Status]:
    """The newest status of each person who has said anything about a purpose before a moment."""
    return {each.contact.person.number: each.status for each in statements if each.purpose == purpose and each.at < at}


def _evidence(statement: Statement) -> str:
    if statement.status == "撤回":
        return "退订回T" if statement.purpose == "短信营销" else "小程序设置"
    return "入会协议V2" if statement.at >= dt.datetime(2025, 1, 1) else "入会协议V1"


def table(statements: list[Statement]) -> Table:
    rows: list[Row] = [
        {
            "手机号": each.contact.phone,
            "用途": each.purpose,
            "状态": each.status,
            "时间": stamp(each.at),
            "凭证": _evidence(each),
        }
        for each in statements
    ]
    return Table(FILE, HEADER, rows, "gb18030")
