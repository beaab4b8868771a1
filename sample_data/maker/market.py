"""The sheet in which somebody keeps an eye on competitors, month by month; their names are codes."""

from __future__ import annotations

from typing import Final

from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table, columns
from sample_data.maker.goods import BRAND

FILE: Final = "competitor_watch_2025q4.xlsx"
HEADER: Final = columns("品牌,商品,价格(元),评分,月销,采集日期,来源")
DATES: Final = ("2025-10-20", "2025-11-20", "2025-12-20")
PRODUCTS: Final = ("洁面", "精华", "面霜")

# list price of cleanser, serum and cream in yuan; rating in tenths in the first month; sales a month of each
_BRANDS: Final[dict[str, tuple[tuple[int, int, int], int, tuple[int, int, int]]]] = {
    BRAND: ((69, 189, 199), 48, (620, 410, 830)),
    "竞品甲": ((59, 169, 169), 47, (12400, 8600, 9100)),
    "竞品乙": ((79, 219, 159), 48, (3300, 2700, 4100)),
    "竞品丙": ((49, 129, 149), 45, (23000, 15600, 11800)),
}
# Planted: the brand's own cream loses rating month by month; nothing else moves by more than a tenth.
_FALL: Final = (0, 2, 5)


def _sales(units: int) -> str:
    """As the platform rounds them: 600+, 1.2万+."""
    return f"{units // 1000 / 10:g}万+" if units >= 10000 else f"{units // 100 * 100}+"


def _row(brand: str, place: int, month: int) -> Row:
    draw = Draw("market", brand, place, month)
    prices, rating, units = _BRANDS[brand]
    is_falling = brand == BRAND and PRODUCTS[place] == "面霜"
    tenths = rating - _FALL[month] if is_falling else rating + draw.between(-1, 0)
    return {
        "品牌": brand,
        "商品": PRODUCTS[place],
        "价格(元)": f"{prices[place]}",
        "评分": f"{tenths / 10:.1f}",
        "月销": _sales(units[place] * draw.between(90, 125) // 100),
        "采集日期": DATES[month],
        "来源": "天猫",
    }


def table() -> Table:
    rows = [_row(brand, place, month) for month in range(len(DATES)) for brand in _BRANDS for place in range(3)]
    title = "护肤竞品监测表（2025年第四季度，仅供内部参考）"
    return Table(FILE, HEADER, rows, sheet="竞品监测", title=title, numeric=("价格(元)", "评分"))
