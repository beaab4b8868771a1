"""What is worth saying about consent."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.govern import CONTACT_PURPOSES, PURPOSES, ContactPurpose
from insight.i18n import Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL

if TYPE_CHECKING:
    from insight.analysis.consent.result import ConsentResult


def findings(result: "ConsentResult") -> list[Finding]:
    """Who was contacted against their will, then where people stand on each purpose."""
    return [*_against(result), *(finding for purpose in CONTACT_PURPOSES for finding in _standing(result, purpose))]


def _against(result: "ConsentResult") -> Iterator[Finding]:
    for row in result.against[result.against["customers"] > 0].to_dict("records"):
        yield Finding(
            text=_(
                "{customers:count} of {n:count} people got “{campaign}” although they had said no before it was sent",
                customers=int(row["customers"]),
                n=int(row["n"]),
                campaign=str(row["name"] or row["campaign"]),
            ),
            value=float(row["customers"]),
            n=int(row["n"]),
            cell={"campaign": row["campaign"]},
        )


def _standing(result: "ConsentResult", purpose: ContactPurpose) -> Iterator[Finding]:
    rows = {row["status"]: row for row in result.of(purpose).to_dict("records")}
    granted, n = rows["granted"], int(rows["granted"]["n"])
    if n:
        yield Finding(
            text=_sentence(purpose, rows),
            value=float(granted["share"]),
            n=n,
            low=float(granted["low"]),
            high=float(granted["high"]),
            certain=n >= SMALL,
            cell={"purpose": purpose, "status": "granted"} if int(granted["customers"]) else None,
        )


def _sentence(purpose: ContactPurpose, rows: dict[Any, dict[Any, Any]]) -> Text:
    label, n = PURPOSES[purpose].label, int(rows["granted"]["n"])
    if int(rows["unknown"]["customers"]) == n:
        return _("{purpose}: nobody of {n:count} people was ever asked", purpose=label, n=n)
    return _(
        "{purpose}: {granted:count} of {n:count} people agreed ({share:percent}), {denied:count} said no, "
        "{withdrawn:count} withdrew, {unknown:count} were never asked",
        purpose=label,
        n=n,
        share=float(rows["granted"]["share"]),
        **{status: int(rows[status]["customers"]) for status in ("granted", "denied", "withdrawn", "unknown")},
    )
