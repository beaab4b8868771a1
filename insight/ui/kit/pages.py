"""Every page: those of analyses as they are declared, and those that are no analysis."""

from collections.abc import Iterator
from dataclasses import dataclass

from insight.analysis import ANALYSES, Needs, Shown
from insight.analysis.declaration import Group
from insight.i18n import Text, _


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPage:
    """A page on which something is done rather than asked; as `Shown` has it."""

    name: str
    title: Text
    question: Text
    group: Group
    icon: str
    needs: Needs


SEGMENTS = OtherPage(
    name="segments",
    title=_("Segments"),
    question=_("Who exactly, and how many?"),
    group="act",
    icon="join_inner",
    needs=Needs(tables=("customers|orders",), better=(("customers", "reach"),)),
)
EXPORTS = OtherPage(
    name="exports",
    title=_("Exports & consent"),
    question=_("What left the house, for what, and was it allowed?"),
    group="act",
    icon="outgoing_mail",
    needs=Needs(tables=("customers|orders",), better=(("customers", "reach"), ("consents", "status"))),
)
IMPORT = OtherPage(
    name="import",
    title=_("Import"),
    question=_("Which files do you want to bring in?"),
    group="data",
    icon="upload_file",
    needs=Needs(tables=()),
)

GROUPS: dict[Group, Text] = {"understand": _("Understand"), "act": _("Act"), "data": _("Data")}


def pages() -> Iterator[Shown]:
    """In the order of the menu; the first is the one a visitor lands on."""
    yield from (analysis for analysis in ANALYSES.values() if analysis.icon and analysis.group != "data")
    yield from (SEGMENTS, EXPORTS, IMPORT)
    yield from (analysis for analysis in ANALYSES.values() if analysis.icon and analysis.group == "data")
