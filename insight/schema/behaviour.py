"""What people did, and what platforms count of it per day."""

from insight.i18n import _
from insight.schema.shared import CHANNEL, CUSTOMER_REF, DURATION_S, METRIC, VALUE
from insight.schema.table import Column, Kind, Table

EVENTS = Table(
    "events",
    _("Events"),
    row=_("something a person did"),
    key=(
        "customer_ref",
        "anonymous_id",
        "event",
        "occurred_at",
        "object",
    ),
    columns=(
        CUSTOMER_REF,
        Column(
            "anonymous_id",
            Kind.ID,
            _("Anonymous id"),
            _("the device's or browser's id before the person is known"),
            names_person="source",
        ),
        Column("session_id", Kind.ID, _("Session"), _("the visit the event belongs to")),
        Column("event", Kind.TEXT, _("Event"), _("name of what was done"), required=True),
        Column("occurred_at", Kind.TIME, _("Occurred at"), _("when it happened, shop time"), required=True),
        CHANNEL,
        Column("page", Kind.TEXT, _("Page"), _("page or screen")),
        Column("object", Kind.TEXT, _("Object"), _("what it was done to: a product, an article")),
        Column("keyword", Kind.TEXT, _("Keyword"), _("words searched for")),
        DURATION_S,
        Column("device", Kind.TEXT, _("Device"), _("kind of device")),
        Column("properties", Kind.DOCUMENT, _("Properties"), _("everything else the source says, as JSON")),
    ),
)

METRIC_DAILY = Table(
    "metric_daily",
    _("Daily metrics"),
    row=_("a platform's figure of one day"),
    key=(
        "date",
        "subject",
        "metric",
    ),
    columns=(
        Column("date", Kind.DATE, _("Date"), _("the day counted"), required=True),
        Column("subject", Kind.TEXT, _("Subject"), _("what is counted: a page, a shop, an article")),
        METRIC.must_be(),
        VALUE.must_be(),
    ),
)
