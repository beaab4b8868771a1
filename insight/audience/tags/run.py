"""Tags and their people, counted in one pass."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from insight.audience.compile import compiled
from insight.audience.expression import Expression
from insight.audience.tagging import TAG_DIMENSIONS, Tag, all_tags, effective, find_tag
from insight.audience.tagging.people import Compile, of_tag, tag_people
from insight.audience.tags.params import TagsParams
from insight.audience.tags.result import TagsResult
from insight.errors import NotEnoughDataError
from insight.i18n import Text, _
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound

_COUNTED = """
SELECT chosen.tag, people.dimension, count(*) AS customers
FROM chosen
JOIN (
    SELECT unnest($codes::VARCHAR[]) AS tag, unnest($dimensions::VARCHAR[]) AS dimension
) AS people ON people.tag = chosen.tag
GROUP BY chosen.tag, people.dimension
"""
_COVERED = """
SELECT dimensions.dimension, count(DISTINCT chosen.customer_id) AS customers
FROM chosen
JOIN (
    SELECT unnest($codes::VARCHAR[]) AS tag, unnest($dimensions::VARCHAR[]) AS dimension
) AS dimensions ON dimensions.tag = chosen.tag
GROUP BY dimensions.dimension
"""


def tags(warehouse: Warehouse, params: TagsParams) -> TagsResult:
    """Every tag as of a day.

    Raises NotEnoughDataError where nobody is known, ParameterError for a `tag` that is not there.
    """
    people = warehouse.count("SELECT customer_id FROM core.customers")
    if not people:
        raise NotEnoughDataError(
            _("Nobody is known yet"), _("0 people"), _("Import orders or a customer list; one row is enough to start")
        )
    known = all_tags(warehouse)
    every = tag_people(warehouse, compile_as_of(warehouse, params.as_of), params.as_of)
    found = every.of()
    places = {"codes": [tag.code for tag in known], "dimensions": [tag.dimension for tag in known]}
    counted = warehouse.about(found.statement, found.values, _COUNTED, places).to_pylist()
    covered = warehouse.about(found.statement, found.values, _COVERED, places).to_pylist()
    counts = {row["tag"]: int(row["customers"]) for row in counted}
    return TagsResult(
        params=params,
        people=people,
        tags=_tags(known, counts, people),
        dimensions=_dimensions(known, counts, {row["dimension"]: int(row["customers"]) for row in covered}, people),
        history=_history(warehouse, params),
        broken=pd.DataFrame(list(every.broken.items()), columns=["tag", "reason"]),
        every=every,
    )


def compile_as_of(warehouse: Warehouse, as_of: dt.date) -> Compile:
    """How the expressions of tags are found as of a day."""

    def compile_(expression: Expression) -> Bound:
        segment = compiled(warehouse, expression, as_of)
        return Bound(segment.statement, segment.values)

    return compile_


def definition_of(tag: Tag, as_of: dt.date, warehouse: Warehouse) -> Text:
    """What a tag means, in words."""
    if tag.expression is not None:
        return compiled(warehouse, tag.expression, as_of).sentence
    if tag.words:
        return _("people who say of themselves: {words}", words=" / ".join(tag.words))
    return _("given by staff") if tag.source == "custom" else _("stands on a customer list")


def _tags(known: tuple[Tag, ...], counts: dict[str, int], people: int) -> pd.DataFrame:
    ways = effective(known)
    rows = [
        (
            tag.code,
            tag.name,
            tag.dimension,
            tag.source,
            counts.get(tag.code, 0) if tag.code in ways else 0,
            counts.get(tag.code, 0) / people if tag.code in ways else 0.0,
            tag.version,
            tag.changed_at,
            tag.changed_by,
            tag.state,
            tag.into,
        )
        for tag in known
    ]
    names = ["tag", "name", "dimension", "source", "customers", "share", "version"]
    table = pd.DataFrame(rows, columns=[*names, "changed_at", "changed_by", "state", "into"])
    return table.sort_values(["customers", "tag"], ascending=[False, True], ignore_index=True)


def _dimensions(known: tuple[Tag, ...], counts: dict[str, int], covered: dict[str, int], people: int) -> pd.DataFrame:
    rows = [
        (
            dimension,
            label,
            sum(1 for tag in known if tag.dimension == dimension and counts.get(tag.code)),
            covered.get(dimension, 0),
            covered.get(dimension, 0) / people,
        )
        for dimension, label in TAG_DIMENSIONS.items()
    ]
    return pd.DataFrame(rows, columns=["dimension", "label", "tags", "customers", "share"])


def _history(warehouse: Warehouse, params: TagsParams) -> pd.DataFrame:
    rows = []
    if params.tag is not None:
        tag = replace(find_tag(warehouse, params.tag))
        for day in params.days():
            found = of_tag(warehouse, compile_as_of(warehouse, day), day, tag)
            rows.append((tag.code, day, warehouse.count(found.statement, found.values)))
    return pd.DataFrame(rows, columns=["tag", "as_of", "customers"])
