"""How people were reached, and facts from outside."""

from insight.i18n import _
from insight.schema.shared import AT, BRAND, CAMPAIGN_ID, CHANNEL, CUSTOMER_REF, EMAIL, METRIC, PHONE, VALUE
from insight.schema.table import Column, Kind, Table

CAMPAIGNS = Table(
    "campaigns",
    _("Campaigns"),
    row=_("a campaign"),
    key=("campaign_id",),
    columns=(
        CAMPAIGN_ID.must_be(),
        Column("name", Kind.TEXT, _("Campaign name"), _("title of the campaign")),
        CHANNEL,
        Column("starts_at", Kind.TIME, _("Starts at"), _("first moment, shop time")),
        Column("ends_at", Kind.TIME, _("Ends at"), _("first moment after it, shop time")),
        Column("cost", Kind.MONEY, _("Cost"), _("money spent on it")),
    ),
)

TOUCHES = Table(
    "touches",
    _("Touches"),
    row=_("one contact of one person"),
    key=(
        "campaign_id",
        "customer_ref",
        "sent_at",
    ),
    columns=(
        CAMPAIGN_ID.must_be(),
        CUSTOMER_REF,
        PHONE,
        EMAIL,
        Column("arm", Kind.TEXT, _("Arm"), _("treated or control")),
        Column("sent_at", Kind.TIME, _("Sent at"), _("when it was sent, shop time")),
        Column("delivered", Kind.FLAG, _("Delivered"), _("whether it arrived")),
        Column("opened_at", Kind.TIME, _("Opened at"), _("when it was opened, shop time")),
        Column("clicked_at", Kind.TIME, _("Clicked at"), _("when it was clicked, shop time")),
        Column("failed_reason", Kind.TEXT, _("Failed because"), _("why it did not arrive")),
    ),
)

MARKET = Table(
    "market",
    _("Market"),
    row=_("a fact about a brand"),
    key=(
        "brand",
        "product",
        "metric",
        "at",
    ),
    columns=(
        BRAND.must_be(),
        Column("product", Kind.TEXT, _("Product"), _("product spoken of")),
        METRIC.must_be(),
        VALUE,
        AT,
        Column("source", Kind.TEXT, _("Source"), _("where the fact comes from")),
    ),
)

REGIONS = Table(
    "regions",
    _("Regions"),
    row=_("a region's outside figure"),
    key=(
        "province",
        "city",
        "metric",
        "year",
    ),
    columns=(
        Column("province", Kind.TEXT, _("Province"), _("province or state"), required=True),
        Column("city", Kind.TEXT, _("City"), _("city")),
        METRIC.must_be(),
        VALUE.must_be(),
        Column("year", Kind.COUNT, _("Year"), _("calendar year")),
    ),
)
