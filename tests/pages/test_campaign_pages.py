"""The campaigns page and the campaign judge, as a visitor finds them."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.shown_people import open_tab, people_of

Visit = Callable[..., AppTest]
CAMPAIGNS, JUDGE, AB_TEST = "pages/campaigns.py", "pages/judge.py", "pages/ab_test.py"


def words(app: AppTest) -> str:
    return "\n".join(markdown.value for markdown in app.markdown)


def test_the_judge_says_its_verdict_and_opens_who_was_compared(visit: Visit) -> None:
    app = visit(JUDGE, lang="zh_CN")
    assert not app.exception
    assert not app.error
    assert "双11老客召回 有效：触达的人 30 天内有 8.8% 购买，对照组只有 3%（证据强：随机留出了对照组）" in words(app)
    assert "大约多带来 23 位购买者、28 单和 ¥4,935" in words(app)
    app.selectbox(key="sides").set_value(("control", True)).run()
    assert people_of(app, r"双11老客召回：对照组 · 30 天内购买", "sides") == 12


def test_the_other_campaign_and_other_days_change_the_verdict(visit: Visit) -> None:
    app = visit(JUDGE, lang="en")
    app.selectbox(key="judged").set_value("campaign:HD2509").run()
    assert "no difference can be seen. 6.6% of the people contacted bought within 30 days, and 5.5% of" in words(app)
    app.number_input(key="judged_days").set_value(14).run()
    assert not app.exception
    assert "of the people contacted bought within 14 days" in words(app)
    open_tab(app, "judge_below", "Before and after")
    assert not app.exception
    assert "by itself that proves nothing" in words(app) or "proves nothing" in words(app)


@pytest.mark.parametrize("page", [CAMPAIGNS, JUDGE, AB_TEST])
def test_no_data_is_said_in_words(visit: Visit, page: str) -> None:
    app = visit(page, workspace="empty", lang="zh_CN")
    assert not app.exception
    assert not app.get("plotly_chart")
    assert len(app.get("page_link")) == 1


def test_campaigns_show_what_came_of_them_and_whose_list_it_is(visit: Visit) -> None:
    app = visit(CAMPAIGNS, lang="en")
    assert not app.exception
    assert "400 people contacted, 35 of them bought within 30 days; it cost ¥1,860" in words(app)
    app.selectbox(key="reached").set_value(("HD2511", "clicked")).run()
    assert people_of(app, r"双11老客召回\: Clicked", "reached") == 28
    open_tab(app, "campaigns_below", "How often people are contacted")
    assert not app.exception


def test_a_test_of_versions_from_a_plan_to_the_people_of_a_campaign(visit: Visit) -> None:
    app = visit(AB_TEST, tested="plan", lang="en")
    assert not app.exception
    assert "To tell 5% from 6%, a test needs 8,143 people in each arm" in words(app)
    app.segmented_control(key="tested").set_value("numbers").run()
    app.number_input(key="test_did_B").set_value(90).run()
    assert "B did better than A (9%)" in words(app)
    app.segmented_control(key="tested").set_value("lists").run()
    assert not app.exception
    assert "Bring or choose two lists" in app.info[0].value
    app.segmented_control(key="tested").set_value("campaign").run()
    assert "触达 did better than 对照 (8.8%)" in words(app)
    assert "Of 1,000 people, 触达 gets about 57 more than 对照 (3%)" in words(app)
    app.selectbox(key="versions").set_value(("对照", True)).run()
    assert people_of(app, r"双11老客召回\: 对照 · bought within 30 days", "versions") == 12
