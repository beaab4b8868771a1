"""Buyers by province, who is behind each number, and how it was found."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import ClassVar

import pandas as pd

from insight.analysis.toy import statements as sql
from insight.analysis.toy.cells import cells
from insight.analysis.toy.params import ToyParams
from insight.i18n import _
from insight.results import Cell, Declared, Finding, Frame, Method, declare
from insight.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class ToyResult:
    """`provinces`: province (None where it is not known), customers; the largest first."""

    COLUMNS: ClassVar[Declared] = {
        "provinces": Frame(columns=(*declare("key", "province"), *declare("people", "customers"))),
    }

    params: ToyParams
    provinces: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The largest province, where there is one."""
        return [
            Finding(
                text=_("Most toy buyers live in {province}", province=str(row["province"])),
                value=row["customers"],
                n=int(self.provinces["customers"].sum()),
                cell={"province": row["province"]},
            )
            for row in self.provinces.dropna().head(1).to_dict("records")
        ]

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, province: str | None) -> Segment:
        """The buyers of a province; None: of whom it is not known."""
        return Segment(
            sentence=_("Toy buyers of {province}", province=province or "–"),
            statement=sql.MEMBERS,
            values=self.params.values() | {"province": province},
            as_of=self.params.as_of,
            analysis="toy",
            parameters=asdict(self.params) | {"province": province},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(_("A toy buyer has an order that counts."),),
            limits=(_("A province is what the customer list says."),),
            statements=(sql.COUNTED,),
            values=self.params.values(),
        )
