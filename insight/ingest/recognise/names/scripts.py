"""Traditional Chinese and Japanese signs of header words, folded into the simplified ones that the lists are in."""

_TRADITIONAL = (
    "訂單編號碼類態狀額總價實際應備註費運貨購買銷賣換郵電話機號幣別稅產項數優惠會員顧戶註冊錄間時發開結帳繳點選擇稱"
    "體經辦區縣鄉鎮門專營業務處據動東國際聯絡標題內評論問題閱覽頁訪搜尋關鍵詞優折讓紅領過調確認轉帶資訊轄導師響"
    "應爲為與於從對將這個們來還後給讓說話語請謝圖檔證書類別級層樓歲齡婚職歷學習雙單雜誌錢儲蓄積紀錄載審補償滿減損"
    "壞缺變異長寬軽輕複雑簡產製廠牌條範圍複購親屬誰麼樣嗎暱遞網簽庫離組團賬紙舊讀寫畫聽覺愛歡樂飲飯館廳車鐵飛機場碼頭島灣陽陰陸"
    "閉達輸揀絕無進廢棄驗決遲撥倉憑啟輛敗鎖檢預約訖濟"
)
_SIMPLIFIED = (
    "订单编号码类态状额总价实际应备注费运货购买销卖换邮电话机号币别税产项数优惠会员顾户注册录间时发开结账缴点选择称"
    "体经办区县乡镇门专营业务处据动东国际联络标题内评论问题阅览页访搜寻关键词优折让红领过调确认转带资讯辖导师响"
    "应为为与于从对将这个们来还后给让说话语请谢图档证书类别级层楼岁龄婚职历学习双单杂志钱储蓄积纪录载审补偿满减损"
    "坏缺变异长宽轻轻复杂简产制厂牌条范围复购亲属谁么样吗昵递网签库离组团账纸旧读写画听觉爱欢乐饮饭馆厅车铁飞机场码头岛湾阳阴陆"
    "闭达输拣绝无进废弃验决迟拨仓凭启辆败锁检预约讫济"
)
_FOLDED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_ONLY_TRADITIONAL = frozenset("訂單號碼額總實應註費運貨購買銷賣換郵電話機幣稅產項數優顧戶冊間時發結帳點選類態狀與會員")
_ALSO_JAPANESE = frozenset("運買換話機電間時結選与会員帳頭項別額類態実発")


def simplified(text: str) -> str:
    """The text with traditional signs replaced; every other sign stays."""
    return text.translate(_FOLDED)


def compatible(stems: str) -> str:
    """Stems as words are compared: one Thai vowel is two signs once a word is normalised."""
    return stems.replace("\u0e33", "\u0e4d\u0e32")


def is_traditional(text: str) -> bool:
    """Whether the text has signs that are written so neither in simplified Chinese nor in Japanese."""
    return any(sign in _ONLY_TRADITIONAL and sign not in _ALSO_JAPANESE for sign in text)
