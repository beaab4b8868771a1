"""The numbers of people in consent."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern import PURPOSES, Standing
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.consent.result import ConsentResult

STANDING_WORDS: dict[Standing, Text] = {
    "granted": _("Agreed"),
    "denied": _("Said no"),
    "withdrawn": _("Withdrew their consent"),
    "unknown": _("Never asked"),
}


def cells(result: "ConsentResult") -> Iterator[Cell]:
    """How everybody stands to each purpose; who got a campaign against their will; who agreed by the end of a month."""
    for row in result.purposes.to_dict("records"):
        yield Cell(
            key={"purpose": row["purpose"], "status": row["status"]},
            label=_(
                "{purpose}: {status}", purpose=PURPOSES[row["purpose"]].label, status=STANDING_WORDS[row["status"]]
            ),
            people=whole(row["customers"]),
            picker="consent",
            point=("standing", row["purpose"], row["status"]),
        )
    for row in result.against[result.against["customers"] > 0].to_dict("records"):
        yield Cell(
            key={"campaign": row["campaign"]},
            label=_("Got “{campaign}” against their will", campaign=row["name"] or row["campaign"]),
            people=whole(row["customers"]),
            picker="consent",
            point=("campaign", row["campaign"]),
        )
    for row in result.months[result.months["status"] == "granted"].iloc[::-1].to_dict("records"):
        month = row["period"].isoformat()
        yield Cell(
            key={"purpose": row["purpose"], "status": "granted", "period": month},
            label=_("{purpose}: agreed by {month:month}", purpose=PURPOSES[row["purpose"]].label, month=row["period"]),
            people=whole(row["customers"]),
            picker="consent",
            point=("month", month, row["purpose"]),
        )
