"""A control group: some of the people who may be contacted are held back, so that afterwards it can be seen what the
contact did.

The draw is stratified by RFM group: every group gives the same share, so that both arms begin alike. How many each
group gives is found by largest remainders, so that the whole share is exact. Who they are depends on the seed and the
customer_id alone: the order of rows, and who else is in the group, changes nothing but where the line falls.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pyarrow as pa
import pyarrow.compute as pc

from insight.analysis import Labels
from insight.export.labelled import Labelled, declared
from insight.i18n import Text, _

UNSCORED = "unscored"
"""The stratum of people without an order that counts in the currency of the list."""


def strata(labelled: Labelled, ids: pa.ChunkedArray) -> list[str]:
    """What each customer_id is called by the labels that declare a stratum (the RFM group), else `UNSCORED`."""
    labels, column = _declared()
    table = labelled.by(labels).table
    places = pc.index_in(ids, value_set=table["customer_id"].combine_chunks())
    found: list[str | None] = table[column].take(places).to_pylist()
    return [group or UNSCORED for group in found]


def stratum_label(stratum: str) -> Text:
    """What people call a stratum."""
    labels, column = _declared()
    return labels.columns[column].words.get(stratum, _("No order in this currency"))


def _declared() -> tuple[Labels, str]:
    return next((labels, labels.stratum) for labels in declared() if labels.stratum is not None)


def quotas(sizes: Mapping[str, int], share: float) -> dict[str, int]:
    """How many each stratum gives: the share of all people, rounded half up, split by largest remainders.

    Equal remainders are served in the order of the strata's names.
    """
    exact = {stratum: Decimal(str(share)) * size for stratum, size in sizes.items()}
    whole = {stratum: int(part.to_integral_value(ROUND_FLOOR)) for stratum, part in exact.items()}
    total = int((Decimal(str(share)) * sum(sizes.values())).to_integral_value(ROUND_HALF_UP))
    by_remainder = sorted(sizes, key=lambda stratum: (whole[stratum] - exact[stratum], stratum))
    for stratum in by_remainder[: total - sum(whole.values())]:
        whole[stratum] += 1
    return whole


def draw(ids: Sequence[str], groups: Sequence[str], *, share: float, seed: int) -> set[str]:
    """The customer_ids that are held back: of each stratum those with the lowest lots."""
    lots: dict[str, list[tuple[bytes, str]]] = defaultdict(list)
    for customer_id, group in zip(ids, groups, strict=True):
        lots[group].append((_lot(customer_id, seed), customer_id))
    wanted = quotas(Counter(groups), share)
    return {customer_id for group, drawn in lots.items() for _drawn, customer_id in sorted(drawn)[: wanted[group]]}


def _lot(customer_id: str, seed: int) -> bytes:
    return hashlib.blake2b(f"{seed}:{customer_id}".encode(), digest_size=8).digest()
