"""Every tag with its people, how much of each dimension is covered, and who is behind each number."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import ClassVar

import pandas as pd

from insight.audience.tagging import TAG_DIMENSIONS
from insight.audience.tagging.people import TagPeople
from insight.audience.tags import findings as sentences
from insight.audience.tags.cells import cells
from insight.audience.tags.params import TagsParams
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import SINGLE, Cell, Declared, Finding, Frame, Method, declare
from insight.segments import Segment

TAG_LABELS: dict[str, Text] = {str(name): label for name, label in TAG_DIMENSIONS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsResult:
    """`people`: everybody in the workspace.

    `tags`: tag (code), name, dimension, source (rule, words, original, custom), customers, share (of all),
    version, changed_at, changed_by, state (active, retired, merged), into; retired and merged ones have no people.
    `dimensions`: dimension, label, tags (with people), customers (with any of them), share. `history`: of the tag asked
    for: tag, as_of (first day not counted), customers. `broken`: tag, reason: rules that cannot be asked now.
    """

    INNER: ClassVar[tuple[str, ...]] = ("every",)
    COLUMNS: ClassVar[Declared] = {
        SINGLE: Frame(columns=declare("people", "people")),
        "tags": Frame(
            columns=(
                *declare("key", "tag", "dimension", "source", "state", "into"),
                *declare("text", "name", "changed_by"),
                *declare("people", "customers"),
                *declare("share", "share"),
                *declare("count", "version", is_safe=True),
                *declare("day", "changed_at"),
            )
        ),
        "dimensions": Frame(
            columns=(
                *declare("key", "dimension"),
                *declare("text", "label"),
                *declare("count", "tags", is_safe=True),
                *declare("people", "customers"),
                *declare("share", "share"),
            )
        ),
        "history": Frame(columns=(*declare("key", "tag"), *declare("day", "as_of"), *declare("people", "customers"))),
        "broken": Frame(columns=(*declare("key", "tag"), *declare("text", "reason"))),
    }

    params: TagsParams
    people: int
    tags: pd.DataFrame
    dimensions: pd.DataFrame
    history: pd.DataFrame
    broken: pd.DataFrame
    every: TagPeople

    def findings(self) -> list[Finding]:
        """The sentences worth saying."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, tag: str | None = None, dimension: str | None = None) -> Segment:
        """The people of a tag, or those with any tag of a dimension.

        Raises ParameterError for anything else.
        """
        if (tag is None) == (dimension is None):
            raise ParameterError("cell", tag or "–", _("a tag, or a dimension"))
        if tag is not None:
            return self._segment(_("with the tag “{tag}”", tag=self.name_of(tag)), [tag], tag=tag)
        if dimension is None or dimension not in TAG_DIMENSIONS:
            raise ParameterError("dimension", dimension, _("one of {names}", names=", ".join(TAG_DIMENSIONS)))
        codes = list(self.tags.loc[self.tags["dimension"] == dimension, "tag"])
        said = _("with any tag of “{dimension}”", dimension=TAG_LABELS[dimension])
        return self._segment(said, codes, dimension=dimension)

    def name_of(self, tag: str) -> Text:
        """Raises ParameterError for a tag that is not in use."""
        rows = self.tags[(self.tags["tag"] == tag) & (self.tags["state"] == "active")]
        if rows.empty:
            raise ParameterError("tag", tag, _("a tag that is in use"))
        name: Text = rows["name"].iloc[0]
        return name

    def method(self) -> Method:
        """Definition, statements and limits."""
        every = self.every.of()
        return Method(definition=_DEFINITION, limits=_LIMITS, statements=(every.statement,), values=every.values)

    def _segment(self, said: Text, codes: list[str], **cell: str) -> Segment:
        people = self.every.people(codes)
        return Segment(
            sentence=_("People {said}, as of {as_of:last_day}", said=said, as_of=self.params.as_of),
            statement=people.statement,
            values=people.values,
            as_of=self.params.as_of,
            analysis="tags",
            parameters=asdict(self.params) | cell,
        )


_DEFINITION = (
    _("A tag comes from exports, from staff, from a rule over traits and facts, or from what people say."),
    _("A tag by words holds where a line says the word of the writer: no denial, no question, no other person."),
    _("Six dimensions: who they are, product life, customer life, preferences, customer value, channel."),
    _("People of a merged tag count as those of the tag it was merged into; a retired tag has nobody."),
)
_LIMITS = (
    _("Tags of exports and of staff are as known today, also for an earlier day; rules are as of the day."),
    _("What people say is told by rules of language: in doubt nobody is tagged, so some who said it are missing."),
    _("Which dimension a tag of an export belongs to is told by its name until somebody says otherwise."),
)
