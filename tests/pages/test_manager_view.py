"""What a manager sees: no number about one to four people, no list of them, no single person."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from insight.settings import Settings, settings
from insight.warehouse import DuckWarehouse, open_workspace
from tests.consents import phone, said
from tests.workspaces import add_batch, member, order

Visit = Callable[..., AppTest]
PAGES = sorted(path.name for path in (Path(__file__).parents[2] / "pages").glob("*.py"))


@pytest.fixture(scope="module")
def brand(home: Path) -> DuckWarehouse:
    """Nine buyers: seven in one month and channel, two in others, so that almost every cell is small."""
    warehouse = open_workspace("few", Settings(home=home))
    if not warehouse.generation:
        months = ["2025-03"] * 7 + ["2025-04", "2025-05"]
        add_batch(
            warehouse,
            customers=[member(f"p{number}", "2024-01-01", phone=phone(number)) for number in range(9)],
            orders=[
                order(f"p{number}", f"{month}-01", 10 + number, channel="Tmall" if number < 7 else "JD")
                for number, month in enumerate(months)
            ],
            consents=[said(f"p{number}", "granted" if number < 7 else "denied", "2025-01-01") for number in range(9)],
        )
    return warehouse


@pytest.mark.one_in(4)
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_holds_with_hidden_cells(visit: Visit, brand: DuckWarehouse, page: str, lang: str) -> None:
    app = visit(f"pages/{page}", workspace=brand.workspace, lang=lang, role="manager")
    assert not app.exception
    said_wrong = [each.value for each in app.error]
    assert not any("did not foresee" in text or "未预料" in text or "没有预见" in text for text in said_wrong)
    if page != "customer.py":
        assert not said_wrong


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("page", "tab"),
    [
        ("retention", "Tables"),
        ("retention", "Curves"),
        ("repurchase", "Tables"),
        ("repurchase", "How soon"),
        ("rfm_movement", "Over the past year"),
        ("exports", "Campaigns and words"),
    ],
)
def test_what_stands_below_a_page_holds_with_hidden_cells(
    visit: Visit, brand: DuckWarehouse, page: str, tab: str
) -> None:
    app = visit(f"pages/{page}.py", workspace=brand.workspace, lang="en", role="manager")
    app.session_state[f"{page.removeprefix('rfm_')}_below"] = tab
    app.run()
    assert not app.exception
    assert not app.error


def test_small_months_are_hidden_and_their_people_are_not_listed(visit: Visit, brand: DuckWarehouse) -> None:
    analyst = visit(workspace=brand.workspace, lang="en")
    options = analyst.selectbox(key="who").options
    assert any("May 2025 · New buyers · 1 person" in option for option in options)
    manager = visit(workspace=brand.workspace, lang="en", role="manager")
    shown = manager.selectbox(key="who").options
    assert not any(" 1 person" in option for option in shown)
    assert any("May 2025 · New buyers · – people" in option for option in shown)
    manager.selectbox(key="who").set_value(("channel", "JD")).run()
    assert any("Fewer than 5 people" in each.value for each in manager.info)
    assert not manager.get("download_button")
    assert "Tmall · – people" in shown, "seven of nine would tell of the two"
    manager.selectbox(key="who").set_value(("channel", "Tmall")).run()
    assert any("a number that would tell of fewer" in each.value for each in manager.info)
    assert not manager.metric or all(each.label != "Can be reached" for each in manager.metric)
    manager.selectbox(key="who").set_value(("period", "2025-03-01", "new")).run()
    assert any(each.label == "Can be reached" for each in manager.metric)
    assert any("shows no single persons" in each.value for each in manager.caption)
    assert not manager.get("download_button")


@pytest.mark.parametrize(("lang", "told"), [("zh_CN", "本页展示单个客户"), ("en", "This page shows single persons")])
def test_the_customer_page_is_not_for_managers(visit: Visit, brand: DuckWarehouse, lang: str, told: str) -> None:
    app = visit("pages/customer.py", workspace=brand.workspace, lang=lang, role="manager")
    assert told in app.error[0].value
    assert not app.dataframe
    assert not app.get("download_button")


def test_a_manager_brings_no_files_in_and_sees_no_cell_of_them(visit: Visit, brand: DuckWarehouse) -> None:
    app = visit("pages/import.py", workspace=brand.workspace, lang="zh_CN", role="manager")
    assert "文件由分析师导入" in app.info[0].value
    assert not app.get("file_uploader")
    assert not app.dataframe
    assert not app.get("download_button")


def test_an_installation_for_managers_offers_no_other_view(
    visit: Visit, brand: DuckWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSIGHT_ROLE", "manager")
    settings.cache_clear()
    app = visit("pages/customer.py", workspace=brand.workspace, lang="en", role="analyst")
    assert "This page shows single persons" in app.error[0].value
    assert not any(each.key == "role" for each in app.segmented_control)
