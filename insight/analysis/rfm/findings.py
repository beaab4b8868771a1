"""What is worth saying about an RFM grid."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.i18n import Money, Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of, wilson

if TYPE_CHECKING:
    from insight.analysis.rfm.result import RfmResult


def findings(result: "RfmResult") -> list[Finding]:
    """The best customers, money about to be lost, the top fifth, prospects, then what ties make impossible."""
    return [*_best(result), *_slipping(result), *_top_fifth(result), *_prospects(result), *_ties(result)]


def _best(result: "RfmResult") -> Iterator[Finding]:
    best = result.groups[result.groups["group"] == "champions"].iloc[0]
    if best["customers"]:
        yield Finding(
            text=_(
                "{customers:count} champions are {share:percent} of buyers and bring {net_amount_share:percent} of "
                "revenue",
                share=float(best["share"]),
                net_amount_share=float(best["net_amount_share"]),
                customers=int(best["customers"]),
            ),
            value=float(best["net_amount_share"]),
            n=result.buyers,
            certain=int(best["customers"]) >= SMALL,
            cell={"scheme": "eleven", "group": "champions"},
        )


def _top_fifth(result: "RfmResult") -> Iterator[Finding]:
    people = result.top_fifth_customers
    if people:
        share = share_of(result.top_fifth_net_amount, float(result.grid["net_amount"].sum()))
        yield Finding(
            text=_(
                "The top {people_share:percent} of buyers bring {share:percent} of revenue ({customers:count} people)",
                people_share=people / result.buyers,
                share=share,
                customers=people,
            ),
            value=share,
            n=result.buyers,
            certain=people >= SMALL,
        )


def _slipping(result: "RfmResult") -> Iterator[Finding]:
    rows = result.groups[result.groups["group"].isin(("at_risk", "previously_loyal"))]
    people, amount, reachable = int(rows["customers"].sum()), float(rows["net_amount"].sum()), rows["reachable"].sum()
    if people:
        yield Finding(
            text=_(
                "{customers:count} people who used to come are slipping away (at risk or previously loyal): "
                "they brought {amount:short_money}, {share:percent} of revenue",
                customers=people,
                amount=Money(amount, result.params.currency),
                share=float(rows["net_amount_share"].sum(min_count=1)),
            ),
            value=amount,
            n=people,
            certain=people >= SMALL,
            cell={"scheme": "eleven", "group": "at_risk", "also": "previously_loyal"},
            watch="passes",
        )
        low, high = wilson(int(reachable), people)
        yield Finding(
            text=_(
                "{reachable_people:count} of these {customers:count} can be reached by phone, WeCom or e-mail "
                "({share:percent}); {consenting_people:count} agreed to be contacted",
                reachable_people=int(reachable),
                customers=people,
                share=share_of(float(reachable), people),
                consenting_people=int(rows["consent"].sum()),
            ),
            value=share_of(float(reachable), people),
            n=people,
            low=low,
            high=high,
            certain=people >= SMALL,
        )


def _prospects(result: "RfmResult") -> Iterator[Finding]:
    if result.prospects:
        share = share_of(result.prospects, result.people)
        low, high = wilson(result.prospects, result.people)
        yield Finding(
            text=_(
                "{prospects:count} of {people:count} known people ({share:percent}) have no order that counts yet",
                prospects=result.prospects,
                people=result.people,
                share=share,
            ),
            value=share,
            n=result.people,
            low=low,
            high=high,
            certain=result.people >= SMALL,
            cell={"group": "prospects"},
        )


def _ties(result: "RfmResult") -> Iterator[Finding]:
    for tie in result.ties.to_dict("records"):
        text = _too_few(result) if result.buyers < result.params.bins else _tied(result, tie)
        yield Finding(text=text, value=float(tie["share"]), n=result.buyers, certain=result.buyers >= SMALL)
        if result.buyers < result.params.bins:
            return


def _too_few(result: "RfmResult") -> Text:
    return _(
        "Number of buyers: {buyers:count}, too few to use all {bins} scores",
        buyers=result.buyers,
        bins=result.params.bins,
    )


def _tied(result: "RfmResult", tie: dict[Any, Any]) -> Text:
    values = {"bins": result.params.bins, "share": float(tie["share"]), "scores": tie["scores"]}
    if result.params.method == "fixed":
        return _unused(tie)
    if tie["dimension"] == "recency":
        return _(
            "{share:percent} of buyers last bought {days:count} days ago: {bins} equal parts by recency are impossible "
            "here; scores used: {scores}",
            days=int(tie["value"]),
            **values,
        )
    if tie["dimension"] == "monetary":
        return _(
            "{share:percent} of buyers spent {amount:money}: {bins} equal parts by amount are impossible here; "
            "scores used: {scores}",
            amount=Money(float(tie["value"]), result.params.currency),
            **values,
        )
    if tie["value"] == 1:
        return _(
            "{share:percent} of buyers bought once: {bins} equal parts by frequency are impossible here; "
            "scores used: {scores}",
            **values,
        )
    return _(
        "{share:percent} of buyers bought {orders:count} times: {bins} equal parts by frequency are impossible here; "
        "scores used: {scores}",
        orders=int(tie["value"]),
        **values,
    )


def _unused(tie: dict[Any, Any]) -> Text:
    name = {"recency": _("recency"), "frequency": _("frequency"), "monetary": _("amount")}[tie["dimension"]]
    return _("Some cut-offs by {dimension} divide nobody; scores used: {scores}", dimension=name, scores=tie["scores"])
