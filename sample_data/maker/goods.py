"""What the brand sells: skin care and bakery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sample_data.maker.festivals import Shop

BRAND: Final = "例禾"
BRAND_LATIN: Final = "LIHEO"
ALL_YEAR: Final = tuple(range(1, 13))

Role = Literal["routine", "gift", "trial", "addon"]


@dataclass(frozen=True, slots=True)
class Good:
    """A product; `refill_days` is how long one lasts, `weight` how likely it is chosen within its role.

    Prices are list prices: `fen` in 1/100 CNY, `cents` in 1/100 USD (0: not sold overseas).
    """

    sku: str
    name: str
    spec: str
    category: str
    role: Role
    fen: int
    shops: tuple[Shop, ...]
    refill_days: int = 0
    weight: float = 1.0
    months: tuple[int, ...] = ALL_YEAR
    english: str = ""
    cents: int = 0


_T: Final[tuple[Shop, ...]] = ("tmall",)
_Y: Final[tuple[Shop, ...]] = ("youzan",)
_TS: Final[tuple[Shop, ...]] = ("tmall", "shopify")
_TY: Final[tuple[Shop, ...]] = ("tmall", "youzan")

GOODS: Final[tuple[Good, ...]] = (
    Good(
        "LH-JM01",
        "氨基酸洁面乳",
        "100g",
        "洁面",
        "routine",
        6900,
        _TS,
        60,
        2.4,
        english="Amino Gentle Cleanser 100g",
        cents=1400,
    ),
    Good("LH-JM02", "净澈洁面泡沫", "150ml", "洁面", "routine", 7900, _T, 60, 0.8),
    Good(
        "LH-JH01",
        "玻尿酸精华液",
        "30ml",
        "精华",
        "routine",
        18900,
        _TS,
        75,
        1.0,
        english="Hyaluronic Serum 30ml",
        cents=3200,
    ),
    Good(
        "LH-JH02",
        "烟酰胺精华",
        "30ml",
        "精华",
        "routine",
        21900,
        _TS,
        75,
        0.7,
        english="Niacinamide Serum 30ml",
        cents=3600,
    ),
    Good("LH-JH03", "舒缓修护精华", "30ml", "精华", "routine", 22900, _T, 75, 0.4),
    Good(
        "LH-MS01",
        "神经酰胺面霜",
        "50g",
        "面霜",
        "routine",
        19900,
        _TS,
        90,
        2.2,
        english="Ceramide Face Cream 50g",
        cents=3400,
    ),
    Good("LH-MS02", "轻润面霜", "50g", "面霜", "routine", 16900, _T, 90, 0.7),
    Good(
        "LH-MM01",
        '面膜"补水"10片',
        "10片",
        "面膜",
        "routine",
        9900,
        _TS,
        45,
        0.9,
        english='Sheet Mask "Hydra", box of 10',
        cents=1900,
    ),
    Good("LH-MM02", "舒缓面膜", "10片", "面膜", "routine", 11900, _T, 45, 0.5),
    Good("LH-MM03", "清洁泥膜", "100g", "面膜", "addon", 8900, _T),
    Good("LH-HS01", "护手霜 30g，3支装", "30g×3", "护手霜", "addon", 5900, _TY, weight=1.2),
    Good(
        "LH-HS02",
        "玫瑰护手霜",
        "50g",
        "护手霜",
        "addon",
        3900,
        ("tmall", "youzan", "shopify"),
        weight=1.4,
        english="Rose Hand Cream 50g",
        cents=900,
    ),
    Good(
        "LH-FS01",
        "轻盈防晒乳 SPF50+",
        "50ml",
        "防晒",
        "addon",
        11900,
        _TS,
        weight=2.0,
        months=(4, 5, 6, 7, 8, 9),
        english="Light Sunscreen SPF50+ 50ml",
        cents=2200,
    ),
    Good("LH-FS02", "儿童防晒霜", "60g", "防晒", "addon", 12900, _T, weight=0.7, months=(4, 5, 6, 7, 8, 9)),
    Good(
        "LH-SL01",
        "旅行小样四件套",
        "4件",
        "小样",
        "trial",
        2990,
        _TS,
        weight=1.5,
        english="Travel Minis, set of 4",
        cents=800,
    ),
    Good("LH-SL02", "面膜体验装", "3片", "小样", "trial", 1990, _T),
    Good(
        "LH-LH01",
        "护肤三件礼盒",
        "洁面+精华+面霜",
        "礼盒",
        "gift",
        39900,
        _TS,
        english="Skin Care Gift Set",
        cents=6800,
    ),
    Good("LH-LH02", "新年限定礼盒", "红色", "礼盒", "gift", 59900, _T, months=(1, 2, 12)),
    Good("LB-DG01", "草莓蛋糕", "6寸", "蛋糕", "routine", 16800, _Y, 70, 1.6),
    Good("LB-DG02", "草莓蛋糕", "8寸", "蛋糕", "gift", 23800, _Y, weight=1.2),
    Good("LB-DG03", "巧克力慕斯", "6寸", "蛋糕", "routine", 18800, _Y, 80, 0.8),
    Good("LB-DG04", "芒果千层", "6寸", "蛋糕", "addon", 15800, _Y, weight=0.6, months=(5, 6, 7, 8, 9)),
    Good("LB-TS01", "原味吐司", "450g", "吐司", "routine", 1800, _Y, 42, 0.9),
    Good("LB-TS02", "全麦吐司", "450g", "吐司", "routine", 2200, _Y, 42, 0.7),
    Good("LB-TS03", "北海道吐司", "380g", "吐司", "trial", 2600, _Y, weight=1.5),
    Good("LB-MF01", "蓝莓玛芬", "1个", "面包", "trial", 1500, _Y, weight=1.2),
    Good("LB-MF02", "海盐卷", "2个", "面包", "addon", 1200, _Y, weight=2.0),
    Good("LB-KF01", "挂耳咖啡", "12包", "咖啡", "routine", 5900, _Y, 60, 0.6),
    Good("LB-QQ01", "曲奇礼盒 经典", "300g", "曲奇", "addon", 8800, _TY),
    Good("LB-QQ02", "曲奇礼盒 双层", "560g", "曲奇", "gift", 13800, _TY, weight=1.4),
    Good("LB-YB01", "月饼礼盒 流心", "8枚", "月饼", "gift", 16800, _TY, weight=6.0, months=(8, 9)),
    Good("LB-YB02", "月饼礼盒 五仁", "8枚", "月饼", "gift", 13800, _TY, weight=3.0, months=(8, 9)),
    Good("LB-ZZ01", "粽子礼盒", "10枚", "粽子", "gift", 11800, _TY, weight=3.0, months=(5, 6)),
)


def on_sale(shop: Shop, role: Role, month: int) -> tuple[Good, ...]:
    """The goods of one role that a shop sells in a month."""
    return tuple(good for good in GOODS if shop in good.shops and good.role == role and month in good.months)


def masks(shop: Shop) -> tuple[Good, ...]:
    """The sheet masks a shop sells."""
    return tuple(good for good in GOODS if good.category == "面膜" and good.role == "routine" and shop in good.shops)
