"""The people themselves: who they are, what they agreed to, what they hold."""

from insight.i18n import _
from insight.schema.shared import (
    AT,
    CHANNEL,
    CUSTOMER_REF,
    EMAIL,
    ORDER_ID,
    PHONE,
    PHONE_MASKED,
    SECOND_EMAIL,
    SECOND_PHONE,
)
from insight.schema.table import Column, Kind, Table

CUSTOMERS = Table(
    "customers",
    _("Customers"),
    row=_("a person as one source knows them"),
    key=("source_key",),
    columns=(
        Column(
            "source_customer_id",
            Kind.ID,
            _("Customer number"),
            _("the source's own number of the person"),
            names_person="source",
        ),
        Column(
            "member_no", Kind.ID, _("Member number"), _("number in the membership programme"), names_person="source"
        ),
        Column("name", Kind.TEXT, _("Name"), _("the person's name, possibly masked")),
        Column("nickname", Kind.TEXT, _("Nickname"), _("the name shown on the platform; never joins people")),
        PHONE,
        PHONE_MASKED,
        EMAIL,
        SECOND_PHONE,
        SECOND_EMAIL,
        Column(
            "wechat_openid",
            Kind.ID,
            _("WeChat openid"),
            _("WeChat's name of the person towards one app"),
            names_person="source",
        ),
        Column(
            "wechat_unionid",
            Kind.ID,
            _("WeChat unionid"),
            _("WeChat's name of the person towards one company"),
            names_person="global",
        ),
        Column(
            "external_userid",
            Kind.ID,
            _("WeCom external_userid"),
            _("WeCom's name of the contact"),
            names_person="global",
        ),
        Column("gender", Kind.GENDER, _("Gender"), _("female or male; empty when unknown")),
        Column("birthday", Kind.DATE, _("Birthday"), _("date of birth")),
        Column("province", Kind.TEXT, _("Province"), _("province or state of residence")),
        Column("city", Kind.TEXT, _("City"), _("city of residence")),
        Column("country", Kind.TEXT, _("Country"), _("country of residence")),
        Column("channel", Kind.TEXT, _("Channel"), _("where the person came from")),
        Column("owner_staff", Kind.TEXT, _("Staff"), _("the member of staff who looks after the person")),
        Column("joined_at", Kind.TIME, _("Joined at"), _("when the source first knew the person, shop time")),
        Column("tier", Kind.TEXT, _("Tier"), _("membership tier")),
        Column("points", Kind.NUMBER, _("Points"), _("balance of points")),
        Column("balance", Kind.MONEY, _("Balance"), _("stored value")),
        Column("tags", Kind.TEXT, _("Tags"), _("tags, separated by semicolons")),
        Column("consent", Kind.TEXT, _("Consent"), _("statement of will about marketing, in the source's words")),
    ),
)

POINTS_LEDGER = Table(
    "points_ledger",
    _("Points ledger"),
    row=_("one change of points"),
    key=(
        "customer_ref",
        "at",
        "delta",
        "reason",
    ),
    columns=(
        CUSTOMER_REF.must_be(),
        PHONE,
        AT.must_be(),
        Column(
            "delta",
            Kind.NUMBER,
            _("Change of points"),
            _("points gained, negative when spent or expired"),
            required=True,
        ),
        Column("reason", Kind.TEXT, _("Reason"), _("why, in the source's words")),
        Column("kind", Kind.TEXT, _("Kind"), _("earn, burn or expire")),
        Column("balance_after", Kind.NUMBER, _("Balance after"), _("points left after the change")),
    ),
)

COUPONS = Table(
    "coupons",
    _("Coupons"),
    row=_("what happened to one coupon"),
    key=("coupon_id",),
    columns=(
        Column("coupon_id", Kind.ID, _("Coupon number"), _("number of the coupon"), required=True),
        CUSTOMER_REF,
        PHONE,
        Column("issued_at", Kind.TIME, _("Issued at"), _("when it was given, shop time")),
        Column("redeemed_at", Kind.TIME, _("Redeemed at"), _("when it was used, shop time")),
        Column("expires_at", Kind.TIME, _("Expires at"), _("when it stops being valid, shop time")),
        Column("face_value", Kind.MONEY, _("Face value"), _("money the coupon stands for")),
        ORDER_ID,
    ),
)

REFERRALS = Table(
    "referrals",
    _("Referrals"),
    row=_("who brought whom"),
    key=(
        "inviter_ref",
        "invitee_ref",
    ),
    columns=(
        Column(
            "inviter_ref",
            Kind.ID,
            _("Inviter"),
            _("the source's number of the person who invited"),
            required=True,
            names_person="source",
        ),
        Column("invitee_ref", Kind.ID, _("Invitee"), _("the source's number of the person who came"), required=True),
        AT,
        CHANNEL,
    ),
)

CONSENTS = Table(
    "consents",
    _("Consents"),
    row=_("one statement of will"),
    key=(
        "customer_ref",
        "purpose",
        "at",
        "status",
    ),
    columns=(
        CUSTOMER_REF.must_be(),
        PHONE,
        PHONE_MASKED,
        EMAIL,
        Column("email_masked", Kind.TEXT, _("Masked e-mail"), _("an address with hidden signs; never joins people")),
        Column("purpose", Kind.TEXT, _("Purpose"), _("what the person was asked about; empty: everything")),
        Column(
            "status",
            Kind.STATUS,
            _("Status"),
            _("granted, denied or withdrawn; unclear where nobody knows what the words mean, silent for no word"),
            required=True,
        ),
        Column("at", Kind.TIME, _("At"), _("when it was said, shop time; empty where nobody knows")),
        Column("evidence", Kind.TEXT, _("Evidence"), _("where the statement can be seen")),
    ),
)
