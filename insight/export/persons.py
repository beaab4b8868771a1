"""What is known of one person in full: shown for a purpose, and only once it stands in the export log."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Literal

from insight.errors import ParameterError
from insight.export.choices import ListChoices
from insight.export.plan import sums
from insight.export.sift import reason_words
from insight.govern import Asker, Leaving, Purpose, admit, is_contact, let_out
from insight.i18n import Text, _
from insight.segments import Segment
from insight.warehouse import DuckWarehouse


def open_contacts(
    warehouse: DuckWarehouse, person: Segment, purpose: Purpose, asker: Asker, *, currency: str, at: dt.datetime
) -> None:
    """Show the contacts of one person in full, for a purpose; who said no to it is not shown for it.

    Raises RoleError for a manager, ParameterError, with the reason, where the purpose does not allow it.
    """
    admit("person", asker)
    refusal = _refusal(warehouse, person, purpose, currency, at) if is_contact(purpose) else None
    if refusal is not None:
        raise ParameterError("purpose", purpose, _("another purpose: {reason}", reason=refusal))
    _log(warehouse, "person", _customer_id(person), ("phone", "email"), purpose, asker, at)


def names_out(
    warehouse: DuckWarehouse, customer_id: str, identifiers: Sequence[str], asker: Asker, *, at: dt.datetime
) -> None:
    """Hand out every identifier of one person, to split or merge by them. Raises RoleError for a manager."""
    admit("person_names", asker)
    kinds = tuple(sorted({identifier.partition(":")[0] for identifier in identifiers}))
    _log(warehouse, "person_names", customer_id, kinds, "correction", asker, at)


def _refusal(
    warehouse: DuckWarehouse, person: Segment, purpose: Purpose, currency: str, at: dt.datetime
) -> Text | None:
    choices = ListChoices(purpose=purpose, touch_days=0)
    found = sums(warehouse, person, choices, currency=currency, at=at)
    return None if found.listed else next((reason_words(reason, choices) for reason in found.left_out), None)


def _log(
    warehouse: DuckWarehouse,
    way: Literal["person", "person_names"],
    customer_id: str,
    columns: tuple[str, ...],
    purpose: Purpose,
    asker: Asker,
    at: dt.datetime,
) -> None:
    leaving = Leaving(
        way=way,
        sentence=_("Customer {customer_id}: contacts in full", customer_id=customer_id),
        file_name="-",
        rows=1,
        columns=columns,
        purpose=purpose,
        is_whole=True,
        about={"customer_id": customer_id},
    )
    let_out(warehouse, asker, leaving, lambda: json.dumps([customer_id, *columns]).encode(), at=at)


def _customer_id(person: Segment) -> str:
    return str(person.values["customer_id"])
