"""What a list says of each person: the offers, each with its reason in words."""

from collections.abc import Callable

import pandas as pd
import pyarrow as pa

from insight.analysis.recommend.result import RecommendResult
from insight.analysis.recommend.statements import people
from insight.analysis.recommend.words import BASES
from insight.analysis.recommend_model.model import ANYBODY, NEWCOMER
from insight.i18n import Language, Text, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse

_KEYS = ["number", "because", "shelf"]


def offers(warehouse: Warehouse, result: RecommendResult, segment: Segment, language: Language) -> pd.DataFrame:
    """Every offer to the people of any segment: customer_id, place, number, item, offer (its name), why, basis, score.

    People whom the result offers nothing have no row.
    """
    table = warehouse.about(
        segment.statement, segment.values, people(result.params.level, result.plain), result.bound()
    )
    rows = table.to_pandas()
    rows["because"] = rows["because"].astype("Int64")
    distinct = rows[_KEYS].drop_duplicates()
    say = _sayer(result)
    told = [
        say(int(number), None if pd.isna(because) else int(because), None if pd.isna(shelf) else str(shelf))
        for number, because, shelf in distinct.itertuples(index=False, name=None)
    ]
    known, numbers = result.learnt.goods.known, distinct["number"].to_numpy()
    distinct = distinct.assign(
        why=[text.render(language) for text in told],
        item=known["item"].to_numpy(dtype=object)[numbers],
        offer=known["name"].to_numpy(dtype=object)[numbers],
        basis=[_basis(None if pd.isna(shelf) else str(shelf)) for shelf in distinct["shelf"]],
    )
    told_of: pd.DataFrame = rows.merge(distinct, on=_KEYS, how="left").drop(columns=["because", "shelf"])
    return told_of


def reasons(warehouse: Warehouse, result: RecommendResult, segment: Segment, language: Language) -> MoreColumns:
    """Up to three offers a person with their reasons, on what ground the first is made, and, on a list for one product,
    how well it suits the person among all on the list (1: best)."""
    rows = offers(warehouse, result, segment, language)
    wide = rows.pivot(index="customer_id", columns="place", values=["offer", "why"])
    columns = {"customer_id": pa.array(wide.index.astype(str), type=pa.string())}
    labels: dict[str, Text] = {}
    number = segment.values.get("number") if segment.analysis == "recommend" else None
    if number is not None:
        asked = rows[rows["number"] == number].set_index("customer_id")["score"]
        fit = asked.rank(method="min", ascending=False).reindex(wide.index)
        columns["fit"] = pa.array(fit.astype("Int64"), type=pa.int64(), from_pandas=True)
        labels["fit"] = _("Fits best (1 = best)")
    first = rows[rows["place"] == 1].set_index("customer_id")["basis"].reindex(wide.index)
    for place in range(1, result.params.offers + 1):
        for name, label in (("offer", _("Offer {place}", place=place)), ("why", _("Why {place}", place=place))):
            values = wide[name, place] if (name, place) in wide.columns else pd.Series(None, index=wide.index)
            columns[f"{name}_{place}"] = pa.array(values.astype(object), type=pa.string(), from_pandas=True)
            labels[f"{name}_{place}"] = label
    columns["basis"] = pa.array(first.astype(object), type=pa.string(), from_pandas=True)
    labels["basis"] = _("Offers are")
    return MoreColumns(table=pa.table(columns), labels=labels, words={"basis": BASES})


def _basis(shelf: str | None) -> str:
    if shelf is None:
        return "personal"
    return "newcomer" if shelf == NEWCOMER else "popular"


def _sayer(result: RecommendResult) -> Callable[[int, int | None, str | None], Text]:
    """The reason of an offer, from the good, the good that spoke most for it, and the shelf of a plain one."""
    names, days = result.learnt.goods.known["name"].astype(str).tolist(), result.params.hold_out_days
    pairs = result.learnt.together(result.method_used if result.is_proved else None)
    shelf_rows = result.learnt.shelves[result.plain]
    buyers = {
        (shelf, number): people
        for shelf, number, people in zip(shelf_rows["shelf"], shelf_rows["number"], shelf_rows["buyers"], strict=True)
    }

    def say(number: int, because: int | None, shelf: str | None) -> Text:
        if because is None:
            return _plain(shelf or ANYBODY, int(buyers[shelf or ANYBODY, number]), days)
        n, owned_n = pairs[because, number]
        return personal(result.method_used, names[because], n, owned_n)

    return say


def personal(method: str, owned: str, n: int, owned_n: int) -> Text:
    """The reason of an offer of a method: the good that was bought, and how many hold both."""
    if method == "rules":
        return _("Bought {owned}; of {of:count} orders with it {n:count} hold this too", owned=owned, n=n, of=owned_n)
    if method == "content":
        return _("Bought {owned}, which this is like", owned=owned)
    if not n:
        return _("Bought {owned}; people of like taste buy this", owned=owned)
    return _(
        "Bought {owned}; of {of:count} people who bought it {n:count} bought this too", owned=owned, n=n, of=owned_n
    )


def _plain(shelf: str, people: int, days: int) -> Text:
    if shelf == ANYBODY:
        return _("Best seller: {n:count} people bought it in the last {days} days", n=people, days=days)
    if shelf == NEWCOMER:
        return _("No order yet; {n:count} newcomers of the last {days} days began with this", n=people, days=days)
    return _(
        "Best seller of {shelf}: {n:count} people bought it in the last {days} days", shelf=shelf, n=people, days=days
    )
