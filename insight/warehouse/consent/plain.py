"""One form for the many ways in which the same words are written."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe0e\ufe0f]")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\s_\-–—./\\|:;,，。、；：!！?？'’\"“”«»*#~·()\[\]{}<>【】「」『』]+")
_TICKS = str.maketrans(
    dict.fromkeys("✓✔☑✅√🗸👍🟢", " yes ") | dict.fromkeys("✗✘☒❌❎✖×🚫⛔👎🔴🔕🛑", " no ") | {"’": "'"}
)
_TRADITIONAL = str.maketrans(
    "訂閱絕營銷擾單簡訊電郵話號門開關閉過濾禁專聯繫絡戶員會時間許權撤銷視聲請發傳遞推送廣優惠動務調問題訪回覆無後從來與"
    "對願認確協議條說這個買賣賬帳檔識別見觸達處罰騷屬讀寫數據設為選擇該標籤類區應暫離給還沒東車長馬鳥魚點麼",
    "订阅绝营销扰单简讯电邮话号门开关闭过滤禁专联系络户员会时间许权撤销视声请发传递推送广优惠动务调问题访回复无后从来与"
    "对愿认确协议条说这个买卖账账档识别见触达处罚骚属读写数据设为选择该标签类区应暂离给还没东车长马鸟鱼点么",
)

_MOMENT = re.compile(
    r"(19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?(\s*[T ]?\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2}|UTC|GMT)?"
    r"|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](19|20)?\d{2}(?!\d)(,?\s+\d{1,2}:\d{2}(:\d{2})?)?(\s*[AP]M)?"
    r"|(?<!\d)(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\s?\d{4}(\d{2})?|\s\d{1,2}:\d{2}(:\d{2})?)?(?!\d)"
    r"|\b(\d{1,2}(st|nd|rd|th)?[\s.-]+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"[\s-]+\d{1,4}(st|nd|rd|th)?(,?[\s-]+\d{4})?"
    r"(,?\s+(at\s+)?\d{1,2}:\d{2}(:\d{2})?(\s*[ap]m)?)?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[34]\d{4}(\.\d+)?|1\d{9}(\d{3})?(\.0+)?")


@lru_cache(maxsize=65_536)
def plain_words(text: str | None) -> str:
    """Half width, simplified, lower case, ticks and crosses as yes and no, signs between words as one blank."""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", (text or "").translate(_TICKS)))
    words = _GAPS.sub(" ", _HUMPS.sub(" ", bare).replace("'", "").translate(_TRADITIONAL)).lower()
    return " ".join(words.split())


def moment_in(text: str | None) -> str | None:
    """The date or time that a text holds, as it is written; None where it holds none."""
    written = unicodedata.normalize("NFKC", text or "").strip()
    found = _MOMENT.search(written)
    if found:
        return found[0].strip()
    return written if _SERIAL.fullmatch(written) else None


def without_moment(text: str | None) -> str:
    """The text without the date or time in it."""
    written = unicodedata.normalize("NFKC", text or "").strip()
    return "" if _SERIAL.fullmatch(written) else _MOMENT.sub(" ", written)
