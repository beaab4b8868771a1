"""Whom a person's chance is compared with: people who, like them, bought lately, or who, like them, did not."""

from dataclasses import dataclass

import pandas as pd

from insight.analysis.predict.features import FEATURES
from insight.analysis.predict.models import Learnt, Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """`typical`: the median of everything known of everybody. `lately` and `silent`: how far each thing known moves the
    chance on average, of people who bought within the horizon before, and of all others."""

    typical: dict[str, float]
    lately: dict[str, float]
    silent: dict[str, float]

    def moved(self, learnt: Learnt, model: Model, rows: pd.DataFrame) -> pd.DataFrame:
        """How far each thing known moves each person's log odds beside the average of people like them.

        Beside everybody, one purchase in the last weeks would speak for an order of whoever is about to leave.
        """
        parts = learnt.parts(model, rows, self.typical)
        is_active = rows["silence"] < learnt.horizon_days
        usual = {name: is_active.map({True: self.lately[name], False: self.silent[name]}) for name in FEATURES}
        return parts - pd.DataFrame(usual)


def reference(learnt: Learnt, model: Model, now: pd.DataFrame) -> Reference:
    """Of the people of a day."""
    typical = {name: float(now[name].median()) for name in FEATURES}
    parts, is_active = learnt.parts(model, now, typical), now["silence"] < learnt.horizon_days
    means = [
        {str(name): float(mean) for name, mean in parts[who].mean().fillna(0).items()}
        for who in (is_active, ~is_active)
    ]
    return Reference(typical=typical, lately=means[0], silent=means[1])
