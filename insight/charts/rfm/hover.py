"""What is said over a cell of the grid and over a group alike."""

from insight.charts.kit.rows import Row, defined
from insight.i18n import Money, Text, _


def size_in_words(row: Row, currency: str) -> tuple[Text, Text]:
    """How many people and how much money a row is, and their shares."""
    return (
        _("{customers:count} people, {share:percent} of buyers", customers=row["customers"], share=row["share"]),
        _(
            "{amount:money}, {share:percent} of revenue",
            amount=Money(float(row["net_amount"]), currency),
            share=row["net_amount_share"],
        ),
    )


def reach_in_words(row: Row) -> tuple[Text, Text]:
    """How many people of a row can be reached, by which way, and how many agreed to it."""
    return (
        _(
            "Can be reached: {reachable:count} (phone {phone:count}, WeCom {wecom:count}, e-mail {email:count})",
            **{name: defined(row[name]) for name in ("reachable", "phone", "wecom", "email")},
        ),
        _("Agreed to be contacted: {consent:count}", consent=defined(row["consent"])),
    )
