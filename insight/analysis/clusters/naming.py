"""Names of groups, from what sets them apart most, in both languages."""

from collections.abc import Mapping, Sequence

import pandas as pd

from insight.analysis.clusters.model import Difference, Name
from insight.analysis.traits import group_label
from insight.i18n import Text, _
from insight.schema.traits import Trait

NOTABLE = 0.35
"""In standard deviations: what lies nearer to everybody does not make a name."""

_IN_NAME = 2

MORE_AND_LESS: Mapping[str, tuple[Text, Text]] = {
    "orders": (_("order often"), _("ordered little")),
    "net_amount": (_("spend much"), _("spent little")),
    "average_order": (_("large orders"), _("small orders")),
    "recency_days": (_("silent for long"), _("bought lately")),
    "order_gap_days": (_("long waits between orders"), _("order in short turns")),
    "basket_size": (_("many pieces an order"), _("few pieces an order")),
    "categories": (_("buy across categories"), _("stay with one category")),
    "products": (_("try many products"), _("stay with few products")),
    "price_level": (_("choose dearer goods"), _("choose cheaper goods")),
    "discount_share": (_("buy at a discount"), _("hardly need discounts")),
    "coupon_share": (_("use coupons"), _("hardly use coupons")),
    "refund_share": (_("send back much"), _("send back little")),
    "festival_share": (_("festival buyers"), _("off-festival buyers")),
    "channels": (_("buy in several channels"), _("buy in one channel")),
    "age": (_("older"), _("younger")),
    "points": (_("many points"), _("few points")),
    "views": (_("look around much"), _("look around little")),
    "checkins": (_("check in often"), _("check in little")),
    "invitations": (_("invite others"), _("invite nobody")),
}


def differences(profile: pd.DataFrame, cluster: int) -> list[Difference]:
    """What sets a group apart from everybody, the strongest first; equal ones by name."""
    own = profile[(profile["cluster"] == cluster) & profile["difference"].notna()]
    own = own[own["difference"].abs() >= NOTABLE]
    rows = sorted(own.to_dict("records"), key=lambda row: (-abs(row["difference"]), row["trait"], str(row["value"])))
    # That few have one value of a category says less than that many have another.
    return [
        Difference(row["trait"], row["value"] if isinstance(row["value"], str) else None, row["difference"] > 0)
        for row in rows
        if not isinstance(row["value"], str) or row["difference"] > 0
    ]


def named(profile: pd.DataFrame, clusters: Sequence[int]) -> tuple[Name, ...]:
    """A name a group, no two alike: by as many differences as tell them apart, at last by a number."""
    found = {cluster: differences(profile, cluster) for cluster in clusters}
    given: list[Name] = []
    for cluster in clusters:
        own = found[cluster]
        lengths = range(min(_IN_NAME, len(own)), len(own) + 1)
        names = [Name(None, tuple(own[:length])) for length in lengths[:3]]
        free = next((name for name in names if name not in given), None)
        given.append(free or Name(None, names[0].differences, cluster))
    return tuple(given)


def said(name: Name, traits: Mapping[str, Trait]) -> Text:
    """The name in words."""
    if name.written:
        return _("{name}", name=name.written)
    parts = [phrase(each, traits) for each in name.differences]
    whole = parts[0] if parts else _("like everybody")
    for part in parts[1:]:
        whole = _("{one} · {other}", one=whole, other=part)
    return whole if name.number is None else _("{name} ({number})", name=whole, number=name.number)


def phrase(difference: Difference, traits: Mapping[str, Trait]) -> Text:
    """What sets a group apart, in a few words."""
    trait = traits.get(difference.trait)
    label = trait.label if trait else _("{name}", name=difference.trait)
    if difference.value is not None:
        word = group_label(trait, difference.value) if trait else difference.value
        if difference.is_more:
            return _("{trait}: {value}", trait=label, value=word)
        return _("{trait}: rarely {value}", trait=label, value=word)
    if difference.trait in MORE_AND_LESS:
        return MORE_AND_LESS[difference.trait][0 if difference.is_more else 1]
    return _("{trait} high", trait=label) if difference.is_more else _("{trait} low", trait=label)
