"""Facts that stand below each other, a row each (who, what is known, its value), turned into a row a person.

They are told by their names: a column of what is known beside one of its value; one name is enough where the values
are of different kinds, each of one kind within what it is about. Nothing is turned where a column would be lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read.layout.rows import is_value, trimmed
from insight.ingest.read.table import ROW_NUMBER, column_names, text_table

_OF_FACTS = re.compile(
    r"(.*[\s_.-])?(attribute?|attr|property|field|key|trait|characteristic|variable|parameter|merkmal|eigenschaft|attribut"
    r"|propri[ée]t[ée]|champ|caract[ée]ristique|atributo|campo|propiedad|caracter[ií]stica|attributo|атрибут|поле|свойство)"
    r"([\s_.-]?(name|key|code|label|type))?|.{0,4}(属性|字段|标签|标签类型|标签组|特征|資料項目|項目|속성|항목)(名|名称|名稱|类型|명)?",
    re.IGNORECASE,
)
_OF_VALUES = re.compile(
    r"(.*[\s_.-])?(value|val|wert|valeur|valor|valore|значение)|.{0,6}(值|値|값|内容)", re.IGNORECASE
)
_DATE = re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}.*")
_NUMBER = re.compile(r"[-+]?[\d.,]*\d%?")
_LOOKED_AT = 2000
_FEWEST_ROWS, _FEWEST_FACTS, _MOST_FACTS = 4, 2, 300
_MOSTLY = 0.8
_SEVERAL = "; "


@dataclass(frozen=True, slots=True)
class _Shape:
    """The places of who, of what is known and of its value; `kept` say more of who, `newest` which is later."""

    who: int
    fact: int
    value: int
    kept: tuple[int, ...]
    newest: int | None


def with_a_row_a_person(
    cells: pa.Table, names: tuple[str, ...], choice: bool | None
) -> tuple[pa.Table, tuple[str, ...], tuple[Assumption, ...]]:
    """The rows, their names, and that they were turned; as they stand where they are no facts or a person says so."""
    shape = None if choice is False else _shape_of(cells, names)
    if shape is None:
        return cells, names, ()
    said = Assumption(
        "facts_in_rows",
        "yes",
        _("Each row is one fact about {column}; the facts of one stand in one row", column=names[shape.who]),
        names[shape.fact],
        cells.num_rows,
        ("no",),
    )
    return *_turned(cells, names, shape), (said,)


def _turned(cells: pa.Table, names: Sequence[str], shape: _Shape) -> tuple[pa.Table, tuple[str, ...]]:
    whose, what, values = (
        [trimmed(cell) for cell in cells[str(at)].to_pylist()] for at in (shape.who, shape.fact, shape.value)
    )
    first: dict[str, int] = {}
    for row, who in enumerate(whose):
        if who:
            first.setdefault(who, row)
    known: dict[str, dict[str, list[str]]] = {fact: {} for fact in what if fact}
    for row in _oldest_first(cells, shape):
        if (who := whose[row]) and (fact := what[row]) and (value := values[row]):
            known[fact].setdefault(who, []).append(value)
    places, own = pa.array(list(first.values())), (shape.who, *shape.kept)
    facts = [pa.array([_one(said.get(who), shape) for who in first], pa.string()) for said in known.values()]
    turned = text_table([*(cells[str(at)].take(places) for at in own), *facts], cells[ROW_NUMBER].take(places))
    return turned, (*(names[at] for at in own), *known)


def _one(values: list[str] | None, shape: _Shape) -> str | None:
    """The newest value where a moment tells it, else every one."""
    if not values:
        return None
    return values[-1] if shape.newest is not None else _SEVERAL.join(dict.fromkeys(values))


def _oldest_first(cells: pa.Table, shape: _Shape) -> Sequence[int]:
    if shape.newest is None:
        return range(cells.num_rows)
    moments = cells[str(shape.newest)].to_pylist()
    return sorted(range(cells.num_rows), key=lambda row: moments[row] or "")


def _shape_of(cells: pa.Table, names: Sequence[str]) -> _Shape | None:
    facts = [at for at, name in enumerate(names) if _OF_FACTS.fullmatch(name.strip())]
    values = [at for at, name in enumerate(names) if _OF_VALUES.fullmatch(name.strip()) and at not in facts[:1]]
    if not (facts or values) or cells.num_rows < _FEWEST_ROWS:
        return None
    head = [[trimmed(cell) for cell in cells[name].slice(0, _LOOKED_AT).to_pylist()] for name in column_names(cells)]
    pairs = [(facts[0], values[0])] if facts and values else _beside(facts, values, len(names))
    found = (_shape(head, fact, value) for fact, value in pairs if (facts and values) or _are_mixed(head, fact, value))
    shape = next((shape for shape in found if shape), None)
    is_few = shape is not None and pc.count_distinct(cells[str(shape.fact)]).as_py() <= _MOST_FACTS
    return shape if is_few else None


def _beside(facts: Sequence[int], values: Sequence[int], width: int) -> list[tuple[int, int]]:
    """The one that a name tells, and its neighbour."""
    if facts:
        return [(facts[0], facts[0] + 1)] if facts[0] + 1 < width else []
    return [(values[0] - 1, values[0])] if values[0] else []


Column = Sequence[str | None]


def _shape(head: Sequence[Column], fact: int, value: int) -> _Shape | None:
    others = [at for at in range(len(head)) if at not in (fact, value) and any(head[at])]
    times = [at for at in others if all(_DATE.fullmatch(text) for text in head[at] if text)]
    who = next((at for at in others if at not in times and _tells_who(head[at], head[fact])), None)
    if who is None or not _are_facts(head[fact], head[value]):
        return None
    rest = [at for at in others if at != who and not _is_own(head[at]) and not _holds(head[fact], head[at])]
    kept = tuple(at for at in rest if _holds(head[who], head[at]))
    varying = [at for at in rest if at not in kept]
    if any(at not in times for at in varying) or len(varying) > 1:
        return None
    return _Shape(who, fact, value, kept, next(iter(varying), None))


def _tells_who(who: Column, fact: Column) -> bool:
    """Filled in every row, in several of them the same, and no fact of one stands twice as a rule."""
    pairs = list(zip(who, fact, strict=True))
    return all(who) and len(set(who)) < _MOSTLY * len(who) and len(set(pairs)) >= _MOSTLY * len(pairs)


def _are_facts(fact: Column, value: Column) -> bool:
    """Words of which each is known of several."""
    said = [text for text in fact if text]
    different = set(said)
    is_words = len(said) == len(fact) and not any(is_value(text) for text in different) and any(value)
    return is_words and len(different) >= _FEWEST_FACTS and len(different) * 2 <= len(said) + 1


def _is_own(column: Column) -> bool:
    """A number of the row's own."""
    return all(text and text.isdecimal() for text in column) and len(set(column)) == len(column)


def _holds(group: Column, column: Column) -> bool:
    """Whether all rows of one value of the group say the same."""
    seen: dict[str | None, str | None] = {}
    return all(seen.setdefault(key, text) == text for key, text in zip(group, column, strict=True))


def _are_mixed(head: Sequence[Column], fact: int, value: int) -> bool:
    """Whether the values are of several kinds, and of one kind within each fact."""
    kinds: dict[str, list[str]] = {}
    for name, text in zip(head[fact], head[value], strict=True):
        if name and text:
            kinds.setdefault(name, []).append(_kind(text))
    usual = {max(set(each), key=each.count) for each in kinds.values()}
    is_even = all(_share(each) >= _MOSTLY for each in kinds.values())
    return len(usual) > 1 and is_even


def _share(kinds: Sequence[str]) -> float:
    return max(kinds.count(kind) for kind in set(kinds)) / len(kinds)


def _kind(text: str) -> str:
    if _DATE.fullmatch(text):
        return "date"
    if _NUMBER.fullmatch(text):
        return "number"
    return "address" if "@" in text else "words"
