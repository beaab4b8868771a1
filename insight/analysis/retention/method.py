"""How retention is computed, in words."""

import pandas as pd

from insight.analysis.retention.params import Average, RetentionParams
from insight.analysis.retention.words import in_period
from insight.i18n import Money, Text, _

DEFINITION: tuple[Text, ...] = (
    _(
        "A cohort is everybody who entered in the same period: by the first order that counts, by joining, or by the "
        "first event of that name."
    ),
    _(
        "Rate: people of the cohort who came back in the period ÷ all people of the cohort. What happens on the day of "
        "entry belongs to the period of entry, whatever the time of day."
    ),
    _(
        "Calendar periods: the months, weeks, quarters or days after the one of entry. Rolling periods count from each "
        "person's own day: a month is 30 days, a quarter 90. Brackets: days after it, first included, last not."
    ),
    _("On: in that period. On or after: in that period or any later one up to the as-of day."),
    _(
        "Money kept: net amount of the cohort in the period ÷ its net amount in the period of entry, orders of one "
        "currency. Its interval is that of a ratio of two totals (Cochran 1977)."
    ),
    _(
        "Pooled average: the sum of people who came back ÷ the sum of people who entered, over the cohorts whose "
        "period is over. Simple average: the mean of the cohorts' rates."
    ),
    _("A period counts in no average, and never as zero, before it is over for everybody in the cohort."),
    _(
        "Festivals, campaigns and cohorts: back on a later day within so many days of entry, against the people who "
        "entered on all other days and have had as many days. Chi-square or Fisher's exact test, Holm-corrected."
    ),
    _(
        "A difference is said to be there when chance alone would bring one among all that were compared less often "
        "than once in a hundred times; otherwise no difference can be seen."
    ),
    _(
        "Groups of a breakdown: by their value at entry, tested against all people of the same cohorts (Cochran, "
        "Mantel and Haenszel), Holm-corrected. The largest groups are named, all others are one."
    ),
)

LIMITS: tuple[Text, ...] = (
    _("Someone who bought before the data begin looks new, so the first cohorts hold old customers too."),
    _("“On or after” still grows: younger cohorts have had less time to come back later."),
    _("People are counted in all currencies, money in one."),
    _("A difference between cohorts says that they differ, not why: who was won and what happened since go together."),
)


def tier_is_today(params: RetentionParams) -> tuple[Text, ...]:
    """What is not known as of the day of entry."""
    if params.breakdown == "tier":
        return (_("The tier is the one known today, not the one at entry: people who came back have risen since."),)
    if params.breakdown == "trait":
        return (_("Traits and tags are those known today: what people did since may have changed them."),)
    if params.breakdown == "province" and params.entry == "event":
        return (_("The province is the one known today: an event does not say one."),)
    return ()


def formula(params: RetentionParams, averages: pd.DataFrame, period_no: int, average: Average) -> Text:
    """The average of a period with its numbers; says so where no cohort's period is over."""
    rows = averages[averages["period_no"] == period_no]
    when = in_period(params, period_no)
    if rows.empty:
        return _("Average {when}: no cohort's period is over yet", when=when)
    row = rows.iloc[0]
    cohorts, rate = int(row["cohorts"]), float(row["rate"])
    if average == "simple":
        return _(
            "Average {when}: the mean of the rates of {cohorts:count} cohorts = {rate:percent}",
            when=when,
            cohorts=cohorts,
            rate=float(row["simple_rate"]),
        )
    if params.returns == "amount":
        return _(
            "Average {when}: {amount:money} ÷ {entry:money} at entry = {rate:percent}, over {cohorts:count} cohorts",
            when=when,
            amount=Money(float(row["net_amount"]), params.currency),
            entry=_entry_amount(row, params),
            rate=rate,
            cohorts=cohorts,
        )
    return _(
        "Average {when}: {returned:count} who came back ÷ {n:count} who entered = {rate:percent}, over {cohorts:count} "
        "cohorts",
        when=when,
        returned=int(row["returned"]),
        n=int(row["n"]),
        rate=rate,
        cohorts=cohorts,
    )


def _entry_amount(row: "pd.Series[float]", params: RetentionParams) -> Money | None:
    rate = float(row["rate"])
    return Money(float(row["net_amount"]) / rate, params.currency) if rate > 0 else None
