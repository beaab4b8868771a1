"""The numbers of people in behaviour."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.behaviour.words import DID, DIMENSIONS, LEVEL_WORDS, article_name, part_name
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.behaviour.result import BehaviourResult


def cells(result: "BehaviourResult") -> Iterator[Cell]:
    """The people of each day, the newest first; of each part; who searched for a word; who looked at a page."""
    for row in result.days.iloc[::-1].to_dict("records"):
        day = row["day"].isoformat()
        yield Cell(
            key={"day": day},
            label=_("{day:day}", day=row["day"]),
            people=whole(row["customers"]),
            picker="behaviour_people",
            point=("day", day),
        )
    for row in result.parts.to_dict("records"):
        dimension, part = row["dimension"], row["part"]
        yield Cell(
            key={"dimension": dimension, "part": part},
            label=_("{dimension}: {part}", dimension=DIMENSIONS[dimension], part=part_name(str(part))),
            people=whole(row["customers"]),
            picker="behaviour_people",
            point=("part", dimension, part),
        )
    yield from _deeds(result)
    for kind, table in (("keyword", result.words), ("page", result.pages)):
        for row in table.to_dict("records"):
            yield Cell(
                key={kind: row[kind]},
                label=_("{value}", value=row[kind]),
                people=whole(row["customers"]),
                picker="behaviour_people",
                point=(kind, row[kind]),
            )


def _deeds(result: "BehaviourResult") -> Iterator[Cell]:
    """Readers by interest, the people of each article, and who clicked where."""
    for row in result.levels.to_dict("records"):
        yield Cell(
            key={"level": row["level"]},
            label=LEVEL_WORDS[row["level"]],
            people=whole(row["customers"]),
            picker="behaviour_people",
            point=("level", row["level"]),
        )
    for row in result.articles.to_dict("records"):
        for did, people in (("opened", "customers"), ("read", "readers"), ("forwarded", "forwarders")):
            yield Cell(
                key={"article": row["article"], "did": did},
                label=_("{name} · {state}", name=article_name(str(row["article"])), state=DID[did]),
                people=whole(row[people]),
                picker="behaviour_people",
                point=("article", row["article"], did),
            )
    for row in result.clicks.to_dict("records"):
        yield Cell(
            key={"clicked": row["place"]},
            label=_("clicked “{place}”", place=article_name(str(row["place"]))),
            people=whole(row["customers"]),
            picker="behaviour_people",
            point=("clicked", row["place"]),
        )
