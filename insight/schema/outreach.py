"""How people were reached, and facts from outside."""

from insight.i18n import _
from insight.schema.table import Column, Kind, Table

CAMPAIGNS = Table(
    "campaigns",
    _("Campaigns"),
    row=_("a campaign"),
    key=("campaign_id",),
    columns=(
        Column("campaign_id", Kind.ID, _("Campaign number"), _("number of the campaign"), required=True),
        Column("name", Kind.TEXT, _("Campaign name"), _("title of the campaign")),
        Column("channel", Kind.TEXT, _("Channel"), _("where it happened")),
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
        Column("campaign_id", Kind.ID, _("Campaign number"), _("number of the campaign"), required=True),
        Column(
            "customer_ref",
            Kind.ID,
            _("Customer number"),
            _("the source's own number of the person"),
            names_person="source",
        ),
        Column(
            "phone",
            Kind.PHONE,
            _("Phone"),
            _("digits only; masked numbers stand in the masked column"),
            names_person="global",
        ),
        Column("email", Kind.EMAIL, _("E-mail"), _("address in lower case"), names_person="global"),
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
        Column("brand", Kind.TEXT, _("Brand"), _("brand spoken of"), required=True),
        Column("product", Kind.TEXT, _("Product"), _("product spoken of")),
        Column("metric", Kind.TEXT, _("Metric"), _("name of the figure"), required=True),
        Column("value", Kind.NUMBER, _("Value"), _("the figure")),
        Column("at", Kind.TIME, _("At"), _("when it happened, shop time")),
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
        Column("metric", Kind.TEXT, _("Metric"), _("name of the figure"), required=True),
        Column("value", Kind.NUMBER, _("Value"), _("the figure"), required=True),
        Column("year", Kind.COUNT, _("Year"), _("calendar year")),
    ),
)
