"""What one statement says: yes to one purpose, no to some, nothing, or something that nobody has understood yet.

The world of yes is closed: a yes is a word that is known to mean it. Every other word says no, or asks a person.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from insight.warehouse.consent.plain import moment_in, plain_words, without_moment

Will = Literal["granted", "denied", "withdrawn", "unclear", "silent"]

PURPOSES = ("marketing", "service", "survey")
"""What somebody may be contacted for; `insight.govern.purposes` has their words."""

LIST_WORDS = ""
"""The words of a customer list's own consent column, which speaks of marketing."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """`purposes` are those that the will is about: none for a yes to nothing we do, all where nothing is understood."""

    will: Will
    purposes: tuple[str, ...] = ()


SILENT = Meaning("silent")
UNCLEAR = Meaning("unclear", PURPOSES)

_BLANK = frozenset({"", "null", "none", "nan", "n a", "na", "空", "nil"})
_YES = frozenset(
    ["是", "是的", "对", "同意", "已同意", "我同意", "同意接收", "接受", "已接受", "同意接受", "接收", "愿意", "允许", "已允许", "授权", "已授权", "订阅", "已订阅", "订阅中", "开启", "已开启", "打开", "开", "可以", "有", "勾选", "已勾选", "确认", "yes", "y", "true", "1", "on", "granted", "grant", "agree", "agreed", "accept", "accepts", "accepted", "subscribed", "subscribe", "optin", "optedin", "allowed", "allow", "consented", "enabled", "confirmed", "wahr", "ja", "oui", "si", "sí", "sim", "はい", "예"]
) | {
    "yes yes", "yes please", "i agree", "opt in", "opted in", "1 0", "double opt in", "double opted in", "single opt in",
    "confirmed opt in", "consent given", "consent granted", "is subscribed", "explicitly consented", "explicit opt in",
}  # fmt: skip
_YES_PHRASE = re.compile(
    r"(我|本人)?(已|愿意|同意|接受|允许|授权|订阅){1,2}(接收|接受|订阅|收到|向我发送)?"
    r"(营销|推广|促销|短信|邮件|信息|消息|活动|推送|通知|优惠|电话|微信|类|的|和|及|与)*"
)
_NO = frozenset(
    [
        "否",
        "不",
        "不是",
        "不行",
        "no",
        "n",
        "false",
        "f",
        "0",
        "无",
        "没有",
        "没",
        "未",
        "off",
        "none",
        "nein",
        "non",
        "non.",
        "nej",
        "いいえ",
        "아니요",
        "关",
    ]
) | {"0 0", "no no"}
_RECEIVES = frozenset(
    [
        "订阅",
        "已订阅",
        "订阅中",
        "subscribed",
        "active",
        "正常",
        "有效",
        "接收",
        "接收中",
        "可接收",
        "normal",
        "clear",
        "ok",
        "optin",
        "未设置",
        "允许接收",
        "恢复",
        "已恢复",
    ]
) | {"opted in", "opt in", "is subscribed"}
_DOUBLE_NO = re.compile(
    r"(未|没有|没|无|非|不)(被|曾|在)?(退订|拒收|拒绝|拉黑|屏蔽|黑名单|投诉|取消订阅|取消)"
    r"|(not|never|isnt|hasnt|non) (been )?(unsub|opted out|opt out|bounced|suppressed|blocked|complained|blacklisted|blocklisted)"
    r"|no (complaint|bounce)s?$"
)
_WITHDRAWN = re.compile(
    r"退订|取消|取关|撤回|撤销|解除授权|关闭|停|拉黑|黑名单|屏蔽|注销|删除|投诉"
    r"|unsub|opt(ed)? ?out|withdr|revok|cancel|suppress|stop|blacklist|block|bounce|complain|spam|clean|erase|redact|forgotten|\btd\b"
)
_DENIED = re.compile(
    r"拒|不(再|想|要|愿|接|收|允|同意|希|需|可|许|能|订|发|予|得|感兴趣)|未(同意|订阅|授权|允许|开启|接受|接收|勾选|确认|许可)|没同意|勿|免打扰|免扰"
    r"|禁|谢绝|别|无效"
    r"|\b(no|not|never|dont|do not|non|denied|deny|declined?|refused?|rejected?|disagreed?|disabled|undeliverable|dnc|dnd|invalid)\b"
)
_REPLIES = frozenset(["t", "td", "r", "q", "qx", "tdhf", "tt", "0000", "00000", "退", "t退订", "回t退订"])
"""What people answer to a message to hear no more of it."""

_FOR_EVERYTHING = re.compile(
    r"黑名单|拉黑|勿扰|免打扰|免扰|投诉|注销|suppress|blacklist|blocklist|block|do not contact|dnc|complain|spam|bounce|cleaned|erase|redact|gdpr|forgotten"
)

_EXCEPTED = re.compile(r"不含|不包括|除外|非营销|非推广|except|exclud|without|\bnon ")
_NEGATED = re.compile(
    r"拒收|拒绝|拒接|拒(?=营销|短信|邮)|退订|勿|免打扰|免扰|免推|屏蔽|拉黑|黑名单|谢绝|取消(订阅|关注|授权|同意|推送|接收|营销|短信|邮件)"
    r"|不(再|想|要|愿|接|收|允|同意|希|需要|可|许|能|订阅|发|予|得|打扰)|未(同意|订阅|授权|允许)|禁(止|呼|发)|关闭(营销|推送|短信|接收|订阅|消息)|停止(营销|推送|短信|接收|发送)|别(发|打|再)"
    r"|\bno (more )?(marketing|e ?mails?|sms|texts?|contact|promo\w*|calls?|phone|mail|news\w*|ads?|adverti\w*|push|messages?|offers?|consent|survey\w*|communications?|thanks?)"
    r"|\b(not|never|dont|do not|dnc|dnd|dne|dnm)\b|opt(ed|s|ing)? ?out|unsub|suppress|blacklist|black list|blocklist|block list|blocked|bounced?\b|\bbounces\b"
    r"|\bcleaned\b|\bstop\b|object(ed|ion|s)? to|withdr|revok|declin|refus|reject|(gdpr|data) (erase|delet|forgot)|erased|forgotten|redacted"
)
_ONLY_COMPLAINT = re.compile(
    r"(是否|有无)?投诉(状态|时间|日期|名单)?|(spam |abuse )?complain(t|ts|ed|ts list)?( at| date)?|(reported|marked)( as)? spam|spam( report)?s?|注销(状态|时间)?|是否注销"
)
_BOTH = re.compile(r"(接[收受]|同意|订阅|subscribed?|opt(ed)? ?in) ?(或|or|and)? ?(拒|不|退订|unsub|opt(ed)? ?out)")
_ALL = re.compile(r"全部|所有|任何|^(all|any|everything)$|^(all|any) |do not contact")
_MARKETING = re.compile(r"营销|推广|促销|广告|优惠|活动|上新|market|promo|advert|newsletter|offer|sale|メルマガ")
_SURVEY = re.compile(r"调研|问卷|访谈|回访|调查|survey|research|interview|questionnaire")
_SERVICE = re.compile(
    r"服务|物流|发货|会员|消息|订单|积分|service|transactional|order update|account update|order status|shipping"
)
_WEAK_SERVICE = re.compile(r"通知|提醒|推送|notif|reminder")
_ANALYSIS = re.compile(r"分析|画像|统计|analy|profil|personali|cookie")


@lru_cache(maxsize=65_536)
def meaning_of(words: str, said: str) -> Meaning:
    """What `said` means where `words` tell what it is said about: a purpose, the header of a column, a list's title."""
    about, answer = plain_words(words), plain_words(without_moment(said))
    if answer in _BLANK:
        return _told_by_its_time(words, about) if moment_in(said) else SILENT
    if is_negated(words):
        return _answer_to_refusal(about, answer)
    if answer in _YES or _YES_PHRASE.fullmatch(answer):
        return UNCLEAR if _BOTH.search(about) else Meaning("granted", _yes_to(words, about))
    if _DOUBLE_NO.search(answer):
        return SILENT
    if is_refusal(answer):
        return Meaning("withdrawn" if _withdraws(answer) else "denied", _no_to(words, about, answer))
    return UNCLEAR


def is_negated(words: str) -> bool:
    """Whether words name the refusal itself, so that a yes to them is a no."""
    about = plain_words(words)
    if _EXCEPTED.search(about) or _DOUBLE_NO.search(about) or _BOTH.search(about):
        return False
    return bool(_NEGATED.search(about) or _ONLY_COMPLAINT.fullmatch(about))


def is_refusal(answer: str) -> bool:
    """Whether plain words are known to say no."""
    return answer in _NO or answer in _REPLIES or bool(_WITHDRAWN.search(answer) or _DENIED.search(answer))


def _withdraws(answer: str) -> bool:
    return answer in _REPLIES or bool(_WITHDRAWN.search(answer))


_ALONE = re.compile(
    r"(已|被|是|用户|客户|会员|加入|主动|列入|进入|短信|邮件|营销)*(退订|拒收|黑名单|拉黑|屏蔽|免打扰|勿扰|请勿打扰|请勿联系|取消订阅|投诉|拒绝营销|拒绝联系)(用户|客户|会员|名单|中)?"
    r"|(is |has )?(globally |email |sms |marketing )?(unsubscribed?|unsub|opted out|opt ?out|suppressed|blacklisted|blocklisted|hard bounced?|bounced|cleaned|complained|spam complaint|complaint|"
    r"do not (contact|email|call|text|sms|mail|market|disturb)|dnc|dnd|gdpr erased|erased|redacted|never subscribed|not subscribed|non subscribed)"
)


def is_known_refusal(said: str) -> bool:
    """Whether a cell says by itself, under whatever header it stands, that a person wants no contact."""
    return bool(_ALONE.fullmatch(plain_words(said)))


def _told_by_its_time(words: str, about: str) -> Meaning:
    """A moment alone is the moment of what the header names; of a yes it proves nothing."""
    return Meaning("withdrawn", _no_to(words, about, "")) if is_negated(words) else UNCLEAR


def _answer_to_refusal(about: str, answer: str) -> Meaning:
    if answer == about or (answer in _YES and answer not in _RECEIVES):
        return Meaning("withdrawn", _no_to(about, about, answer))
    if answer in _NO or answer in _RECEIVES or _DOUBLE_NO.search(answer):
        return SILENT
    if is_refusal(answer) and not re.search("撤|取消(?!订阅)|revok|withdr|cancel|解除|移出|恢复", answer):
        return Meaning("withdrawn", _no_to(about, about, answer))
    if re.search(r"原因|理由|内容|reason", about) or (answer.isdigit() and int(answer) > 0):
        return Meaning("withdrawn", _no_to(about, about, answer))
    return UNCLEAR


def _yes_to(words: str, about: str) -> tuple[str, ...]:
    """The one purpose that the words name first; none where they say what is not meant, or nothing known."""
    if words == LIST_WORDS:
        return ("marketing",)
    if _EXCEPTED.search(about) or _DOUBLE_NO.search(about):
        return ()
    if _ALL.search(about):
        return PURPOSES
    for purpose, named in (("marketing", _MARKETING), ("survey", _SURVEY)):
        if named.search(about):
            return (purpose,)
    return ("service",) if _names_service(about) else ()


def _names_service(about: str) -> bool:
    """会员 alone names whom, not what for."""
    return bool(_WEAK_SERVICE.search(about)) or bool(_SERVICE.search(about.replace("会员", "")))


def _no_to(words: str, about: str, answer: str) -> tuple[str, ...]:
    """Every purpose that the words name; all of them where they name none, or the answer is a no to everything."""
    if _FOR_EVERYTHING.search(answer) or _FOR_EVERYTHING.search(about):
        return PURPOSES
    if words == LIST_WORDS:
        return ("marketing",)
    if _EXCEPTED.search(about) or _ALL.search(about):
        return PURPOSES
    named = [purpose for purpose, known in (("marketing", _MARKETING), ("survey", _SURVEY)) if known.search(about)]
    if _SERVICE.search(about) or (named and _WEAK_SERVICE.search(about)):
        named.append("service")
    if named or (_ANALYSIS.search(about) and not _WEAK_SERVICE.search(about)):
        return tuple(named)
    return PURPOSES
