"""What is worth saying about the health of tags."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from insight.audience.tag_health.problems import why
from insight.i18n import Text, _
from insight.results import Finding

if TYPE_CHECKING:
    from insight.audience.tag_health.result import TagHealthResult

_NAMED = 12


def findings(result: "TagHealthResult") -> list[Finding]:
    """The worst problems, each with its people; how many tags are sound."""
    worst = [_problem(row, why(row, result.params)) for row in result.problems.head(_NAMED).to_dict("records")]
    return [*worst[:1], *_sound(result), *worst[1:]]


def _sound(result: "TagHealthResult") -> Iterator[Finding]:
    if result.tags:
        bad = result.tags - result.sound
        yield Finding(
            text=_("All {n:count} tags are sound", n=result.tags)
            if not bad
            else _("{sound:count} of {n:count} tags are sound", sound=result.sound, n=result.tags),
            value=result.sound / result.tags,
            n=result.tags,
        )


def _problem(row: Mapping[Any, Any], reason: Text) -> Finding:
    is_pair = isinstance(row["other"], str)
    cell = {"problem": row["problem"], "tag": row["tag"]} | ({"other": row["other"]} if is_pair else {})
    return Finding(
        text=_sentence(row, reason, is_pair=is_pair),
        value=None if row["share"] != row["share"] else float(row["share"]),
        n=int(row["customers"]),
        cell=cell if row["customers"] else None,
    )


def _sentence(row: Mapping[Any, Any], reason: Text, *, is_pair: bool) -> Text:
    if is_pair:
        return _("“{tag}” and “{other}”: {why}", tag=row["name"], other=row["other_name"], why=reason)
    return _("“{tag}”: {why}", tag=row["name"], why=reason)
