"""What a list says of itself where a parameter that several analyses have was set otherwise than usual."""

from insight.i18n import _

FROM = _("Only orders from {value:day} on count")
UNTIL = _("Only what began before {value:day} counts")
COMPARED = _("Compared with the state before {value:day}")
LOOKED_BACK = _("Purchases of the last {value} days are looked at")
