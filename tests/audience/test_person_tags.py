"""What the page of one customer says of traits and tags."""

import datetime as dt
import json
from pathlib import Path

from insight.analysis.traits import TraitsParams
from insight.analysis.traits.person import PersonParams, traits_of
from insight.audience.tagging.person import TaggedParams, tags_of
from tests.workspaces import member, order, workspace

AS_OF = dt.date(2026, 1, 1)


def test_each_trait_and_tag_of_a_person_says_where_it_comes_from(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        customers=[member("ann", "2024-01-01", gender="female", tags="VIP1", extra=json.dumps({"肤质": "干性"}))],
        orders=[order("ann", "2025-12-01", 120.5)],
        feedback=[
            {
                "feedback_id": "1",
                "customer_ref": "ann",
                "kind": "chat",
                "text": "我是敏感肌，电话13812345678",
                "author": "客户",
            }
        ],
    )
    (who,) = shop.arrow("SELECT customer_id FROM core.customers").column(0).to_pylist()
    everybody = TraitsParams(as_of=AS_OF, currency="CNY")
    traits = traits_of(shop, PersonParams(customer_id=who, everybody=everybody)).set_index("trait")
    said = {
        name: traits.loc[name, "value"].render("en") for name in ("gender", "net_amount", "list:肤质", "recency_days")
    }
    assert said == {"gender": "female", "net_amount": "¥120.50", "list:肤质": "干性", "recency_days": "31 days"}
    assert traits.loc["list:肤质", ["source", "newest"]].tolist() == ["rows.csv", dt.date(2026, 1, 5)]
    assert traits.loc["orders", "newest"] == dt.date(2025, 12, 1)
    tags = tags_of(shop, TaggedParams(customer_id=who, as_of=AS_OF)).set_index("tag")
    evidence = {code: text.render("en") for code, text in tags["evidence"].items()}
    assert evidence["VIP1"] == "stands on a customer list"
    assert "敏感肌" in evidence["sensitive_skin"]
    assert "13812345678" not in evidence["sensitive_skin"]
    assert evidence["first_time_buyer"] == "People: Orders 1 to under 2; as of 31 Dec 2025"
