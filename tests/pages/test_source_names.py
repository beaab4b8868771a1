"""Sources and events have names."""

import tomllib
from pathlib import Path

import insight.ingest
from insight.ui.kit.names import EVENTS, SOURCES

TEMPLATES = Path(insight.ingest.__file__).parent / "templates"


def test_every_source_that_is_recognised_has_a_name_in_both_languages() -> None:
    codes = {tomllib.loads(path.read_text("utf-8")).get("source_system") for path in TEMPLATES.glob("*.toml")}
    assert codes - {None} <= set(SOURCES)
    assert SOURCES["taobao"].render("zh_CN") == "淘宝"
    assert SOURCES["sensors"].render("zh_CN") == "小程序事件"
    assert EVENTS["pay"].render("zh_CN") == "付款"
