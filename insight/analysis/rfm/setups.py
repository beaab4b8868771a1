"""RFM setups under a name, kept in the workspace. They are no data: keeping one changes no number and no cache."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from insight.analysis.rfm.params import RfmParams
from insight.i18n import _
from insight.warehouse import DuckWarehouse, Warehouse
from insight.warehouse.kept_names import KeptNames, readable_name

_CUTS = ("recency_day_cuts", "order_cuts", "amount_cuts")

_ALL = """
SELECT setup_id, name, currency, bins, method, recency_day_cuts, order_cuts, amount_cuts, saved_at, saved_by
FROM app.rfm_setups
ORDER BY name, setup_id
"""

_INSERT = """
INSERT INTO app.rfm_setups
    (setup_id, name, currency, bins, method, recency_day_cuts, order_cuts, amount_cuts, saved_at, saved_by)
SELECT
    1 + coalesce(max(setup_id), 0),
    $name,
    $currency,
    $bins,
    $method,
    $recency_day_cuts,
    $order_cuts,
    $amount_cuts,
    $at,
    $by
FROM app.rfm_setups
"""

_REPLACE = """
UPDATE app.rfm_setups
SET currency = $currency, bins = $bins, method = $method, recency_day_cuts = $recency_day_cuts,
    order_cuts = $order_cuts, amount_cuts = $amount_cuts, saved_at = $at, saved_by = $by
WHERE setup_id = $setup_id
"""


_NAMES = KeptNames(
    table="app.rfm_setups",
    key="setup_id",
    is_there="TRUE",
    number="setup_id",
    expected=_("the number of a setup that is kept"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmSetup:
    """How a brand scores: the fields of RfmParams that do not depend on the day. Amounts are in `currency`."""

    setup_id: int
    name: str
    currency: str
    bins: int
    method: Literal["quantile", "fixed"]
    recency_day_cuts: tuple[int, ...] | None
    order_cuts: tuple[int, ...] | None
    amount_cuts: tuple[float, ...] | None
    saved_at: dt.datetime
    saved_by: str | None

    def scoring(self) -> dict[str, Any]:
        """The fields of RfmParams that it sets."""
        return {name: getattr(self, name) for name in ("bins", "method", *_CUTS)}

    def is_of(self, params: RfmParams) -> bool:
        """Whether these parameters score as it does."""
        fits = self.method == "quantile" or self.currency == params.currency
        return fits and self.scoring() == {name: getattr(params, name) for name in ("bins", "method", *_CUTS)}


def saved_setups(warehouse: Warehouse, currency: str | None = None) -> list[RfmSetup]:
    """Every setup by name; only those that can be used with amounts in `currency` where it is given."""
    found = [_setup(row) for row in warehouse.arrow(_ALL).to_pylist()]
    return [setup for setup in found if currency is None or setup.method == "quantile" or setup.currency == currency]


def save_setup(
    warehouse: DuckWarehouse,
    name: str,
    params: RfmParams,
    *,
    at: dt.datetime,
    by: str | None = None,
    replaces: bool = False,
) -> RfmSetup:
    """Keep how `params` score under a name.

    A name that is taken is refused with ParameterError, or gets the new cut-offs where `replaces` is asked for.
    """
    name = readable_name(name)
    values = {"name": name, "currency": params.currency, "bins": params.bins, "method": params.method}
    cuts = {cut: _written(getattr(params, cut)) for cut in _CUTS}
    with warehouse.writing(of_data=False) as session:
        taken = _NAMES.for_new(session, name, replaces=replaces)
        statement = _INSERT if taken is None else _REPLACE
        session.execute(statement, values | cuts | {"at": at, "by": by, "setup_id": taken})
    return _find(warehouse, name)


def rename_setup(warehouse: DuckWarehouse, setup_id: int, name: str) -> RfmSetup:
    """Give it another name. Raises ParameterError for a name that is taken, and for a setup that is not there."""
    name = readable_name(name)
    with warehouse.writing(of_data=False) as session:
        _NAMES.give(session, setup_id, name)
    return _find(warehouse, name)


def delete_setup(warehouse: DuckWarehouse, setup_id: int) -> None:
    """Forget it; lists that were made with it keep its cut-offs. Raises ParameterError where it is not there."""
    with warehouse.writing(of_data=False) as session:
        _NAMES.check_is_there(session, setup_id)
        session.execute("DELETE FROM app.rfm_setups WHERE setup_id = $setup_id", {"setup_id": setup_id})


def _setup(row: dict[str, Any]) -> RfmSetup:
    return RfmSetup(**row | {cut: _read(row[cut]) for cut in _CUTS})


def _written(cuts: Sequence[float] | None) -> str | None:
    return None if cuts is None else json.dumps(list(cuts))


def _read(text: str | None) -> tuple[float, ...] | None:
    return None if text is None else tuple(json.loads(text))


def _find(warehouse: Warehouse, name: str) -> RfmSetup:
    return next(setup for setup in saved_setups(warehouse) if setup.name == name)
