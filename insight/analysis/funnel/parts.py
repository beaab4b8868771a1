"""What becomes of the people of a step."""

from insight.i18n import Text, _

PART_WORDS: dict[str, Text] = {
    "lost": _("lost"),
    "open": _("still has time, not lost"),
    "converted": _("went on"),
}
