"""The sandbox, run."""

from functools import partial

import pyarrow as pa

from insight.analysis.rfm_core.definition import nobody_bought
from insight.analysis.rfm_core.reasons import Part, Row, told
from insight.analysis.rfm_sandbox import tables
from insight.analysis.rfm_sandbox.params import RfmSandboxParams
from insight.analysis.rfm_sandbox.result import RfmSandboxResult
from insight.analysis.rfm_sandbox.statements import FLOW_REASONS, FLOWS_COUNTED
from insight.i18n import Language, Money, Text, _
from insight.segments import Segment
from insight.warehouse import Warehouse


def rfm_sandbox(warehouse: Warehouse, params: RfmSandboxParams) -> RfmSandboxResult:
    """Score everybody by both setups, and count who would stand where.

    Raises NotEnoughDataError when no order that counts names a person.
    """
    counted = warehouse.query(FLOWS_COUNTED, params.values())
    if counted.empty:
        raise nobody_bought(params.currency, params.as_of)
    matrix = tables.matrix(counted, params.scheme)
    return RfmSandboxResult(
        params=params,
        buyers=int(matrix["customers"].sum()),
        matrix=matrix,
        groups=tables.groups(matrix, params.scheme),
    )


def changes(
    warehouse: Warehouse, params: RfmSandboxParams, segment: Segment, language: Language, rows: int | None = None
) -> pa.Table:
    """Why people of a way would stand elsewhere: customer_id, name, group_before, group_now, why (None: no change).

    The highest net amount first; all of them, or the first `rows`.
    """
    found = warehouse.query(FLOW_REASONS, {**segment.values, "rows": rows})
    return told(found, _parts(params), None, language)


def _parts(params: RfmSandboxParams) -> tuple[Part, ...]:
    monetary = Part("m", ("from_m", "m", "net_amount"), partial(_monetary, params.currency))
    return (_RECENCY, _FREQUENCY, monetary) if params.scheme == "eight" else (_RECENCY, _FREQUENCY)


def _recency(row: Row) -> Text:
    return _(
        "R {before} → {now} at {days:count} days without an order",
        before=int(row["from_r"]),
        now=int(row["r"]),
        days=int(row["recency_days"]),
    )


def _frequency(row: Row) -> Text:
    return _(
        "F {before} → {now} at {orders:count} orders",
        before=int(row["from_f"]),
        now=int(row["f"]),
        orders=int(row["orders"]),
    )


def _monetary(currency: str, row: Row) -> Text:
    amount = Money(float(row["net_amount"]), currency)
    return _("M {before} → {now} at {amount:money}", before=int(row["from_m"]), now=int(row["m"]), amount=amount)


_RECENCY = Part("r", ("from_r", "r", "recency_days"), _recency)
_FREQUENCY = Part("f", ("from_f", "f", "orders"), _frequency)
