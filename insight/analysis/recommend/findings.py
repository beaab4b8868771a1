"""What is worth saying about offers."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from insight.analysis.recommend.words import GROUPS
from insight.analysis.recommend_model.families import MOST_GOODS
from insight.i18n import Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of

if TYPE_CHECKING:
    from insight.analysis.recommend.result import RecommendResult

_MOST_PRODUCTS, _MOST_GROUPS = 3, 3


def findings(result: "RecommendResult") -> list[Finding]:
    """How many can be offered what suits them; whether that was put to the test; products, groups, weak points."""
    verdict, *others = (replace(each, cell=None) for each in result.exam_findings)
    return [
        *_people(result),
        verdict,
        *_products(result),
        *_groups(result),
        *_without(result),
        *others,
        *_doubts(result),
    ]


def _people(result: "RecommendResult") -> Iterator[Finding]:
    rows = result.products
    if not result.is_proved or not result.personal:
        return
    first = rows.sort_values(["personal", "customers"], ascending=False, kind="stable").iloc[0]
    yield Finding(
        text=_(
            "{n:count} people can be offered something that suits what they bought; most of all {name} "
            "({people:count} people)",
            n=result.personal,
            name=first["name"],
            people=int(first["personal"]),
        ),
        value=share_of(result.personal, result.customers),
        n=result.customers,
        certain=result.personal >= SMALL,
        cell={"product": first["item"], "basis": "personal"},
    )


def _products(result: "RecommendResult") -> Iterator[Finding]:
    rows = result.products[result.products["first"] > 0]
    best = rows.sort_values(["personal", "customers"], ascending=False, kind="stable").head(_MOST_PRODUCTS)
    for row in best.to_dict("records"):
        yield Finding(
            text=_(
                "{name} is offered to {people:count} people, to {first:count} of them first of all",
                name=row["name"],
                people=int(row["customers"]),
                first=int(row["first"]),
            ),
            value=float(row["customers"]),
            n=result.customers,
            certain=row["customers"] >= SMALL,
            cell={"product": row["item"]},
        )


def _groups(result: "RecommendResult") -> Iterator[Finding]:
    rows = result.groups[(result.groups["place"] == 1) & (result.groups["group_customers"] >= SMALL)]
    for row in rows.head(_MOST_GROUPS).to_dict("records"):
        yield Finding(
            text=_(
                "{group}: next offer {name}, for {people:count} of {n:count} people",
                group=GROUPS[row["rfm_group"]],
                name=row["name"],
                people=int(row["customers"]),
                n=int(row["group_customers"]),
            ),
            value=float(row["share"]),
            n=int(row["group_customers"]),
            cell={"rfm_group": row["rfm_group"], "product": row["item"]},
        )


def _without(result: "RecommendResult") -> Iterator[Finding]:
    if result.popular and result.is_proved:
        yield Finding(
            text=_(
                "Of {n:count} people too little is known: they are offered best sellers, and the list says so",
                n=result.popular,
            ),
            value=float(result.popular),
            n=result.customers,
            cell={"basis": "popular", "place": 1},
        )
    if result.newcomer:
        yield Finding(
            text=_(
                "{n:count} people have no order yet: they are offered what newcomers begin with most often, and the "
                "list says so",
                n=result.newcomer,
            ),
            value=float(result.newcomer),
            n=result.customers,
            cell={"basis": "newcomer", "place": 1},
        )


def _doubts(result: "RecommendResult") -> Iterator[Finding]:
    """What the person can mend, or must know."""
    for count, text in _weak_points(result):
        if count:
            yield Finding(text=text, value=float(count), n=result.goods_sold, certain=False)


def _weak_points(result: "RecommendResult") -> Iterator[tuple[int, Text]]:
    yield (
        result.goods_gone,
        _(
            "{goods:count} products are not offered: they were not sold in the last {days} days",
            goods=result.goods_gone,
            days=result.params.on_sale_days,
        ),
    )
    yield (
        result.goods_rare,
        _(
            "{goods:count} products are not offered: fewer than {people:count} people bought them",
            goods=result.goods_rare,
            people=result.params.least_buyers,
        ),
    )
    yield (
        result.goods_free,
        _("{goods:count} products are not offered: they were only given away", goods=result.goods_free),
    )
    yield (
        result.baskets_left_out,
        _(
            "{n:count} order of more than {most:count} products (the largest holds {largest:count}) is not learnt from"
            ": it looks like wholesale",
            "{n:count} orders of more than {most:count} products (the largest holds {largest:count}) are not learnt "
            "from: they look like wholesale",
            most=MOST_GOODS,
            n=result.baskets_left_out,
            largest=result.largest_basket,
        ),
    )
    yield (
        result.goods_twice,
        _(
            "{goods:count} products share their name with another code and are offered apart; offer by name to join "
            "them",
            goods=result.goods_twice,
        ),
    )
    yield (
        result.goods_nameless,
        _("{goods:count} products have no name and are shown by their code", goods=result.goods_nameless),
    )
