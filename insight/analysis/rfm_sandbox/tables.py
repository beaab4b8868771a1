"""From the counted ways to the small tables that are shown."""

import pandas as pd

from insight.analysis.rfm_core.moves import label, ladder, ways
from insight.analysis.rfm_core.names import Scheme
from insight.results import SINGLE, Declared, Frame, Total, among, declare


def matrix(counted: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Every way, also those nobody goes: from_group, to_group, moved, customers, share (of the row), net_amount."""
    table = ways(ladder(scheme), scheme).merge(counted, on=["from_group", "to_group"], how="left")
    table = table.fillna({"customers": 0, "net_amount": 0.0}).astype({"customers": "int64"})
    in_row = table.groupby("from_group")["customers"].transform("sum")
    table.insert(4, "share", table["customers"] / in_row.where(in_row > 0))
    return table


def groups(matrix: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Each name by both setups: group, label, setup (at_hand, tried), customers, net_amount, the shares of both."""
    parts = [
        matrix.groupby(column)[["customers", "net_amount"]].sum().reindex(ladder(scheme)).assign(setup=setup)
        for setup, column in (("at_hand", "from_group"), ("tried", "to_group"))
    ]
    table = pd.concat(parts).rename_axis("group").reset_index()
    everyone = table.groupby("setup")[["customers", "net_amount"]].transform("sum")
    return pd.DataFrame(
        {
            "group": table["group"],
            "label": [label(group) for group in table["group"]],
            "setup": table["setup"],
            "customers": table["customers"],
            "share": table["customers"] / everyone["customers"],
            "net_amount": table["net_amount"],
            "net_amount_share": table["net_amount"] / everyone["net_amount"],
        }
    )


COLUMNS: Declared = {
    SINGLE: Frame(columns=declare("people", "buyers")),
    "matrix": Frame(
        columns=(
            *declare("key", "from_group", "to_group", "moved"),
            *declare("people", "customers"),
            *declare("share", "share"),
            *declare("money", "net_amount"),
        ),
        totals=(
            Total(column="customers", to=(SINGLE, "buyers", ())),
            Total(
                column="customers",
                alike=among(lambda row: ("at_hand", row["from_group"]), lambda _row: True),
                to=("groups", "customers", ("setup", "group")),
            ),
            Total(
                column="customers",
                alike=among(lambda row: ("tried", row["to_group"]), lambda _row: True),
                to=("groups", "customers", ("setup", "group")),
            ),
        ),
    ),
    "groups": Frame(
        columns=(
            *declare("key", "group", "setup"),
            *declare("text", "label"),
            *declare("people", "customers"),
            *declare("share", "share", "net_amount_share"),
            *declare("money", "net_amount"),
        ),
        totals=(Total(column="customers", within=("setup",), to=(SINGLE, "buyers", ())),),
    ),
}
"""What the fields of the result are about."""
