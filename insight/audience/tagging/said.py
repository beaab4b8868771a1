"""Whether a line of a chat says a word of the person who wrote it: not of others, not as a question, not denied.

In doubt the answer is no: a tag that is missing costs little, one that is wrong is told to the person's face.
"""

import re
import unicodedata

_CLAUSE = re.compile(r"([，,。.!！?？;；~～…\n]+|\s{2,})")
_DENIED_BEFORE = re.compile(
    r"(?:不是|不算|不属于|不太|不怎么|不大|不容易|不会|不再|不曾|没有|没得|没什么|从没|从来不|并非|并不|绝非|谈不上|算不上|称不上|"
    r"没|无|非|未|不|别|勿|免|零|抗|防|摆脱|告别|排除|远离|缓解|改善|解决|治好|很少|极少|甚少|罕见|\bnot\b|\bno\b|n't|\bnever\b|\bwithout\b|\bnon\b)[^，。！？]{0,6}$"
)
_DENIED_AFTER = re.compile(
    r"^(?:肌|皮|性|的|体质|皮肤|症状|反应|史|这个|情况|问题|啥的|什么的|之类的?)*(?:倒是|倒|都|也|真|可|好像|应该|其实|完全|目前|现在|暂时|早就?|早已|已经?|就)*"
    r"(?:不是|没有|没了|没|算不上|谈不上|不存在|不至于|不严重|好了|治好|消失|不再|不会|无|isn't|not\b)"
    r"|^.{0,7}(?:没有?了?$|没出现|没发生|没发作|失败|消失|一点都没)"
)
_DOUBT = re.compile(
    r"如果|要是|假如|假设|万一|怕|担心|以防|避免|防止|预防|容易引起|引起|导致|会造成|造成|听说|据说|好像|似乎|可能|也许|估计|怀疑|说不定|"
    r"不知道|不确定|不清楚|想知道|是不是|算不算|属不属于|会不会|有没有|有无|是否|能不能|可不可以|\bif\b|\bmaybe\b|\bmight\b|afraid|worr"
)
_OTHERS = re.compile(
    r"妹|姐|妈|爸|爹|娘|老公|老婆|先生|太太|丈夫|妻子|男友|女友|男朋友|女朋友|对象|孩子|小孩|宝宝|宝贝|娃|女儿|儿子|闺女|"
    r"朋友|同事|同学|闺蜜|室友|舍友|老板|领导|亲戚|家人|家里人|老人|奶奶|爷爷|外婆|外公|姥|婆婆|公公|嫂|弟|哥|叔|姨|姑|舅|侄|孙|"
    r"我们家|我家|咱家|她|他|它|别人|人家|有人|有些人|很多人|大家|谁|客户|顾客|网友|博主|邻居|狗|猫|"
    r"\b(?:sister|brother|mother|mom|mum|father|dad|husband|wife|son|daughter|kid|child|baby|friend|he|she|they|people|someone)\b"
)
_KIN = (
    "妹|姐|妈|爸|老公|老婆|儿|女|弟|哥|朋友|闺蜜|同事|男|对象|婆|奶|爷|外|孩|先生|太太|舍友|室友|娘|爹|姨|姑|叔|舅|侄|"
    "嫂|宝|娃|公|家"
)
_SELF = re.compile(r"我(?!们?家|(?:" + _KIN + r"))|本人|自己|咱(?!家|妈|爸)|俺|\bI\b|\bI'm\b|\bmy skin\b")
_CLAIM = re.compile(
    r"(?:我|本人|自己|咱|俺)(?:的|就|也|一直|真的|本来|本身|天生|属于|皮肤|脸|脸部|体质|比较|有点|有些|很|特别|超级|对\w{1,4}|重度|轻度|严重|典型|是|都|还|挺|蛮|可|的确|确实|算|个|极度|敏)*$"
)
_QUESTION = re.compile(
    r"[?？]|吗|呢$|么$|嘛$|吧$|怎么|什么|哪|多少|几[天款种个]|咋|为啥|求问|请问|能不能|可不可以|行不行"
    r"|好不好|是否|\bcan\b|\bdo\b|\bis it\b|\bare\b|\bwhat\b"
)
_PRODUCT_BEFORE = re.compile(
    r"(?:适合|适用|针对|专为|专供|给|为|推荐给|友好|介绍|主打|对|关于|卖|买|款|系列|\bfor\b)\s*(?:的|于)?$"
)
_PRODUCT_AFTER = re.compile(
    r"^(?:肌|皮|肤|性|人群|人|的人|星人|姐妹|宝宝|肌肤)*(?:专用|专属|适用|系列|款|可用|友好|慎用|必备|慎入|套装|面霜|精华|乳液|面膜|洁面|修护|修复|测试|"
    r"产品|水乳|防晒|护理|配方|酸奶|蛋糕|饼干|奶茶|牛奶|版|口味|的产品|的款|的蛋糕|的面霜|的东西|的话|怎么|什么)"
)
_PAST = re.compile(r"以前|曾经|曾|从前|小时候|过去|去年|当年|原来|早年|\bused to\b")
_STILL = re.compile(r"现在还|现在也|一直|到现在|至今|\bstill\b")
_OVER = re.compile(r"现在(?:好|不|没|已经)|后来(?:好|就好|不)|已经好|早就?好|治好|如今(?:不|好)|\bno longer\b")


def says_of_self(line: str, word: str) -> bool:
    """Whether the writer says the word of themselves anywhere in the line."""
    text, word = (unicodedata.normalize("NFKC", part).casefold() for part in (line, word))
    text = text.replace("i'm", "I'm").replace(" i ", " I ")
    text = "I" + text[1:] if text.startswith(("i ", "i'")) else text
    is_over = bool(_OVER.search(text))
    is_of_others = False
    pieces = _CLAUSE.split(text)
    for clause, end in zip(pieces[::2], [*pieces[1::2], ""], strict=False):
        is_of_others = _speaks_of_others(clause, before=is_of_others)
        places = [place.start() for place in re.finditer(re.escape(word), clause)]
        if any(
            _is_said(clause, place, word, end, text, is_of_others=is_of_others, is_over=is_over) for place in places
        ):
            return True
    return False


def _speaks_of_others(clause: str, *, before: bool) -> bool:
    """Whom a clause is about: whom it names last before anything else, else whom the clause before was about."""
    if _SELF.search(clause):
        return bool(_OTHERS.search(clause)) and not _SELF.match(clause.lstrip("但可不过而因为所以，, "))
    return bool(_OTHERS.search(clause)) or before


def _is_said(clause: str, place: int, word: str, end: str, text: str, *, is_of_others: bool, is_over: bool) -> bool:
    head, tail = clause[:place], clause[place + len(word) :]
    if _DENIED_BEFORE.search(head) or _DENIED_AFTER.search(tail) or _DOUBT.search(head):
        return False
    if _PAST.search(head) and (is_over or not _STILL.search(text)):
        return False
    if is_of_others or is_over:
        return False
    is_claim = bool(_CLAIM.search(head)) and bool(head)
    if is_claim:
        return True
    if _OTHERS.search(head) or _OTHERS.search(tail[:3]):
        return False
    if _PRODUCT_BEFORE.search(head) or _PRODUCT_AFTER.search(tail):
        return False
    return not _QUESTION.search(clause + end)
