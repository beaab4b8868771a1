"""What people call the sources and events that the data name by codes."""

from collections.abc import Mapping

from insight.i18n import Text, _
from insight.ui.kit.language import say

SOURCES: Mapping[str, Text] = {
    "amazon": _("Amazon"),
    "amplitude": _("Amplitude events"),
    "app_store": _("App Store reviews"),
    "dianping": _("Dianping"),
    "douyin": _("Douyin"),
    "ga4": _("Website events (GA4)"),
    "generic": _("Own table"),
    "google_forms": _("Google Forms"),
    "growingio": _("App events (GrowingIO)"),
    "hubspot": _("HubSpot"),
    "limesurvey": _("LimeSurvey"),
    "qualtrics": _("Qualtrics"),
    "jd": _("JD"),
    "jinshuju": _("Jinshuju survey"),
    "klaviyo": _("Klaviyo"),
    "magento": _("Magento"),
    "mailchimp": _("Mailchimp"),
    "mall": _("Points mall"),
    "microsoft_forms": _("Microsoft Forms"),
    "mixpanel": _("Mixpanel events"),
    "pdd": _("Pinduoduo"),
    "posthog": _("PostHog events"),
    "sensors": _("Mini program events"),
    "shopify": _("Shopify"),
    "sms": _("Text messages"),
    "stripe": _("Stripe"),
    "suning": _("Suning"),
    "surveymonkey": _("SurveyMonkey"),
    "taobao": _("Taobao"),
    "tencent_wj": _("Tencent survey"),
    "typeform": _("Typeform"),
    "umeng": _("App statistics (Umeng)"),
    "weapp": _("Mini program statistics"),
    "wechat_oa": _("WeChat official account"),
    "wecom": _("WeCom"),
    "weibo": _("Weibo"),
    "weimob": _("Weimob"),
    "wjx": _("Wenjuanxing survey"),
    "woocommerce": _("WooCommerce"),
    "xhs": _("Xiaohongshu"),
    "youzan": _("Youzan"),
    "yudao": _("Yudao mall"),
    "zendesk": _("Zendesk tickets"),
}
"""By the `source_system` of the templates; a source that is none of them is called as the data call it."""

EVENTS: Mapping[str, Text] = {
    "view": _("looked at a product"),
    "search": _("searched"),
    "cart": _("put into the cart"),
    "favorite": _("marked as favourite"),
    "share": _("shared"),
    "pay": _("made a payment"),
    "order": _("ordered"),
    "login": _("signed in"),
    "register": _("registered"),
    "checkin": _("checked in"),
    "launch": _("opened the app"),
    "comment": _("commented"),
}


def source_in_words(code: object) -> str:
    """The source as people call it."""
    word = str(code)
    return say(SOURCES[word]) if word in SOURCES else word


def sources_in_words(codes: str, between: str) -> str:
    """Several codes that stand in one text, each as people call it."""
    return between.join(dict.fromkeys(source_in_words(code) for code in codes.split(between)))


def event_in_words(code: object) -> str:
    """What somebody did; the data's own word where it is none of ours."""
    word = str(code)
    return say(EVENTS[word]) if word in EVENTS else word
