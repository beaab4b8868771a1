"""The card of a persona: page and picture say the same, and what is past its date says so."""

import datetime as dt
import io
import json
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor

from insight.analysis.personas import (
    PersonasParams,
    PersonasResult,
    find_persona,
    keep_persona,
    personas,
    sheet,
    write_sheet,
)
from insight.audience import condition, save_segment
from insight.cli import main
from insight.errors import NotEnoughDataError
from insight.export.fonts import Hand, hand_for
from insight.export.persona_card import persona_cards
from insight.export.persona_picture import HAND, wrapped
from insight.export.personas import persona_page, persona_picture
from insight.govern import Asker
from insight.govern.export_log import exports
from insight.govern.small_cells import seen_by
from insight.settings import settings as defaults
from insight.warehouse import DuckWarehouse
from tests.workspaces import member, order, workspace

AS_OF, AT = dt.date(2026, 1, 1), dt.datetime(2026, 1, 1, 9)
PARAMS = PersonasParams(as_of=AS_OF, currency="CNY", groups=("segment:1",))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """80 buyers; of the 40 women 36 have dry skin, of the 40 men 4. The segment is the women."""
    women = [number < 40 for number in range(80)]
    dry = [number % 40 < (36 if is_woman else 4) for number, is_woman in enumerate(women)]
    warehouse = workspace(
        tmp_path_factory.mktemp("card"),
        customers=[
            member(f"p{n}", "2025-01-01", gender="female" if women[n] else "male")
            | {"extra": f'{{"Skin": "{"dry" if dry[n] else "oily"}"}}'}
            for n in range(80)
        ],
        orders=[order(f"p{n}", "2025-12-05T21:30", 100 if women[n] else 50) for n in range(80)],
    )
    save_segment(warehouse, "Women", condition("trait_is", trait="gender", wanted=["female"]), at=AT)
    return warehouse


@pytest.fixture(scope="module")
def found(shop: DuckWarehouse) -> PersonasResult:
    return personas(shop, PARAMS)


def pixels(picture: bytes, colour: str) -> int:
    image = Image.open(io.BytesIO(picture))
    wanted = ImageColor.getrgb(colour)
    return sum(count for count, found in image.getcolors(1 << 24) or [] if found == wanted)


def written_on(shop: DuckWarehouse, found: PersonasResult, day: dt.date, name: str) -> Any:
    persona = keep_persona(shop, name, "segment:1", at=AT)
    at = dt.datetime.combine(day, dt.time(9))
    return write_sheet(shop, persona.persona_id, {"problem": "winter"}, at=at).sheet


def test_the_card_says_who_how_many_what_they_bring_and_what_sets_them_apart(found: PersonasResult) -> None:
    (card,) = persona_cards(found, {})
    facts = {what.render("en"): much.render("en") for what, much in card.facts}
    assert facts == {
        "How many people": "40 (50% of those compared with)",
        "Can be reached": "0, of whom 0 consented",
        "Net amount so far": "¥4,000 (67% of the money of those compared with)",
        "Net amount a person": "¥100.00",
    }
    named = {trait.name.render("zh_CN"): trait for trait in card.traits}
    assert named["性别：女性"].times == 2
    skin = named["Skin：dry"]
    assert (skin.times, skin.low < 1.8 < skin.high) == (pytest.approx(1.8), True)
    assert skin.shares.render("en") == "36 of 40 with a known value: 90%, of those compared with 50%"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_holds_every_text_of_the_card(shop: DuckWarehouse, found: PersonasResult, language: Any) -> None:
    (card,) = persona_cards(found, {})
    page = persona_page(shop, Asker(), found, {}, language, at=AT).decode()
    texts = [card.name, card.portrait, *(part for fact in card.facts for part in fact)]
    texts += [part for trait in card.traits for part in (trait.name, trait.shares)]
    texts += [part for row in card.sheet for part in (row.question, row.answer)]
    said = [escape(text.render(language)) for text in texts]
    assert [text for text in said if text not in page] == []


def test_the_picture_is_as_wide_as_paper_and_marks_what_was_written_by_hand(
    shop: DuckWarehouse, found: PersonasResult
) -> None:
    plain = persona_picture(shop, Asker(), found, {}, "en", at=AT)
    size = Image.open(io.BytesIO(plain)).size
    assert size[0] == 1240
    assert 1000 < size[1] < 3000
    assert pixels(plain, HAND) == 0
    sheets = {"segment:1": written_on(shop, found, AS_OF, "Marked")}
    marked = persona_picture(shop, Asker(), found, sheets, "en", at=AT)
    assert pixels(marked, HAND) > 10_000
    assert [export.file_name for export in exports(shop)][:1] == ["personas_2026-01-01.png"]


def test_a_manager_takes_a_card_along_that_says_nothing_of_few_people(tmp_path: Path) -> None:
    """Of 40 buyers 3 are of the segment: their number and their money are a dash on page and picture."""
    small = workspace(
        tmp_path,
        customers=[member(f"p{n}", gender="male" if n < 3 else "female") for n in range(40)],
        orders=[order(f"p{n}", "2025-12-05", 777 if n < 3 else 50) for n in range(40)],
    )
    save_segment(small, "Men", condition("trait_is", trait="gender", wanted=["male"]), at=AT)
    asks = Asker(role="manager")
    seen = seen_by(asks, personas(small, PARAMS))
    page = persona_page(small, asks, seen, {}, "en", at=AT).decode()
    assert "<td>– (– of those compared with)</td>" in page
    assert "2,331" not in page
    assert "777" not in page
    assert persona_picture(small, asks, seen, {}, "en", at=AT).startswith(b"\x89PNG")


@pytest.mark.parametrize(("days", "is_past"), [(92, False), (93, True)])
def test_what_was_written_more_than_a_quarter_ago_is_past_its_date(
    shop: DuckWarehouse, found: PersonasResult, days: int, is_past: bool
) -> None:
    day = AS_OF - dt.timedelta(days=days)
    said = written_on(shop, found, day, f"Of {days} days ago")
    row = next(row for row in sheet(found, "segment:1", said) if row.row == "problem")
    expected = "written by hand, past its date: of 30 Sep 2025" if is_past else "written by hand"
    assert row.where_from.render("en") == expected
    (card,) = persona_cards(found, {"segment:1": said})
    assert any(row.where_from and expected == row.where_from.render("en") for row in card.sheet)


def test_a_row_keeps_its_day_until_it_is_written_anew(shop: DuckWarehouse) -> None:
    number = keep_persona(shop, "Twice", "segment:1", at=AT).persona_id
    write_sheet(shop, number, {"topics": "tea", "problem": "winter"}, at=dt.datetime(2025, 5, 1))
    later = write_sheet(shop, number, {"topics": "tea ", "problem": "summer"}, at=dt.datetime(2025, 9, 1)).sheet
    assert {row: said.on.month for row, said in later.items()} == {"topics": 5, "problem": 9}
    write_sheet(shop, number, {"topics": " "}, at=AT)
    assert list(find_persona(shop, number).sheet) == ["problem"]


def test_a_sheet_kept_before_rows_had_days_is_of_its_own_day(shop: DuckWarehouse) -> None:
    number = keep_persona(shop, "Old form", "segment:1", at=dt.datetime(2025, 3, 4)).persona_id
    with shop.writing() as session:
        session.execute(
            "UPDATE app.personas SET sheet = $sheet WHERE persona_id = $number",
            {"sheet": json.dumps({"who": "women"}), "number": number},
        )
    said = find_persona(shop, number).sheet["who"]
    assert (said.text, said.on) == ("women", dt.date(2025, 3, 4))


def test_a_statement_that_stands_on_old_data_says_of_which_day(shop: DuckWarehouse, found: PersonasResult) -> None:
    """The customer list was taken in on 5 January 2026: on 8 April that is 93 days ago, the day before 92."""
    fresh = personas(shop, replace(PARAMS, as_of=dt.date(2026, 4, 7)))
    late = personas(shop, replace(PARAMS, as_of=dt.date(2026, 4, 8)))
    assert "gender" not in fresh.past_traits()
    assert late.past_traits()["gender"] == dt.date(2026, 1, 5)
    assert "past its date: of 5 Jan 2026" in late.portrait_sentence("segment:1").render("en")
    assert "past its date" not in fresh.portrait_sentence("segment:1").render("en")
    (card,) = persona_cards(late, {})
    who = next(row for row in card.sheet if row.question.render("en") == "Who they are")
    assert who.where_from is not None
    assert who.where_from.render("zh_CN") == "来自数据，已过期：2026-01-05 的信息"


def test_without_a_chinese_font_it_is_said_in_a_sentence_and_english_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDataError) as refused:
        hand_for(["用户 A"], [tmp_path, tmp_path / "none"])
    assert "2 signs of the picture would be empty boxes" in str(refused.value)
    hand = hand_for(["Women"], [tmp_path])
    assert hand.width("Women", 20) > 20
    assert hand.unknown == set()


def test_a_sign_that_no_font_has_is_a_question_mark_and_is_told() -> None:
    hand = Hand([])
    (run,) = hand.runs("a\U0010fffdb", 20)
    assert run[0] == "a?b"
    assert hand.unknown == {"\U0010fffd"}


@settings(max_examples=60, deadline=None)
@given(st.text("ab c，。（）用户%“”", min_size=1, max_size=60), st.integers(60, 200))
def test_a_text_is_broken_where_it_may_be_and_nothing_is_lost(text: str, wide: int) -> None:
    hand = Hand([])
    lines = wrapped(hand, text, 20, wide)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(hand.width(line.rstrip(), 20) <= wide for line in lines)


@pytest.mark.parametrize(
    ("text", "as_wide_as", "lines"),
    [
        ("one two three", "one two t", ["one two", "three"]),
        ("用户，画", "用户", ["用", "户，", "画"]),
        ("（用户）", "（用户", ["（用", "户）"]),
        ("看 wide 用", "看 wide", ["看 wide", "用"]),
        ("breaks", "brea", ["brea", "ks"]),
    ],
)
def test_marks_stay_with_their_words(text: str, as_wide_as: str, lines: list[str]) -> None:
    hand = Hand([])
    assert wrapped(hand, text, 20, hand.width(as_wide_as, 20)) == lines


def test_a_card_is_taken_along_by_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = workspace(tmp_path, orders=[order("ann", "2025-12-05", 10)], customers=[member("ann")])
    monkeypatch.setenv("INSIGHT_HOME", str(own.folder.parent))
    defaults.cache_clear()

    def told(*words: str) -> Any:
        assert main(["personas", *words, "-w", own.workspace, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    told("keep", "New ones", "-p", 'groups=["stage:first_order"]', "--broad", "Buyers")
    told("write", "New ones", "--row", "problem=first box")
    for suffix, start in ((".png", b"\x89PNG"), (".html", b"<!doctype"), (".xlsx", b"PK")):
        out = tmp_path / f"card{suffix}"
        assert told("card", "New ones", "--out", str(out))["groups"] == ["persona:1"]
        assert out.read_bytes().startswith(start)
    assert "first box" in (tmp_path / "card.html").read_text(encoding="utf-8")
    assert main(["personas", "card", "New ones", "-w", own.workspace, "--out", str(tmp_path / "card.pdf")]) == 2
    assert "Give a file that ends in .png, .html, .xlsx" in capsys.readouterr().err
    assert [(one["name"], one["broad"]) for one in told("list")] == [("New ones", "Buyers")]
    told("rename", "New ones", "--to", "First ones")
    told("forget", "First ones")
    assert told("list") == []
    monkeypatch.undo()
    defaults.cache_clear()
