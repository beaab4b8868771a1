"""A shop whose members all said yes to marketing, and files that say something else, through the real import."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from insight.export import ListChoices
from insight.export.plan import plan
from insight.ingest import examine, load
from insight.warehouse import DuckWarehouse
from tests.consents import people_of
from tests.empty_workspaces import new_workspace

IMPORTED = dt.datetime(2026, 1, 5, 9, 30)
TODAY = dt.datetime(2026, 1, 5, 18, 0)


def phone_of(number: int) -> str:
    """The mobile number of a member; the last four digits are the member's number, the middle ones too."""
    return f"138{number:04d}{number:04d}"


def mail_of(number: int) -> str:
    return f"m{number}@shop{number}.example"


def shop_of(folder: Path, people: int) -> DuckWarehouse:
    """Members 1 … people with number, phone and e-mail, who all agreed to marketing on 1 January 2025."""
    warehouse = new_workspace(folder, "consent")
    members = "".join(f"M{n},会员{n},{phone_of(n)},{mail_of(n)},2024-01-01\n" for n in range(1, people + 1))
    take(warehouse, folder, "members.csv", "会员编号,姓名,手机号,邮箱,注册时间\n" + members)
    yes = "".join(f"{phone_of(n)},短信营销,同意,2025-01-01 10:00:00\n" for n in range(1, people + 1))
    take(warehouse, folder, "yes.csv", "手机号,用途,状态,时间\n" + yes)
    return warehouse


def take(warehouse: DuckWarehouse, folder: Path, name: str, text: str) -> str | None:
    """Import a file; the sentence of a refusal, where it was refused."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    reports = load(warehouse, examine(path, warehouse=warehouse), imported_at=IMPORTED)
    return next((report.refused.render("en") for report in reports if report.refused), None)


def on_list(warehouse: DuckWarehouse, purpose: str = "marketing", at: dt.datetime = TODAY) -> set[int]:
    """The numbers of the members who are on a list for the purpose."""
    found = reasons(warehouse, purpose, at)
    return {number for number, reason in found.items() if reason is None}


def reasons(warehouse: DuckWarehouse, purpose: str = "marketing", at: dt.datetime = TODAY) -> Mapping[int, str | None]:
    """Number of a member -> why they are not on the list, None for those who are."""
    numbers = {
        row["customer_id"]: int(row["value"][1:])
        for row in warehouse.arrow(
            "SELECT customer_id, value FROM core.identifiers WHERE kind IN ('account', 'member') AND value LIKE 'M%'"
        ).to_pylist()
    }
    everybody = people_of("SELECT customer_id FROM core.customers", as_of=dt.date(2026, 1, 5))
    made = plan(warehouse, everybody, ListChoices(purpose=purpose), currency="CNY", at=at)  # type: ignore[arg-type]
    return {numbers[r["customer_id"]]: r["reason"] for r in made.people.to_pylist() if r["customer_id"] in numbers}
