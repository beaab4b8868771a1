"""The numbers of people in campaigns."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.campaigns.words import STATES, group_words
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.campaigns.result import CampaignsResult


def cells(result: "CampaignsResult") -> Iterator[Cell]:
    """Who of each campaign got how far; who was contacted how often; who of each group was contacted."""
    for row in result.campaigns.to_dict("records"):
        campaign = str(row["campaign_id"])
        for state, label in STATES.items():
            yield Cell(
                key={"campaign": campaign, "state": state},
                label=_("{name} · {state}", name=row["name"], state=label),
                people=whole(row[state]),
                picker="reached",
                point=(campaign, state),
            )
    for row in result.pressure.to_dict("records"):
        times = int(row["contacts"])
        yield Cell(
            key={"contacts": times},
            label=_("Contacted {times} times", times=times),
            people=whole(row["customers"]),
            picker="crowded",
            point=(times,),
        )
    for row in result.groups.to_dict("records"):
        kind, group = str(row["kind"]), str(row["group"])
        yield Cell(
            key={"kind": kind, "group": group},
            label=_("{group} · {n:count} people contacted", group=group_words(row), n=whole(row["customers"])),  # type: ignore[arg-type]
            people=whole(row["customers"]),
            picker="took_part",
            point=(kind, group),
            says_people=True,
        )
