"""What was asked: which columns are one question, of what kind it is, and which answers are its options."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from insight.analysis.answers.order import natural_order

QuestionKind = Literal["single", "multiple", "scale", "nps", "matrix", "ranking", "number", "date", "open"]

WRITTEN = "〖填空〗"
"""What the number of a question ends in where people wrote a text beside an option."""

MOST_OPTIONS = 30
_MOST_POINTS = 11
_TOP_MARK = 10

_MARKED = ("scale", "nps", "number", "ranking", "matrix")

_RECOMMEND = re.compile(r"推荐|推薦|recommend|\bNPS\b|empfehl|recomend|おすすめ|勧め", re.I)
_CODE = re.compile(r"(?P<stem>[^\s]{1,40}?)[_.](?P<part>\d{1,3})")
_JOINTS = re.compile(r"\s*(?:—|——| - | – |：|: |/|\[)\s*")
_REFUSED = re.compile(
    r"refused|prefer not to (?:say|answer)|no answer|拒答|拒绝回答|不愿(?:回答|透露)|不便(?:回答|透露)|未作答", re.I
)
_UNTICKED = frozenset({"-1", "0", "否", "no", "false", "not selected", "unchecked", "未选中", "未选"})
_TICKED = frozenset({"1", "是", "yes", "true", "selected", "checked", "选中", "已选"})


@dataclass(frozen=True, slots=True)
class Item:
    """A column of the questionnaire. `text`: the row of a grid or the option it stands for; "" for a whole question.

    `options`: answer -> the option that it is; what is neither there nor `refused` was seen and not chosen.
    """

    number: str
    text: str
    options: Mapping[str, str]
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `key`: its number, or what its columns have in common. `options`: in the order of their scale.

    `points`: option -> its number, where the options are marks; `is_ordered`: whether the options are a scale.
    """

    key: str
    text: str
    kind: QuestionKind
    items: tuple[Item, ...]
    options: tuple[str, ...] = ()
    points: Mapping[str, float] | None = None
    is_ordered: bool = False

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns that it stands in."""
        return tuple(item.number for item in self.items)

    @property
    def is_closed(self) -> bool:
        """Whether it has options to choose from, or marks to give."""
        return bool(self.options)


@dataclass(frozen=True, slots=True)
class Asked:
    """A column as it was counted, and how often each of its answers was given (empty where they are too many)."""

    number: str
    text: str
    stated: str
    n: int
    is_number: bool
    is_whole: bool
    is_date: bool
    counts: Mapping[str, int]
    answers: int

    @property
    def refused(self) -> tuple[str, ...]:
        """Answers that are none: words of refusal, negative codes among codes that are not."""
        words = tuple(answer for answer in self.counts if _REFUSED.search(answer))
        return words + (self.negative if any(_is_plain(answer) for answer in self.counts) else ())

    @property
    def negative(self) -> tuple[str, ...]:
        """The negative whole numbers among the answers, where there are few of them."""
        found = tuple(answer for answer in self.counts if re.fullmatch(r"-\d{1,3}", answer))
        return found if self.is_whole and len(found) <= 3 else ()

    @property
    def said(self) -> dict[str, int]:
        """The answers that are one."""
        return {answer: n for answer, n in self.counts.items() if answer not in self.refused}


def asked(columns: Sequence[Mapping[Any, Any]], tally: Mapping[str, Mapping[str, int]]) -> list[Asked]:
    """The columns in the order of the questionnaire."""
    made = [
        Asked(
            number=row["question_no"],
            text=str(row["question"] or row["question_no"]),
            stated=str(row["question_type"] or ""),
            n=int(row["column_n"]),
            is_number=bool(row["is_number"]),
            is_whole=bool(row["is_whole"]),
            is_date=bool(row["is_date"]) and not row["is_number"],
            counts=dict(tally.get(row["question_no"], {})),
            answers=int(row["answers"]),
        )
        for row in columns
    ]
    return sorted(made, key=lambda column: _place(column.number))


def questions(columns: Sequence[Asked], kinds: Mapping[str, QuestionKind] | None = None) -> list[Question]:
    """The questions in their order. `kinds`: what somebody said a question is, by its key or its text."""
    stated = kinds or {}
    found = []
    for key, text, members in _blocks(columns):
        said = stated.get(key) or stated.get(text)
        found.append(_block(key, text, members, said) if len(members) > 1 else _one(key, text, members[0], said))
    return found


def _place(number: str) -> tuple[Any, ...]:
    parts = re.findall(r"\d+", number)
    return (*(int(part) for part in parts), WRITTEN in number, number)


def _blocks(columns: Sequence[Asked]) -> Iterator[tuple[str, str, list[tuple[Asked, str]]]]:
    """Columns of one question, each with its own text, in the order of the first of them."""
    stems = _stems(columns)
    held: dict[str, list[tuple[Asked, str]]] = defaultdict(list)
    texts: dict[str, str] = {}
    for column in columns:
        key, text, own = stems.get(column.number, (column.number, column.text, ""))
        held[key].append((column, own))
        texts.setdefault(key, text)
    for key, members in held.items():
        yield key, texts[key], members


def _stems(columns: Sequence[Asked]) -> dict[str, tuple[str, str, str]]:
    """number -> key, text of the whole question, own text; of columns that have sisters."""
    found: dict[str, tuple[str, str, str]] = {}
    for column in columns:
        if WRITTEN in column.number:
            continue
        if (match := re.fullmatch(r"(\d+)\.\d+", column.number)) and "—" in column.text:
            stem, _, own = column.text.partition("—")
            found[column.number] = (match[1], stem, own)
        elif match := _CODE.fullmatch(column.text):
            found[column.number] = (match["stem"], match["stem"], column.text)
    found |= _stems_of_texts([column for column in columns if column.number not in found])
    shared = Counter(key for key, _, _ in found.values())
    return {number: stem for number, stem in found.items() if shared[stem[0]] > 1}


def _stems_of_texts(columns: Sequence[Asked]) -> dict[str, tuple[str, str, str]]:
    """Neighbours that begin alike and are answered alike: rows of a grid whose question stands before each."""
    found: dict[str, tuple[str, str, str]] = {}
    for before, column in pairwise(columns):
        for match in _JOINTS.finditer(before.text):
            stem = before.text[: match.end()]
            if match.start() and column.text.startswith(stem) and set(before.said) & set(column.said):
                plain = before.text[: match.start()]
                for each in (before, column):
                    found.setdefault(each.number, (plain, plain, each.text[match.end() :].strip(" ]")))
    return found


def _one(key: str, text: str, member: tuple[Asked, str], stated: QuestionKind | None) -> Question:
    column = member[0]
    kind = stated or _kind_of(column)
    item = Item(column.number, "", {answer: answer for answer in column.said}, column.refused)
    if kind in ("open", "date") or not column.counts:
        kind = kind if kind in ("open", "date", "number") else "open"
        return Question(key, text, kind, (replace(item, options={}),))
    return _ordered(Question(key, text, kind, (item,)), column.said)


def _block(key: str, text: str, members: Sequence[tuple[Asked, str]], stated: QuestionKind | None) -> Question:
    """Several columns: options of which each was ticked or not, places given to each, or rows of a grid."""
    columns = [column for column, _ in members]
    if stated in (None, "multiple") and all(_is_tick(column) for column in columns):
        names = [own or column.text for column, own in members]
        items = tuple(
            Item(column.number, name, {answer: name for answer in column.counts if answer.lower() in _TICKED})
            for column, name in zip(columns, names, strict=True)
        )
        return Question(key, text, "multiple", items, tuple(names))
    kind = stated or ("ranking" if _is_ranking(columns) else "matrix")
    items = tuple(Item(c.number, own or c.text, {answer: answer for answer in c.said}, c.refused) for c, own in members)
    counts: Counter[str] = Counter()
    for column in columns:
        counts.update(column.said)
    return _ordered(Question(key, text, kind, items), counts)


def _ordered(question: Question, counts: Mapping[str, int]) -> Question:
    options, is_ordered = natural_order(counts)
    if question.kind == "multiple":
        options = sorted(options, key=lambda name: -counts[name]) if not is_ordered else options
    is_marked = question.kind in _MARKED and all(_is_number(o) for o in options) and not _is_code(question)
    points = {option: float(option) for option in options} if is_marked else None
    return replace(question, options=tuple(options), points=points, is_ordered=is_ordered)


def _kind_of(column: Asked) -> QuestionKind:
    """By its cells first; the tool's own word decides between a choice and a text, a bare code gives no marks."""
    said = column.said
    if column.is_date and column.stated != "single":
        return "date"
    if column.stated == "multiple":
        return "multiple"
    if said and all(_is_number(answer) for answer in said):
        return _kind_of_numbers(column, [float(answer) for answer in said])
    if column.is_number and not column.counts:
        return "number"
    is_choice = column.stated in ("single", "scale", "matrix") and bool(said)
    return "single" if is_choice and column.answers <= MOST_OPTIONS else "open"


def _kind_of_numbers(column: Asked, values: Sequence[float]) -> QuestionKind:
    is_mark = column.is_whole and min(values) >= 0 and max(values) <= _TOP_MARK
    if is_mark and _RECOMMEND.search(column.text) and max(values) > 5:
        return "nps"
    is_code = bool(re.fullmatch(r"\S{1,12}", column.text)) and any(sign.isdigit() for sign in column.text)
    if column.is_whole and is_code and len(values) <= _MOST_POINTS:
        return "single"
    return "scale" if is_mark and len(values) <= _MOST_POINTS else "number"


def _is_code(question: Question) -> bool:
    """Whether only a code is known of a grid: what its numbers mean is not."""
    return question.kind == "matrix" and bool(re.fullmatch(r"[A-Za-z]{0,8}[_.]?\d{1,4}", question.text))


def _is_plain(answer: str) -> bool:
    return bool(re.fullmatch(r"\d{1,4}", answer))


def _is_number(answer: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(?:\.\d+)?", answer))


def _is_tick(column: Asked) -> bool:
    """Whether a column only says ticked or not."""
    said = {answer.lower() for answer in column.counts}
    return bool(said) and said <= _TICKED | _UNTICKED and len(said & _TICKED) <= 1 and len(said & _UNTICKED) <= 1


def _is_ranking(columns: Sequence[Asked]) -> bool:
    """Whether places were given: as many as there are columns at most, each by everybody to one column only."""
    answers = {answer for column in columns for answer in column.said}
    if not answers or not all(_is_plain(answer) and 1 <= int(answer) <= len(columns) for answer in answers):
        return False
    given: Counter[str] = Counter()
    for column in columns:
        given.update(column.said)
    most = max(column.n for column in columns)
    return given["1"] == most and all(count <= most for count in given.values()) and len(given) > 1
