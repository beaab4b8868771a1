"""Whole segments as conditions: a number of an analysis, and a saved segment. Their statements are found elsewhere."""

from insight.audience.rule import Rule
from insight.fields import Days, Document, Whole, Word
from insight.i18n import _

CELL, SAVED, ENTERED, LEFT = "cell", "in_segment", "entered_segment", "left_segment"

OF_SEGMENTS = (SAVED, ENTERED, LEFT)
"""The rules that name a saved segment."""

SEGMENT = Whole(name="segment", label=_("Saved segment"), least=1)
_DAYS = Days(name="days", label=_("Days"), default=30)

NUMBERS = (
    Rule(
        name=SAVED,
        subject="segments",
        label=_("In a saved segment"),
        sentence=_("in the segment “{segment}”"),
        negation=_("not in the segment “{segment}”"),
        statement="",
        fields=(SEGMENT,),
    ),
    Rule(
        name=ENTERED,
        subject="segments",
        label=_("Came into a saved segment lately"),
        sentence=_("in the segment “{segment}”, and not {days:count} days before"),
        negation=_("did not come into the segment “{segment}” in {days:count} days"),
        statement="",
        fields=(SEGMENT, _DAYS),
    ),
    Rule(
        name=LEFT,
        subject="segments",
        label=_("Left a saved segment lately"),
        sentence=_("no longer in the segment “{segment}”, but {days:count} days before"),
        negation=_("did not leave the segment “{segment}” in {days:count} days"),
        statement="",
        fields=(SEGMENT, _DAYS),
    ),
    Rule(
        name=CELL,
        subject="segments",
        label=_("Counted in a number of another page"),
        sentence=_("counted in “{analysis}”"),
        negation=_("not counted in “{analysis}”"),
        statement="",
        fields=(
            Word(name="analysis", label=_("Analysis")),
            Document(name="params", label=_("Parameters")),
            Document(name="cell", label=_("Cell")),
        ),
    ),
)
