"""What things about one person are called."""

from collections.abc import Mapping, Sequence

from insight.analysis.customer.masks import masked
from insight.i18n import Money, Text, _
from insight.ui.kit.language import listed, say, shown
from insight.warehouse.identity import NODE_KINDS

KINDS: Mapping[str, Text] = {
    "account": _("Account"),
    "member": _("Member number"),
    "unionid": _("WeChat unionid"),
    "external_userid": _("WeCom external_userid"),
    "openid": _("WeChat openid"),
    "phone": _("Phone"),
    "receiver_phone": _("Receiver phone"),
    "email": _("E-mail"),
    "row": _("Rows that name nobody else"),
    "set": _("Rows that name so"),
}
"""Kinds of identifiers."""

ENTRIES: Mapping[str, tuple[str, Text]] = {
    "order": (":material/shopping_bag:", _("Orders")),
    "joined": (":material/how_to_reg:", _("First known")),
    "event": (":material/touch_app:", _("Behaviour")),
    "points": (":material/toll:", _("Points")),
    "survey": (":material/assignment:", _("Surveys")),
    "touch": (":material/campaign:", _("Contacts made")),
    "feedback": (":material/forum:", _("Reviews and chats")),
    "consent": (":material/verified_user:", _("Consent")),
    "coupon": (":material/confirmation_number:", _("Coupons")),
    "referral": (":material/group_add:", _("Referrals")),
}
"""Kinds of entries on the timeline: icon and name."""

_STATUS: Mapping[str, Text] = {
    "unpaid": _("unpaid"),
    "paid": _("paid"),
    "shipped": _("shipped"),
    "completed": _("completed"),
    "refunded": _("refunded"),
    "closed": _("closed"),
    "unknown": _("status unknown"),
    "invited": _("brought somebody"),
    "invited_by": _("was brought by somebody"),
    "earn": _("earned"),
    "burn": _("spent"),
    "expire": _("expired"),
    "control": _("control group, not contacted"),
    "sent": _("sent"),
    "opened": _("opened"),
    "clicked": _("clicked"),
    "failed": _("not delivered"),
    "granted": _("granted"),
    "denied": _("denied"),
    "withdrawn": _("withdrawn"),
    "unclear": _("not understood yet"),
    "silent": _("says nothing"),
    "issued": _("issued"),
    "redeemed": _("redeemed"),
    "expired": _("expired"),
}

_NOT_COUNTED = "not counted: "


def status_in_words(status: object) -> str | None:
    """A status in the person's language; the source's own word where it is none of ours."""
    if not isinstance(status, str):
        return None
    word = status.removeprefix(_NOT_COUNTED)
    text = say(_STATUS[word]) if word in _STATUS else word
    return say(_("{status}, does not count", status=text)) if status.startswith(_NOT_COUNTED) else text


def node_in_words(node: str, unmasked: bool, sets: Mapping[str, str] | None = None) -> str:
    """`f:13812341234` → `Phone 138****1234`; a set of names as `sets` describes it."""
    kind, value = NODE_KINDS[node[0]], node[2:]
    if kind == "set":
        value = (sets or {}).get(node, value)
    return f"{say(KINDS[kind])} {value if unmasked else masked(kind, value)}"


def nodes_in_words(nodes: Sequence[str], unmasked: bool, most: int = 4) -> str:
    """The first few identifiers, and how many more there are."""
    words = listed(node_in_words(node, unmasked) for node in nodes[:most])
    return words if len(nodes) <= most else say(_("{words} and {n:count} more", words=words, n=len(nodes) - most))


def amounts_in_words(amounts: Sequence[tuple[str, object]]) -> str:
    """Amounts of several currencies side by side, never added."""
    words = [shown(Money(float(str(amount)), code), "money") if code else str(amount) for code, amount in amounts]
    return " + ".join(words) or "–"
