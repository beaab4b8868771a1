"""The health of tags, from one pass over who has which."""

import datetime as dt

import pandas as pd

from insight.audience.tag_health import statements as sql
from insight.audience.tag_health.params import TagHealthParams
from insight.audience.tag_health.problems import Known, Problem, problems
from insight.audience.tag_health.result import TagHealthResult
from insight.audience.tagging import Tag, all_tags
from insight.audience.tagging.people import TagPeople, tag_people
from insight.audience.tags.run import compile_as_of
from insight.errors import NotEnoughDataError
from insight.i18n import Text, _
from insight.warehouse import Warehouse

_COLUMNS = [
    *("problem", "tag", "other", "name", "other_name", "customers", "tag_people", "other_people", "plan"),
    *("share", "others_share", "day", "is_part", "is_expired"),
]


def tag_health(warehouse: Warehouse, params: TagHealthParams) -> TagHealthResult:
    """What is wrong with the tags as of a day. Raises NotEnoughDataError where nobody is known."""
    people = warehouse.count("SELECT customer_id FROM core.customers")
    if not people:
        raise NotEnoughDataError(
            _("Nobody is known yet"), _("0 people"), _("Import orders or a customer list; one row is enough to start")
        )
    every = tag_people(warehouse, compile_as_of(warehouse, params.as_of), params.as_of)
    active = [tag for tag in all_tags(warehouse) if tag.state == "active"]
    known = _known(warehouse, params, every, people)
    found = problems(active, known, params)
    names = {tag.code: tag.name for tag in active}
    in_use = [tag for tag in active if known.counts.get(tag.code) or tag.is_own]
    troubled = {code for one in found for code in (one.tag, one.other)}
    return TagHealthResult(
        params=params,
        tags=len(in_use),
        sound=sum(tag.code not in troubled for tag in in_use),
        sizes=pd.DataFrame(
            [(tag.code, tag.name, known.counts.get(tag.code, 0), tag.code not in troubled) for tag in in_use],
            columns=["tag", "name", "customers", "is_sound"],
        ),
        problems=_table(found, names, known),
        plan=_plan(found, active, known),
        every=every,
    )


def _known(warehouse: Warehouse, params: TagHealthParams, every: TagPeople, people: int) -> Known:
    found = every.of()
    since = params.as_of - dt.timedelta(days=params.order_days)
    span = {"since": since, "as_of": params.as_of}

    def told(statement: str) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = warehouse.about(found.statement, found.values, statement, span).to_pylist()
        return rows

    return Known(
        people=people,
        counts={str(row["tag"]): int(str(row["customers"])) for row in told(sql.COUNTS)},
        pairs={(str(row["tag"]), str(row["other"])): int(str(row["customers"])) for row in told(sql.PAIRS)},
        orders={str(row["tag"]): (int(str(row["customers"])), int(str(row["buyers"]))) for row in told(sql.ORDERS)},
        listed={row["tag"]: row["listed_on"] for row in warehouse.arrow(sql.LISTED).to_pylist()},
        used=warehouse.arrow(sql.USED).column("expression").to_pylist(),
        expired={
            row["tag"]: (row["customers"], row["given_on"])
            for row in warehouse.arrow(sql.EXPIRED, {"as_of": params.as_of}).to_pylist()
        },
    )


def _table(found: list[Problem], names: dict[str, Text], known: Known) -> pd.DataFrame:
    rows = [
        (
            one.kind,
            one.tag,
            one.other,
            names[one.tag],
            None if one.other is None else names[one.other],
            one.customers,
            known.counts.get(one.tag, 0),
            0 if one.other is None else known.counts.get(one.other, 0),
            one.plan,
            one.share,
            one.others_share,
            one.day,
            one.is_part,
            one.is_expired,
        )
        for one in found
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _plan(found: list[Problem], tags: list[Tag], known: Known) -> pd.DataFrame:
    """Of two tags that say the same the larger stays, of equal ones the one with a rule; a tag goes once only."""
    by_code, rows, gone = {tag.code: tag for tag in tags}, [], set[str]()
    for one in found:
        if one.plan != "merge" or one.other is None or {one.tag, one.other} & gone:
            continue
        stays, goes = sorted(
            (by_code[one.tag], by_code[one.other]),
            key=lambda tag: (-known.counts.get(tag.code, 0), tag.source not in ("rule", "words"), tag.code),
        )
        gone.add(goes.code)
        sizes = known.counts.get(goes.code, 0), known.counts.get(stays.code, 0)
        rows.append((goes.code, stays.code, *sizes, one.customers, sum(sizes) - one.customers))
    return pd.DataFrame(rows, columns=["tag", "into", "tag_people", "into_people", "both", "after"])
