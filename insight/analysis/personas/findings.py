"""What is worth saying about personas."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.personas.evaluation import OUTCOMES
from insight.i18n import Money, Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL

if TYPE_CHECKING:
    from insight.analysis.personas.result import PersonasResult

_MOST_MOVES = 6


def findings(result: "PersonasResult") -> list[Finding]:
    """Who each group is and what it brings, then alarms, clauses with their people, and whether it told what came."""
    first = [finding for code in result.params.groups for finding in _card(result, code)]
    return [*first, *_moves(result), *_clauses(result), *_evaluated(result)]


def _card(result: "PersonasResult", code: str) -> Iterator[Finding]:
    row = result.card(code)
    people = int(row["customers"])
    if not people:
        yield Finding(
            text=_("“{name}”: nobody on {day:day}", name=result.name(code), day=result.params.as_of), value=0.0, n=0
        )
        return
    amount = None if row["net_amount"] != row["net_amount"] else float(row["net_amount"])
    text: Text = _(
        "“{name}”: {n:count} person, {share:percent} of those compared with",
        "“{name}”: {n:count} people, {share:percent} of those compared with",
        name=result.name(code),
        n=people,
        share=float(row["share"]),
    )
    if amount is not None:
        text = _(
            "{who}, who brought {money:percent} of the money, {amount:money} each",
            who=text,
            money=float(row["net_amount_share"]),
            amount=Money(amount / people, result.params.currency),
        )
    yield Finding(text=text, value=float(people), n=people, certain=people >= SMALL, cell={"group": code})
    yield Finding(
        text=result.portrait_sentence(code),
        value=float(len(result.portrait(code))),
        n=people,
        certain=people >= SMALL,
        cell={"group": code},
    )


def _clauses(result: "PersonasResult") -> Iterator[Finding]:
    for code in result.params.groups:
        for clause in result.portrait(code):
            yield Finding(
                text=_(
                    "“{name}”: {clause}, index {index:count}",
                    name=result.name(code),
                    clause=clause.text,
                    index=clause.index,
                ),
                value=clause.share,
                n=clause.n,
                cell={"group": code, "trait": clause.trait, "value": clause.value},
            )


def _moves(result: "PersonasResult") -> Iterator[Finding]:
    rows = result.moved[result.moved["is_moved"]].head(_MOST_MOVES)
    for row in rows.to_dict("records"):
        yield Finding(
            text=_said_move(result, row),
            value=float(row["psi"]),
            n=int(row["n"]),
            cell={"group": row["group"]},
        )
    if result.params.before is not None and rows.empty:
        yield Finding(
            text=_("Nothing moved beyond chance since {day:day}", day=result.params.before),
            value=0.0,
            n=int(result.moved["n"].max()) if len(result.moved) else 0,
        )


def _said_move(result: "PersonasResult", row: Any) -> Text:
    values = {
        "name": result.name(row["group"]),
        "trait": result.known[row["trait"]].label,
        "day": result.params.before,
        "region": row["region"],
    }
    if row["difference"] == row["difference"] and row["trait"] == "price_level" and row["difference"] > 0:
        if row["region"]:
            return _("“{name}” in {region} turn from price to quality: dearer goods than on {day:day}", **values)
        return _("“{name}” turn from price to quality: dearer goods than on {day:day}", **values)
    if row["region"]:
        return _("“{name}” in {region} changed in “{trait}” since {day:day}", **values)
    return _("“{name}” changed in “{trait}” since {day:day}", **values)


def _evaluated(result: "PersonasResult") -> Iterator[Finding]:
    """Of the newest month of each outcome: how many times as many as of the others, and whether as many as expected."""
    for code in result.params.groups:
        own = result.evaluation[result.evaluation["group"] == code]
        for outcome in OUTCOMES:
            rows = own[own["outcome"] == outcome].to_dict("records")
            if rows and rows[-1]["lift"] == rows[-1]["lift"]:
                yield _outcome(result, rows[-1])


def _outcome(result: "PersonasResult", row: Any) -> Finding:
    values = {
        "name": result.name(row["group"]),
        "month": row["month"],
        "about": row["about"],
        "rate": float(row["rate"]),
        "base": float(row["base_rate"]),
        "lift": float(row["lift"]),
    }
    said = {
        "order": _(
            "Of “{name}” as of {month:day}, {rate:percent} bought in that month, of those compared with "
            "{base:percent}: {lift:.1f} times as many",
            **values,
        ),
        "category": _(
            "Of “{name}” as of {month:day}, {rate:percent} bought “{about}” in that month, of those compared with "
            "{base:percent}: {lift:.1f} times as many",
            **values,
        ),
        "response": _(
            "Of “{name}” as of {month:day}, {rate:percent} opened or clicked what was sent to them in that month, of "
            "those compared with {base:percent}: {lift:.1f} times as many",
            **values,
        ),
    }[row["outcome"]]
    is_told = row["is_kept"] is not None and row["is_kept"] == row["is_kept"]
    if is_told:
        before = {"said": said, "expected": float(row["expected"])}
        said = (
            _("{said}; no difference from the month before can be seen ({expected:percent})", **before)
            if row["is_kept"]
            else _(
                "{said}; in the month before {expected:percent}, more of a difference than chance explains", **before
            )
        )
    return Finding(
        text=said,
        value=float(row["rate"]),
        n=int(row["n"]),
        low=float(row["low"]),
        high=float(row["high"]),
        certain=bool(row["is_certain"]) or (is_told and not row["is_kept"] and int(row["n"]) >= SMALL),
    )
