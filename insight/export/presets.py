"""Which columns a list has: all of them, or those that the tool it goes to takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from insight.i18n import Text, _

PresetName = Literal["all", "wecom", "sms", "calls", "own"]
Way = Literal["any", "phone", "wecom"]
"""How people on the list are reached: whoever cannot be reached so is left out of a list for contacting."""

TALKING_POINTS: Mapping[str, Text] = MappingProxyType(
    {
        "last_products": _("Bought last"),
        "days_since_last_order": _("Days since the last order"),
        "points": _("Points"),
        "birthday": _("Birthday"),
    }
)
"""What staff can begin a call with."""

EDIT_COLUMNS: Mapping[str, Text] = MappingProxyType({"notes": _("Notes"), "new_tags": _("New tags")})
"""Empty columns for staff to write into; what stands in them comes back with the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """`columns`: names in order; None for all of them. `is_format`: a tool reads the list, which then has these columns
    and no others, in this order, empty ones too."""

    label: Text
    columns: tuple[str, ...] | None
    way: Way
    is_format: bool = False


PRESETS: Mapping[PresetName, Preset] = MappingProxyType(
    {
        "all": Preset(label=_("All columns"), columns=None, way="any"),
        "wecom": Preset(
            label=_("WeCom mass send"),
            columns=("external_userid", "owner_staff", "name", "nickname", "tags", "customer_id"),
            way="wecom",
            is_format=True,
        ),
        "sms": Preset(label=_("SMS platform"), columns=("phone", "name"), way="phone", is_format=True),
        "calls": Preset(
            label=_("Call list"),
            columns=(
                *("name", "phone", "owner_staff", "tier", "rfm_group", "stage", "favourite_product"),
                *("last_ordered_at", *TALKING_POINTS, "orders", "net_amount", "city", "tags", "customer_id"),
            ),
            way="phone",
        ),
        "own": Preset(label=_("Own choice"), columns=None, way="any"),
    }
)
