"""Whether a campaign did anything that would not have happened without it."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.judge.cells import arm_cells
from insight.analysis.judge.params import (
    OUTCOMES,
    CampaignName,
    ExportNumber,
    GroupCode,
    JudgeParams,
    OfTrait,
    Outcome,
    TraitValue,
    Window,
)
from insight.analysis.judge.result import JudgeResult
from insight.analysis.judge.run import judge
from insight.analysis.judge.words import ARM_WORDS, group_words, rfm_words
from insight.i18n import _

ANALYSIS = Analysis(
    name="judge",
    params=JudgeParams,
    run=judge,
    title=_("Campaign judge"),
    question=_("Did the campaign earn anything we would not have had?"),
    group="act",
    icon="balance",
    needs=Needs(tables=("orders", "touches"), better=(("orders", "customer_id"), ("touches", "customer_id"))),
)

__all__ = [
    "ANALYSIS",
    "ARM_WORDS",
    "OUTCOMES",
    "CampaignName",
    "ExportNumber",
    "GroupCode",
    "JudgeParams",
    "JudgeResult",
    "OfTrait",
    "Outcome",
    "TraitValue",
    "Window",
    "arm_cells",
    "group_words",
    "judge",
    "rfm_words",
]
