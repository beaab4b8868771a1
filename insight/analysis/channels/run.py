"""Channels, run."""

import pandas as pd

from insight.analysis.channels import sources as origins
from insight.analysis.channels import statements as sql
from insight.analysis.channels import tables
from insight.analysis.channels.leaving import leaving
from insight.analysis.channels.params import ChannelsParams
from insight.analysis.channels.result import ChannelsResult, values_of
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.warehouse import Warehouse


def channels(warehouse: Warehouse, params: ChannelsParams) -> ChannelsResult:
    """Give everybody one source, and tell what the people of each brought.

    Raises NotEnoughDataError where nobody has a source.
    """
    as_of = {"as_of": params.as_of}
    credited = warehouse.query(origins.CREDITED, as_of)
    people, unknown = (int(number) for number in warehouse.query(origins.WHOLE, as_of).iloc[0])
    if credited.empty:
        raise NotEnoughDataError(
            _("Nothing says where anybody came from"),
            _("0 of {people:count} people have a source", people=people),
            _("Import orders with their channel, or a contact list with its sources (WeCom: 来源)"),
        )
    leave = leaving(str(event) for event in warehouse.query(sql.LEAVING, as_of)["event"])
    values = values_of(params, leave)
    return ChannelsResult(
        params=params,
        leaving=", ".join(leave),
        totals={"people": people, "sourced": people - unknown, "unknown": unknown},
        channels=tables.channels(
            warehouse.query(sql.COUNTED, values),
            _other_beside(credited, params),
            warehouse.query(sql.COSTS, as_of),
            warehouse.query(sql.PAYBACK, values),
        ),
        overlap=tables.overlap(warehouse.query(origins.OVERLAP, as_of)),
        sources=tables.sources(warehouse.query(origins.INVENTORY, as_of)),
    )


def _other_beside(credited: pd.DataFrame, params: ChannelsParams) -> pd.DataFrame:
    """`by_other` is what the rule that was not chosen gives; the chosen one's people are counted with all they did."""
    return credited.rename(columns={params.other_rule: "by_other"}).drop(columns=params.rule)
