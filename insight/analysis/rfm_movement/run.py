"""Movement between two days, run."""

import pandas as pd
import pyarrow as pa

from insight.analysis.rfm_core.reasons import told
from insight.analysis.rfm_movement import tables
from insight.analysis.rfm_movement.over_time_statements import SIZES
from insight.analysis.rfm_movement.params import RfmMovementParams
from insight.analysis.rfm_movement.reasons import entrance_part, movement_parts
from insight.analysis.rfm_movement.result import RfmMovementResult
from insight.analysis.rfm_movement.statements import FLOW_REASONS, FLOWS_COUNTED
from insight.errors import NotEnoughDataError
from insight.i18n import Language, _
from insight.segments import Segment
from insight.warehouse import Warehouse


def rfm_movement(warehouse: Warehouse, params: RfmMovementParams) -> RfmMovementResult:
    """Score everybody on both days, and count the ways they went.

    Raises NotEnoughDataError when nobody could be scored on the earlier day.
    """
    counted = warehouse.query(FLOWS_COUNTED, params.values())
    now = counted[counted["span"] == "now"]
    before = int(now.loc[now["moved"] != "entered", "customers"].sum())
    if not before:
        raise _nobody_bought(params)
    return RfmMovementResult(
        params=params,
        buyers=int(now["customers"].sum()),
        buyers_before=before,
        matrix=tables.matrix(counted, params.scheme),
        moves=tables.moves(counted),
        rates=tables.rates(counted, params.scheme),
        silence=tables.silence(counted, params.scheme),
        over_time=over_time(warehouse, params) if params.over_time else tables.no_sizes(),
    )


def over_time(warehouse: Warehouse, params: RfmMovementParams) -> pd.DataFrame:
    """The sizes of the groups on several days: the frame `over_time` of the result."""
    return tables.sizes(warehouse.query(SIZES, params.values_over_time()), params.scheme)


def movers(
    warehouse: Warehouse, params: RfmMovementParams, segment: Segment, language: Language, rows: int | None = None
) -> pa.Table:
    """Why the people of a flow moved: customer_id, name, group_before, group_now, why (None for who stayed); texts.

    The highest net amount first; all of them, or the first `rows`.
    """
    found = warehouse.query(FLOW_REASONS, {**segment.values, "rows": rows})
    return told(found, movement_parts(params), entrance_part(params), language)


def _nobody_bought(params: RfmMovementParams) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("Nobody can be compared yet"),
        _(
            "0 buyers with an order in {currency:currency} before {before:day}; at least 1 is needed",
            currency=params.currency,
            before=params.earlier,
        ),
        _("Choose a later day to compare with, or another currency"),
    )
