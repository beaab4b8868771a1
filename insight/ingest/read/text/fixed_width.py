"""Text reports whose cells stand below each other, kept apart by blanks: where each column begins.

A rule of dashes with gaps says it; else it is where all lines are blank and a name of the header begins. A place counts
as on a screen, where a Chinese sign takes two.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

_DRAWN = frozenset("-=_~*─━═")
_OF_RULES = _DRAWN | frozenset("+|: \t")
_GROUP = re.compile(r"[-=_─━═]{2,}")
_SEVERAL_BLANKS = re.compile(r"\s{2,}")
_VALUE = re.compile(r"[\s¥$€£(+-]*[\d.,:/-]*\d[\d.,:/\s%)-]*")
_FILLER = "\uffff"
_FEWEST_LINES, _FEWEST_COLUMNS, _FEWEST_DRAWN = 3, 3, 3
_LONGEST_LINE = 2000
_MOST_TITLES = 3
_MOSTLY = 0.9

Cuts = tuple[int, ...]


def find_cuts(lines: Sequence[str], delimiters: Sequence[str]) -> Cuts:
    """Where the columns behind the first begin; none where the lines are no such report.

    A line of names in which a delimiter stands is no header of one.
    """
    if all(any(sign in line for sign in delimiters) for line in lines if line.strip()):
        return ()
    if any("\t" in line or len(line) > _LONGEST_LINE for line in lines):
        return ()
    shown = [on_screen(line) for line in lines]
    ruled = next(((at, cuts) for at, line in enumerate(shown) if (cuts := _of_rule(line))), None)
    if ruled and _stand_in(shown, ruled[1]) and not _is_delimited(_beside(shown, ruled[0]), delimiters):
        return ruled[1]
    block = _block(shown)
    for start in range(min(_MOST_TITLES, len(block)) + 1):
        if (cuts := _of_blanks(block[start:])) and not _is_delimited(block[start], delimiters):
            return cuts
    return ()


def _is_delimited(header: str, delimiters: Sequence[str]) -> bool:
    return any(sign in header for sign in delimiters)


def _beside(lines: Sequence[str], rule: int) -> str:
    """The header of a ruled report: the line above its rule, else the one below."""
    near = (*reversed(lines[:rule]), *lines[rule + 1 :])
    return next((line for line in near if line.strip() and not is_rule(line)), "")


def is_rule(text: str) -> bool:
    """A line of dashes or the like, three or more, with or without crossings."""
    signs = set(text.strip())
    return bool(signs & _DRAWN) and signs <= _OF_RULES and any(sign * _FEWEST_DRAWN in text for sign in signs & _DRAWN)


def cells_of(line: str, cuts: Cuts) -> list[str]:
    """The cells of a line; all of it in one where it does not keep to the columns, as titles do. A rule has none."""
    if is_rule(line):
        return []
    shown = on_screen(line)
    if not _keeps_to(shown, cuts):
        cells = _SEVERAL_BLANKS.split(line.strip())
        return cells if len(cells) == len(cuts) + 1 else [line.strip()]
    return [shown[start:end].replace(_FILLER, "").strip() for start, end in pairwise((0, *cuts, len(shown)))]


def on_screen(line: str) -> str:
    """The line with a filler behind each sign that is two places wide."""
    text = line.rstrip("\r\n")
    if text.isascii():
        return text
    return "".join(sign + _FILLER if unicodedata.east_asian_width(sign) in "WF" else sign for sign in text)


def _of_rule(line: str) -> Cuts:
    if not is_rule(line) or set(line) & set("+|"):
        return ()
    groups = [found.start() for found in _GROUP.finditer(line)]
    return tuple(groups[1:]) if len(groups) >= _FEWEST_COLUMNS - 1 else ()


def _stand_in(lines: Sequence[str], cuts: Cuts) -> bool:
    """Whether nearly all lines that reach into the second column keep to the columns."""
    wide = [line for line in lines if line.strip() and not is_rule(line) and len(line) > cuts[0]]
    return len(wide) >= _FEWEST_LINES - 1 and sum(_keeps_to(line, cuts) for line in wide) >= _MOSTLY * len(wide)


def _keeps_to(line: str, cuts: Cuts) -> bool:
    return all(line[cut - 1 : cut].isspace() for cut in cuts if cut <= len(line))


def _block(lines: Sequence[str]) -> list[str]:
    """The longest run of lines without a blank one, rules left out."""
    runs: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            runs.append([])
        elif not is_rule(line):
            runs[-1].append(line)
    return max(runs, key=len)


def _of_blanks(lines: Sequence[str]) -> Cuts:
    """By the places that are blank in all lines, the first of them a header that names every column."""
    if len(lines) < _FEWEST_LINES:
        return ()
    width = max(map(len, lines))
    inked = [any(not line[at : at + 1].isspace() for line in lines if at < len(line)) for at in range(width)]
    runs = _named_runs(_runs(inked), lines[0], lines[1:])
    cuts = tuple(start for start, _end in runs[1:])
    return cuts if len(runs) >= _FEWEST_COLUMNS and _is_table(lines, cuts) else ()


def _runs(inked: Sequence[bool]) -> list[tuple[int, int]]:
    edges = [at for at, (left, right) in enumerate(pairwise((False, *inked, False))) if left != right]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _named_runs(runs: list[tuple[int, int]], header: str, below: Sequence[str]) -> list[tuple[int, int]]:
    """The runs, joined to the nearest where one has no name above it or nothing below."""
    found = list(runs)
    while len(found) > 1:
        odd = next((at for at, run in enumerate(found) if not _is_column(run, header, below)), None)
        if odd is None:
            break
        before = found[odd][0] - found[odd - 1][1] if odd else _LONGEST_LINE
        behind = found[odd + 1][0] - found[odd][1] if odd + 1 < len(found) else _LONGEST_LINE
        left = odd - 1 if before <= behind else odd
        found[left : left + 2] = [(found[left][0], found[left + 1][1])]
    return found


def _is_column(run: tuple[int, int], header: str, below: Sequence[str]) -> bool:
    start, end = run
    return bool(header[start:end].strip()) and any(line[start:end].strip() for line in below)


def _is_table(lines: Sequence[str], cuts: Cuts) -> bool:
    """Names above, and in some column values below."""
    header, *data = ([cell.strip() for cell in cells_of(line, cuts)] for line in lines)
    if any(_VALUE.fullmatch(cell) for cell in header) or any(len(row) != len(header) for row in data):
        return False
    columns = ([cell for cell in column if cell] for column in zip(*data, strict=True))
    return any(
        len(said) >= _FEWEST_LINES - 1 and sum(map(bool, map(_VALUE.fullmatch, said))) >= _MOSTLY * len(said)
        for said in columns
    )
