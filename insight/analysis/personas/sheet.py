"""The positioning sheet of a persona: filled from data where there is data, by hand where there is none."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from insight.analysis.personas.kept import SHEET_ROWS, Written
from insight.i18n import Money, Text, _
from insight.schema.event_names import EVENT_NAMES

if TYPE_CHECKING:
    from insight.analysis.personas.result import PersonasResult

Origin = Literal["data", "hand", "missing"]

ROW_WORDS: Mapping[str, Text] = {
    "who": _("Who they are"),
    "pain_points": _("Pain points"),
    "platforms": _("Active platforms"),
    "topics": _("Topics"),
    "behaviour": _("Behaviour"),
    "consumption": _("Consumption"),
    "problem": _("Problem to solve"),
}
ORIGINS: Mapping[Origin, Text] = {
    "data": _("from data"),
    "hand": _("written by hand"),
    "missing": _("not known: write it, or import what would tell it"),
}
_TRAITS: Mapping[str, Sequence[str]] = {
    "who": ("gender", "age", "city_tier", "province", "country", "member_tier"),
    "platforms": ("preferred_channel", "came_from", "device", "is_wecom_contact"),
    "topics": ("viewed_category", "preferred_category", "preferred_product"),
}
_VALUES_A_TRAIT = 1


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`row`: key of ROW_WORDS; `text` None where nothing is known. `past`: the day it is of, where that is too long ago
    for it to be taken for true without a look."""

    row: str
    text: Text | None
    origin: Origin
    past: dt.date | None = None

    @property
    def where_from(self) -> Text:
        """Where it is from, and that it is past its date."""
        said = ORIGINS[self.origin]
        return said if self.past is None else _("{said}, past its date: of {day:day}", said=said, day=self.past)


def sheet(result: "PersonasResult", code: str, written: Mapping[str, Written]) -> list[SheetRow]:
    """Every row once; what somebody wrote stands before what the data say."""
    found = {
        **{row: _most_have(result, code, names) for row, names in _TRAITS.items()},
        "behaviour": _behaviour(result, code),
        "consumption": _consumption(result, code),
    }
    rows = []
    for row in SHEET_ROWS:
        text, said = found.get(row), written.get(row)
        if said is not None:
            rows.append(SheetRow(row, _("{text}", text=said.text), "hand", result.past(said.on)))
        elif text is None:
            rows.append(SheetRow(row, None, "missing"))
        else:
            rows.append(SheetRow(row, text, "data", result.oldest(_TRAITS.get(row, ()))))
    return rows


def _most_have(result: "PersonasResult", code: str, names: Sequence[str]) -> Text | None:
    parts = [part for name in names for part in _commonest(result, code, name)]
    return _listed(parts)


def _commonest(result: "PersonasResult", code: str, name: str) -> list[Text]:
    rows = result.traits[(result.traits["group"] == code) & (result.traits["trait"] == name)]
    rows = rows[rows["with_value"] > 0].sort_values(["with_value", "value"], ascending=[False, True])
    return [
        _(
            "{trait}: {value} ({share:percent} of {n:count})",
            trait=result.known[name].label,
            value=result.say_value(name, row["value"]),
            share=float(row["share"]),
            n=int(row["n"]),
        )
        for row in rows.head(_VALUES_A_TRAIT).to_dict("records")
    ]


def _behaviour(result: "PersonasResult", code: str) -> Text | None:
    hours = result.hours[result.hours["group"] == code].sort_values(["orders", "hour"], ascending=[False, True])
    paths = result.paths[result.paths["group"] == code]
    parts = []
    if len(hours):
        best = sorted(int(hour) for hour in hours["hour"].head(3))
        parts.append(_("order most at {hours} o'clock", hours=", ".join(map(str, best))))
    if len(paths):
        row = paths.to_dict("records")[0]
        parts.append(
            _("usual visit: {path} ({share:percent} of visits)", path=said_path(row["path"]), share=float(row["share"]))
        )
    return _listed(parts)


def _consumption(result: "PersonasResult", code: str) -> Text | None:
    row = result.card(code)
    if not row["customers"] or row["orders"] != row["orders"]:
        return None
    people = int(row["customers"])
    money = Money(float(row["net_amount"]) / people, result.params.currency)
    parts = [
        _("{orders:.1f} orders and {money:money} a person", orders=float(row["orders"]) / people, money=money),
        *(_commonest(result, code, "favourite_hours")),
    ]
    products = result.products[result.products["group"] == code]
    if len(products):
        parts.append(_("bought most: {product}", product=str(products["product"].iloc[0])))
    return _listed(parts)


def said_path(path: str) -> Text:
    """A path with what the events are called."""
    steps: list[Text | str] = [EVENT_NAMES.get(step, step) for step in path.split(" → ")]
    whole = steps[0]
    for step in steps[1:]:
        whole = _("{one} → {other}", one=whole, other=step)
    return whole if isinstance(whole, Text) else _("{text}", text=whole)


def _listed(parts: Sequence[Text]) -> Text | None:
    if not parts:
        return None
    whole = parts[0]
    for part in parts[1:]:
        whole = _("{one}; {other}", one=whole, other=part)
    return whole
