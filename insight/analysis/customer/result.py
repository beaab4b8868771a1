"""What is known of one person, and how it was put together."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import ClassVar

import pandas as pd

from insight.analysis.customer import findings as sentences
from insight.analysis.customer import statements as sql
from insight.analysis.customer.params import CustomerParams
from insight.analysis.customer.sections import SECTIONS
from insight.i18n import _
from insight.results import Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerResult:
    """`orders` that count and `net_amount` are in `params.currency`, `orders_elsewhere` in others.

    None where undefined: `recency_days`, `first_ordered_at`, `last_ordered_at` without orders, `average_gap_days`
    (days from first to last order ÷ (orders − 1)) with fewer than two, `r`, `f`, `m`, `eight`, `eleven` (RFM with its
    default settings) without a score.
    `fields`: field, value, source_system, source_file: the best-known values and who says so.
    `identifiers`: kind, value, source_system, is_hub (shared by too many to mean one person), joining (joins; hub;
    receiver: a phone that goods were only sent to; decided: cut by a decision of staff).
    `timeline`: the newest first, undated entries last: at, kind, subject, status, detail, number, amount, currency,
    source_system. `activity`: kind, rows (of the whole history), listed (of them in `timeline`).
    """

    SHOWS_PERSONS: ClassVar[bool] = True

    params: CustomerParams
    orders: int
    orders_elsewhere: int
    net_amount: float
    recency_days: int | None
    average_gap_days: float | None
    first_ordered_at: dt.datetime | None
    last_ordered_at: dt.datetime | None
    r: int | None
    f: int | None
    m: int | None
    eight: str | None
    eleven: str | None
    fields: pd.DataFrame
    identifiers: pd.DataFrame
    activity: pd.DataFrame
    timeline: pd.DataFrame

    def field(self, name: str) -> str | None:
        """The best-known value of a field as text; None where nobody says."""
        values = self.fields.loc[self.fields["field"] == name, "value"]
        return None if values.empty else str(values.iloc[0])

    def findings(self) -> list[Finding]:
        """The sentences worth saying."""
        return sentences.findings(self)

    def segment(self) -> Segment:
        """This one person."""
        return customer_segment(self.params)

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*_DEFINITION, *ORDER_TRUTH),
            limits=_LIMITS,
            statements=(sql.BEST, sql.IDENTIFIERS, sql.TOTALS, *(section.statement for section in SECTIONS)),
            values=self.params.values(),
        )


def customer_segment(params: CustomerParams) -> Segment:
    """The one person that the parameters name."""
    return Segment(
        sentence=_(
            "Customer {customer_id}, as of {as_of:last_day}", customer_id=params.customer_id, as_of=params.as_of
        ),
        statement=sql.PERSON,
        values={"customer_id": params.customer_id},
        as_of=params.as_of,
        analysis="customer",
        parameters=asdict(params),
    )


_DEFINITION = (
    _("One person: rows of all sources that share an account, member number, phone, e-mail or WeChat id, in a chain."),
    _("Masked phones and names never join. Nor does a hub: an identifier under more names than one person can have."),
    _("A receiver's phone joins only where the buyer has no other name, or always sends to that one phone."),
    _("Best-known field: the newest value of a customer list, else of an order."),
    _("Decisions of staff come after all joins that data make; the newest decision wins."),
)

_LIMITS = (
    _("Fields, identifiers and who is one person are as known today, also for an earlier as-of day."),
    _("The timeline lists the newest 500 entries of each kind; the counts are complete."),
    _("Families who share one phone are one person here until somebody splits them."),
)
