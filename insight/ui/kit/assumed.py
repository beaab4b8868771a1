"""What was decided without proof, in words."""

from zoneinfo import available_timezones

from babel.dates import get_timezone_location
from babel.numbers import list_currencies

from insight.i18n import Text, _
from insight.ingest import Assumption
from insight.schema import TABLES
from insight.ui.kit import state
from insight.ui.kit.language import plain, say

NAMES: dict[str, Text] = {
    "encoding": _("Encoding"),
    "delimiter": _("Between the cells stands"),
    "has_header": _("There is a header row"),
    "header_row": _("Row of the headers"),
    "date_order": _("Order of day and month"),
    "decimal_mark": _("Decimal mark"),
    "timezone": _("Time zone"),
    "currency": _("Currency"),
    "amount": _("The amount is taken from"),
    "state": _("The state is taken from"),
    "person": _("Who it was is taken from"),
    "time": _("The time is taken from"),
    "name": _("What it was is taken from"),
    "text": _("What was said is taken from"),
    "state_word": _("Meaning of a state"),
    "placeholder": _("Taken as not filled in"),
    "fill_down": _("Blank cells take the value above"),
    "filled_down": _("Blank cells take the value above"),
    "hidden_rows": _("Hidden rows are read"),
    "refund_word": _("A state of refunds nobody knows"),
    "sql_changes": _("Changes in a dump are not carried out"),
    "no_day": _("Dates that mean no date"),
    "duplicate_rows": _("Rows that repeat others"),
    "credit_note": _("Returns and credit notes"),
    "person_key": _("People are told apart by"),
    "remembered": _("Read as confirmed before"),
    "document": _("Kind of document"),
    "preview": _("Previews and tests of the survey count"),
    "formulas": _("Formulas without a saved result"),
    "phone_forms": _("Phones written with and without the country"),
    "no_amount": _("Orders without an amount"),
    "further_table": _("Another table of the sheet is read"),
    "hidden_sheet": _("A hidden sheet is read"),
    "row": _("What a row is"),
    "weight": _("Weight of a response"),
    "hidden_columns": _("Hidden columns are read"),
    "year": _("Year of days written without one"),
    "day_of_month": _("Days are put together with their month"),
    "lists_in_records": _("Entries of a list within each record are rows"),
    "facts_in_rows": _("Each row is one fact about somebody"),
    "side_by_side": _("Tables side by side are read as sheets of their own"),
    "swap_days": _("Day and month of real dates are swapped"),
}
"""What an assumption is called."""

_VALUES: dict[str, Text] = {
    "day_first": _("03/04 is 3 April (day first)"),
    "month_first": _("03/04 is 4 March (month first)"),
    "swapped": _("day and month are exchanged back"),
    "as_written": _("as the cells say"),
    "read": _("yes"),
    "empty": _("read as empty"),
    "no_sale": _("no sale"),
    "one": _("one number"),
    "leave out": _("no"),
    "count": _("yes"),
    "none": _("no row: the first one is data"),
    "key": _("it is a real number"),
    "nobody": _("it is nobody's"),
    "credit": _("a credit note"),
    "sale": _("a sale"),
    "no_order": _("no order"),
    "below_zero": _("amounts below zero"),
    "last": _("the last one counts"),
    "unpaid": _("unpaid"),
    "paid": _("paid"),
    "shipped": _("shipped"),
    "completed": _("completed"),
    "refunded": _("refunded"),
    "closed": _("closed"),
    "yes": _("yes"),
    "no": _("no"),
    ",": _("comma"),
    "\t": _("tab"),
    ";": _("semicolon"),
    "|": _("bar"),
}


def judgement_line(one: Assumption) -> str:
    """What was decided, how many rows it touches, and why."""
    rows = "" if one.rows is None else say(_(" ({rows:count} rows)", rows=one.rows))
    about = f" · {plain(one.column)}" if one.column and one.column != one.value else ""
    told = _("{name}: {value}", name=f"{name_of(one.what)}{about}", value=f"**{plain(value_name(one.value))}**")
    head = f"{say(told)}{rows}"
    return f"{head}  \n:small[:gray[{plain(say(one.evidence))}]]"


def called(name: str) -> str:
    """A key of `--assume` in words."""
    what, _colon, about = name.partition(":")
    return f"{name_of(what)} · {about}" if about else name_of(what)


def name_of(what: str) -> str:
    """What an assumption is called; a kind that has no name here by its own word."""
    return say(NAMES[what]) if what in NAMES else what


def value_name(value: str) -> str:
    """A value in words."""
    if value in TABLES:
        return say(TABLES[value].label)
    if value in _VALUES:
        return say(_VALUES[value])
    if value in list_currencies():
        return say(_("{currency:currency} ({code})", currency=value, code=value))
    if "/" in value and value in available_timezones():
        city = get_timezone_location(value, locale=state.language(), return_city=True)
        return say(_("{city} time ({zone})", city=city, zone=value))
    return value
