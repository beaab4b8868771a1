"""Columns that stand in several canonical tables, each said once."""

from insight.i18n import _
from insight.schema.table import Column, Kind

AT = Column("at", Kind.TIME, _("At"), _("when it happened, shop time"))
BRAND = Column("brand", Kind.TEXT, _("Brand"), _("brand spoken of"))
CAMPAIGN_ID = Column("campaign_id", Kind.ID, _("Campaign number"), _("number of the campaign"))
CATEGORY = Column("category", Kind.TEXT, _("Category"), _("category of the product"))
CHANNEL = Column("channel", Kind.TEXT, _("Channel"), _("where it happened"))
CUSTOMER_REF = Column(
    "customer_ref", Kind.ID, _("Customer number"), _("the source's own number of the person"), names_person="source"
)
DURATION_S = Column("duration_s", Kind.NUMBER, _("Duration (s)"), _("seconds it took"))
EMAIL = Column("email", Kind.EMAIL, _("E-mail"), _("address in lower case"), names_person="global")
METRIC = Column("metric", Kind.TEXT, _("Metric"), _("name of the figure"))
ORDERED_AT = Column("ordered_at", Kind.TIME, _("Ordered at"), _("when the order was placed, shop time"))
ORDER_ID = Column("order_id", Kind.ID, _("Order number"), _("number of the order, digit for digit"))
PHONE = Column(
    "phone", Kind.PHONE, _("Phone"), _("digits only; masked numbers stand in the masked column"), names_person="global"
)
PHONE_MASKED = Column("phone_masked", Kind.TEXT, _("Masked phone"), _("a phone with hidden digits; never joins people"))
PRODUCT_ID = Column("product_id", Kind.ID, _("Product number"), _("the platform's number of the product"))
PRODUCT_NAME = Column("product_name", Kind.TEXT, _("Product name"), _("title of the product"))
REFUND_STATUS = Column("refund_status", Kind.STATUS, _("After-sales status"), _("none, open or refunded"))
RESPONSE_ID = Column("response_id", Kind.ID, _("Response number"), _("number of the response"))
SECOND_EMAIL = Column(
    "second_email", Kind.EMAIL, _("Second e-mail"), _("another address of the person"), names_person="global"
)
SECOND_PHONE = Column(
    "second_phone", Kind.PHONE, _("Second phone"), _("another phone of the person"), names_person="global"
)
STATUS = Column(
    "status", Kind.STATUS, _("Order status"), _("unpaid, paid, shipped, completed, refunded, closed or unknown")
)
SURVEY = Column("survey", Kind.TEXT, _("Survey"), _("title of the survey"))
VALUE = Column("value", Kind.NUMBER, _("Value"), _("the figure"))
