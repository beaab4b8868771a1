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
    _(
        "A refund whose day is known lowers revenue on that day; where the day is not known, the state of today holds "
        "for every day."
    ),
    _(
        "A credit note (an amount below zero, or a document of that type) lowers revenue and its buyer's amount on its "
        "own day, shows as a refund, and is no purchase and no visit; an order and its exact credit come to nothing."
    ),
    _(
        "Money that went back to somebody without an order that counts lowers revenue, and no cohort and no score; "
        "cohorts hold the money from their first order on."
    ),
    _("Where an export tells several states of an order, the worse one holds."),
    _(
        "Orders of one person on one day are that many orders, and one visit: who comes back, buys again or is loyal "
        "is counted by days."
    ),
    _("Unpaid, closed, cancelled and fully refunded orders, quotations and drafts do not count."),
    _(
        "Amounts in different currencies are never added: people and orders are counted in all of them, amounts in "
        "one; RFM and forecasts look at the orders in that one alone."
    ),
    _(
        "What is dated on the as-of day or later counts nowhere; the as-of day that is offered is never later than the "
        "day after the newest import."
    ),
)
