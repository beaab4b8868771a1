"""Where people live; provinces about as often as shops of this kind see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sample_data.maker.draw import Draw

# province: (weight, {city: districts})
_CHINA: Final[dict[str, tuple[float, dict[str, tuple[str, ...]]]]] = {
    "广东省": (13, {"广州市": ("天河区", "越秀区", "番禺区"), "深圳市": ("南山区", "福田区"), "佛山市": ("禅城区",)}),
    "浙江省": (12, {"杭州市": ("西湖区", "滨江区", "拱墅区"), "宁波市": ("鄞州区", "海曙区"), "温州市": ("鹿城区",)}),
    "江苏省": (11, {"南京市": ("鼓楼区", "江宁区"), "苏州市": ("姑苏区", "吴中区"), "扬州市": ("广陵区",)}),
    "上海": (8, {"上海市": ("浦东新区", "徐汇区", "静安区", "闵行区")}),
    "北京": (7, {"北京市": ("朝阳区", "海淀区", "西城区")}),
    "山东省": (7, {"济南市": ("历下区",), "青岛市": ("市南区", "崂山区")}),
    "四川省": (6, {"成都市": ("武侯区", "锦江区"), "绵阳市": ("涪城区",)}),
    "湖北省": (5, {"武汉市": ("武昌区", "江汉区"), "宜昌市": ("西陵区",)}),
    "河南省": (5, {"郑州市": ("金水区",), "洛阳市": ("涧西区",)}),
    "福建省": (4, {"福州市": ("鼓楼区",), "厦门市": ("思明区",)}),
    "湖南省": (4, {"长沙市": ("岳麓区", "雨花区")}),
    "安徽省": (3.5, {"合肥市": ("蜀山区", "包河区")}),
    "河北省": (3, {"石家庄市": ("长安区",), "保定市": ("竞秀区",)}),
    "陕西省": (2.5, {"西安市": ("雁塔区", "碑林区")}),
    "重庆": (2.5, {"重庆市": ("渝中区", "江北区")}),
    "辽宁省": (2.5, {"沈阳市": ("和平区",), "大连市": ("中山区",)}),
    "广西壮族自治区": (2, {"南宁市": ("青秀区",), "桂林市": ("七星区",)}),
    "江西省": (2, {"南昌市": ("东湖区",)}),
    "云南省": (1.2, {"昆明市": ("五华区",)}),
    "内蒙古自治区": (0.8, {"呼和浩特市": ("赛罕区",)}),
    "新疆维吾尔自治区": (0.6, {"乌鲁木齐市": ("天山区",)}),
}

# (weight, city, province code, province, country code, postal code)
_OVERSEAS: Final = (
    (5.0, "Los Angeles", "CA", "California", "US", "'90012"),
    (4.0, "San Francisco", "CA", "California", "US", "'94103"),
    (4.0, "New York", "NY", "New York", "US", "'10001"),
    (2.0, "Boston", "MA", "Massachusetts", "US", "'02108"),
    (2.0, "Seattle", "WA", "Washington", "US", "'98101"),
    (1.5, "Toronto", "ON", "Ontario", "CA", "M5V 2T6"),
    (1.0, "Val-d'Or", "QC", "Quebec", "CA", "J9P 1S6"),
    (1.5, "Singapore", "", "", "SG", "'018956"),
    (1.0, "Dublin", "D", "Dublin", "IE", "D02 X285"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A district (overseas: a city); `province_code`, `country` and `postcode` are only filled overseas."""

    province: str
    city: str
    district: str = ""
    province_code: str = ""
    country: str = ""
    postcode: str = ""


def place_in_china(draw: Draw) -> Place:
    province = draw.weighted(tuple(_CHINA), [weight for weight, _ in _CHINA.values()])
    cities = _CHINA[province][1]
    city = draw.pick(tuple(cities))
    return Place(province, city, draw.pick(cities[city]))


def place_near_the_bakery(draw: Draw) -> Place:
    """The bakery's stores are in Hangzhou; some goods go by parcel."""
    if draw.chance(0.15):
        return place_in_china(draw)
    return Place("浙江省", "杭州市", draw.pick(("西湖区", "滨江区", "拱墅区", "上城区", "余杭区")))


def place_overseas(draw: Draw) -> Place:
    _, city, code, province, country, postcode = draw.weighted(_OVERSEAS, [row[0] for row in _OVERSEAS])
    return Place(province, city, province_code=code, country=country, postcode=postcode)
