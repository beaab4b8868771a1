"""How answers are counted, in words."""

from insight.i18n import _

DEFINITION = (
    _(
        "The base of a question is who answered it. Who skipped it, was not asked, or refused is not in it; a refusal "
        "is counted beside it."
    ),
    _(
        "Where people could choose several, each option is counted by itself, and the shares may add up to more than "
        "100 %. A person who answered the survey twice counts twice."
    ),
    _(
        "A weight that the file brings is used: shares and means are weighted, numbers of people are not. Their "
        "intervals rest on the effective number (Kish): how many answers of equal weight say as much."
    ),
    _(
        "Weighted to the members, those who answered and are known count for more or less, until each chosen trait has "
        "the shares it has among all members (raking: Deming and Stephan 1940; nobody counts for more than five). "
        "Answers of people whom nobody knows count for one."
    ),
    _(
        "Net promoter score: share of 9 and 10 less share of 6 and less, of those who gave a score from 0 to 10. 7 and "
        "8 count for neither."
    ),
    _(
        "Columns are one question where they share their number or the beginning of their text: options that were "
        "ticked, places that were given, or rows of a grid."
    ),
)

LIMITS = (
    _("Those who answer are not all: who likes the brand answers more often. Compare who answered with the members."),
    _("What people say they want and what they buy may differ: look at both."),
)
