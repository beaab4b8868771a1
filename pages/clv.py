"""Predictions: who will order next and who will leave, what customers are worth, and whether such forecasts held."""

from insight.analysis.clv import ANALYSIS
from insight.i18n import _
from insight.ui.clv.worth import show_worth
from insight.ui.kit.choices import choose
from insight.ui.kit.frame import page
from insight.ui.predict.orders import show_orders

with page(ANALYSIS) as warehouse:
    views = {"orders": _("Who will order, who will leave"), "worth": _("What they are worth")}
    if choose(_("Prediction of"), views, key="predictions") == "orders":
        show_orders(warehouse)
    else:
        show_worth(warehouse)
