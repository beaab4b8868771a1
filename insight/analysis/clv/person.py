"""What is expected of one person, with the range in which it may lie."""

from dataclasses import dataclass

import numpy as np

from insight.analysis.clv.models import PEOPLE_MODEL
from insight.analysis.clv.params import UNIT_DAYS
from insight.analysis.clv.result import ClvResult
from insight.analysis.clv.statements import OF_PERSON
from insight.statistics.intervals import Numbers
from insight.statistics.one_buyer import Range, draw_amounts, draw_orders
from insight.statistics.repeat_buying import NAMES, Histories, alive
from insight.warehouse import Warehouse

_SEED = 20_050


@dataclass(frozen=True, slots=True)
class Prospect:
    """`alive`: the chance to be still a customer; purchases and money within the result's horizon, each with the range
    of 95 %."""

    alive: float
    orders: Range
    amount: Range


def of_person(warehouse: Warehouse, result: ClvResult, customer_id: str) -> Prospect | None:
    """None for somebody without a purchase in the currency."""
    rows = warehouse.arrow(OF_PERSON, result.bound() | {"customer_id": customer_id}).to_pylist()
    if not rows:
        return None
    unit_days = UNIT_DAYS[result.params.unit]
    x, last, age, total = (float(rows[0][name]) for name in ("x", "last_days", "age_days", "repeat_amount"))
    values, seen = (
        _values(result, PEOPLE_MODEL, NAMES[PEOPLE_MODEL]),
        Histories.of(x, last / unit_days, age / unit_days),
    )
    orders = draw_orders(values, seen, result.params.horizon_days / unit_days, seed=_SEED)
    amounts = orders * result.mean_amount
    if result.is_own_amount:
        amounts = draw_amounts(orders, _values(result, "gamma_gamma", ("p", "q", "v")), x, total, seed=_SEED)
    return Prospect(float(alive(PEOPLE_MODEL, values, seen)), Range.of(orders), Range.of(amounts))


def _values(result: ClvResult, model: str, names: tuple[str, ...]) -> Numbers:
    found = {(row["model"], row["name"]): float(row["value"]) for row in result.parameters.to_dict("records")}
    return np.array([found[model, name] for name in names])
