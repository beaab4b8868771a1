"""What people call the arms of a campaign and the groups that its effect is told by."""

from collections.abc import Mapping
from typing import Any

from insight.analysis.judge.responses import FREQUENCY_WORDS, RECENCY_WORDS
from insight.analysis.rfm import LABELS
from insight.i18n import Text, _

FACTS: dict[str, Text] = {"tier": _("Tier"), "channel": _("Channel")}
"""Facts of the customer list that groups are told by."""

ARM_WORDS: dict[str, Text] = {
    "treated": _("Contacted"),
    "control": _("Control group"),
    "others": _("Neither contacted nor held back"),
    "both": _("Held back and contacted all the same"),
    "busy": _("Reached by another campaign"),
    "left_out": _("Left out of the list"),
}


def rfm_words() -> Mapping[str, Text]:
    """RFM groups as people call them; those without an order have none."""
    return {**LABELS.columns["rfm_group"].words, "none": _("No RFM group")}


def group_words(row: Mapping[str, Any]) -> Text:
    """What people call a row of `groups`."""
    if row["kind"] in FACTS:
        return _("{field}: {value}", field=FACTS[row["kind"]], value=row["group"])
    known: dict[str, Mapping[str, Text]] = {"recency": RECENCY_WORDS, "frequency": FREQUENCY_WORDS, "rfm": rfm_words()}
    return known[row["kind"]][row["group"]]
