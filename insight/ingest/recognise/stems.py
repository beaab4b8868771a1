"""What a word for the state of an order means where no list has it: told by the stem in it, in many languages."""

import re
import tomllib
from functools import cache
from pathlib import Path

from insight.ingest.recognise.header import normalise_header

_FILE = Path(__file__).parents[1] / "synonyms" / "stems.toml"
_PAIRS = (
    "貨货 發发 關关 閉闭 訂订 單单 帳账 賬账 確确 認认 達达 運运 輸输 務务 處处 簽签 領领 備备 揀拣 繳缴 結结 開开 "
    "買买 賣卖 額额 絕绝 請请 還还 無无 銷销 審审 產产 製制 進进 轉转 遞递 廢废 棄弃 驗验 點点 時时 間间 決决 錢钱 "
    "換换 遲迟 撥拨 倉仓 儲储 憑凭 據据 對对 啟启 過过 輛辆 車车 敗败 動动 鎖锁 檢检 購购 預预 約约 應应 實实 總总 "
    "區区 員员 顧顾 電电 號号 訖讫 濟济 "
)
_SIMPLER = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
_JOINTS = re.compile(r"[_-]+")


def simplified(word: str) -> str:
    """A word in the simplified characters of the lists; only the characters that words of states are made of."""
    return word.translate(_SIMPLER)


def status_by_stem(word: str) -> str | None:
    """The canonical status of a word, or None where no stem tells it or a stem says that nobody can."""
    normal = _JOINTS.sub(" ", normalise_header(word))
    return next((status for status, stem in _stems() if stem.search(normal)), "") or None


@cache
def _stems() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))["stems"]
    return tuple((stem["status"], re.compile("|".join(stem["are"]))) for stem in raw)
