"""The tags of one person, each with what speaks for it; contacts in lines are hidden."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from insight.analysis.customer.masks import masked
from insight.audience.tagging.definitions import Tag, all_tags, effective
from insight.audience.tagging.people import evidence, tag_people
from insight.audience.tags.run import compile_as_of, definition_of
from insight.i18n import Text, _
from insight.warehouse import Warehouse

_OF_PERSON = "SELECT tag FROM chosen WHERE customer_id = $customer_id ORDER BY tag"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedParams:
    """One person, as of a day."""

    customer_id: str
    as_of: dt.date


def tags_of(warehouse: Warehouse, params: TaggedParams) -> pd.DataFrame:
    """tag, name, dimension, source, evidence (the line, the rule or who gave it), one row a tag of the person."""
    found = tag_people(warehouse, compile_as_of(warehouse, params.as_of), params.as_of).of()
    rows = warehouse.about(found.statement, found.values, _OF_PERSON, {"customer_id": params.customer_id}).to_pylist()
    known = {tag.code: tag for tag in all_tags(warehouse)}
    lines = _lines(warehouse, params)
    told = [
        (
            code,
            known[code].name,
            known[code].dimension,
            known[code].source,
            _evidence(warehouse, known[code], lines, params),
        )
        for code in (row["tag"] for row in rows)
    ]
    return pd.DataFrame(told, columns=["tag", "name", "dimension", "source", "evidence"])


def _lines(warehouse: Warehouse, params: TaggedParams) -> dict[str, str]:
    """Code of a tag by words -> the last line in which the person says it."""
    found: dict[str, str] = {}
    tags = all_tags(warehouse)
    ways = effective(tags)
    for tag in tags:
        if tag.words and tag.code in ways:
            for row in evidence(warehouse, tag.words, params.as_of):
                if row["customer_id"] == params.customer_id:
                    found[ways[tag.code]] = row["text"]
    return found


def _evidence(warehouse: Warehouse, tag: Tag, lines: dict[str, str], params: TaggedParams) -> Text:
    if tag.code in lines:
        return _("said: “{line}”", line=str(masked("text", lines[tag.code])))
    if tag.source == "custom" and tag.changed_by:
        return _("given by {by} on {at:minute}", by=tag.changed_by, at=tag.changed_at)
    return definition_of(tag, params.as_of, warehouse)
