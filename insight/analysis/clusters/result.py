"""What clusters found, who is in each group, and how it was computed."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.clusters import findings as sentences
from insight.analysis.clusters import statements as sql
from insight.analysis.clusters.cells import cells
from insight.analysis.clusters.method import COLUMNS as _COLUMNS
from insight.analysis.clusters.method import DEFINITION, LIMITS
from insight.analysis.clusters.model import Model
from insight.analysis.clusters.params import ClustersParams
from insight.analysis.clusters.source import Source
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.schema.traits import Trait
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH
from insight.warehouse.steps import Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class ClustersResult:
    """`people` of the base, of whom `drawn` were looked at to find groups; amounts in `params.currency`.

    `separation`: mean silhouette of people drawn, from -1 to 1; nan without groups. `clusters`: cluster (from 1 on, the
    largest when fitted first; 0: in no group, where groups are dense ones), customers, share, net_amount (all orders so
    far), net_amount_share, separation. Empty where no number of groups is stable and none was asked for.
    `profile`: cluster, trait, value (of a category, else None), n (people in the group of whom it is known), mean (a
    share for a category), base_mean, difference (in standard deviations of everybody in the base).
    `curve`: k, separation, chance (the most of five shuffled copies), stability (adjusted Rand index of resamples),
    is_stable; empty for a kept clustering. `map`: cluster, x, y, is_centre of some of the people. `left_out`: trait,
    reason (constant, unknown, scattered), known_share. `moved`: came_from (group of the clustering `named_after`),
    cluster, customers. `names`: what groups 1, 2 … are called. `model` puts anybody into a group on any day.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar[tuple[str, ...]] = ("model", "compared", "source", "before")

    params: ClustersParams
    model: Model
    compared: tuple[Trait, ...]
    source: Source
    names: tuple[Text, ...]
    people: int
    drawn: int
    separation: float
    clusters: pd.DataFrame
    profile: pd.DataFrame
    curve: pd.DataFrame
    map: pd.DataFrame
    left_out: pd.DataFrame
    moved: pd.DataFrame
    before: Bound | None = None

    @property
    def traits(self) -> Mapping[str, Trait]:
        """The traits by which people are compared, by name."""
        return {trait.name: trait for trait in self.compared}

    def name(self, cluster: int) -> Text:
        """What a group is called; 0 is nobody's."""
        return self.names[cluster - 1] if cluster else _("in no group")

    def findings(self) -> list[Finding]:
        """The sentences worth saying: whether there are groups, who they are, what they bring."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, cluster: int, came_from: int | None = None) -> Segment:
        """The people of a group; with `came_from` only those that the clustering `named_after` had in that group.

        Raises ParameterError for a group that is not there.
        """
        known = [int(number) for number in self.clusters["cluster"]]
        if cluster not in known:
            names = ", ".join(map(str, known)) or "–"
            raise ParameterError("cluster", cluster, _("one of {names}", names=names))
        sentence: Text = _("Group “{name}”, as of {as_of:day}", name=self.name(cluster), as_of=self.params.as_of)
        statement = sql.placed(self.source.steps, self.model.measures, self.model.groups).select(sql.MEMBERS)
        values = {**self.source.values, **sql.bound(self.model.measures, self.model.groups), "cluster": cluster}
        cell: dict[str, Any] = {"cluster": cluster}
        if came_from is not None:
            sentence = _("{who}; group {number} before", who=sentence, number=came_from)
            statement, values = self._moved(statement, values, came_from)
            cell["came_from"] = came_from
        return Segment(
            sentence=sentence,
            statement=statement,
            values=values,
            as_of=self.params.as_of,
            analysis="clusters",
            parameters=self._kept_as() | cell,
        )

    def _kept_as(self) -> dict[str, Any]:
        """The parameters by which the same groups are found on any other day."""
        asked = asdict(self.params)
        if self.params.model is not None:
            return asked
        number = self.params.k or (None if self.params.algorithm == "density" else len(self.model.groups.centres))
        return asked | {"k": number, "fitted_on": self.params.fitted_on or self.params.as_of}

    def _moved(self, statement: str, values: dict[str, Any], came_from: int) -> tuple[str, dict[str, Any]]:
        if self.before is None:
            raise ParameterError("came_from", came_from, _("nothing: these groups were not compared with earlier ones"))
        return (
            sql.both(statement, self.before.statement),
            values | dict(self.before.values) | {"came_from": came_from},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        whole = sql.placed(self.source.steps, self.model.measures, self.model.groups)
        counted = sql.counted(self.model.measures)
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=LIMITS,
            statements=(whole.select(counted),) if len(self.model.groups.centres) else (),
            values={name: value for name, value in self.source.values.items() if not isinstance(value, list)},
        )
