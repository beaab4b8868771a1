"""What other cut-offs would change."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.rfm_core.moves import label
from insight.i18n import Money, _
from insight.results import Finding

if TYPE_CHECKING:
    from insight.analysis.rfm_sandbox.result import RfmSandboxResult


def findings(result: "RfmSandboxResult") -> list[Finding]:
    """How many would stand elsewhere, with how much money, and the largest way."""
    changed = result.matrix[result.matrix["moved"] != "stayed"]
    people, amount = int(changed["customers"].sum()), float(changed["net_amount"].sum())
    first = Finding(
        text=_(
            "{customers:count} of {buyers:count} buyers ({share:percent}) would stand in another group, with "
            "{amount:short_money} of revenue",
            customers=people,
            buyers=result.buyers,
            share=people / result.buyers,
            amount=Money(amount, result.params.currency),
        ),
        value=people / result.buyers,
        n=result.buyers,
    )
    return [first, *_largest(result)]


def _largest(result: "RfmSandboxResult") -> Iterator[Finding]:
    changed = result.matrix[(result.matrix["moved"] != "stayed") & (result.matrix["customers"] > 0)]
    if changed.empty:
        return
    way: dict[Any, Any] = changed.sort_values(["net_amount", "customers"], ascending=False).iloc[0].to_dict()
    yield Finding(
        text=_(
            "Most of it would go from {before} to {now}: {customers:count} people, {amount:short_money}",
            before=label(way["from_group"]),
            now=label(way["to_group"]),
            customers=int(way["customers"]),
            amount=Money(float(way["net_amount"]), result.params.currency),
        ),
        value=float(way["net_amount"]),
        n=int(way["customers"]),
    )
