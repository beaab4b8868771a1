"""No text is missing in either language, and no translation is left over."""

import ast
import datetime as dt
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from insight.i18n import Money, Text, _, in_context, translate
from insight.i18n.catalogue import catalogue, known_by

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "insight").rglob("*.py")]


def places(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


def marked_texts(path: Path) -> Iterator[tuple[str, int]]:
    """Every first argument of `_()`, and context and text of `in_context()`; fails on one that is not a literal."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        if node.func.id == "in_context":
            context, text = (ast.literal_eval(argument) for argument in node.args)
            yield known_by(text, context), node.lineno
        elif node.func.id == "_":
            for argument in node.args:
                assert isinstance(argument, ast.Constant), f"{path.name}:{node.lineno} marks no literal text"
            if len(node.args) > 1:
                forms = [places(str(argument.value)) for argument in node.args if isinstance(argument, ast.Constant)]
                assert forms[0] == forms[1], f"{path.name}:{node.lineno} has other places in its plural"
                assert "n" in forms[0], f"{path.name}:{node.lineno} does not say what counts"
            assert isinstance(node.args[0], ast.Constant)
            yield str(node.args[0].value), node.lineno


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Every text with the place that says it."""
    found = ((path, *marked) for path in SOURCES if path.exists() for marked in marked_texts(path))
    return {text: f"{path.relative_to(ROOT)}:{line}" for path, text, line in found}


def test_every_text_has_a_chinese_translation(texts: dict[str, str]) -> None:
    missing = [f"{where}: {text}" for text, where in texts.items() if not catalogue("zh_CN").get(text)]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over(texts: dict[str, str]) -> None:
    assert sorted(set(catalogue("zh_CN")) - set(texts)) == []


def test_translations_have_the_same_places_as_their_texts(texts: dict[str, str]) -> None:
    different = [text for text in texts if places(text) != places(catalogue("zh_CN").get(text, text))]
    assert different == []


def test_english_is_what_the_program_says() -> None:
    assert translate("Orders", "en") == "Orders"
    assert translate("Orders", "zh_CN") == "订单"


@pytest.mark.parametrize(
    ("key", "values", "chinese", "english"),
    [
        ("{n:count}", {"n": 12345}, "12,345", "12,345"),
        ("{n:short}", {"n": 1234567}, "123.5万", "1.2M"),
        ("{n:short}", {"n": 1234}, "1,234", "1,234"),
        ("{share:percent}", {"share": 0.4123}, "41%", "41%"),
        ("{share:percent}", {"share": 0.0934}, "9.3%", "9.3%"),
        ("{m:money}", {"m": Money(1234.5, "CNY")}, "¥1,234", "¥1,234"),
        ("{m:money}", {"m": Money(12.5, "USD")}, "US$12.50", "$12.50"),
        ("{m:short_money}", {"m": Money(1234567, "CNY")}, "¥123.5万", "¥1.2M"),
        ("{d:day}", {"d": dt.date(2025, 1, 2)}, "2025-01-02", "2 Jan 2025"),
        ("{d:month}", {"d": dt.date(2025, 1, 2)}, "2025年1月", "Jan 2025"),
        ("{x}", {"x": None}, "–", "–"),
        ("{x:count}", {"x": float("nan")}, "–", "–"),
    ],
)
def test_values_are_written_in_local_form(key: str, values: dict[str, object], chinese: str, english: str) -> None:
    text = Text(key, tuple(values.items()))
    assert (text.render("zh_CN"), text.render("en")) == (chinese, english)


def test_a_text_inside_a_text_is_rendered_in_the_same_language() -> None:
    assert _("{x}", x=_("Orders")).render("zh_CN") == "订单"


def test_english_counts_one_person_and_two_people() -> None:
    one, two = (_("{n:count} person", "{n:count} people", n=n) for n in (1, 2))
    assert (one.render("en"), two.render("en")) == ("1 person", "2 people")


def test_a_name_is_short_in_a_cell_and_whole_in_a_sentence() -> None:
    names = [text.render("zh_CN") for text in (_("Champions"), in_context("in a cell", "Champions"))]
    assert names == ["冠军客户", "冠军"]
    assert in_context("in a cell", "Champions").render("en") == "Champions"
