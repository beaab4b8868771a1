"""The tables of the predictions page, and what its lists say of each person."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from insight.analysis.clv import ClvResult, people
from insight.charts.clv.exam import backtest, calibration
from insight.export import MoreColumns
from insight.i18n import Money, Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.language import say, shown
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import show_frame
from insight.warehouse import Warehouse

_MODELS: Mapping[str, Text] = {
    "as_before": _("Everybody as before"),
    "all_alike": _("Everybody alike"),
    "bg_nbd": _("BG/NBD"),
    "mbg_nbd": _("MBG/NBD (used)"),
    "pareto_nbd": _("Pareto/NBD"),
    "gamma_gamma": _("Gamma-Gamma"),
}


def worth_of(warehouse: Warehouse, segment: Segment) -> MoreColumns:
    """What a list of people from this page says about each."""
    return MoreColumns(
        table=people(warehouse, segment),
        labels={
            "alive": _("Chance to be still a customer"),
            "expected_orders": _("Expected orders"),
            "expected_amount": _("Expected amount"),
        },
    )


def show_exam(result: ClvResult) -> None:
    """What was forecast for the held-out days, and what came."""
    language = state.language()
    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(backtest(result, language), key="backtest")
    with right:
        show_picture(calibration(result, language), key="calibration")
    rows = result.exam.to_dict("records")
    show_frame(
        pd.DataFrame(
            {
                say(_("Model")): [say(_MODELS[row["model"]]) for row in rows],
                say(_("Orders forecast")): [round(row["predicted_orders"]) for row in rows],
                say(_("Orders that came")): [row["orders"] for row in rows],
                say(_("Error a person")): [f"{row['error']:.3f}" for row in rows],
                say(_("Better than simple guesses")): [bool(row["is_better"]) for row in rows],
            }
        ),
        hide_index=True,
    )


def show_forecast(result: ClvResult) -> None:
    """Orders and money of the next days, with intervals."""
    rows, currency = result.forecast.to_dict("records"), result.params.currency
    show_frame(
        pd.DataFrame(
            {
                say(_("Days ahead")): [int(row["days"]) for row in rows],
                say(_("Expected orders")): [round(row["orders"]) for row in rows],
                say(_("Orders, 95 %")): [f"{row['orders_low']:,.0f} – {row['orders_high']:,.0f}" for row in rows],
                say(_("Expected amount")): [shown(Money(row["net_amount"], currency), "money") for row in rows],
                say(_("Amount, 95 %")): [
                    " – ".join(shown(Money(row[end], currency), "money") for end in ("low", "high")) for row in rows
                ],
            }
        ),
        hide_index=True,
    )


def show_parameters(result: ClvResult) -> None:
    """What the models were fitted to be."""
    rows = result.parameters.to_dict("records")
    show_frame(
        pd.DataFrame(
            {
                say(_("Model")): [say(_MODELS[row["model"]]) for row in rows],
                say(_("Parameter")): [row["name"] for row in rows],
                say(_("Value")): [f"{row['value']:.4f}" for row in rows],
                say(_("Standard error")): [f"{row['error']:.4f}" for row in rows],
                say(_("95 % interval")): [f"{row['low']:.4f} – {row['high']:.4f}" for row in rows],
            }
        ),
        hide_index=True,
    )
