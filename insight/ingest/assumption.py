"""What the reader decided without proof: shown before loading, kept with the batch, changed by a person."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from insight.i18n import Language, Text


@dataclass(frozen=True, slots=True)
class Assumption:
    """One decision that the file itself does not prove.

    `what` names the kind (`encoding`, `delimiter`, `header_row`, `date_order`, `decimal_mark`, `timezone`, `currency`,
    `amount`, `state`, `state_word`, `placeholder`, `filled_down`, `hidden_rows`, `duplicate_rows`, `credit_note`,
    `person_key`, …) and is the key of `--assume`; `value` is what was decided. `column` is the header it is about, None
    for the whole sheet. `rows`: how many rows it touches, None where it touches all. `alternatives` are the values that
    a person may choose instead; none where there is nothing to choose. `evidence` is the reason in a sentence.
    """

    what: str
    value: str
    evidence: Text
    column: str | None = None
    rows: int | None = None
    alternatives: tuple[str, ...] = ()

    def record(self, language: Language) -> dict[str, Any]:
        """As `import --json` and `batches` show it."""
        return {
            "what": self.what,
            "column": self.column,
            "value": self.value,
            "rows": self.rows,
            "alternatives": list(self.alternatives),
            "evidence": self.evidence.render(language),
        }


def to_json(assumptions: Iterable[Assumption]) -> str:
    """As the batch keeps them: the evidence by its text and values, so that it is read in any language later.

    The values of an evidence must be texts, numbers or None.
    """
    return json.dumps(
        [
            {
                "what": one.what,
                "value": one.value,
                "evidence": {"text": one.evidence.key, "values": dict(one.evidence.values)},
                "column": one.column,
                "rows": one.rows,
                "alternatives": list(one.alternatives),
            }
            for one in assumptions
        ],
        ensure_ascii=False,
    )


def from_json(text: str) -> tuple[Assumption, ...]:
    """What `to_json` wrote."""
    return tuple(
        Assumption(
            what=one["what"],
            value=one["value"],
            evidence=Text(one["evidence"]["text"], tuple(sorted(one["evidence"]["values"].items()))),
            column=one["column"],
            rows=one["rows"],
            alternatives=tuple(one["alternatives"]),
        )
        for one in json.loads(text)
    )


def merged(assumptions: Iterable[Assumption]) -> tuple[Assumption, ...]:
    """One decision once, in the order in which they were made first.

    What several steps say of the same decision becomes one: its alternatives are those of all, and the number of rows
    and the reason are those of the last one that knew how many, for it has seen the cells.
    """
    found: dict[tuple[str, str | None, str], Assumption] = {}
    for one in assumptions:
        key = (one.what, one.column, one.value)
        found[key] = _joined(found[key], one) if key in found else one
    return tuple(found.values())


def _joined(first: Assumption, later: Assumption) -> Assumption:
    tells = first if later.rows is None else later
    others = dict.fromkeys((*first.alternatives, *later.alternatives))
    return replace(tells, alternatives=tuple(others))
