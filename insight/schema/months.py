"""The months of the year by their number, as a person says them."""

from collections.abc import Mapping

from insight.i18n import Text, _

MONTHS: Mapping[str, Text] = {
    "1": _("January"),
    "2": _("February"),
    "3": _("March"),
    "4": _("April"),
    "5": _("May"),
    "6": _("June"),
    "7": _("July"),
    "8": _("August"),
    "9": _("September"),
    "10": _("October"),
    "11": _("November"),
    "12": _("December"),
}
