"""What is wrong with tags, and what can be done about it: seen first, done, taken back."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from insight.audience.tag_health import KINDS, TagHealthResult
from insight.audience.tag_health.problems import why
from insight.audience.tagging import merge, retire
from insight.i18n import _
from insight.ui.kit import asked
from insight.ui.kit.findings import show_verdict
from insight.ui.kit.language import plain, say
from insight.ui.kit.role import is_manager
from insight.ui.people.bar import open_people
from insight.ui.tags.done import do
from insight.warehouse import DuckWarehouse

_SHOWN = 20
_WORDS: Mapping[str, Any] = {str(kind): words for kind, words in KINDS.items()}


def show_health(warehouse: DuckWarehouse, result: TagHealthResult) -> None:
    """Each problem with its people and what to do; merges say first what they would do."""
    if result.problems.empty:
        show_verdict(result.findings(), key="health_verdict")
        return
    plan = {(row["tag"], row["into"]): row for row in result.plan.to_dict("records")}
    for place, row in enumerate(result.problems.head(_SHOWN).to_dict("records")):
        _line(warehouse, result, row, plan, f"problem_{place}")
    if len(result.problems) > _SHOWN:
        st.caption(say(_("and {n:count} more", n=len(result.problems) - _SHOWN)))


def _line(
    warehouse: DuckWarehouse, result: TagHealthResult, row: Mapping[Any, Any], plan: Mapping[Any, Any], key: str
) -> None:
    other = row["other"] if isinstance(row["other"], str) else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
        names = say(row["name"]) if other is None else f"{say(row['name'])} · {say(row['other_name'])}"
        st.markdown(
            f":orange-badge[{say(_WORDS[row['problem']])}] **{plain(names)}** {plain(say(why(row, result.params)))}",
            width="stretch",
        )
        if row["customers"]:
            st.button(say(_("See these people")), key=f"see_{key}", type="tertiary", on_click=asked.ask, args=(key,))
        if not is_manager():
            _act(warehouse, row, other, plan, key)
    if asked.is_asked(key):
        open_people(warehouse, result.segment(problem=row["problem"], tag=row["tag"], other=other), key=key)


def _act(
    warehouse: DuckWarehouse, row: Mapping[Any, Any], other: str | None, plan: Mapping[Any, Any], key: str
) -> None:
    step = plan.get((row["tag"], other)) or plan.get((other, row["tag"]))
    if row["plan"] == "merge" and step is not None:
        with st.popover(say(_("Merge")), icon=":material/merge:", key=f"merge_{key}"):
            st.markdown(
                plain(
                    say(
                        _(
                            "The {goes:count} people of “{tag}” will count as “{into}”: {stays:count} people become "
                            "{after:count}. It can be undone under “What was changed”.",
                            tag=_name(row, str(step["tag"])),
                            into=_name(row, str(step["into"])),
                            goes=int(step["tag_people"]),
                            stays=int(step["into_people"]),
                            after=int(step["after"]),
                        )
                    )
                )
            )
            if st.button(say(_("Merge now")), type="primary", key=f"do_{key}"):
                do(lambda at, by: merge(warehouse, str(step["tag"]), str(step["into"]), at=at, by=by))
    elif row["plan"] == "retire" and st.button(say(_("Retire")), key=f"do_{key}", icon=":material/archive:"):
        do(lambda at, by: retire(warehouse, str(row["tag"]), at=at, by=by))


def _name(row: Mapping[Any, Any], code: str) -> str:
    return say(row["name"] if row["tag"] == code else row["other_name"])
