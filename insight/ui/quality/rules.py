"""The rules that do not hold, sorted by what they weaken; one of them can be looked into."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.quality import DIMENSIONS, QualityResult, broken_share
from insight.charts.quality.pictures import recent
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results.defined import defined_whole
from insight.schema import TABLES
from insight.ui.kit import state
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.picture import pick_one

_SPARK_MONTHS = 24
_ALL = ("", "")


def pick_area(result: QualityResult) -> tuple[str, str] | None:
    """The table and kind of rules that a click on the grid chose; None while all are shown."""
    words: dict[tuple[Any, ...], str] = {
        (row["table"], row["dimension"]): f"{say(TABLES[row['table']].label)} · {say(DIMENSIONS[row['dimension']])}"
        for row in result.dimensions.to_dict("records")
    }
    hint = _("All tables and kinds of rules; click a cell above, or choose one here")
    area = pick_one(_("Which rules"), words, key="area", hint=hint)
    return (str(area[0]), str(area[1])) if area else None


def show_broken(result: QualityResult, area: tuple[str, str] | None) -> None:
    """The broken rules of the area as a table; a click on a row looks into it."""
    rules = _within(result, area)
    broken = rules[rules["broken"] != 0].reset_index(drop=True)
    held = len(rules) - len(broken)
    if broken.empty:
        st.markdown(say(_("All {n:count} rules hold.", n=held)))
        return
    st.dataframe(
        _table(result, broken),
        hide_index=True,
        key="broken",
        on_select=lambda: _take(list(broken["rule"])),
        selection_mode="single-row",
        height=min(38 + 35 * len(broken), 500),
        column_config={
            say(_("Rule")): st.column_config.TextColumn(width=430),
            **{
                say(label): st.column_config.NumberColumn(format="localized", width="small")
                for label in (_("Broken"), _("Rows asked"))
            },
            say(_("By month")): st.column_config.BarChartColumn(
                say(_("By month")), y_min=0, width="small", help=say(_SPARK_HELP)
            ),
        },
        alt=say(_("Rules that do not hold")),
    )
    st.caption(say(_("{n:count} more rules hold without exception.", n=held)))


_SPARK_HELP = _("Share of rows that break the rule in each of the last 24 months")


def _within(result: QualityResult, area: tuple[str, str] | None) -> pd.DataFrame:
    if area is None:
        return result.rules
    return result.rules[(result.rules["table"] == area[0]) & (result.rules["dimension"] == area[1])]


def _table(result: QualityResult, rules: pd.DataFrame) -> pd.DataFrame:
    records = rules.to_dict("records")
    return pd.DataFrame(
        {
            say(_("Table")): [say(TABLES[row["table"]].label) for row in records],
            say(_("Broken")): [defined_whole(row["broken"]) for row in records],
            say(_("Share")): [broken_share(float(row["rate"])) for row in records],
            say(_("Rule")): [say(row["text"]) for row in records],
            say(_("By month")): [_spark(result, row["rule"]) for row in records],
            say(_("Would change")): [say(row["weakens"]) for row in records],
            say(_("Rows asked")): [int(row["rows"]) for row in records],
            say(_("Kind of rule")): [say(DIMENSIONS[row["dimension"]]) for row in records],
        }
    )


def _spark(result: QualityResult, rule: str) -> list[float]:
    """Months without rows have no bar."""
    return [float(rate) for rate in recent(result, rule, _SPARK_MONTHS)["rate"].fillna(0)]


def _take(rules: list[str]) -> None:
    rows = state.recall("broken", {}).get("selection", {}).get("rows", [])
    if rows:
        state.remember("rule", (rules[rows[0]],))


def pick_rule(result: QualityResult, area: tuple[str, str] | None) -> str | None:
    """The rule to look into: broken ones first, then those that hold."""
    words: dict[tuple[Any, ...], str] = {
        (row["rule"],): f"{say(TABLES[row['table']].label)} · {say(row['text'])} · {say(_how_many(row))}"
        for row in _within(result, area).to_dict("records")
    }
    rule = pick_one(_("Rule"), words, key="rule", hint=_("Click a row above, or choose a rule here"))
    return str(rule[0]) if rule else None


def _how_many(row: dict[Any, Any]) -> Text:
    return _("holds") if row["broken"] == 0 else _("{broken:count} broken", broken=whole(row["broken"]))


def describe_rule(result: QualityResult, rule: str) -> None:
    """One rule in words: what should be, how many rows break it, and what that weakens."""
    row = result.rule(rule)
    st.markdown(
        "  \n".join(
            (
                f"**{say(TABLES[row['table']].label)}: {plain(say(row['text']))}**",
                say(
                    _(
                        "Broken by {broken:count} of {rows:count} rows: {share}",
                        broken=whole(row["broken"]),
                        rows=int(row["rows"]),
                        share=broken_share(float(row["rate"])),
                    )
                ),
                say(_("Repaired, it would change {weakens}", weakens=row["weakens"])),
            )
        )
    )


def shown_moment(value: Any) -> str:
    """A moment in local form; a dash where there is none."""
    return "–" if value is None or pd.isna(value) else shown(pd.Timestamp(value).to_pydatetime(), "minute")
