"""What was sold: orders, their lines, and the goods."""

from insight.i18n import _
from insight.schema.table import Column, Kind, Table

ORDERS = Table(
    "orders",
    _("Orders"),
    row=_("an order"),
    key=("order_key",),
    columns=(
        Column("order_id", Kind.ID, _("Order number"), _("number of the order, digit for digit"), required=True),
        Column("channel", Kind.TEXT, _("Channel"), _("the platform or sales channel")),
        Column("store", Kind.TEXT, _("Store"), _("the shop that sold")),
        Column("ordered_at", Kind.TIME, _("Ordered at"), _("when the order was placed, shop time"), required=True),
        Column("paid_at", Kind.TIME, _("Paid at"), _("when it was paid, shop time")),
        Column("completed_at", Kind.TIME, _("Completed at"), _("when it ended as a success, shop time")),
        Column("cancelled_at", Kind.TIME, _("Cancelled at"), _("when it was called off, shop time")),
        Column(
            "status", Kind.STATUS, _("Order status"), _("unpaid, paid, shipped, completed, refunded, closed or unknown")
        ),
        Column("goods_amount", Kind.MONEY, _("Goods amount"), _("price of the goods before shipping and discounts")),
        Column("shipping_fee", Kind.MONEY, _("Shipping fee"), _("what the buyer pays for shipping")),
        Column("discount", Kind.MONEY, _("Discount"), _("sum of discounts")),
        Column("order_amount", Kind.MONEY, _("Order amount"), _("what the order came to before any refund")),
        Column("paid_amount", Kind.MONEY, _("Paid amount"), _("what the buyer paid, as the export states it")),
        Column("refund_amount", Kind.MONEY, _("Refund amount"), _("what was paid back")),
        Column("refund_status", Kind.STATUS, _("After-sales status"), _("none, open or refunded")),
        Column("refunded_at", Kind.TIME, _("Refunded at"), _("when money was paid back, shop time")),
        Column("currency", Kind.TEXT, _("Currency"), _("ISO 4217 code")),
        Column("coupon", Kind.TEXT, _("Coupon"), _("coupon or discount code used")),
        Column("promoter", Kind.TEXT, _("Promoter"), _("who brought the order: staff, distributor, live host")),
        Column(
            "buyer_ref",
            Kind.ID,
            _("Buyer account"),
            _("the platform's account name or number of the buyer"),
            names_person="source",
        ),
        Column("buyer_name", Kind.TEXT, _("Buyer name"), _("name of the buyer or receiver, possibly masked")),
        Column(
            "phone",
            Kind.PHONE,
            _("Buyer phone"),
            _("the buyer's phone; the receiver's only where no buyer is named"),
            names_person="global",
        ),
        Column(
            "receiver_phone",
            Kind.PHONE,
            _("Receiver phone"),
            _("names the person only where the buyer has no other name"),
            names_person="fallback",
        ),
        Column("phone_masked", Kind.TEXT, _("Masked phone"), _("a phone with hidden digits; never joins people")),
        Column("email", Kind.EMAIL, _("Buyer e-mail"), _("address in lower case"), names_person="global"),
        Column("second_phone", Kind.PHONE, _("Second phone"), _("another phone of the person"), names_person="global"),
        Column(
            "second_email", Kind.EMAIL, _("Second e-mail"), _("another address of the person"), names_person="global"
        ),
        Column("province", Kind.TEXT, _("Province"), _("province or state the goods go to")),
        Column("city", Kind.TEXT, _("City"), _("city the goods go to")),
        Column("country", Kind.TEXT, _("Country"), _("country the goods go to")),
    ),
)

ORDER_ITEMS = Table(
    "order_items",
    _("Order lines"),
    row=_("a line of an order"),
    key=(
        "order_key",
        "line_no",
    ),
    columns=(
        Column("order_id", Kind.ID, _("Order number"), _("number of the order, digit for digit"), required=True),
        Column("ordered_at", Kind.TIME, _("Ordered at"), _("when the order was placed, shop time")),
        Column("line_no", Kind.ID, _("Line number"), _("number of the line or sub-order; counted where there is none")),
        Column("product_id", Kind.ID, _("Product number"), _("the platform's number of the product")),
        Column("product_name", Kind.TEXT, _("Product name"), _("title of the product")),
        Column("category", Kind.TEXT, _("Category"), _("category of the product")),
        Column("sku", Kind.ID, _("SKU"), _("the merchant's code of the variant")),
        Column("variant", Kind.TEXT, _("Variant"), _("colour, size or other choice")),
        Column("quantity", Kind.NUMBER, _("Quantity"), _("pieces")),
        Column("unit_price", Kind.MONEY, _("Unit price"), _("price of one piece")),
        Column("line_paid", Kind.MONEY, _("Line paid"), _("what was paid for the line")),
        Column("line_refund", Kind.MONEY, _("Line refund"), _("what was paid back for the line")),
        Column(
            "status", Kind.STATUS, _("Order status"), _("unpaid, paid, shipped, completed, refunded, closed or unknown")
        ),
        Column("refund_status", Kind.STATUS, _("After-sales status"), _("none, open or refunded")),
    ),
)

PRODUCTS = Table(
    "products",
    _("Products"),
    row=_("a product"),
    key=("product_id",),
    columns=(
        Column("product_id", Kind.ID, _("Product number"), _("the platform's number of the product"), required=True),
        Column("product_name", Kind.TEXT, _("Product name"), _("title of the product")),
        Column("category", Kind.TEXT, _("Category"), _("category of the product")),
        Column("brand", Kind.TEXT, _("Brand"), _("brand of the product")),
        Column("price", Kind.MONEY, _("Price"), _("list price")),
        Column("attributes", Kind.TEXT, _("Attributes"), _("properties in the source's words")),
        Column("refill_days", Kind.NUMBER, _("Refill days"), _("days one piece lasts")),
    ),
)
