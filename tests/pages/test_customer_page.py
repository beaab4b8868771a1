"""The customer page, as a visitor finds it."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from tests.pages.shown_people import open_tab
from tests.workspaces import add_batch, member, order

Visit = Callable[..., AppTest]
CUSTOMER = "pages/customer.py"
PHONE = "13812341234"
_NUMBER = count(1)


@pytest.fixture
def brand(home: Path) -> DuckWarehouse:
    """A workspace of one's own with two people who look alike, and a third."""
    warehouse = open_workspace(f"brand{next(_NUMBER)}", Settings(home=home))
    orders = [
        order("tb_ann", "2025-01-01", 10, buyer_name="安妮", phone_masked="138****1234", city="杭州"),
        order("bob", "2025-01-02", 20, phone="13900000001", email="bob@x.cn", buyer_name="鲍勃"),
        order(None, "2025-01-03", 30, email="bob@x.cn", buyer_name="小鲍"),
    ]
    add_batch(warehouse, orders=orders, customers=[member("M1", phone=PHONE, city="杭州") | {"name": "安妮"}])
    return warehouse


def opened(app: AppTest, box: str) -> AppTest:
    """The page with a box unfolded, which fills only then."""
    app.session_state[box] = True
    return app.run()


def people(warehouse: DuckWarehouse) -> int:
    return warehouse.count("SELECT 1 FROM core.customers")


def searched(visit: Visit, warehouse: DuckWarehouse, text: str, lang: str = "en") -> AppTest:
    app = visit(CUSTOMER, workspace=warehouse.workspace, lang=lang)
    return app.text_input(key="find").set_value(text).run()


def said(app: AppTest) -> str:
    parts = (*app.markdown, *app.caption, *app.subheader, *app.info, *app.warning)
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


@pytest.mark.parametrize(
    ("lang", "question"), [("zh_CN", "关于这位客户，我们知道什么？"), ("en", "What do we know about this person?")]
)
def test_page_begins_with_a_search_and_what_concerns_everybody(visit: Visit, lang: str, question: str) -> None:
    app = visit(CUSTOMER, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    known = app.dataframe[0]
    assert len(known.value) == 8
    assert set(known.value.iloc[:, -1]) == {"淘宝; 企业微信; 有赞" if lang == "zh_CN" else "Taobao; WeCom; Youzan"}
    assert [box.value for box in app.text_input if box.key == "find"] in ([""], [None])
    assert not app.metric


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_data_is_said_in_words(visit: Visit, lang: str) -> None:
    app = visit(CUSTOMER, workspace="empty", lang=lang)
    assert not app.exception
    assert len(app.get("page_link")) == 1


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_the_only_person_found_is_shown(visit: Visit, brand: DuckWarehouse, lang: str) -> None:
    app = searched(visit, brand, "bob@x.cn", lang)
    assert not app.exception
    assert not app.error
    assert next(header.value for header in app.subheader) in ("鲍勃", "小鲍")
    assert next(metric.value for metric in app.metric) == "2"
    assert "139****0001" in said(app)
    assert "13900000001" not in said(app)


def test_several_people_found_wait_to_be_chosen(visit: Visit, brand: DuckWarehouse) -> None:
    app = searched(visit, brand, "安妮")
    assert "2 people found; choose one" in said(app)
    assert not app.metric


def test_nobody_found_is_said(visit: Visit, brand: DuckWarehouse) -> None:
    assert "Nobody was found" in said(searched(visit, brand, "nobody at all"))


def test_the_address_names_a_person_and_an_unknown_one_is_refused_in_words(visit: Visit, brand: DuckWarehouse) -> None:
    known = brand.query("SELECT customer_id FROM core.customers WHERE email = 'bob@x.cn'")["customer_id"].iloc[0]
    app = visit(CUSTOMER, workspace=brand.workspace, lang="en", customer=known)
    assert next(metric.value for metric in app.metric) == "2"
    app = visit(CUSTOMER, workspace=brand.workspace, lang="en", customer="c0")
    assert not app.exception
    assert "c0" in app.error[0].value
    assert any("Decisions of staff" in box.label for box in app.expander)


def test_contacts_are_whole_only_when_asked_for(visit: Visit, brand: DuckWarehouse) -> None:
    app = searched(visit, brand, "bob@x.cn")
    app.toggle(key="unmasked_customer").set_value(True).run()
    assert "13900000001" in said(app)


def test_the_timeline_can_be_narrowed_to_one_kind(visit: Visit, brand: DuckWarehouse) -> None:
    app = searched(visit, brand, "M1")
    assert app.get("button_group")
    assert not app.exception


def test_a_suggested_pair_is_merged_after_its_effect_was_seen_and_taken_back(
    visit: Visit, brand: DuckWarehouse
) -> None:
    app = opened(visit(CUSTOMER, workspace=brand.workspace, lang="en"), "suggestions")
    assert people(brand) == 3
    pairs = app.selectbox(key="pair")
    assert len(pairs.options) == 1
    assert "the masked phone fits the known one, the same name, the same city" in pairs.options[0]
    app = pairs.select_index(0).run()
    assert "People before: 2; after: 1" in said(app)
    assert people(brand) == 3
    app.text_input(key="pair_merge_by").set_value("li").run()
    app = app.button(key="pair_merge_now").click().run()
    assert not app.exception
    assert people(brand) == 2
    assert next(metric.value for metric in app.metric) == "1"
    app = app.selectbox(key="decision").select_index(0).run()
    app = app.button(key="undo_decision").click().run()
    assert not app.exception
    assert people(brand) == 3


@pytest.mark.slow("walks the page again and again")
def test_a_pair_judged_to_be_two_people_is_not_suggested_again(visit: Visit, brand: DuckWarehouse) -> None:
    app = opened(visit(CUSTOMER, workspace=brand.workspace, lang="zh_CN"), "suggestions")
    app = app.selectbox(key="pair").select_index(0).run()
    app = app.button(key="pair_apart").click().run()
    assert not app.exception
    assert "没有其他疑似同一人的客户。" in said(app)
    assert people(brand) == 3


@pytest.mark.slow("walks the page again and again")
def test_an_identifier_is_split_off_after_its_effect_was_seen(visit: Visit, brand: DuckWarehouse) -> None:
    app = opened(searched(visit, brand, "bob@x.cn"), "correct")
    box = next(box for box in app.multiselect if box.key.startswith("apart_"))
    app = box.set_value(["g:bob@x.cn"]).run()
    assert "People before: 1; after: 2" in said(app)
    assert "Joins that are cut:" in said(app)
    app = app.button(key="split_now").click().run()
    assert not app.exception
    assert people(brand) == 4


def test_splitting_everything_off_is_refused_in_words(visit: Visit, brand: DuckWarehouse) -> None:
    app = opened(searched(visit, brand, "bob@x.cn"), "correct")
    box = next(box for box in app.multiselect if box.key.startswith("apart_"))
    app = box.set_value(["a:shop:bob", "f:13900000001", "g:bob@x.cn"]).run()
    assert "but not all" in said(app)
    assert not app.error


@pytest.mark.slow("walks the page again and again")
def test_merging_with_a_person_looked_for(visit: Visit, brand: DuckWarehouse) -> None:
    app = opened(searched(visit, brand, "bob@x.cn"), "correct")
    app = app.text_input(key="find_other").set_value("M1").run()
    assert "People before: 2; after: 1" in said(app)
    app = app.button(key="merge_now").click().run()
    assert not app.exception
    assert people(brand) == 2


def test_the_sample_data_cannot_be_decided_upon(visit: Visit) -> None:
    app = opened(visit(CUSTOMER, lang="en"), "suggestions")
    app = app.selectbox(key="pair").select_index(0).run()
    assert app.button(key="pair_merge_now").disabled
    assert "The sample data stay as they are" in said(app)


@pytest.mark.slow("learns from the sample brand")
def test_what_to_expect_of_a_person_stands_on_their_page(visit: Visit) -> None:
    app = open_tab(visit(CUSTOMER, lang="en", customer="c11b11ab4f85fb88b"), "customer_below", "What to expect")
    assert not app.exception
    numbers = {metric.label: (metric.value, metric.delta) for metric in app.metric}
    assert numbers["Chance to order within 90 days"] == ("21%", "of everybody 12%")
    assert numbers["Expected orders"] == ("3.7", "95 %: 0 to 10")
    assert numbers["Expected in 365 days"][0].startswith("¥46")
    assert "last bought 83 days ago" in said(app)
    assert "Tried on the past" in said(app)
