"""Which columns of a list of people, and which titles, speak of will."""

import re

from insight.warehouse.consent.meaning import is_negated
from insight.warehouse.consent.plain import plain_words

_NOT_OF_WILL = re.compile(
    r"次数|数量|人数|率$|占比|金额|订单|包裹|快递|退货|商品|渠道|来源|版本|编号|产品|套餐|余额|手机号|openid|unionid|登录"
    r"|\b(count|counts|rate|id|ip|source|method|version|url|campaign|plan|product|evidence|order|orders|number|score|percent)\b"
)
_MOMENT = re.compile(r"时间|日期|\b(at|date|time|timestamp|on|since)$|日$")
_CONTACT = (
    "营销|推广|促销|推送|短信|邮件|邮箱|电话|联系|触达|通知|消息|信息|广告|打扰|回访|调研|问卷|隐私|活动|微信|资讯"
)
_ASKS = re.compile(
    rf".*(同意|授权|允许|愿意|接受|接收|可以?|能|订阅|开启).{{0,4}}({_CONTACT}).*"
    rf"|.*({_CONTACT}).{{0,4}}(同意|授权|许可|订阅|接收|接受|意愿|权限|开关).*"
    r"|(是否)?(同意|订阅|授权|许可)(状态|情况|与否)?|(营销|推送|触达|订阅)(意愿|偏好|状态|许可)|メルマガ.*"
    r"|.*\b(accepts?|accepted|allows?|allowed|permits?|agree[sd]?|can|may|ok|receives?|wants?|consent|consents|consented)\b.*"
    r"\b(marketing|e ?mails?|sms|texts?|calls?|contact|contacted|newsletters?|promo\w*|offers?|mail|push|communications?|messages?|notifications?)\b.*"
    r"|.*\b(marketing|e ?mail|sms|newsletter|promo\w*|communications?|gdpr|privacy|push|whatsapp|phone|call|contact)\b.*"
    r"\b(consent|opt ?in|opted in|permission|subscription|subscribed|subscriber|subscribe|allowed|accepted)\b.*"
    r"|.*\b(marketing|newsletter|subscription|consent|opt ?in) status|(is |has )?(consent|consented|consent given|opt ?in|opted in|subscribed|newsletter)|marketing|email subscribe|push subscribe"
)
_TITLE_NOT = re.compile(r"通知模板|\bcampaigns?\b|报表|统计|日报|周报|月报|report\b|订单|orders?\b")


def tells_refusal(header: str) -> bool:
    """Whether a header names a refusal: 拒收短信, Unsubscribed at, Do not contact."""
    return is_negated(header) and not _NOT_OF_WILL.search(plain_words(header))


def speaks_of_will(header: str) -> bool:
    """Whether the cells under a header say if somebody may be contacted. When somebody agreed is no such column."""
    plain = plain_words(header)
    if not plain or _NOT_OF_WILL.search(plain):
        return False
    if tells_refusal(header):
        return True
    return not _MOMENT.search(plain) and bool(_ASKS.fullmatch(plain))


def is_title_of_refusals(title: str) -> bool:
    """Whether a sheet or file of this name lists people who want no contact: 黑名单.xlsx, unsubscribed_members.csv."""
    plain = plain_words(title)
    return is_negated(re.sub(r"\d+", " ", plain)) and not _TITLE_NOT.search(plain)
