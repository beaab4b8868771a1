"""What is worth saying about wishes and what those who have them spend."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.answers.words import short
from insight.i18n import Money, _
from insight.results import Finding
from insight.statistics.intervals import SMALL

if TYPE_CHECKING:
    from insight.analysis.survey_value.result import SurveyValueResult


def findings(result: "SurveyValueResult") -> Iterator[Finding]:
    """The wish that is worth most, the one of most people where it is another, and who spends most each."""
    rows = result.wishes.to_dict("records")
    if not rows:
        return
    worth, wanted = rows[0], max(rows, key=lambda row: row["customers"])
    currency = result.params.currency
    yield Finding(
        text=_(
            "“{option}” is worth most: the {n:count} known people who want it spent {money:short_money} in {days} "
            "days, {share:percent} of all that was spent by those who answered",
            option=short(worth["option"]),
            n=int(worth["customers"]),
            money=Money(float(worth["net_amount"]), currency),
            days=result.params.days,
            share=float(worth["share"]),
        ),
        value=float(worth["net_amount"]),
        n=int(worth["customers"]),
        certain=int(worth["customers"]) >= SMALL,
        cell={"option": worth["option"]},
    )
    dear = max(rows, key=lambda row: float(row["each"]))
    if wanted["option"] != worth["option"]:
        yield Finding(
            text=_(
                "Most want “{option}” ({n:count} people), but they spent less: {money:short_money}",
                option=short(wanted["option"]),
                n=int(wanted["customers"]),
                money=Money(float(wanted["net_amount"]), currency),
            ),
            value=float(wanted["net_amount"]),
            n=int(wanted["customers"]),
            certain=int(wanted["customers"]) >= SMALL,
            cell={"option": wanted["option"]},
        )
    others = [float(row["high"]) for row in rows if row["option"] != dear["option"]]
    if len(rows) > 1:
        yield Finding(
            text=_(
                "Whoever wants “{option}” spends most: {each:money} a person",
                option=short(dear["option"]),
                each=Money(float(dear["each"]), currency),
            ),
            value=float(dear["each"]),
            n=int(dear["customers"]),
            certain=int(dear["customers"]) >= SMALL and all(dear["low"] > high for high in others),
            cell={"option": dear["option"]},
        )
