"""How groups are compared, in words."""

from insight.i18n import _

TESTS = (
    _(
        "Choices are compared by a chi-square test; where few answers are expected by Fisher's exact test (two by two) "
        "or by shuffling the groups. Effect: Cramér's V."
    ),
    _(
        "Marks are compared by Welch's analysis of variance, pairs of groups by Games and Howell; words that are a "
        "scale by Kruskal and Wallis. Effect: the share of the spread that the groups explain."
    ),
    _(
        "A letter beside a number names a group in which fewer say so: such a difference, anywhere in the table, comes "
        "by chance in fewer than one table in twenty (Holm)."
    ),
    _("Groups with few answers are shown and not compared."),
    _("Several options of one question, or several questions, are corrected together (Holm)."),
)
