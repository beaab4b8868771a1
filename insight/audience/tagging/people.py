"""Who has which tag: one statement for many tags, those that were merged counted as what they were merged into."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insight.audience.expression import Expression
from insight.audience.tagging.definitions import ORIGINALS, Tag, all_tags, effective
from insight.audience.tagging.said import says_of_self
from insight.errors import InsightError
from insight.i18n import Text, _
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, filled, numbered

Compile = Callable[[Expression], Bound]
"""How an expression is found as of the day that is asked for."""

_ORIGINAL = filled("SELECT customer_id, tag FROM ({originals}) AS original WHERE tag <> ''", originals=ORIGINALS)
_GIVEN = """
SELECT coalesce(named.customer_id, given.customer_id) AS customer_id, changes.tag
FROM app.tag_people AS given
JOIN app.tag_changes AS changes ON changes.change_id = given.change_id
LEFT JOIN core.identity_rows AS named ON named.identity_key = given.identity_key
WHERE changes.undone_at IS NULL
    AND (changes.valid_days IS NULL OR changes.changed_at::DATE + changes.valid_days > $as_of::DATE)
"""
_BY_RULE = "SELECT customer_id, $tag AS tag FROM ({people}) AS people"
_BY_WORDS = "SELECT unnest($speakers::VARCHAR[]) AS customer_id, $tag AS tag"
_EVERY = """
SELECT DISTINCT member.customer_id, ways.code AS tag
FROM ({member}) AS member
JOIN (SELECT unnest($from_tags::VARCHAR[]) AS tag, unnest($to_tags::VARCHAR[]) AS code) AS ways ON ways.tag = member.tag
WHERE member.customer_id IS NOT NULL
"""
_PEOPLE = """
SELECT customer_id
FROM ({every}) AS tagged
GROUP BY customer_id
HAVING count(*) >= $least_tags
"""

LINES = """
SELECT customer_id, text, "at", kind
FROM core.feedback
WHERE customer_id IS NOT NULL AND kind IN ('chat', 'review') AND ("at" IS NULL OR "at" < $as_of::DATE)
    AND (
        author IS NULL OR kind = 'review'
        OR NOT regexp_matches(lower(author), '客服|店员|店长|导购|顾问|助手|机器人|agent|staff|bot')
    )
    AND regexp_matches(lower(text), $pattern)
ORDER BY customer_id, "at", text
"""
"""Lines of people in which any of some words stands; lines of staff are not theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagPeople:
    """How the people of every tag in use are found. `parts`: code of a tag with a rule or words -> its people; `ways`:
    code of a tag -> code of the one that its people count as; `broken`: tags whose rule cannot be asked, and why."""

    as_of: dt.date
    parts: Mapping[str, Bound]
    ways: Mapping[str, str]
    broken: Mapping[str, Text]

    def of(self, codes: Collection[str] | None = None) -> Bound:
        """A statement of customer_id and tag, each pair once: everybody with a tag, or with one of `codes`."""
        ways = {code: into for code, into in self.ways.items() if codes is None or into in codes}
        parts = [Bound(_ORIGINAL, {}), numbered(Bound(_GIVEN, {"as_of": self.as_of}), 0)]
        parts += [part for code, part in self.parts.items() if code in ways]
        values: dict[str, Any] = {"from_tags": list(ways), "to_tags": list(ways.values())}
        for part in parts:
            values |= part.values
        member = "\nUNION ALL\n".join(part.statement for part in parts)
        return Bound(filled(_EVERY, member=member), values)

    def people(self, codes: Collection[str], *, with_all: bool = False) -> Bound:
        """The people with any of the tags, or with all of them."""
        every = self.of(codes)
        least = len(set(codes)) if with_all else 1
        return Bound(filled(_PEOPLE, every=every.statement), {**every.values, "least_tags": least})


def tag_people(
    warehouse: Warehouse, compile_: Compile, as_of: dt.date, only: Collection[str] | None = None
) -> TagPeople:
    """How the people of tags are found as of a day; `only`: of these tags, and of those merged into them."""
    every = all_tags(warehouse)
    ways = effective(every)
    parts: dict[str, Bound] = {}
    broken: dict[str, Text] = {}
    for place, tag in enumerate(every, 1):
        if tag.code not in ways or (only is not None and ways[tag.code] not in only):
            continue
        try:
            part = _by_meaning(warehouse, tag, place, compile_, as_of)
        except InsightError as error:
            broken[tag.code] = _("{what} — {value}", what=error.title, value=error.message)
        else:
            parts |= {} if part is None else {tag.code: part}
    return TagPeople(as_of=as_of, parts=parts, ways=ways, broken=broken)


def of_tag(warehouse: Warehouse, compile_: Compile, as_of: dt.date, tag: Tag) -> Bound:
    """The people of one tag. Raises what its rule raises where that cannot be asked."""
    if tag.expression is not None:
        compile_(tag.expression)
    return tag_people(warehouse, compile_, as_of, [tag.code]).people([tag.code])


def evidence(warehouse: Warehouse, words: Sequence[str], as_of: dt.date) -> list[dict[str, Any]]:
    """The lines in which people say one of the words of themselves: customer_id, text, at, kind, word."""
    if not words:
        return []
    pattern = "|".join(re.escape(word.casefold()) for word in words)
    rows = warehouse.arrow(LINES, {"as_of": as_of, "pattern": pattern}).to_pylist()
    said: dict[str, str | None] = {}
    for row in rows:
        if row["text"] not in said:
            said[row["text"]] = next((word for word in words if says_of_self(row["text"], word)), None)
    return [{**row, "word": said[row["text"]]} for row in rows if said[row["text"]] is not None]


def _by_meaning(warehouse: Warehouse, tag: Tag, place: int, compile_: Compile, as_of: dt.date) -> Bound | None:
    if tag.words:
        speakers = sorted({row["customer_id"] for row in evidence(warehouse, tag.words, as_of)})
        return numbered(Bound(_BY_WORDS, {"speakers": speakers, "tag": tag.code}), place) if speakers else None
    if tag.expression is None:
        return None
    found = compile_(tag.expression)
    inner = numbered(found, place)
    shell = numbered(Bound(_BY_RULE, {"tag": tag.code}), place)
    return Bound(filled(shell.statement, people=inner.statement), {**inner.values, **shell.values})
