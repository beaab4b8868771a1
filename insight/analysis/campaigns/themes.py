"""What a campaign is about, guessed from the words of its name."""

from insight.i18n import Text, _

THEMES: dict[str, tuple[Text, tuple[str, ...]]] = {
    "recall": (
        _("Winning back"),
        ("召回", "唤醒", "沉睡", "流失", "回归", "老客", "win back", "winback", "recall", "miss you"),
    ),
    "new": (_("New products"), ("新品", "上新", "首发", "new arrival", "new in", "launch")),
    "offer": (_("Offers and coupons"), ("券", "满减", "折", "优惠", "红包", "返", "sale", "off", "coupon", "deal")),
    "festival": (
        _("Festivals"),
        ("双11", "双十一", "双12", "618", "节", "年货", "double 11", "black friday", "christmas"),
    ),
    "member": (
        _("Member days and benefits"),
        ("会员", "积分", "生日", "权益", "member", "points", "birthday", "loyalty"),
    ),
    "content": (
        _("Content and service"),
        ("教程", "内容", "调研", "问卷", "通知", "提醒", "tips", "guide", "survey", "reminder"),
    ),
}
OTHER = "other"


def theme_of(name: str) -> str:
    """The first theme one of whose words stands in the name; "other" where none does."""
    said = name.casefold()
    return next((key for key, (_label, words) in THEMES.items() if any(word in said for word in words)), OTHER)


def theme_label(key: str) -> Text:
    """What people call a theme."""
    return THEMES[key][0] if key in THEMES else _("Other")
