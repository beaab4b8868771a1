"""The tables of the chances to order."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from insight.analysis.predict import MODELS, TITLES, PredictResult
from insight.charts.predict.people import tenths_came
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.language import say, shown
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import show_table


def show_trial(result: PredictResult) -> None:
    """What was said of the last days, what came, and how simpler guesses did."""
    show_picture(tenths_came(result, state.language()), key="tenths_came")
    rows = result.models
    show_table(
        rows,
        result.COLUMNS["models"],
        {
            "model": _("Way of telling"),
            "expected": _("People expected"),
            "came": _("People who came"),
            "brier": _("Squared error (Brier)"),
            "brier_interval": _("95 % interval"),
            "auc": _("Order of people (AUC)"),
            "auc_interval": _("AUC, 95 %"),
            "is_better": _("Better than the simpler ones"),
            "is_used": _("Used"),
        },
        words={
            "model": [say(MODELS[model]) for model in rows["model"]],
            "expected": [shown(round(row["expected"]), "count") for row in rows.to_dict("records")],
            "brier": _to(rows["brier"], 4),
            "brier_interval": _ends(_to(rows["brier_low"], 4), _to(rows["brier_high"], 4)),
            "auc": _to(rows["auc"], 3),
            "auc_interval": _ends(_to(rows["auc_low"], 3), _to(rows["auc_high"], 3)),
        },
    )


def show_drivers(result: PredictResult) -> None:
    """What moves chances, the most first."""
    rows = result.drivers
    if rows.empty:
        st.caption(say(_("Everybody is given the same chance; nothing moves it.")))
        return
    show_table(
        rows,
        result.COLUMNS["drivers"],
        {"feature": _("Known of a person"), "share": _("Share of all that moves chances")},
        words={"feature": [say(TITLES[feature]) for feature in rows["feature"]]},
    )
    st.caption(say(_("A list of people says of each what speaks for an order and what against it.")))


def show_tenths(result: PredictResult) -> None:
    """People by tenth of the chance."""
    show_table(
        result.deciles,
        result.COLUMNS["deciles"],
        {
            "decile": _("Group of ten by the chance"),
            "customers": _("People"),
            "active": _("Bought lately"),
            "rate": _("Mean chance"),
            "expected": _("Expected to order"),
        },
        words={"expected": [shown(round(row["expected"]), "count") for row in result.deciles.to_dict("records")]},
    )


def _to(values: Iterable[float], digits: int) -> list[str]:
    return ["–" if pd.isna(value) else f"{value:.{digits}f}" for value in values]


def _ends(low: list[str], high: list[str]) -> list[str]:
    return [f"{one} – {other}" for one, other in zip(low, high, strict=True)]
