"""What staff do to tags: each is one entry with who and when, seen with its effect first, and can be undone."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from insight.audience.expression import Expression, checked, to_json
from insight.audience.tagging.definitions import all_tags, effective, find_tag, tag_changes
from insight.audience.tagging.shipped import TAG_DIMENSIONS
from insight.errors import ParameterError
from insight.i18n import _
from insight.segments import Segment
from insight.warehouse import DuckWarehouse
from insight.warehouse.kept_names import readable_name

_INSERT = """
INSERT INTO app.tag_changes BY NAME
SELECT
    1 + coalesce(max(change_id), 0) AS change_id, $kind AS kind, $tag AS tag, $dimension AS dimension,
    $definition AS definition, $valid_days::INTEGER AS valid_days, $into_tag AS into_tag, $note AS note,
    $at::TIMESTAMP AS changed_at, $by AS changed_by
FROM app.tag_changes
"""
_UNDO = "UPDATE app.tag_changes SET undone_at = $at, undone_by = $by WHERE change_id = $change_id AND undone_at IS NULL"
_GIVE = """
INSERT INTO app.tag_people
SELECT (SELECT max(change_id) FROM app.tag_changes), given.customer_id, named.identity_key
FROM given
LEFT JOIN (
    SELECT customer_id, min(identity_key) AS identity_key
    FROM core.identity_rows
    GROUP BY customer_id
) AS named ON named.customer_id = given.customer_id
"""


def set_rule(
    warehouse: DuckWarehouse,
    tag: str,
    meaning: Expression | Sequence[str],
    *,
    at: dt.datetime,
    by: str | None,
    dimension: str | None = None,
    valid_days: int | None = None,
    note: str | None = None,
) -> int:
    """A tag means an expression, or words that people say of themselves, from now on; the number of the change.

    Raises ParameterError for a condition that does not hold together, and a trait or segment that is gone.
    """
    if isinstance(meaning, str) or (isinstance(meaning, Sequence) and not [word for word in meaning if word.strip()]):
        raise ParameterError("words", str(meaning), _("one word or more"))
    if isinstance(meaning, Sequence):
        definition = json.dumps({"words": [str(word) for word in meaning]}, ensure_ascii=False)
    else:
        definition = to_json(checked(meaning))
    return _write(
        warehouse,
        "rule",
        tag,
        at=at,
        by=by,
        definition=definition,
        dimension=dimension,
        valid_days=valid_days,
        note=note,
    )


def give(
    warehouse: DuckWarehouse,
    tag: str,
    people: Segment,
    *,
    at: dt.datetime,
    by: str | None,
    dimension: str | None = None,
    valid_days: int | None = None,
    note: str | None = None,
) -> int:
    """Give a tag to the people of a segment as they are now; the number of the change.

    Raises ParameterError for a segment of nobody.
    """
    given = warehouse.people(people.statement, people.values).select(["customer_id"])
    if not given.num_rows:
        raise ParameterError("segment", people.sentence, _("a segment with at least one person"))
    return _write(
        warehouse, "add", tag, at=at, by=by, dimension=dimension, valid_days=valid_days, note=note, given=given
    )


def retire(warehouse: DuckWarehouse, tag: str, *, at: dt.datetime, by: str | None, note: str | None = None) -> int:
    """Use a tag no more; its people and its past stay. Raises ParameterError for a tag that is not there."""
    return _write(warehouse, "retire", find_tag(warehouse, tag).code, at=at, by=by, note=note)


def merge(
    warehouse: DuckWarehouse, tag: str, into: str, *, at: dt.datetime, by: str | None, note: str | None = None
) -> int:
    """From now on the people of `tag` count as those of `into`.

    Raises ParameterError for a tag that is not there or not in use, and for one merged into itself.
    """
    gone, kept = find_tag(warehouse, tag), find_tag(warehouse, into)
    ways = effective(all_tags(warehouse))
    if ways.get(kept.code) in (None, ways.get(gone.code, gone.code)) or kept.code == gone.code:
        raise ParameterError("into", into, _("another tag that is in use"))
    return _write(warehouse, "merge", gone.code, at=at, by=by, into_tag=kept.code, note=note)


def undo_change(warehouse: DuckWarehouse, change_id: int, *, at: dt.datetime, by: str | None) -> None:
    """Take a change back. Raises ParameterError for one that is not there, or was taken back already."""
    if not any(row["change_id"] == change_id and row["undone_at"] is None for row in tag_changes(warehouse)):
        raise ParameterError("change", change_id, _("the number of a change that counts"))
    with warehouse.writing() as session:
        session.execute(_UNDO, {"change_id": change_id, "at": at, "by": by})


def _write(
    warehouse: DuckWarehouse,
    kind: str,
    tag: str,
    *,
    at: dt.datetime,
    by: str | None,
    dimension: str | None = None,
    given: pa.Table | None = None,
    **more: Any,
) -> int:
    if dimension is not None and dimension not in TAG_DIMENSIONS:
        raise ParameterError("dimension", dimension, _("one of {names}", names=", ".join(TAG_DIMENSIONS)))
    values = {"definition": None, "valid_days": None, "into_tag": None, "note": None} | more
    values |= {"kind": kind, "tag": readable_name(tag), "dimension": dimension, "at": at, "by": by}
    with warehouse.writing() as session:
        session.execute(_INSERT, values)
        if given is not None:
            session.register("given", given)
            session.execute(_GIVE)
        return int(session.scalar("SELECT max(change_id) FROM app.tag_changes"))
