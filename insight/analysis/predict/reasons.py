"""What a list says of each person: the chance, and what speaks for it and against it."""

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa

from insight.analysis.predict.features import FEATURES, said
from insight.analysis.predict.result import PredictResult
from insight.analysis.predict.statements import PEOPLE
from insight.i18n import Language, Text, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse

MOST_SAID = 2
_LEAST_MOVED = 0.05
"""Log odds: nothing that moves a chance less is worth saying."""


def reasons(warehouse: Warehouse, result: PredictResult, segment: Segment, language: Language) -> MoreColumns:
    """chance, speaks_for, speaks_against of the people of any segment who ever bought; what moves most comes first,
    beside people who, like them, bought lately or did not."""
    rows = warehouse.about(segment.statement, segment.values, PEOPLE, result.bound()).to_pandas()
    moved = result.reference.moved(result.learnt, result.model_used, rows)
    words = _words(rows, result, language)
    columns = {
        "customer_id": pa.array(rows["customer_id"].astype(str), type=pa.string()),
        "chance": pa.array(rows["chance"].round(3), type=pa.float64()),
        "speaks_for": pa.array(_most(moved, words, sign=1), type=pa.string()),
        "speaks_against": pa.array(_most(moved, words, sign=-1), type=pa.string()),
    }
    labels: dict[str, Text] = {
        "chance": _("Chance to order within {days} days", days=result.params.horizon_days),
        "speaks_for": _("Speaks for an order"),
        "speaks_against": _("Speaks against"),
    }
    return MoreColumns(table=pa.table(columns), labels=labels)


def _words(rows: pd.DataFrame, result: PredictResult, language: Language) -> pd.DataFrame:
    """Every value in words; each is said once, however many people it is true of."""
    days, currency = result.params.horizon_days, result.params.currency
    words = {}
    for feature in FEATURES:
        known = {value: said(feature, value, days, currency).render(language) for value in rows[feature].unique()}
        words[feature] = rows[feature].map(known)
    return pd.DataFrame(words, index=rows.index)


def _most(moved: pd.DataFrame, words: pd.DataFrame, *, sign: int) -> list[str]:
    """For each person what moves the chance most in one direction; what is said twice in the same words, once."""
    found = []
    for parts, told in zip((sign * moved).to_numpy(), words.to_numpy(), strict=True):
        places = [place for place in parts.argsort()[::-1] if parts[place] >= _LEAST_MOVED]
        found.append("; ".join(_first(told[place] for place in places)))
    return found


def _first(said_words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(said_words))[:MOST_SAID]
