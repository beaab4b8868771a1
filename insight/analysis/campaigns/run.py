"""Campaigns, run."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from insight.analysis.campaigns import tables
from insight.analysis.campaigns.bound import bound
from insight.analysis.campaigns.params import CampaignsParams
from insight.analysis.campaigns.personas import of_personas
from insight.analysis.campaigns.result import CampaignsResult
from insight.analysis.campaigns.statements import BY_GROUP, COUNTED, COUPONS, PRESSED, REWARDS
from insight.analysis.judge import who
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import _
from insight.warehouse import Warehouse


def campaigns(warehouse: Warehouse, params: CampaignsParams) -> CampaignsResult:
    """Whom each campaign reached, what came of it, and how often people were contacted.

    Raises NotEnoughDataError where no campaign has begun, ParameterError for a campaign that is not there.
    """
    listed = who.campaigns(warehouse)
    table = tables.campaigns(listed, warehouse.query(COUNTED, asdict(params)), params.days, params.as_of)
    if table.empty:
        raise _none(params, len(listed))
    chosen = _chosen(params, table)
    pressed = warehouse.query(PRESSED, asdict(params))
    values = bound(params, chosen["campaign_id"], chosen["starts_at"].date())
    personas = of_personas(
        warehouse, params.personas, str(chosen["campaign_id"]), chosen["starts_at"].date(), params.currency
    )
    return CampaignsResult(
        params=params,
        chosen=str(chosen["campaign_id"]),
        contacted=int(pressed["customers"].sum()),
        over_cap=int(pressed.loc[pressed["contacts"] > params.cap, "customers"].sum()),
        campaigns=table,
        pressure=tables.pressure(pressed, params.cap),
        groups=tables.groups(warehouse.query(BY_GROUP, values | personas.values)),
        personas=personas,
        channels=tables.compared(table, "channel"),
        themes=tables.compared(table, "theme"),
        coupons=warehouse.query(COUPONS, asdict(params)),
        rewards=tables.rewards(warehouse.query(REWARDS, asdict(params))),
    )


def _chosen(params: CampaignsParams, table: pd.DataFrame) -> dict[str, Any]:
    """The campaign asked for; else the newest that reached somebody, else the newest."""
    if params.campaign is not None:
        rows = table[table["campaign_id"] == params.campaign]
        if rows.empty:
            raise ParameterError(
                "campaign", params.campaign, _("one of {names}", names=", ".join(table["campaign_id"]))
            )
    else:
        reached = table[table["treated"] > 0]
        rows = reached if len(reached) else table
    return {str(name): value for name, value in rows.iloc[0].items()}


def _none(params: CampaignsParams, listed: int) -> NotEnoughDataError:
    if not listed:
        return who.nothing_to_judge()
    return NotEnoughDataError(
        _("No campaign had begun before {day:day}", day=params.as_of),
        _("{n:count} campaigns, all later or without a day", n=listed),
        _("Choose a later day, or import contacts with the day they were sent"),
    )
