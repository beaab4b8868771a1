"""Why a sheet is not taken, in words: what is wrong, the value that shows it, what to do."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from insight.errors import UploadError
from insight.i18n import Text, _

if TYPE_CHECKING:
    from insight.ingest.recognise.reading import Reading

_SHOWN = 12
_LIKELY = 0.3

REASONS: dict[str, tuple[Text, Text]] = {
    "settlement": (
        _("This is a settlement statement, not a list of orders"),
        _("It holds fees and payouts, the same order in several rows. Export the orders of the same period instead"),
    ),
    "ledger": (
        _("This is the shop's money ledger, not a list of orders"),
        _("It holds what came in and went out of the account. Export the orders of the same period instead"),
    ),
    "promotion": (
        _("This is an advertising report, not a list of orders"),
        _("It holds clicks and costs per day or plan, no buyers. Export the orders of the same period instead"),
    ),
    "live_orders": (
        _("This is a report of sales in live streams, not the list of orders"),
        _("Its orders are also in the shop's order export, and would count twice. Export the orders from the shop"),
    ),
    "refunds": (
        _("This is a list of returns and refunds, not a list of orders"),
        _(
            "Its orders are in the shop's order export with what was paid back. "
            "Export the orders of the same period instead"
        ),
    ),
    "stored_value": (
        _("This is a ledger of stored value, not a list of orders"),
        _("Money that was put on a card is spent in orders, and would count twice. Export the orders instead"),
    ),
    "commission": (
        _("This is a statement of commissions, not a list of orders"),
        _("It holds what was paid to those who sell. Export the orders of the same period instead"),
    ),
    "inventory": (
        _("This is a list of stock, not a list of orders"),
        _("It holds goods and how many are there, no buyers. Export the orders or the list of products instead"),
    ),
    "purchases": (
        _("This is about what was bought from suppliers, not a list of orders"),
        _("It holds suppliers, no customers. Export the orders of the shop instead"),
    ),
    "logistics": (
        _("This is a bill for deliveries, not a list of orders"),
        _("It holds what the carrier charges. Export the orders of the same period instead"),
    ),
    "payroll": (
        _("This is about pay or expenses, not a list of orders"),
        _("It holds what staff received. Export the orders of the shop instead"),
    ),
    "shipping": (
        _("This is the list for shipping, not a list of orders"),
        _("It holds addresses without times or amounts. Nothing is lost: the order sheet tells the orders"),
    ),
}
"""What a template's `refuse` stands for: what the sheet is, and what to do."""


def look_alike(reason: str, header: Sequence[str]) -> UploadError:
    """The sheet is known, and known not to be what it looks like. `reason` is a key of `REASONS`."""
    title, hint = REASONS[reason]
    return UploadError(title, _columns(header), hint)


def unknown_sheet(header: Sequence[str]) -> UploadError:
    """No template fits, and the columns make neither orders nor customers."""
    return UploadError(
        _("Nobody here knows this kind of sheet"),
        _columns(header),
        _(
            "A table of orders needs the time of the order, an amount, and a column that says who bought; a table of "
            "customers a customer number, phone or e-mail and at least one more fact about the person; any other table "
            "says who, what and when in usual words. Rename the columns accordingly, or export the sheet from the "
            "platform again without changing its header"
        ),
    )


def nobody_named(header: Sequence[str]) -> UploadError:
    """Orders without anything that says whose they are."""
    return UploadError(
        _("No column says who bought"),
        _columns(header),
        _(
            "Add a column with the buyer's customer number, member number, phone or e-mail. "
            "A name alone is not enough: two people may share it"
        ),
    )


def nobody_identified(header: Sequence[str]) -> UploadError:
    """Customers without anything that tells one from another."""
    return UploadError(
        _("No column tells one customer from another"),
        _columns(header),
        _("Add a column with the customer number, member number, phone or e-mail"),
    )


def no_day(header: Sequence[str]) -> UploadError:
    """Figures of a platform, and nothing that says of which day."""
    return UploadError(
        _("Nothing says which day these figures are of"),
        _columns(header),
        _("Export them with a date column, or write the day into the name of the file, such as 2026-06-01"),
    )


def for_the_true_reason(refusal: UploadError, best: "Reading") -> UploadError:
    """What only one answer would solve is asked; a column whose cells cannot be read is named with them."""
    needed = [each for each in best.open if each.is_needed]
    if len(needed) > 1 or best.confidence < _LIKELY:
        return refusal
    if not needed:
        return UploadError(
            _("Nothing proves what a row of this sheet is"),
            _("It may be {row}", row=best.label),
            _("Say so, or choose what it is"),
        )
    (question,) = needed
    if not question.named or question.check is None:
        return UploadError(
            question.text,
            _columns(question.headers) if question.headers else _("No column of the sheet looks like it"),
            _("Say which one it is, or that a row is something else"),
        )
    return UploadError(
        _("The cells of the column {column} cannot be read", column=question.named),
        question.check.sentence,
        _("Write the cells in a plain form such as 2024-01-31 13:02 or 1234.50, or choose another column for it"),
    )


def unknown_template(wanted: str, known: Iterable[str]) -> UploadError:
    """`as_template` names nothing that exists."""
    return UploadError(
        _("There is no template of this name"),
        _("{name}", name=wanted),
        _("Choose one of: {names}", names=", ".join(known)),
    )


def template_does_not_fit(wanted: str, lacking: Iterable[str]) -> UploadError:
    """`as_template` names a template whose columns are not there."""
    return UploadError(
        _("The sheet does not fit the template {name}", name=wanted),
        _("These columns are not there: {headers}", headers=" | ".join(lacking)),
        _("Choose another template, or leave the choice out and let the sheet be recognised"),
    )


def _columns(header: Sequence[str]) -> Text:
    named = [cell.strip() for cell in header if cell.strip()]
    if not named:
        return _("Its header row is empty")
    shown = " | ".join(named[:_SHOWN])
    if len(named) <= _SHOWN:
        return _("Its columns are: {headers}", headers=shown)
    return _("Its {n:count} columns begin: {headers}", n=len(named), headers=shown)
