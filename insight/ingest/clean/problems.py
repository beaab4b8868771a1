"""What can be wrong with a row, in words, and which of it keeps the row out."""

from insight.i18n import Text, _
from insight.schema import TABLES

REASONS: dict[str, Text] = {
    "not_money": _("not an amount: write a plain number such as 1234.50"),
    "not_a_number": _("not a number"),
    "not_a_time": _("not a date or time that this program knows: write 2024-01-31 13:02:11"),
    "not_a_date": _("not a date: write 2024-01-31"),
    "id_scientific": _(
        "a number damaged by a spreadsheet program (6.93E+18): export again and do not save the file in Excel"
    ),
    "id_rounded": _(
        "a long number whose last digits a spreadsheet program turned into zeros: export again and do not save in Excel"
    ),
    "phone_scientific": _("a phone damaged by a spreadsheet program: format the column as text"),
    "not_a_phone": _("not a phone number: it has too many or too few digits for one"),
    "not_an_email": _("not an e-mail address: write name@example.com"),
    "missing": _("empty, but a row of this table cannot do without it"),
    "nobody": _("the row names nobody: no number, phone, e-mail or name"),
    "unknown_status": _("a status word that is not known: the order counts when money was paid"),
    "same_order": _("another row of the same order could not be read"),
}

DECISIVE: dict[str, frozenset[str]] = {
    name: frozenset(column.name for column in table.required) for name, table in TABLES.items()
} | {
    "orders": frozenset({"order_id", "ordered_at", "order_amount", "paid_amount", "refund_amount"}),
    "order_items": frozenset({"order_id", "quantity", "line_paid", "line_refund"}),
    "customers": frozenset({"source_customer_id", "member_no"}),
}
"""Columns whose unreadable cell keeps the whole row out: without it a sum or a person would be wrong."""
