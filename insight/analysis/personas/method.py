"""How personas are computed, in words, and what the columns of their frames are about."""

from insight.i18n import Text, _
from insight.results import SINGLE, Declared, Frame, Total, declare

DEFINITION: tuple[Text, ...] = (
    _(
        "Index (TGI): the share of a group that has a value of a trait ÷ the share of those compared with, times 100. "
        "Shares are of the people of whom the trait is known; how many these are stands beside it, and nobody's value "
        "is assumed."
    ),
    _(
        "A difference is called certain where chance alone would bring one, anywhere among all values tried for the "
        "group, less often than once in a hundred times (Holm's correction), and the trait is known of 30 people."
    ),
    _(
        "Usual ways: what was done in each visit of the last year, in the order of the first time; a visit ends after "
        "a pause of 30 minutes."
    ),
    _("Effect: Cohen's h between the group and those outside it; 0.2 is small, 0.5 medium, 0.8 large."),
    _(
        "Portrait: of each trait, but those by which the group was made, the value that sets it apart most, where "
        "that is certain, has an effect of 0.2 or more and is true of a tenth of the group or more. Each clause is a "
        "row of the table of traits."
    ),
    _(
        "What moved: the group of the earlier day against the group of today, trait by trait, by the population "
        "stability index; alarm: 0.1 or more and beyond chance, with Holm's correction for everything compared. "
        "Regions are compared where 30 people or more are known on both days. Only averages, shares and words are "
        "compared: what adds up grows by itself. An average has to change by a twentieth."
    ),
    _(
        "What moved in some regions is told of those: everywhere is an alarm only where the people outside them moved "
        "as well."
    ),
    _(
        "Whether it told what came: who was in the group on the first day of a month, and how many of them ordered in "
        "that month, ordered of the category that most of the group had bought before, or opened or clicked what was "
        "sent to them in it, against everybody compared with on that day."
    ),
    _(
        "Calibration: the rate of a month ÷ that of the group of the month before, which is what the persona makes one "
        "expect; as expected where the 95 % interval (Katz and others, 1978) holds 1."
    ),
)
LIMITS: tuple[Text, ...] = (
    _("A trait says what these people have more often, not why they buy."),
    _("What customer lists brought is as the newest list has it: it has no earlier days to be compared with."),
    _("Traits by which a group was made set it apart by definition: they are no news."),
)

_SHARES = (
    *declare("share", "share", "base_share"),
    *declare("number", "index"),
)

COLUMNS: Declared = {
    SINGLE: Frame(columns=(*declare("people", "base_customers"),)),
    "cards": Frame(
        columns=(
            *declare("key", "group"),
            *declare("people", "customers"),
            *declare("share", "share"),
            *declare("people", "phone", "wecom", "email", "consent", "reachable", part_of="customers", is_aside=True),
            *declare("count", "orders"),
            *declare("money", "net_amount", "recent_amount"),
            *declare("share", "net_amount_share"),
        )
    ),
    "traits": Frame(
        columns=(
            *declare("key", "group", "trait", "value"),
            *declare("people", "n"),
            *declare("people", "with_value", part_of="n"),
            *declare("people", "base_n"),
            *declare("people", "base_with", part_of="base_n"),
            *_SHARES,
            *declare("number", "low", "high", "effect", "p", "p_corrected"),
            *declare("flag", "is_certain"),
        ),
        totals=(
            Total(column="with_value", within=("group", "trait")),
            Total(column="base_with", within=("group", "trait")),
        ),
    ),
    "products": Frame(columns=(*declare("key", "group", "product"), *declare("people", "customers"), *_SHARES)),
    "hours": Frame(columns=(*declare("key", "group", "hour"), *declare("people", "orders"), *_SHARES)),
    "paths": Frame(
        columns=(
            *declare("key", "group", "path"),
            *declare("people", "customers"),
            *declare("count", "visits"),
            *declare("share", "share"),
        )
    ),
    "moved": Frame(
        columns=(
            *declare("key", "group", "region", "trait"),
            *declare("people", "n_before", "n"),
            *declare("number", "psi", "level", "p", "difference", "low", "high", "mean_before", "mean", "p_corrected"),
            *declare("flag", "is_moved"),
        )
    ),
    "evaluation": Frame(
        columns=(
            *declare("key", "group", "outcome"),
            *declare("text", "about"),
            *declare("day", "month"),
            *declare("people", "n"),
            *declare("people", "bought", part_of="n"),
            *declare("people", "base_n"),
            *declare("people", "base_bought", part_of="base_n"),
            *declare("rate", "rate", "low", "high", "base_rate"),
            *declare("number", "lift", "lift_low", "lift_high", "p_corrected"),
            *declare("rate", "expected", "calibration", "calibration_low", "calibration_high"),
            *declare("number", "is_kept"),
            *declare("flag", "is_certain"),
        )
    ),
}
"""What the fields of the result are about."""
