"""Whose behaviour is asked about: the people of a campaign, of a list taken from here, with a trait, or of any group
that has a code (a saved segment, a tag, a persona, an RFM group); and their arms.

`arms` of each: customer_id, and arm: treated, control, left_out, or both (held back and contacted: compared nowhere).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from insight.analysis.personas import find_group as coded_group
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import Text, _
from insight.warehouse import Warehouse
from insight.warehouse.steps import Steps, steps

Kind = Literal["campaign", "export", "field", "group"]
Field = Literal["everybody", "channel", "tier", "province", "city", "gender"]
FIELDS: dict[Field, Text] = {
    "everybody": _("Everybody"),
    "channel": _("Channel"),
    "tier": _("Tier"),
    "province": _("Province"),
    "city": _("City"),
    "gender": _("Gender"),
}

_ARMS = steps(
    arms="""
    SELECT
        customer_id,
        CASE
            WHEN max(is_treated) = 1 AND max(is_control) = 1 THEN 'both'
            WHEN max(is_treated) = 1 THEN 'treated'
            WHEN max(is_control) = 1 THEN 'control'
            ELSE 'left_out'
        END AS arm
    FROM spoken
    GROUP BY customer_id
""",
)

_SPOKEN: dict[Kind, Steps] = {
    "campaign": steps(
        spoken="""
    SELECT
        customer_id,
        CASE WHEN arm = 'control' THEN 0 ELSE 1 END AS is_treated,
        CASE WHEN arm = 'control' THEN 1 ELSE 0 END AS is_control
    FROM core.touches
    WHERE campaign_id = $group AND customer_id IS NOT NULL
""",
    ),
    "export": steps(
        spoken="""
    SELECT
        coalesce(named.customer_id, exported.customer_id) AS customer_id,
        CASE WHEN exported.arm IN ('treated', 'listed') THEN 1 ELSE 0 END AS is_treated,
        CASE WHEN exported.arm = 'control' THEN 1 ELSE 0 END AS is_control
    FROM app.export_people AS exported
    LEFT JOIN core.identity_rows AS named ON named.identity_key = exported.identity_key
    WHERE exported.export_id = $group
""",
    ),
    "field": steps(
        spoken="""
    SELECT customer_id, 1 AS is_treated, 0 AS is_control
    FROM core.customers
    WHERE CASE $group
            WHEN 'everybody' THEN $value::VARCHAR IS NULL
            WHEN 'channel' THEN channel = $value
            WHEN 'tier' THEN tier = $value
            WHEN 'province' THEN province = $value
            WHEN 'city' THEN city = $value
            WHEN 'gender' THEN gender = $value
        END
""",
    ),
    "group": steps(
        spoken="""
    -- duckdb: a list bound as a value becomes the rows of a table; elsewhere it would be joined as a small table.
    SELECT unnest($members::VARCHAR[]) AS customer_id, 1 AS is_treated, 0 AS is_control
""",
    ),
}

ARMS: dict[Kind, Steps] = {kind: spoken.then(_ARMS) for kind, spoken in _SPOKEN.items()}
"""The step `arms` by kind; reads $group, and $value of a field; of a group $members, the people it had on a day."""

_CAMPAIGNS = """
WITH touched AS (
    SELECT
        campaign_id,
        min(sent_at) AS first_sent_at,
        count(DISTINCT CASE WHEN arm IS DISTINCT FROM 'control' THEN customer_id END) AS treated,
        count(DISTINCT CASE WHEN arm = 'control' THEN customer_id END) AS control,
        count(*) AS rows_read,
        count(customer_id) AS rows_known
    FROM core.touches
    GROUP BY campaign_id
),
spent AS (
    SELECT
        campaign_id,
        max(name) AS name,
        max(channel) AS channel,
        min(starts_at) AS starts_at,
        max(ends_at) AS ends_at,
        sum(cost) AS cost
    FROM core.campaigns
    GROUP BY campaign_id
)
SELECT
    coalesce(touched.campaign_id, spent.campaign_id) AS campaign_id,
    coalesce(spent.name, touched.campaign_id, spent.campaign_id) AS name,
    spent.channel,
    coalesce(spent.starts_at, touched.first_sent_at) AS starts_at,
    spent.ends_at,
    spent.cost::DOUBLE AS cost,
    coalesce(touched.treated, 0) AS treated,
    coalesce(touched.control, 0) AS control,
    coalesce(touched.rows_read, 0) AS rows_read,
    coalesce(touched.rows_known, 0) AS rows_known
FROM touched
FULL JOIN spent ON spent.campaign_id = touched.campaign_id
ORDER BY starts_at DESC NULLS LAST, campaign_id
"""

_EXPORTS = """
SELECT export_id, exported_at, sentence, listed, control, control_share, purpose
FROM app.exports
ORDER BY number DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`key` and `value` are what `arms` is bound to. `starts_at`: when its people were reached, where that is known.
    `holds_back`: whether somebody was held back; `control_share`: what part was meant to be, where that is known.
    `unknown`: of a campaign, rows whose person nobody knows."""

    kind: Kind
    key: str
    name: Text
    value: str | None = None
    starts_at: dt.datetime | None = None
    cost: float | None = None
    holds_back: bool = False
    control_share: float | None = None
    unknown: int = 0

    @property
    def values(self) -> dict[str, Any]:
        """What the step `arms` is bound to."""
        return {"group": self.key, "value": self.value}


def check_group(
    campaign: str | None, export: str | None, field: str | None, value: str | None, group: str | None
) -> None:
    """Raises ParameterError where several groups are named at once, or half of one."""
    named = [name for name in (campaign, export, field, group) if name is not None]
    if len(named) > 1:
        raise ParameterError("campaign", ", ".join(named), _("one of campaign, export, field or group"))
    if field is not None and field not in FIELDS:
        raise ParameterError("field", field, _("one of {names}", names=", ".join(FIELDS)))
    needs_value = field is not None and field != "everybody"
    if needs_value != (value is not None):
        raise ParameterError("value", value or "–", _("a value where a field is named, and only there"))


def campaigns(warehouse: Warehouse) -> pd.DataFrame:
    """campaign_id, name, channel, starts_at, ends_at, cost, treated, control (people), rows_read, rows_known; the
    newest first."""
    return warehouse.query(_CAMPAIGNS)


def lists(warehouse: Warehouse) -> pd.DataFrame:
    """export_id, exported_at, sentence (JSON by language), listed, control, control_share, purpose; newest first."""
    return warehouse.query(_EXPORTS)


def find_group(
    warehouse: Warehouse, campaign: str | None, export: str | None, field: Field | None, value: str | None
) -> Group:
    """The group that is named; where none is, the newest campaign that touched somebody, else the newest list with
    people held back.

    Raises ParameterError for a name that is not there, NotEnoughDataError where there is nothing to judge.
    """
    if field is not None:
        name = FIELDS[field] if value is None else _("{field}: {value}", field=FIELDS[field], value=value)
        return Group(kind="field", key=field, value=value, name=name)
    if export is not None:
        return _of_export(lists(warehouse), export)
    known = campaigns(warehouse)
    if campaign is not None:
        return _of_campaign(known, campaign)
    touched = known[(known["treated"] > 0) & known["starts_at"].notna()]
    if len(touched):
        return _of_campaign(known, str(touched["campaign_id"].iloc[0]))
    taken = lists(warehouse)
    held_back = taken[taken["control"] > 0]
    if len(held_back):
        return _of_export(taken, str(held_back["export_id"].iloc[0]))
    raise nothing_to_judge()


def people_of_group(warehouse: Warehouse, code: str, day: dt.date, currency: str) -> tuple[Group, tuple[str, ...]]:
    """The group of a code (segment:3, tag:…, rfm_group:champions, stage:loyal), and its people as of a day, the first
    one not counted.

    Raises ParameterError for a group that is not there.
    """
    found = coded_group(warehouse, code, day, currency)
    rows = warehouse.arrow(found.people.statement, found.people.values).column("customer_id").to_pylist()
    return Group(kind="group", key=code, name=found.name), tuple(sorted({str(one) for one in rows if one is not None}))


def nothing_to_judge() -> NotEnoughDataError:
    """What is said where nobody was reached."""
    return NotEnoughDataError(
        _("No campaign has reached anybody yet"),
        _("0 contacts, 0 lists with people held back"),
        _("Import a table of contacts (text messages, broadcasts), or take a list from here with a control group"),
    )


def _of_campaign(known: pd.DataFrame, number: str) -> Group:
    rows = known[known["campaign_id"] == number]
    if rows.empty:
        raise ParameterError("campaign", number, _("one of {names}", names=", ".join(known["campaign_id"]) or "–"))
    row = rows.iloc[0]
    return Group(
        kind="campaign",
        key=number,
        name=_("{name}", name=row["name"]),
        starts_at=None if pd.isna(row["starts_at"]) else row["starts_at"].to_pydatetime(),
        cost=None if pd.isna(row["cost"]) else float(row["cost"]),
        holds_back=bool(row["control"] > 0),
        unknown=int(row["rows_read"] - row["rows_known"]),
    )


def _of_export(taken: pd.DataFrame, number: str) -> Group:
    rows = taken[taken["export_id"] == number]
    if rows.empty:
        raise ParameterError("export", number, _("the number of a list that this workspace wrote"))
    row = rows.iloc[0]
    share = None if pd.isna(row["control_share"]) or not row["control"] else float(row["control_share"])
    return Group(
        kind="export",
        key=number,
        name=_("List of {day:day}, {listed:count} people", day=row["exported_at"].date(), listed=int(row["listed"])),
        starts_at=row["exported_at"].to_pydatetime(),
        holds_back=bool(row["control"] > 0),
        control_share=share,
    )
