"""What counts as a sale, in the words that pages show. The statement that does it is models/orders.sql."""

from insight.i18n import Text, _

ORDER_TRUTH: tuple[Text, ...] = (
    _(
        "An order counts when it is paid, shipped or completed (or its export has no status), was not cancelled, "
        "and what was paid less what was refunded is above zero."
    ),
    _(
        "Net amount = paid amount − refund. Where an export states the paid amount after the refund "
        "(paid + refund = order amount), the paid amount is the net amount."
    ),
    _("A refund that succeeded without a stated amount takes off the whole paid amount."),
    _("Unpaid, closed, cancelled and fully refunded orders, and credit notes with a negative amount, do not count."),
    _("Amounts in different currencies are never added."),
)
