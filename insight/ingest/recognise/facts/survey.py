"""The columns of a survey: which question each asks, whether its cells hold options, and who answered."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.facts.melt import Melted
from insight.ingest.recognise.facts.melt_spec import MeltSpec
from insight.ingest.recognise.names.header import normalise_header

NOT_ANSWERED = ("(跳过)", "（跳过）", "跳过", "(空)", "（空）", "空", "[跳过]", "-")
"""Words that survey tools write where somebody did not answer."""

WRITTEN = "〖填空〗"
"""What the number of a question ends in where people wrote a text beside an option."""

_OPTION = re.compile(r"\s*(\d{1,3})\s*[、.．]?\s*[(（](.+)[)）]\s*[:：]?\s*", re.DOTALL)
_NUMBERED = re.compile(
    r"\s*(?:Q|QID|第)?\s*(\d{1,3}(?:_\d{1,3})*)(?:_TEXT)?\s*(?:[、.．:：)）]|题)\s*(.+)", re.DOTALL | re.IGNORECASE
)
_CODED = re.compile(
    r"(?:G\d{1,3})?(?:Q|V|QID|VAR|QUESTION|ITEM|FRAGE)[ _.-]?\d{1,4}(?:[a-z]{1,2})?(?:[_.\-\[(: ].{0,40})?",
    re.IGNORECASE,
)
_LEVEL = re.compile("/")
_JOINT = re.compile(r"\s*[_—:：/|]\s*|\s+[-–]\s+|(?=[\[(（])")
_MULTIPLE = re.compile(
    r"多选|可复选|복수|複数|select all|choose all|all that apply|check all|tick all|pick any|choose any", re.IGNORECASE
)
_OPEN = re.compile(
    r"建议|意见|留言|想说|想对|原因|为什么|请说明|请描述"
    r"|please (specify|describe|explain)|suggest|comment|feedback|tell us|why\b",
    re.IGNORECASE,
)
_OPEN_LABELS = frozenset({"response", "open-ended response"})
_QUESTION = re.compile(
    r"[?？:：]\s*(\(.*\)|（.*）)?\s*$|^\s*(?:Q|第)?\d{1,3}\s*[、.．]|您|你的|请|吗|是否|哪|多少"
    r"|주세요|습니까|나요|무엇|어떤|얼마나|ですか|ください|教えて"
)
TICK = frozenset({"1", "是", "yes", "true", "x", "✓", "√", "y"})
NO_TICK = frozenset({"0", "否", "no", "false", "n"})
_CHOICE_SEPARATORS = ("┋", ";", "；", "|", ", ", "，")
_MANY_WORDS, _LONG_CHINESE = 4, 8
_MOST_OPTIONS, _LONGEST_OPTION, _ENOUGH = 30, 60, 3
_TOP_MARK, _FEWEST_NUMBERED = 10, 2


@dataclass(frozen=True, slots=True)
class _Question:
    """One column. `number` is None where the header has none; `option` where the column stands for one option."""

    position: int
    number: str | None
    text: str
    option: str = ""
    is_written: bool = False


def melted_questions(
    header: Sequence[str], positions: Iterable[int], witness: Witnessed, spec: MeltSpec
) -> tuple[Melted, ...]:
    """What each column asks, in the order of the columns."""
    said = {position: _answers(witness, position, spec) for position in positions}
    beside = {} if spec.levels else _options_said(header, said) | _options_beside(header, said)
    questions = (
        _by_level(header, said) if spec.levels else [beside.get(at) or _read(header[at], at, said[at]) for at in said]
    )
    questions = _without_summaries(questions, said)
    return tuple(
        _melted(question, number, text, said[question.position], spec)
        for question, number, text in _numbered(questions)
    )


def _without_summaries(questions: list[_Question], said: dict[int, list[str]]) -> list[_Question]:
    """Without columns that say again which options of their question were ticked, one beside the other in a cell."""
    options: dict[str, list[str]] = {}
    for each in questions:
        if each.option:
            options.setdefault(each.text, []).append(each.option)
    return [
        each
        for each in questions
        if each.option or each.text not in options or not _are_all_of(options[each.text], said[each.position])
    ]


def _are_all_of(options: Sequence[str], said: Sequence[str]) -> bool:
    """Whether every cell is made of options and signs between them."""
    named = re.compile("|".join(re.escape(each) for each in sorted(options, key=len, reverse=True)), re.IGNORECASE)
    return bool(said) and all(named.search(value) and not named.sub("", value).strip(" ,;|/\n、，；") for value in said)


def is_coded_question(header: str) -> bool:
    """Whether a header is the code of a question: Q1, q0003_0001, V12, G01Q02[SQ001], Q8_1."""
    return bool(_CODED.fullmatch(header.strip()))


def reads_like_question(header: str) -> bool:
    """Whether a header is more than a name: it asks, is numbered, or is as long as a sentence."""
    return bool(
        _QUESTION.search(header)
        or len(header.split()) >= _MANY_WORDS
        or sum("\u4e00" <= sign <= "\u9fff" for sign in header) >= _LONG_CHINESE
    )


def _answers(witness: Witnessed, position: int, spec: MeltSpec) -> list[str]:
    nothing = {normalise_header(word) for word in (*NOT_ANSWERED, *spec.blanks)}
    return [value for value in witness.values(position) if value and normalise_header(value) not in nothing]


def _read(header: str, position: int, said: Sequence[str]) -> _Question:
    if match := _OPTION.fullmatch(header):
        ticks = {value.lower() for value in said} <= TICK | NO_TICK
        return _Question(position, match[1], match[1] if ticks else match[2], match[2] if ticks else "", not ticks)
    if match := _NUMBERED.fullmatch(header):
        return _Question(position, match[1].replace("_", "."), match[2].strip(" :："))
    return _Question(position, None, header.strip(" :："))


def _options_said(header: Sequence[str], said: dict[int, list[str]]) -> dict[int, _Question]:
    """Columns side by side in which nobody says anything but the header: the options of one question, which has no name
    of its own and is called by them."""
    runs: list[list[int]] = [[]]
    for at, values in said.items():
        if values and {value.lower() for value in values} == {header[at].strip().lower()}:
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    several = [run for run in runs if len(run) > 1]
    called = {at: " / ".join(header[each].strip() for each in run) for run in several for at in run}
    return {at: _Question(at, None, text, header[at].strip()) for at, text in called.items()}


def _options_beside(header: Sequence[str], said: dict[int, list[str]]) -> dict[int, _Question]:
    """Columns that tick one option each: `题目_选项`, several of one stem, whose cells say yes, no or the option.

    A sign between the two may also stand in the option or in the question: the stem that most columns share is it.
    """
    split = _split_by_stem({at: header[at] for at in said if not _OPTION.fullmatch(header[at])}, _JOINT)
    own = _names_of_codes(header, split, said)
    parts: dict[int, tuple[str, str]] = {}
    for at, (stem, option) in split.items():
        option = own.get(at, option)
        if {value.lower() for value in said[at]} <= TICK | NO_TICK | {option.lower()}:
            parts[at] = stem, option
    counted = Counter(stem for stem, _ in parts.values())
    ticked = {stem for at, (stem, _) in parts.items() if said[at]}
    found = {}
    for at, (stem, option) in parts.items():
        if counted[stem] > 1 and stem in ticked:
            asked = _read(stem, at, ())
            found[at] = _Question(at, asked.number, asked.text, option)
    return found


def _names_of_codes(
    header: Sequence[str], split: dict[int, tuple[str, str]], said: dict[int, list[str]]
) -> dict[int, str]:
    """Position -> the option that a coded column holds wherever it was chosen: one of its own in every column.

    Columns in which everybody said the same of several answers are rows of a grid: a code of one of them stands in
    another too, or a sister holds several.
    """
    by_stem: dict[str, list[int]] = {}
    for at, (stem, _) in split.items():
        if is_coded_question(header[at]):
            by_stem.setdefault(stem, []).append(at)
    found: dict[int, str] = {}
    for columns in by_stem.values():
        held = {at: set(said[at]) for at in columns if said[at]}
        alone = {at: next(iter(values)) for at, values in held.items() if len(values) == 1}
        several = [at for at, values in held.items() if len(values) > 1]
        are_codes = all(value.lstrip("-").isdigit() for value in alone.values())
        if len(set(alone.values())) == len(alone) and not (are_codes and several):
            found |= {at: value for at, value in alone.items() if value.lower() not in TICK}
    return found


def _split_by_stem(names: dict[int, str], joint: re.Pattern[str]) -> dict[int, tuple[str, str]]:
    """Position -> question and option, split where most columns share what stands before; of equals the longest."""
    splits = {
        at: [
            (name[: match.start()].strip(), _unbracketed(name[match.end() :]))
            for match in joint.finditer(name)
            if name[: match.start()].strip() and _unbracketed(name[match.end() :])
        ]
        for at, name in names.items()
    }
    counted = Counter(stem for found in splits.values() for stem, _ in found)
    best = {at: max(found, key=lambda part: (counted[part[0]], len(part[0]))) for at, found in splits.items() if found}
    return {at: part for at, part in best.items() if counted[part[0]] > 1}


def _unbracketed(option: str) -> str:
    """`(茶)` is 茶; brackets behind the words of an option are its own."""
    text = option.strip()
    is_within = text[:1] in "[(（" and text[-1:] in "])）"
    return text.strip(" []()（）") if is_within else text.strip(" []")


def asked_of(header: Sequence[str], positions: Sequence[int]) -> tuple[int, ...]:
    """The columns that ask. Where questions are numbered, what stands before the first and asks nothing is none."""
    numbered = [at for at in positions if _is_numbered(header[at])]
    if len(numbered) < _FEWEST_NUMBERED or 2 * len(numbered) < len(positions):
        return tuple(positions)
    return tuple(at for at in positions if at >= numbered[0] or _QUESTION.search(header[at]))


def _is_numbered(header: str) -> bool:
    return bool(_OPTION.fullmatch(header) or _NUMBERED.fullmatch(header) or is_coded_question(header))


def _by_level(header: Sequence[str], said: dict[int, list[str]]) -> list[_Question]:
    """Question over option or row: the cells tell options, which repeat their name, from the rows of a matrix."""
    shared = _split_by_stem({at: header[at] for at in said}, _LEVEL)
    split = {at: shared.get(at) or _alone(header[at]) for at in said}
    groups = Counter(upper for upper, _ in split.values())
    options = {split[at][0] for at, values in said.items() if values and set(values) == {split[at][1]}}
    found = []
    for at, (upper, lower) in split.items():
        if groups[upper] == 1 and (not lower or lower.lower() in _OPEN_LABELS):
            found.append(_Question(at, None, upper))
        elif upper in options:
            found.append(_Question(at, None, upper, lower))
        else:
            found.append(_Question(at, None, f"{upper}—{lower}" if lower else upper))
    return found


def _alone(name: str) -> tuple[str, str]:
    """A question over one column: nothing is below it, or the label of a text that is written."""
    upper, slash, lower = name.rpartition("/")
    return (upper, lower) if slash and lower.lower() in _OPEN_LABELS else (name, "")


def _numbered(questions: Sequence[_Question]) -> Iterable[tuple[_Question, str, str]]:
    """Each column with a number of its own and its whole question; the options of one question share its number."""
    highest = max((int(question.number.split(".")[0]) for question in questions if question.number), default=0)
    own: dict[str, str] = {}
    several = Counter(each.number for each in questions if each.number and not each.option and not each.is_written)
    parts: Counter[str] = Counter()
    stems: dict[str, str] = {}
    for question in questions:
        number, text = question.number, question.text
        if number is None:
            key = text if question.option else f"{text}\x1f{question.position}"
            number = own.setdefault(key, str(highest + len(own) + 1))
        elif several[number] > 1 and not question.option and not question.is_written:
            parts[number] += 1
            stem, dash, _ = text.partition("—")
            text = text if dash or number not in stems else f"{stems[number]}—{text}"
            stems.setdefault(number, stem)
            number = f"{number}.{parts[number]}"
        yield question, number, text


def _melted(question: _Question, number: str, text: str, said: Sequence[str], spec: MeltSpec) -> Melted:
    separator = "" if question.option else _separator(text, said, spec)
    constants = {
        "question_no": number + WRITTEN if question.is_written else number,
        "question": text,
        "question_type": _type(question, separator, "." in number, said),
    }
    return Melted(question.position, constants, separator, question.option)


def _separator(question: str, said: Sequence[str], spec: MeltSpec) -> str:
    """What stands between several choices: the tool's own sign, or one that the header or the cells bear out."""
    if spec.separator and any(spec.separator in value for value in said):
        return spec.separator
    held = [sign for sign in _CHOICE_SEPARATORS if any(sign in value for value in said)]
    if _MULTIPLE.search(question):
        return (
            held[0] if held else next((sign for sign in (",", "、", "\n") if any(sign in value for value in said)), "")
        )
    return next((sign for sign in held if _is_combined(said, sign)), "")


def _is_combined(said: Sequence[str], sign: str) -> bool:
    """Whether most of the parts stand in cells of different company: options ticked together, not a sentence."""
    company: dict[str, set[str]] = {}
    for value in said:
        for part in value.split(sign):
            company.setdefault(part.strip(), set()).add(value)
    several = sum(sign in value for value in said)
    mixed = sum(len(values) > 1 for values in company.values())
    short = all(len(part) <= _LONGEST_OPTION for part in company)
    return several >= _ENOUGH and len(company) <= _MOST_OPTIONS and short and 2 * mixed > len(company)


def _type(question: _Question, separator: str, is_part: bool, said: Sequence[str]) -> str:
    """single, multiple, scale, matrix or open; open where the cells do not show that there was a choice."""
    if question.is_written:
        return "open"
    if question.option or separator or _MULTIPLE.search(question.text):
        return "multiple"
    is_scale = bool(said) and all(value.isdigit() and int(value) <= _TOP_MARK for value in said)
    options = set(said)
    is_closed = 2 * len(options) <= len(said) and len(options) <= _MOST_OPTIONS and not _OPEN.search(question.text)
    if is_part and (is_scale or is_closed):
        return "matrix"
    if is_scale:
        return "scale"
    return "single" if is_closed else "open"
