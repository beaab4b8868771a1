"""Personas: who a group of people are, by what is known of them, against everybody; and whether that still holds."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.personas.evaluation import OUTCOMES
from insight.analysis.personas.groups import find_group, offered_groups
from insight.analysis.personas.kept import (
    FRESH_DAYS,
    SHEET_ROWS,
    Persona,
    Written,
    find_persona,
    forget_persona,
    keep_persona,
    keep_version,
    kept_personas,
    rename_persona,
    versions,
    write_sheet,
)
from insight.analysis.personas.params import PersonasParams
from insight.analysis.personas.result import PersonasResult
from insight.analysis.personas.run import personas
from insight.analysis.personas.sheet import ORIGINS, ROW_WORDS, Origin, SheetRow, sheet
from insight.i18n import _

ANALYSIS = Analysis(
    name="personas",
    params=PersonasParams,
    run=personas,
    title=_("Personas"),
    question=_("Who are these people, and are they still who we thought?"),
    group="understand",
    icon="badge",
    needs=Needs(better=(("orders", "customer_id"), ("customers", "gender"), ("customers", "birthday"))),
)

__all__ = [
    "ANALYSIS",
    "FRESH_DAYS",
    "ORIGINS",
    "OUTCOMES",
    "ROW_WORDS",
    "SHEET_ROWS",
    "Origin",
    "Persona",
    "PersonasParams",
    "PersonasResult",
    "SheetRow",
    "Written",
    "find_group",
    "find_persona",
    "forget_persona",
    "keep_persona",
    "keep_version",
    "kept_personas",
    "offered_groups",
    "personas",
    "rename_persona",
    "sheet",
    "versions",
    "write_sheet",
]
