"""What a setup that is tried would change, who is behind each number, and how it was computed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.rfm_core.definition import DEFINITION as SCORES
from insight.analysis.rfm_core.flow import OPEN
from insight.analysis.rfm_core.moves import label, ladder
from insight.analysis.rfm_sandbox import findings as sentences
from insight.analysis.rfm_sandbox.cells import cells
from insight.analysis.rfm_sandbox.params import RfmSandboxParams
from insight.analysis.rfm_sandbox.statements import FLOW_MEMBERS, FLOWS_COUNTED
from insight.analysis.rfm_sandbox.tables import COLUMNS as _COLUMNS
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

_WAYS: dict[str, Text] = {
    "stayed": _("the same group"),
    "up": _("a higher group"),
    "down": _("a lower group"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmSandboxResult:
    """Everyone scored on `params.as_of`, by their group under the setup at hand and under the one tried.

    `matrix`: every way: from_group (at hand), to_group (tried), moved (stayed, up, down), customers, share (of those in
    from_group; nan where nobody is), net_amount. It adds up to `buyers`.
    `groups`: group, label, setup (at_hand, tried), customers, share (of `buyers`), net_amount, net_amount_share.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: RfmSandboxParams
    buyers: int
    matrix: pd.DataFrame
    groups: pd.DataFrame

    def findings(self) -> list[Finding]:
        """How many would stand elsewhere, with how much money."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self, *, from_group: str | None = None, to_group: str | None = None, moved: str | None = None
    ) -> Segment:
        """The people of a group at hand (from_group), of a group tried (to_group), of a direction, or of all together.

        Raises ParameterError for a name or a direction that does not exist.
        """
        cell = {"from_group": from_group, "to_group": to_group, "moved": moved}
        chosen = {name: value for name, value in cell.items() if value is not None}
        self._check(chosen)
        return Segment(
            sentence=_("{who}, as of {as_of:last_day}", who=_sentence(**cell), as_of=self.params.as_of),
            statement=FLOW_MEMBERS,
            values=self.params.values() | OPEN | cell,
            as_of=self.params.as_of,
            analysis="rfm_sandbox",
            parameters=asdict(self.params) | chosen,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*_DEFINITION, *SCORES, *ORDER_TRUTH),
            limits=_LIMITS,
            statements=(FLOWS_COUNTED,),
            values=self.params.values(),
        )

    def _check(self, chosen: dict[str, Any]) -> None:
        names = ladder(self.params.scheme)
        known = {"from_group": names, "to_group": names, "moved": tuple(_WAYS)}
        if not chosen:
            raise ParameterError("cell", "", _("from_group, to_group or moved"))
        for name, value in chosen.items():
            if value not in known[name]:
                raise ParameterError(name, value, _("one of {names}", names=", ".join(known[name])))


def _sentence(from_group: str | None, to_group: str | None, moved: str | None) -> Text:
    if from_group and to_group:
        who = _("RFM {at_hand}, with the cut-offs tried {tried}", at_hand=label(from_group), tried=label(to_group))
    elif to_group:
        who = _("RFM {tried} with the cut-offs tried", tried=label(to_group))
    else:
        who = _("RFM {at_hand}", at_hand=label(from_group)) if from_group else _("RFM all groups")
    if moved:
        who = _("{who}, with the cut-offs tried {way}", who=who, way=_WAYS[moved])
    return who


_DEFINITION = (
    _("Every buyer is scored twice on the same day: by the setup at hand and by the setup that is tried."),
    _("Up and down follow the order in which the groups stand in the table, the best first."),
    _("Nothing is changed by trying: lists and other pages keep their own setup."),
)

_LIMITS = (
    _("Other cut-offs give other names to the same people: nobody has done anything differently."),
    _("Orders that name no person, and orders in other currencies, are left out."),
)
