"""Journeys across channels, run."""

from insight.analysis.journeys import statements as sql
from insight.analysis.journeys import tables
from insight.analysis.journeys.params import JourneysParams
from insight.analysis.journeys.result import JourneysResult, values_of
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.statistics.intervals import shares
from insight.warehouse import Warehouse


def journeys(warehouse: Warehouse, params: JourneysParams) -> JourneysResult:
    """Put the channels that each person met in their order.

    Raises NotEnoughDataError where nobody met more than one channel.
    """
    values = values_of(params)
    totals = {str(name): int(number) for name, number in warehouse.query(sql.TOTALS, values).iloc[0].items()}
    if not totals["several"]:
        raise NotEnoughDataError(
            _("Nobody met more than one channel"),
            _("0 of {people:count} people with a channel and a day", people=totals["people"]),
            _("Import what names channels beside orders: contact lists with their source, invitations, clicks, events"),
        )
    whole = warehouse.query(sql.JOURNEYS, values)
    return JourneysResult(
        params=params,
        **totals,
        places=tables.places(warehouse.query(sql.PLACED, values)),
        ways=tables.ways(whole),
        journeys=whole.assign(share=shares(whole["customers"], totals["several"])),
        moves=tables.moves(warehouse.query(sql.MOVES, values)),
    )
