"""Whole segments as conditions: a number of an analysis, and a saved segment. Their statements are found elsewhere."""

from insight.audience.fields import Document, Whole, Word
from insight.audience.rule import Rule
from insight.i18n import _

CELL, SAVED = "cell", "in_segment"

NUMBERS = (
    Rule(
        name=SAVED,
        subject="segments",
        label=_("In a saved segment"),
        sentence=_("in the segment “{segment}”"),
        negation=_("not in the segment “{segment}”"),
        statement="",
        fields=(
            Whole(
                name="segment",
                label=_("Saved segment"),
                least=1,
                offered="SELECT segment_id AS value, NULL AS people FROM app.segments WHERE deleted_at IS NULL",
            ),
        ),
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
