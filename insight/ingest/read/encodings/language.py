"""In which encoding of its script a text reads like its language: told by the characters that are frequent in it."""

import re
from typing import NamedTuple

_REPLACEMENT = "\ufffd"
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_NARROW_KANA = re.compile("[\uff66-\uff9f]{3,}")
_GAPS = re.compile("[\ufffd\ue000-\uf8ff]")
_KANA = "".join(map(chr, range(0x3041, 0x30FF)))


class _Language(NamedTuple):
    codec: str
    frequent: frozenset[str]


_CHINESE = _Language(
    "gb18030",
    frozenset(
        "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天"
        "订单编号码间日期金额商品名称手机电话员买收货址状态数量价格支付实款省市区县镇街路姓备注店铺客户性别女男注册积分优惠"
        "退完成已发合计总明细类型来源渠道标签等级评内容运费物流公司快递无待未规格开始结束标题操作统计访浏览转化率点击新老"
        "江浙北京广东深圳杭州海南山西湖河四川重庆福建安徽张王李刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
    ),
)
_LANGUAGES = (
    _CHINESE,
    _Language(
        "cp932",
        frozenset(
            _KANA + "注文番号日時商品名数量金額合計送料氏会員電話住所県市区町村郵便受注決済発送顧客都道府東京大阪"
        ),
    ),
    _Language(
        "big5",
        frozenset(
            "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可裡後小麼心多天"
            "訂單編號碼間日期金額商品名稱手機電話員買收貨址狀態數量價格支付實款縣市區路姓備註店客戶性別女男註冊積分優惠退完成已發"
            "合計總明細類型來源標籤等級評內容運費物流公司無待未規格臺北新竹高雄陳林黃張李王吳劉蔡楊"
        ),
    ),
    _Language(
        "cp949",
        frozenset(
            "이다는의가에을고하자번호상품주문명수량금액일시구매배송지연락처완료취소결제옵션정보총판매할인쿠폰회원이름전화주소서울"
            "인로을를은도한사기대어시부산경동구리아스해나그라정보제조면진김박최영희철민지현우성준"
        ),
    ),
)
_RUSSIAN = _Language("cp1251", frozenset("оеаинтсрвлкмдпуяыьзбгчйхжшюОЕАИНТСРВЛКМДПУЗ"))
_CLEARLY = 0.15
_SAFE = 0.3
_SURELY = 0.7
_LEAST_CHARACTERS = 4


def likeliest_codec(sample: bytes) -> str | None:
    """The codec in which a text that is no UTF-8 reads like a language, other than Chinese; None: it reads like none.

    Every sample reads somewhat like anything; a codec is taken where it does so clearly better than GB18030.
    """
    chinese = _likeness(sample, _CHINESE)
    others = {language.codec: _likeness(sample, language) for language in _LANGUAGES if language is not _CHINESE}
    best = max(others, key=lambda codec: others[codec])
    return best if others[best] > max(chinese, 0.0) + _CLEARLY else None


def others_that_may_be(sample: bytes, codec: str) -> tuple[str, ...]:
    """The other codecs of these languages in which the text reads no worse, or without a gap where it reads like none.

    Nothing for a text that clearly reads like the language of the codec.
    """
    chosen = next((language for language in _LANGUAGES if language.codec == codec), None)
    if chosen is None or not _FOREIGN.search(sample.decode(codec, errors="replace")):
        return ()
    own = _likeness(sample, chosen)
    return tuple(
        other.codec
        for other in _LANGUAGES
        if other is not chosen
        and not _has_gaps(sample, other.codec)
        and _likeness(sample, other) > own - _CLEARLY
        and own < _SAFE
    )


def _has_gaps(sample: bytes, codec: str) -> bool:
    return _REPLACEMENT in sample[:-4].decode(codec, errors="replace")[:-1]


def reads_like_chinese(sample: bytes) -> bool:
    """Whether a good part of the characters are frequent Chinese ones, read as GB18030."""
    return _likeness(sample, _CHINESE) > _CLEARLY


def reads_like_russian(sample: bytes) -> bool:
    """Whether all that is not ASCII are letters, and most of them frequent Russian ones."""
    foreign = _FOREIGN.findall(sample.decode(_RUSSIAN.codec, errors="replace"))
    return _likeness(sample, _RUSSIAN) > _SURELY and sum(map(str.isalpha, foreign)) >= 0.98 * len(foreign)


def _likeness(sample: bytes, language: _Language) -> float:
    """The share of frequent characters among all that are not ASCII, less the share of gaps; 0 for too few.

    Any text of pairs of high bytes reads as narrow kana: they count only where nothing is a gap or reads like Chinese.
    """
    text = sample.decode(language.codec, errors="replace")
    foreign = _FOREIGN.findall(text)
    if len(foreign) < _LEAST_CHARACTERS:
        return 0.0
    frequent = sum(character in language.frequent for character in foreign)
    if language.codec == "cp932" and not reads_like_chinese(sample) and not _GAPS.search(text):
        frequent += sum(map(len, _NARROW_KANA.findall(text)))
    return (frequent - 3 * foreign.count(_REPLACEMENT)) / len(foreign)
