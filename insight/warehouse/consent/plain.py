"""One form for the many ways in which the same words are written."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe0e\ufe0f]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SHORT = re.compile(r"[A-Z]{2,}|[A-Za-z]?[a-z]{2,}|\d+|(?i:at|by|do|in|is|no|of|on|to|up)")
_BELOW_ZERO = re.compile(r"(?<![\w.])[-−](?=\d)")
_GAPS = re.compile(r"[\s_\-‐‑‒–—―−./\\|:;,，。、；：!！?？'’\"“”«»*#~·()\[\]{}<>【】「」『』]+")
_TICKS = str.maketrans(
    dict.fromkeys("✓✔☑✅√🗸👍🟢○◯", " yes ") | dict.fromkeys("✗✘☒❌❎✖×🚫⛔👎🔴🔕🛑", " no ") | {"’": "'"}
)
_TRADITIONAL = str.maketrans(
    "訂閱絕營銷擾單簡訊電郵話號門開關閉過濾專聯繫絡戶員會時間許權視聲請發傳遞廣優動務調問題訪覆無後從來與對願認確協議條說這個買賣賬帳檔識別見觸達處罰騷屬讀寫數據設為選擇該標籤類區應暫離"
    "給還沒東車長馬鳥魚點麼謝註鎖蹤網頁機線資內總參獲價錢購費碼頻邊嗎們於啟禮適錄緊緩聽讓終斷隱質產當較難歡齡實驗療勵嚮樣構紹統繼續維護壞滿聞報紙貼顧賓體術藝語譯討論評審課險陰陽陸際隨響"
    "頂項順須預領頭顯風飛館駐驚髒鬧麗黃黨齊",
    "订阅绝营销扰单简讯电邮话号门开关闭过滤专联系络户员会时间许权视声请发传递广优动务调问题访复无后从来与对愿认确协议条说这个买卖账账档识别见触达处罚骚属读写数据设为选择该标签类区应暂离"
    "给还没东车长马鸟鱼点么谢注锁踪网页机线资内总参获价钱购费码频边吗们于启礼适录紧缓听让终断隐质产当较难欢龄实验疗励向样构绍统继续维护坏满闻报纸贴顾宾体术艺语译讨论评审课险阴阳陆际随响"
    "顶项顺须预领头显风飞馆驻惊脏闹丽黄党齐",
)
_ISLAND = {
    "行销": "营销",
    "简讯": "短信",
    "讯息": "消息",
    "电子报": "营销邮件",
    "封锁": "屏蔽",
    "追踪": "关注",
    "联络": "联系",
}
"""Words that are others where characters are traditional."""

_MOMENT = re.compile(
    r"(19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?(\s*[T ]?\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2}|UTC|GMT)?"
    r"|(?<!\d)(19|20)\d{2}(\s*年\s*\d{1,2}\s*月|[-/.](0?[1-9]|1[0-2])(?![\d/.-]))"
    r"|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](19|20)?\d{2}(?!\d)(,?\s+\d{1,2}:\d{2}(:\d{2})?)?(\s*[AP]M)?"
    r"|(?<!\d)(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\s?\d{4}(\d{2})?|\s\d{1,2}:\d{2}(:\d{2})?)?(?!\d)"
    r"|\b(\d{1,2}(st|nd|rd|th)?[\s.-]+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"[\s-]+\d{1,4}(st|nd|rd|th)?(,?[\s-]+\d{4})?"
    r"(,?\s+(at\s+)?\d{1,2}:\d{2}(:\d{2})?(\s*[ap]m)?)?",
    re.IGNORECASE,
)
_NO_DAY = re.compile(
    r"(0{4}\D0?0\D0?0|0{0,3}1\D0?1\D0?1|1753\D0?1\D0?1|1899\D12\D3[01]|1900\D0?1\D0?[01]|1970\D0?1\D0?1|9999\D12\D31"
    r"|0?0\D0?0\D0{4}|0?1\D0?1\D(0{3}1|1753|1900|1970)|0?[01]\D0?[01]\D1900|3[01]\D12\D(1899|9999)|12\D3[01]\D(1899|9999))"
    r"日?([T\s].*)?"
)
"""The first and last days that programs know: the zero of their clock, or for ever."""
_UNTIL = re.compile(
    r"\b(until|till|through|thru|to|ends?|ending|bis|hasta|jusqu\w*|fino|ate|tot|expir\w*|ablauf\w*|caduc\w*|vencim\w*)\b"
    r"|\bдо\b|截止|截至|到期|结束|失效|终止|期限|[至到]$|まで|까지|만료"
)
_SERIAL = re.compile(r"[34]\d{4}(\.\d+)?|1\d{9}(\d{3})?(\.0+)?")


@lru_cache(maxsize=65_536)
def plain_words(text: str | None) -> str:
    """Half width, simplified, lower case, ticks and crosses as yes and no, signs between words as one blank."""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", (text or "").translate(_TICKS)))
    signed = _BELOW_ZERO.sub("minus ", _without_humps(bare).replace("'", ""))
    words = without_accents(_GAPS.sub(" ", signed.translate(_TRADITIONAL)).lower())
    for word, usual in _ISLAND.items():
        words = words.replace(word, usual)
    return " ".join(words.split())


def without_accents(text: str) -> str:
    """Letters without marks above and below them, traditional signs simplified: Désabonné is written Desabonne, too."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text.translate(_TRADITIONAL)))
    return unicodedata.normalize("NFC", bare)


def _without_humps(text: str) -> str:
    """Words written into one come apart; a word whose letters change case at will is one word."""
    return " ".join(
        " ".join(parts) if all(map(_SHORT.fullmatch, re.findall(r"\w+", " ".join(parts)))) else word
        for word in text.split()
        for parts in (_HUMPS.split(word),)
    )


def moment_in(text: str | None) -> str | None:
    """The date or time that a text holds, as it is written; None where it holds none."""
    written = unicodedata.normalize("NFKC", text or "").strip()
    found = _MOMENT.search(written)
    if found:
        return found[0].strip()
    return written if _SERIAL.fullmatch(written) else None


def is_no_day(text: str | None, words: str) -> bool:
    """Whether a text is a date that programs write where there is none: 0000-00-00, 1970-01-01 08:00, 9999-12-31.

    `words` say what it is about: what is kept until 9999-12-31 is kept for ever.
    """
    said = unicodedata.normalize("NFKC", text or "").strip()
    is_for_ever = "9999" in said and _UNTIL.search(plain_words(words)) is not None
    return bool(_NO_DAY.fullmatch(said)) and not is_for_ever


def without_moment(text: str | None) -> str:
    """The text without the date or time in it."""
    written = unicodedata.normalize("NFKC", text or "").strip()
    return "" if _SERIAL.fullmatch(written) else _MOMENT.sub(" ", written)
