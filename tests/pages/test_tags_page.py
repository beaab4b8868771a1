"""The page of tags, as a visitor finds it."""

import re
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from insight.audience.tagging import tag_changes
from insight.settings import Settings
from insight.warehouse import open_workspace
from tests.pages.shown_people import open_tab

Visit = Callable[..., AppTest]
TAGS, BELOW = "pages/tags.py", "tags_below"


def said(app: AppTest) -> str:
    return re.sub(r"\\", "", " ".join(markdown.value for markdown in app.markdown))


def test_two_tags_are_merged_and_taken_apart_again(visit: Visit, home: Path) -> None:
    app = visit(TAGS, lang="zh_CN")
    assert not app.exception
    assert [title.value for title in app.title] == ["我们有哪些标签，谁有这些标签，标签可信吗？"]
    assert "在用标签 40 个；人数最多的是“付费用户”，4,421 人中有 2,880 人" in said(app)
    assert "“自述敏感肌”的 9 人将计入“敏感肌”：240 人变为 248 人" in said(app)
    app.button(key="do_problem_0").click().run()
    assert not app.error
    assert "含义相同" not in said(app)
    open_tab(app, BELOW, "变更记录")
    assert "“自述敏感肌”并入“敏感肌”" in said(app)
    (change,) = tag_changes(open_workspace("sample", Settings(home=home)))
    app.button(key=f"undo_{change['change_id']}").click().run()
    assert "~~" in said(app)
    open_tab(app, BELOW, "健康检查")
    assert "“自述敏感肌”的 9 人将计入“敏感肌”" in said(app)
