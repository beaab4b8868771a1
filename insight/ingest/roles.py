"""The few things that a row says (who, when, how much …), with the column that says each; a person may move them."""

from collections.abc import Mapping as Named
from dataclasses import dataclass

from insight.i18n import Text
from insight.ingest.assumption import Assumption, merged
from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.kinds import Need, needs
from insight.ingest.recognise.mapping import fillable_columns
from insight.ingest.recognise.proposal import Question, Reading, propose

SALES = ("orders", "order_items")
"""The kinds of row that fill orders and their lines together."""
_MORE = {
    "order_items": (Need("how_much", ("line_paid", "unit_price", "paid_amount", "order_amount"), is_needed=False),)
}
_WIDE = {"answers": "answer", "figures": "value"}
_BY_CELLS = ("who", "when", "how_much", "state")


@dataclass(frozen=True, slots=True)
class Role:
    """One thing that a row says. `column` is the canonical table and column that the cells at `places` fill.

    `is_wide`: several columns say it, one part each; otherwise `places` is one, or none where nothing says it.
    """

    what: str
    question: Text
    is_needed: bool
    places: tuple[int, ...]
    column: tuple[str, str] | None
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """A sheet as rows of one kind. `open` are needed answers that are missing: with any, it cannot be loaded."""

    kind: str
    mapping: Mapping
    open: tuple[Question, ...]
    assumptions: tuple[Assumption, ...]

    @property
    def roles(self) -> list[Role]:
        """What a row of this kind says, the most telling first; the optional last."""
        found = [_role(self.mapping, self.kind, need) for need in _needs(self.kind)]
        return sorted(found, key=lambda role: not role.is_needed)

    @property
    def unsaid(self) -> list[Role]:
        """What most analyses ask and no column of this sheet says: who, when, how much."""
        return [role for role in self.roles if role.what in ("who", "when", "how_much") and not role.places]


def _needs(kind: str) -> tuple[Need, ...]:
    return (*needs(kind), *_MORE.get(kind, ()))


def tables_of(kind: str) -> tuple[str, ...]:
    """The canonical tables that rows of a kind fill."""
    if kind in SALES:
        return SALES
    return ("survey_responses", "survey_answers") if kind == "survey_responses" else (kind,)


def understood(
    table: TextTable, kind: str, said: Named[str, tuple[int, ...]], known: Mapping | None = None
) -> Understood:
    """The sheet as rows of that kind, with what a person said of its roles (places; none: no column says it).

    `known` is a mapping that was found for this kind of row, by a template or before; what nobody speaks of stays so.
    """
    if known is None:
        reading = propose(table, kind=kind, mapped=_mapped(table, kind, said)).best
        open_ones = tuple(question for question in reading.open if question.is_needed)
        return Understood(kind, reading.mapping, open_ones, merged(reading.assumptions))
    for what, places in said.items():
        known = _moved(known, table, kind, what, places)
    return Understood(kind, known, (), ())


def _role(mapping: Mapping, kind: str, need: Need) -> Role:
    if need.what in _WIDE:
        places = tuple(at for name in tables_of(kind) if name in mapping.melts for at in mapping.melts[name].positions)
        return Role(need.what, need.question, need.is_needed, places, None, is_wide=True)
    filled = [
        ((table, column), places[0])
        for column in need.columns
        for table in tables_of(kind)
        if column in fillable_columns(table) and (places := mapping.positions(table, column))
    ]
    column, places = (filled[0][0], (filled[0][1],)) if filled else (None, ())
    return Role(need.what, need.question, need.is_needed, places, column)


def _mapped(table: TextTable, kind: str, said: Named[str, tuple[int, ...]]) -> dict[str, str]:
    """What was said of the roles, as answers by header."""
    columns = {need.what: need.columns for need in _needs(kind)}
    by_cells = {need.what for need in needs(kind)} & set(_BY_CELLS)
    mapped: dict[str, str] = {}
    for what, places in said.items():
        if what not in columns:
            continue
        means = _WIDE.get(what) or (what if what in by_cells else columns[what][0])
        mapped |= {table.header[place]: means for place in places}
    return mapped


def _moved(mapping: Mapping, table: TextTable, kind: str, what: str, places: tuple[int, ...]) -> Mapping:
    """The mapping with the column of one role taken from elsewhere."""
    role = next((_role(mapping, kind, need) for need in _needs(kind) if need.what == what), None)
    if role is None or role.places == places or role.is_wide:
        return mapping
    if role.column is not None:
        mapping = mapping.with_column(*role.column, ())
    for place in places:
        reading: Reading = propose(table, kind=kind, mapped=_mapped(table, kind, {what: (place,)})).best
        need = next(need for need in _needs(kind) if need.what == what)
        new = _role(reading.mapping, kind, need).column or role.column
        if new is not None:
            mapping = mapping.with_column(*new, (place,))
    return mapping
