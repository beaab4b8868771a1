"""RFM, run."""

import pyarrow as pa

from insight.analysis.known_people import EVER_ORDERED
from insight.analysis.rfm import tables
from insight.analysis.rfm.params import RfmParams
from insight.analysis.rfm.result import RfmResult
from insight.analysis.rfm.statements import CELLS, LEFT_OUT, PROSPECTS, SCORES
from insight.analysis.rfm_core.definition import nobody_bought
from insight.warehouse import Warehouse


def rfm(warehouse: Warehouse, params: RfmParams) -> RfmResult:
    """Score every buyer once and count the cells.

    Raises NotEnoughDataError when no order that counts names a person.
    """
    values, bins = params.values(), params.bins
    counted = warehouse.query(CELLS, values)
    if counted.empty:
        raise nobody_bought(params.currency, params.as_of)
    cells = tables.cube(counted, bins)
    buyers = int(cells["customers"].sum())
    of_prospects = warehouse.query(PROSPECTS, values).iloc[0]
    prospects = int(of_prospects["customers"])
    ever = warehouse.count(EVER_ORDERED, values)
    left_out = warehouse.query(LEFT_OUT, values).iloc[0]
    top_customers, top_amount = tables.top_fifth(counted)
    return RfmResult(
        params=params,
        buyers=buyers,
        prospects=prospects,
        people=ever + prospects,
        customers_elsewhere=ever - buyers,
        orders_elsewhere=int(left_out["orders_elsewhere"]),
        orders_without_person=int(left_out["orders_without_person"]),
        top_fifth_customers=top_customers,
        top_fifth_net_amount=top_amount,
        grid=tables.grid(counted, bins),
        cube=cells,
        groups=tables.groups(counted, of_prospects),
        crosstab=tables.crosstab(cells),
        boundaries=tables.boundaries(counted, bins),
        ties=tables.ties(counted, bins),
    )


def customers(warehouse: Warehouse, params: RfmParams) -> pa.Table:
    """One row a buyer: customer_id, recency_days, orders, net_amount, r, f, m, eight, eleven; in no order."""
    return warehouse.arrow(SCORES, params.values())
