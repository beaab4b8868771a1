"""Every tag there is: what it means, who says so and since when; what staff changed goes before what is shipped."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from insight.audience.expression import Expression, from_json, from_plain
from insight.audience.tagging.shipped import NAMES, TagDimension, shipped_rules
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.warehouse import Warehouse
from insight.warehouse.steps import filled

TagSource = Literal["rule", "words", "original", "custom"]
TagState = Literal["active", "retired", "merged"]

ORIGINALS = """
SELECT customer_id, trim(unnest(string_split(translate(tags, '；,，、|', ';;;;;'), ';'))) AS tag
FROM core.customers
WHERE tags IS NOT NULL
"""
"""One row: a person and a tag of the exports."""

_ORIGINAL_NAMES = "SELECT DISTINCT tag FROM ({originals}) AS original WHERE tag <> '' ORDER BY tag"
CHANGES = """
SELECT
    change_id, kind, tag, dimension, definition, valid_days, into_tag, note, changed_at, changed_by,
    undone_at, undone_by
FROM app.tag_changes
ORDER BY change_id
"""

_GUESSED: tuple[tuple[TagDimension, re.Pattern[str]], ...] = (
    ("customer_life", re.compile(r"vip|会员|沉睡|流失|活跃|新客|老客(?!推荐)|等级|金卡|银卡|svip", re.IGNORECASE)),
    ("channel", re.compile(r"公众号|海报|推荐|渠道|包裹|扫码|活码|小程序|门店|直播|抖音|视频号|朋友圈|社群|活动")),
    ("attributes", re.compile(r"皮$|肌$|性皮肤|岁|男|女|妈|爸|孩|宝|生日|已婚|未婚|职业|学历")),
    ("product_life", re.compile(r"首购|复购|初次|回购|快用完|耗尽|试用")),
    ("value", re.compile(r"koc|kol|高价值|付费|签到|团购|大客户|土豪", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag by its code: that of a shipped rule, else its name.

    `source`: by a rule, by words that people said, from exports, or given by staff. `expression` and `words` are what a
    rule means. `version` counts how often its meaning was set, 0 for a shipped one. `into`: the tag it was merged into.
    `is_guessed`: the dimension was told by its name alone.
    """

    code: str
    name: Text
    dimension: TagDimension
    source: TagSource
    expression: Expression | None = None
    words: tuple[str, ...] = ()
    valid_days: int | None = None
    version: int = 0
    changed_at: dt.datetime | None = None
    changed_by: str | None = None
    state: TagState = "active"
    into: str | None = None
    is_guessed: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the shop made it: it stands in an export, staff gave it, or they set its meaning."""
        return self.version > 0 or self.source in ("original", "custom")


def all_tags(warehouse: Warehouse) -> tuple[Tag, ...]:
    """Every tag, retired and merged ones too: shipped ones first, then by name."""
    tags = {tag.code: tag for tag in _shipped()}
    for name in warehouse.arrow(filled(_ORIGINAL_NAMES, originals=ORIGINALS)).column("tag").to_pylist():
        tags.setdefault(name, _original(name))
    for change in tag_changes(warehouse):
        if change["undone_at"] is None:
            tags[change["tag"]] = _changed(tags.get(change["tag"]), change)
    return tuple(tags.values())


def names_of_a_day(warehouse: Warehouse) -> dict[str, Text]:
    """Code -> name of the tags in use that are told by a rule or by words, so that any day has its own people; what
    exports state and staff gave is known of today only."""
    told = (tag for tag in all_tags(warehouse) if tag.state == "active" and tag.source in ("rule", "words"))
    return {tag.code: tag.name for tag in told}


def names_in_use(warehouse: Warehouse) -> dict[str, Text]:
    """Code -> name of every tag in use, however people come by it; those of the shop first."""
    used = [tag for tag in all_tags(warehouse) if tag.state == "active"]
    return {tag.code: tag.name for tag in sorted(used, key=lambda tag: not tag.is_own)}


def find_tag(warehouse: Warehouse, code: str) -> Tag:
    """The tag of a code, or of a name in either language. Raises ParameterError where there is none."""
    tags = all_tags(warehouse)
    for tag in tags:
        if code in (tag.code, tag.name.render("en"), tag.name.render("zh_CN")):
            return tag
    raise ParameterError("tag", code, _("one of {names}", names=", ".join(tag.code for tag in tags[:60])))


def tag_changes(warehouse: Warehouse) -> list[dict[str, Any]]:
    """What staff did to tags, the oldest first, undone things too."""
    rows: list[dict[str, Any]] = warehouse.arrow(CHANGES).to_pylist()
    return rows


def effective(tags: Iterable[Tag]) -> dict[str, str]:
    """Code of a tag -> code of the one that its people count as now; retired ones are left out."""
    known = {tag.code: tag for tag in tags}
    found = {}
    for code in known:
        at, seen = code, {code}
        while known[at].state == "merged" and known[at].into in known and known[at].into not in seen:
            at = str(known[at].into)
            seen.add(at)
        if known[at].state == "active":
            found[code] = at
    return found


def _shipped() -> Iterable[Tag]:
    for code, rule in shipped_rules().items():
        is_rule = "rule" in rule
        yield Tag(
            code=code,
            name=NAMES[code],
            dimension=rule["dimension"],
            source="rule" if is_rule else "words",
            expression=from_plain(rule["rule"]) if is_rule else None,
            words=tuple(rule.get("words", ())),
        )


def _original(name: str) -> Tag:
    guessed: list[TagDimension] = [dimension for dimension, pattern in _GUESSED if pattern.search(name)]
    dimension = guessed[0] if guessed else "preference"
    return Tag(code=name, name=_("{label}", label=name), dimension=dimension, source="original", is_guessed=True)


def _changed(tag: Tag | None, change: Mapping[str, Any]) -> Tag:
    code = change["tag"]
    tag = tag or Tag(code=code, name=_("{label}", label=code), dimension="preference", source="custom")
    told: dict[str, Any] = {"changed_at": change["changed_at"], "changed_by": change["changed_by"]}
    if change["kind"] == "retire":
        return replace(tag, state="retired", **told)
    if change["kind"] == "merge":
        return replace(tag, state="merged", into=change["into_tag"], **told)
    if change["dimension"]:
        told |= {"dimension": change["dimension"], "is_guessed": False}
    if change["valid_days"] is not None:
        told["valid_days"] = int(change["valid_days"])
    if change["kind"] == "rule":
        told |= _meaning(change["definition"]) | {"version": tag.version + 1}
    return replace(tag, state="active", **told)


def _meaning(definition: str) -> dict[str, Any]:
    plain = json.loads(definition)
    if "words" in plain:
        return {"source": "words", "words": tuple(plain["words"]), "expression": None}
    return {"source": "rule", "expression": from_json(definition), "words": ()}
