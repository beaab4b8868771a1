"""The currency of each row: its own column's, that of a sign or code beside its amount, else the file's."""

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.clean.decided import Decided
from insight.warehouse import Session

_AMOUNTS = ("paid_amount", "order_amount", "goods_amount")
_OTHERS = ("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD")
"""What a person may say instead, the commonest of the shops that use this program."""

_SAID = 'SELECT count("{amount}") FROM texts'
_ANY_OTHER = 'SELECT count(*) FROM "other_{amount}"'
_TOLD = """
UPDATE typed_orders
SET currency = told.currency
FROM (
    SELECT text, currency_beside(text, $yen, $dollar) AS currency
    FROM "other_{amount}"
) AS told
JOIN texts ON texts."{amount}" = told.text
WHERE texts.source_row = typed_orders.source_row AND typed_orders.currency IS NULL AND told.currency IS NOT NULL
"""

_OPEN = """
SELECT count(*)
FROM typed_orders
WHERE currency IS NULL AND (order_id IS NULL OR order_id NOT IN (
    SELECT order_id FROM typed_orders WHERE currency IS NOT NULL AND order_id IS NOT NULL
))
"""


def tell_currencies(session: Session, decided: Decided, currency: str) -> list[Assumption]:
    """Fill `typed_orders.currency` by the signs beside amounts; what the other rows are taken to be in."""
    values = {
        "yen": currency if currency in ("CNY", "JPY") else "CNY",
        "dollar": currency if currency.endswith("D") else "USD",
    }
    for amount in _AMOUNTS:
        is_said = decided.is_filled("orders", amount) and session.scalar(_SAID.format(amount=amount))
        if is_said and session.scalar(_ANY_OTHER.format(amount=amount)):
            session.execute(_TOLD.format(amount=amount), values)
    rows = int(session.scalar(_OPEN))
    if not rows or decided.about("currency") or _is_stated(session, decided):
        return []
    return [
        Assumption(
            "currency",
            currency,
            _("no cell and no header names the currency of these rows"),
            rows=rows,
            alternatives=tuple(other for other in _OTHERS if other != currency),
        )
    ]


def _is_stated(session: Session, decided: Decided) -> bool:
    """Whether the program that wrote the file always writes one currency, or a header of an amount names it."""
    if decided.mapping.template != "generic" and decided.mapping.currency:
        return True
    headers = [decided.header("orders", amount) for amount in _AMOUNTS if decided.is_filled("orders", amount)]
    return any(
        session.scalar(
            "SELECT currency_beside(regexp_replace($header, '[()（）【】\\[\\]]', ' ', 'g'), 'CNY', 'USD')",
            {"header": header},
        )
        for header in headers
        if header
    )
