"""Repurchase, run."""

from insight.analysis.repurchase import statements as sql
from insight.analysis.repurchase import tables
from insight.analysis.repurchase.groups import groups, no_groups
from insight.analysis.repurchase.params import RepurchaseParams
from insight.analysis.repurchase.result import RepurchaseResult
from insight.analysis.traits import told_apart
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.warehouse import Warehouse


def repurchase(warehouse: Warehouse, params: RepurchaseParams) -> RepurchaseResult:
    """Follow people from purchase to purchase, and add up what they bring.

    Raises NotEnoughDataError when no order that counts names a person.
    """
    values = params.values()
    waited = warehouse.query(sql.WAITED, values)
    if waited.empty:
        raise _nobody_bought(params)
    apart = None
    if params.trait is not None:
        apart = told_apart(warehouse, params.trait, params.as_of, params.currency)
    curves = tables.curves(waited, params)
    revenue = tables.revenue(warehouse.query(sql.revenue(params.period), values), params)
    return RepurchaseResult(
        params=params,
        apart=apart,
        groups=no_groups() if apart is None else groups(warehouse, params, apart),
        steps=tables.steps(waited, curves),
        curves=curves,
        within=tables.within(waited, params),
        revenue=revenue,
        revenue_average=tables.revenue_average(revenue),
        worth=tables.worth(warehouse.query(sql.WORTH, values), params),
    )


def _nobody_bought(params: RepurchaseParams) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("Nobody can be followed yet"),
        _("0 people with an order before {as_of:day}; at least 1 is needed", as_of=params.as_of),
        _("Import orders that name their buyers, or choose a later day or more people"),
    )
