"""Consent, looked at."""

from insight.analysis.consent import statements as sql
from insight.analysis.consent import tables
from insight.analysis.consent.params import ConsentParams
from insight.analysis.consent.result import ConsentResult
from insight.warehouse import Warehouse


def consent(warehouse: Warehouse, params: ConsentParams) -> ConsentResult:
    """Where everybody known before as_of stands on each purpose. A workspace without statements has only people who
    were never asked."""
    values = params.values()
    return ConsentResult(
        params=params,
        purposes=tables.purposes(warehouse.query(sql.COUNTED, values)),
        months=tables.months(warehouse.query(sql.CHANGES, values), params),
        words=tables.words(warehouse.query(sql.WORDS, values)),
        against=tables.against(warehouse.query(sql.AGAINST, values)),
    )
