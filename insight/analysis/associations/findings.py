"""What is worth saying about what goes together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.i18n import Money, Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of, wilson

if TYPE_CHECKING:
    from insight.analysis.associations.result import AssociationsResult

_MOST_RULES = 3
_SHORT_DAYS = 28


def findings(result: "AssociationsResult") -> list[Finding]:
    """The rules that may earn most, each pair of sides once; baskets of one product; what weakens the answer."""
    return [*_rules(result), *_bundle(result), *_none(result), *_single(result), *_doubts(result)]


def _rules(result: "AssociationsResult") -> Iterator[Finding]:
    said: set[frozenset[str]] = set()
    for row in result.worth_saying().to_dict("records"):
        sides = frozenset((row["antecedent"], row["consequent"]))
        if sides in said or len(said) == _MOST_RULES:
            continue
        said.add(sides)
        yield Finding(
            text=_sentence(row, result.params.currency),
            value=float(row["lift"]),
            n=int(row["n"]),
            low=float(row["lift_low"]),
            high=float(row["lift_high"]),
            cell={"antecedent": row["antecedent"], "consequent": row["consequent"]},
        )


def _sentence(row: dict[Any, Any], currency: str) -> Text:
    said = {name: row[name] for name in ("antecedent", "consequent", "confidence", "lift", "customers")}
    if row["net_amount"] == row["net_amount"]:
        return _(
            "{confidence:percent} of those who buy {antecedent} take {consequent} too, {lift:.1f} times as many as "
            "usual: {customers:count} people have the first and not yet the other, worth about {amount:short_money} if "
            "offered",
            amount=Money(float(row["net_amount"]), currency),
            **said,
        )
    return _(
        "{confidence:percent} of those who buy {antecedent} take {consequent} too, {lift:.1f} times as many as usual: "
        "{customers:count} people have the first and not yet the other",
        **said,
    )


def _bundle(result: "AssociationsResult") -> Iterator[Finding]:
    """The one that brings most."""
    for row in result.bundles.to_dict("records")[:1]:
        money = {
            name: Money(float(row[name]), result.params.currency) for name in ("price", "usual_amount", "extra_amount")
        }
        yield Finding(
            text=_(
                "As a bundle: {goods} for about {price:money} instead of {usual:money} may bring {extra:short_money} "
                "more in 30 days; below {lowest:money} it costs more than it brings (sales, margins are not known)",
                goods=row["goods"],
                price=money["price"],
                usual=money["usual_amount"],
                extra=money["extra_amount"],
                lowest=Money(float(row["lowest_amount"]), result.params.currency),
            ),
            value=float(row["extra_amount"]),
            n=int(row["n"]),
            low=float(row["extra_low"]),
            high=float(row["extra_high"]),
            certain=float(row["extra_low"]) > 0,
            is_forecast=True,
            cell={"antecedent": row["antecedent"], "consequent": row["consequent"]},
        )


def _none(result: "AssociationsResult") -> Iterator[Finding]:
    if len(result.worth_saying()):
        return
    if result.rules.empty:
        text = _(
            "No two products stand together in {support:percent} of {n:count} baskets: lower the support, or look at "
            "what people buy within a window",
            support=result.params.min_support,
            n=result.baskets,
        )
    else:
        text = _(
            "Nothing goes together that could be told from chance: {rules:count} rules were tried on {n:count} baskets",
            rules=len(result.rules),
            n=result.baskets,
        )
    yield Finding(text=text, value=None, n=result.baskets, certain=False)


def _single(result: "AssociationsResult") -> Iterator[Finding]:
    if not result.baskets:
        return
    low, high = wilson(result.single_baskets, result.baskets)
    yield Finding(
        text=_(
            "{share:percent} of {n:count} baskets hold a single product: each is a chance to offer a second one",
            share=share_of(result.single_baskets, result.baskets),
            n=result.baskets,
        ),
        value=share_of(result.single_baskets, result.baskets),
        n=result.baskets,
        low=low,
        high=high,
        certain=result.baskets >= SMALL,
    )


def _doubts(result: "AssociationsResult") -> Iterator[Finding]:
    """What the person can mend, or must know."""
    for count, text in _weak_points(result):
        if count:
            yield Finding(text=text, value=float(count), n=result.baskets, certain=False)


def _weak_points(result: "AssociationsResult") -> Iterator[tuple[int, Text]]:
    days = (result.last_on - result.first_on).days + 1
    yield (
        result.baskets_left_out,
        _(
            "{n:count} basket of more than {most:count} products (the largest holds {largest:count}) is left out: it "
            "looks like wholesale",
            "{n:count} baskets of more than {most:count} products (the largest holds {largest:count}) are left out: "
            "they look like wholesale",
            n=result.baskets_left_out,
            most=result.params.most_goods,
            largest=result.largest,
        ),
    )
    yield (
        result.goods_twice,
        _(
            "{goods:count} products are sold under more than one code, among them {name}: each code is counted apart; "
            "count by name to join them",
            goods=result.goods_twice,
            name=result.twice_example,
        ),
    )
    yield (
        result.goods_nameless,
        _("{goods:count} products have no name and are shown by their code", goods=result.goods_nameless),
    )
    yield (
        days if days < _SHORT_DAYS else 0,
        _(
            "The orders cover only {n:count} day: what goes together may be of the moment",
            "The orders cover only {n:count} days: what goes together may be of the moment",
            n=days,
        ),
    )
