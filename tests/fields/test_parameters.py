"""Bounds, defaults and labels of parameters stand once: check, widget, help, method and passport read them there."""

import ast
import datetime as dt
import inspect
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

import pytest
from streamlit.testing.v1 import AppTest

from insight.analysis import ANALYSES
from insight.cli import main
from insight.errors import ParameterError
from insight.export import ListChoices
from insight.fields import AsOf, Choice, Days, Field, Flag, Given, InCurrency, Share, Whole, check_fields, fields_of
from insight.fields import settings as said_of
from insight.i18n import Text, _

SCOPE: dict[str, Any] = {"as_of": dt.date(2026, 1, 1), "currency": "CNY"}
WHOM = {"customer": {"customer_id": "C1"}}


def usual(name: str) -> Any:
    """The parameters of an analysis where nothing is chosen."""
    return ANALYSES[name].params(**SCOPE, **WHOM.get(name, {}))


def declared(kind: type[Field]) -> list[tuple[str, str, Any]]:
    """Analysis, name and field of every parameter of a kind."""
    known = {name: fields_of(ANALYSES[name].params) for name in ANALYSES}
    return [(name, key, field) for name in known for key, field in known[name].items() if isinstance(field, kind)]


@pytest.mark.parametrize("params", [*(ANALYSES[name].params for name in ANALYSES), ListChoices])
def test_numbers_that_can_be_chosen_have_a_field(params: type) -> None:
    known = fields_of(params)
    hints = get_type_hints(params)
    assert {each.name for each in fields(params) if hints[each.name] in (int, int | None)} <= set(known)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ANALYSES)
def test_every_parameter_is_called_something_in_both_languages(name: str) -> None:
    params = usual(name)
    known = fields_of(type(params))
    assert list(known) == [each.name for each in fields(params)]
    for key, field in known.items():
        english, chinese = (field.label.render(language) for language in ("en", "zh_CN"))  # type: ignore[arg-type]
        assert key not in english or key.isalpha(), f"{name}.{key}"
        assert "_" not in english + chinese, f"{name}.{key}"
        assert not chinese.isascii(), f"{name}.{key}"
        assert field.expected.render("zh_CN") != "", f"{name}.{key}"


@pytest.mark.parametrize("name", ANALYSES)
def test_settings_are_said_without_python_names(name: str) -> None:
    params = usual(name)
    said = [
        f"{label.render('zh_CN')}: {value.render('zh_CN') if isinstance(value, Text) else value}"
        for label, value in said_of(params)
    ]
    assert len(said) == len(fields(params))
    assert not any("None" in line or "True" in line or " = " in line or "(" in line.split(": ")[1] for line in said)
    hidden = [each.name for each in fields(params) if "_" in each.name]
    assert not any(key in line for key in hidden for line in said)


@pytest.mark.parametrize(("name", "key", "field"), declared(Whole))
def test_bounds_of_a_number_are_those_of_its_field(name: str, key: str, field: Whole) -> None:
    params = usual(name)
    for value in (field.least, field.most):
        assert getattr(replace(params, **{key: value}), key) == value
    for value in (field.least - 1, field.most + 1, float(field.least), True, "7"):
        with pytest.raises(ParameterError) as refused:
            replace(params, **{key: value})
        assert (refused.value.name, refused.value.hint) == (key, _("Give {expected}", expected=field.expected))


@pytest.mark.parametrize(("name", "key", "field"), declared(Choice))
def test_codes_of_a_choice_are_those_of_its_type_and_the_first_is_usual(name: str, key: str, field: Choice) -> None:
    hint = get_type_hints(ANALYSES[name].params)[key]
    codes = {code for part in (hint, *get_args(hint)) for code in get_args(part) if isinstance(code, str)}
    assert set(field.options) == codes | {part for part in get_args(hint) if isinstance(part, str)}
    assert field.default in (None, next(iter(field.options)))
    with pytest.raises(ParameterError):
        replace(usual(name), **{key: "something else"})


@pytest.mark.parametrize(("name", "key", "field"), [*declared(Flag), *declared(Share)])
def test_flags_are_flags_and_shares_are_shares(name: str, key: str, field: Field) -> None:
    for value in ("yes", 2, -0.1, 1.1):
        with pytest.raises(ParameterError):
            replace(usual(name), **{key: value})


@pytest.mark.parametrize(
    ("without", "least_refused", "most_refused"),
    [("neither end", False, False), ("nothing", True, False), ("both ends", True, True)],
)
def test_ends_of_a_share(without: Any, least_refused: bool, most_refused: bool) -> None:
    share = Share(name="share", without=without, label=_("Share"))
    for value, is_refused in ((0, least_refused), (1, most_refused), (0.5, False)):
        if not is_refused:
            assert share.check(value) == value
            continue
        with pytest.raises(ParameterError, match=f"share cannot be used — {value}"):
            share.check(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A parameter of each kind that has a default of None, and one that nobody may leave open."""

    as_of: AsOf
    currency: InCurrency
    days: Annotated[int | None, Days(most=9, label=_("Days"))] = None
    order: Annotated[Literal["any"] | None, Choice(options={"any": _("Any order")}, label=_("Order"))] = None
    steps: Annotated[tuple[int, ...], Given(label=_("Steps"), shape=_("a number"))] = ()
    plain: int = 3

    def __post_init__(self) -> None:
        check_fields(self)


def test_codes_are_said_by_the_words_people_have_for_them() -> None:
    funnel = ANALYSES["funnel"].params(**SCOPE, steps=("milestone:order_paid", "view", "我的事件"), exclude=("search",))
    said = {label.render("en"): value for label, value in said_of(funnel)}
    assert said["Steps"].render("zh_CN") == "付款、浏览商品、我的事件"  # type: ignore[union-attr]
    assert said["Must not happen"].render("en") == "Searching"  # type: ignore[union-attr]
    traits = dict(said_of(ANALYSES["clusters"].params(**SCOPE, traits=("orders", "own_trait"))))[_("Traits")]
    assert traits.render("en") == "Orders, own_trait"  # type: ignore[union-attr]


def test_what_may_be_left_open_is_left_open_and_nothing_else() -> None:
    assert [value for _label, value in said_of(Asked(**SCOPE))] == ["2026-01-01", "CNY", "–", "–", "–"]
    assert fields_of(Asked)["days"].default is None
    with pytest.raises(ParameterError, match="as_of cannot be used — None"):
        Asked(**SCOPE | {"as_of": None})
    with pytest.raises(ParameterError, match="as_of cannot be used — 2026-01-01 00:00:00"):
        Asked(**SCOPE | {"as_of": dt.datetime(2026, 1, 1)})


@pytest.mark.parametrize("currency", ["yuan", "cny", "CN", "元元元", None, 5])
def test_a_currency_is_three_capital_letters(currency: object) -> None:
    with pytest.raises(ParameterError, match="Give an ISO 4217 code such as CNY"):
        Asked(**SCOPE | {"currency": currency})


def drawn() -> None:
    """Every number, share and choice of every analysis, by the widget of its field."""
    from insight.analysis import ANALYSES
    from insight.export import ListChoices
    from insight.fields import Choice, Whole, fields_of
    from insight.ui.kit.parameters import pick

    for name, params in [*((name, ANALYSES[name].params) for name in ANALYSES), ("list", ListChoices)]:
        for key, field in fields_of(params).items():
            if isinstance(field, Choice | Whole) and field.default is not None:
                pick(params, key, key=f"{name}-{key}", in_address=False)


def test_a_widget_has_label_bounds_and_default_of_the_field() -> None:
    app = AppTest.from_function(drawn, default_timeout=60).run()
    assert not app.exception
    known = {name: fields_of(ANALYSES[name].params) for name in ANALYSES} | {"list": fields_of(ListChoices)}
    numbers = {
        f"{name}-{key}": (field.label.render("en"), field.least, field.most, field.default)
        for name, fields_here in known.items()
        for key, field in fields_here.items()
        if isinstance(field, Whole) and field.default is not None
    }
    assert {one.key: (one.label, one.min, one.max, one.value) for one in app.number_input} == numbers
    assert len(numbers) > 20
    assert ("Look back (days)", 30, 3650, 730) in numbers.values()


WITHOUT_A_FIELD = {
    "insight/ui/kit/parameters.py": "the widget of a field",
    "insight/ui/segments/fields.py": "values of rules, by their fields",
    "insight/ui/rfm/sandbox.py": "cut-offs, which reach as far as the data",
    "insight/ui/people/choices.py": "a share in percent",
    "insight/ui/tags/define.py": "days of a tag, which is no parameter",
    "insight/ui/ab_test/controls.py": "counts and means that somebody types in, row by row",
}


def test_no_page_writes_bounds_of_its_own() -> None:
    root = Path(inspect.getfile(ListChoices)).parents[2]
    found = {
        str(path.relative_to(root))
        for folder in ("insight/ui", "pages")
        for path in (root / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("number_input", "slider")
    }
    assert found == set(WITHOUT_A_FIELD)


def test_help_after_the_name_of_an_analysis_says_what_can_be_set(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["analyse", "refill", "--help"])
    lines = capsys.readouterr().out.splitlines()
    assert ended.value.code == 0
    assert lines[0].startswith("Who is due to buy again?")
    assert "  look_back_days     Look back (days): a whole number from 30 to 3,650; usually 730" in lines
    assert [line.split()[0] for line in lines[1:]] == list(fields_of(ANALYSES["refill"].params))


def refused() -> None:
    from insight.errors import ParameterError
    from insight.i18n import _
    from insight.ui.kit.frame import in_words

    labels = {"active_days": _("Regular up to (days)"), "lost_days": _("Lost after (days)")}
    for name in ("active_days, lost_days", "lost_days", "seed", "lost_days, seed"):
        with in_words(labels=labels):
            raise ParameterError(name, 5, _("a whole number"))


def test_a_page_calls_a_wrong_parameter_by_its_label() -> None:
    titles = [one.value.splitlines()[0].strip() for one in AppTest.from_function(refused).run().error]
    assert titles == [
        "**“Regular up to (days) / Lost after (days)” cannot be used like this**",
        "**“Lost after (days)” cannot be used like this**",
        "**The parameter seed cannot be used**",
        "**The parameter lost\\_days, seed cannot be used**",
    ]
