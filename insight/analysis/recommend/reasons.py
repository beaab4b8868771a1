"""What a list says of each person: the offers, each with its reason in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from insight.analysis.recommend.result import RecommendResult
from insight.analysis.recommend.statements import people
from insight.analysis.recommend.words import BASES
from insight.analysis.recommend_model.model import ANYBODY, NEWCOMER
from insight.i18n import Language, Text, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse

Numbers: TypeAlias = np.ndarray


@dataclass(frozen=True, slots=True)
class _Told:
    """`rows`: offers by person and place. Many are alike, so words are found once for each kind of offer: `kinds` has
    item, offer, why and basis, `kind` says which is that of each row."""

    rows: pa.Table
    kind: Numbers
    kinds: pd.DataFrame

    def column(self, name: str) -> Numbers:
        """What is said of every row."""
        said: Numbers = self.kinds[name].to_numpy(dtype=object)[self.kind]
        return said

    def at(self, name: str, rows: pa.Array) -> pa.Array:
        """What is said of some rows, by their places; null where there is none."""
        said = pa.array(self.kinds[name].astype(object), type=pa.string())
        return said.take(pa.array(self.kind, type=pa.int64()).take(rows))


def offers(warehouse: Warehouse, result: RecommendResult, segment: Segment, language: Language) -> pd.DataFrame:
    """Every offer to the people of any segment: customer_id, place, number, item, offer (its name), why, basis, score.

    People whom the result offers nothing have no row.
    """
    told = _told(warehouse, result, segment, language)
    rows: pd.DataFrame = told.rows.select(["customer_id", "number", "place", "score"]).to_pandas()
    return rows.assign(**{name: told.column(name) for name in told.kinds.columns})


def reasons(warehouse: Warehouse, result: RecommendResult, segment: Segment, language: Language) -> MoreColumns:
    """Up to three offers a person with their reasons, on what ground the first is made, and, on a list for one product,
    how well it suits the person among all on the list (1: best)."""
    told = _told(warehouse, result, segment, language)
    first = np.flatnonzero(told.rows["place"].to_numpy() == 1)
    how_many = np.diff(np.append(first, len(told.rows)))
    columns = {"customer_id": told.rows["customer_id"].take(first)}
    labels: dict[str, Text] = {}
    number = segment.values.get("number") if segment.analysis == "recommend" else None
    if number is not None:
        columns["fit"] = _fit(told.rows, int(number), how_many)
        labels["fit"] = _("Fits best (1 = best)")
    for place in range(1, result.params.offers + 1):
        rows = pa.array(first + place - 1, type=pa.int64(), mask=how_many < place)
        for name, label in (("offer", _("Offer {place}", place=place)), ("why", _("Why {place}", place=place))):
            columns[f"{name}_{place}"] = told.at(name, rows)
            labels[f"{name}_{place}"] = label
    columns["basis"] = told.at("basis", pa.array(first, type=pa.int64()))
    labels["basis"] = _("Offers are")
    return MoreColumns(table=pa.table(columns), labels=labels, words={"basis": BASES})


def _told(warehouse: Warehouse, result: RecommendResult, segment: Segment, language: Language) -> _Told:
    rows = warehouse.about(segment.statement, segment.values, people(result.params.level, result.plain), result.bound())
    known, say = result.learnt.goods.known, _sayer(result)
    shelves = rows["shelf"].unique().to_pylist()
    shelf = pc.index_in(rows["shelf"], value_set=pa.array(shelves, type=pa.string())).to_numpy()
    because = rows["because"].fill_null(-1).to_numpy().astype("int64")
    number = rows["number"].to_numpy().astype("int64")
    behind = len(known) + 1
    kind, found = pd.factorize((number * behind + because + 1) * len(shelves) + shelf)
    kinds = [
        (int(one // len(shelves) // behind), int(one // len(shelves) % behind) - 1, shelves[one % len(shelves)])
        for one in found
    ]
    told = pd.DataFrame(
        {
            "item": known["item"].astype(object).iloc[[good for good, _because, _shelf in kinds]].to_numpy(),
            "offer": known["name"].astype(object).iloc[[good for good, _because, _shelf in kinds]].to_numpy(),
            "why": [say(good, None if why < 0 else why, where).render(language) for good, why, where in kinds],
            "basis": [_basis(where) for _good, _because, where in kinds],
        },
        dtype=object,
    )
    return _Told(rows, kind, told)


def _fit(rows: pa.Table, number: int, how_many: Numbers) -> pa.Array:
    """The place of each person among those who are offered a good, by how strongly; null for whom it is not."""
    person = np.repeat(np.arange(len(how_many)), how_many)
    asked = rows["number"].to_numpy() == number
    score = pd.Series(rows["score"].to_numpy()[asked], index=person[asked])
    fit = score.rank(method="min", ascending=False).reindex(range(len(how_many)))
    return pa.array(fit.astype("Int64"), type=pa.int64(), from_pandas=True)


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
