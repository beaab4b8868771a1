"""Association rules, run."""

import json
from typing import Any

import pandas as pd

from insight.analysis.associations import tables
from insight.analysis.associations.bundles import bundles
from insight.analysis.associations.growth import grown, holders
from insight.analysis.associations.held import Held, held
from insight.analysis.associations.params import AssociationsParams
from insight.analysis.associations.result import AssociationsResult
from insight.analysis.associations.statements import HELD, NAMES
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import _
from insight.warehouse import Warehouse

MOST_SETS = 10_000
"""With more frequent sets than this nobody reads the rules: a larger support is asked for."""


def associations(warehouse: Warehouse, params: AssociationsParams) -> AssociationsResult:
    """Find the rules, and who has one side and not yet the other.

    Raises NotEnoughDataError where fewer than two products are sold, ParameterError where the support is so low that
    too many sets are frequent, and for a product to restrict a side to that is not frequent.
    """
    values = params.values()
    names = warehouse.query(NAMES[params.level], values)
    known = tables.labels(names)
    if len(known) < 2:
        raise _too_few_goods(len(known), params)
    items = list(known)
    bound = values | {"items": items, "numbers": list(range(len(items)))}
    found = held(warehouse.arrow(HELD[params.level], bound), items, params)
    totals, sets = found.totals, _sets(found, params)
    goods = tables.goods(sets, known, totals.baskets)
    rules = tables.rules(sets, known, totals.baskets, params)
    first_on, last_on = names["first_on"].min().date(), names["last_on"].max().date()
    shown, days = _restricted(rules, goods, params), (last_on - first_on).days + 1
    return AssociationsResult(
        params=params,
        rules=shown,
        goods=goods,
        bundles=bundles(tables.worth_saying(shown), goods, totals.baskets, days, params),
        first_on=first_on,
        last_on=last_on,
        **totals._asdict(),
        **_names_found(names),
    )


def _sets(found: Held, params: AssociationsParams) -> tables.Sets:
    """The frequent sets of the products that are frequent, and who owns them."""
    if len(found.frequent) > MOST_SETS:
        raise _too_many_sets(params)
    n = found.frequent["n"].to_numpy(dtype="int64")
    levels = grown(found.baskets, n, found.least, params.max_items, MOST_SETS)
    if sum(len(level.n) for level in levels) > MOST_SETS:
        raise _too_many_sets(params)
    return tables.counted(levels, [holders(found.people, level.goods) for level in levels], found.frequent)


def _too_many_sets(params: AssociationsParams) -> ParameterError:
    expected = _("a larger share: more than {most:count} sets of products are that frequent", most=MOST_SETS)
    return ParameterError("min_support", params.min_support, expected)


def _names_found(names: pd.DataFrame) -> dict[str, Any]:
    """How many products there are, without a name, and under more than one code."""
    by_item = names.groupby("item")["name"].first()
    codes = by_item.dropna().value_counts()
    twice = sorted(str(name) for name in codes[codes > 1].index)
    return {
        "goods_known": len(by_item),
        "goods_nameless": int(by_item.isna().sum()),
        "goods_twice": len(twice),
        "twice_example": next(iter(twice), ""),
    }


def _restricted(rules: pd.DataFrame, goods: pd.DataFrame, params: AssociationsParams) -> pd.DataFrame:
    """The rules that have the chosen product on the chosen side."""
    for side, wanted in (("antecedent", params.only_antecedent), ("consequent", params.only_consequent)):
        if wanted is None:
            continue
        items = set(goods.loc[(goods["item"] == wanted) | (goods["name"] == wanted), "item"])
        if not items:
            expected = _("the name or the code of a product that is in enough baskets")
            raise ParameterError(f"only_{side}", wanted, expected)
        rules = rules[[bool(items & set(json.loads(text))) for text in rules[f"{side}_items"]]]
    return rules.reset_index(drop=True)


def _too_few_goods(goods: int, params: AssociationsParams) -> NotEnoughDataError:
    if goods:
        return NotEnoughDataError(
            _("Only one product was sold, so nothing can go together"),
            _("1 product; at least 2 are needed"),
            _("Look back further, or import the order lines of the other products"),
        )
    what = _("No order line has a category") if params.level == "category" else _("No order line names a product")
    return NotEnoughDataError(
        what,
        _("0 products; at least 2 are needed"),
        _("Import an order detail report that names the products of each order"),
    )
