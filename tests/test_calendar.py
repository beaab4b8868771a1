"""Festivals fall on the days that an independent calendar says, and notes of days are kept with who wrote them."""

import datetime as dt
import json
from pathlib import Path

import pytest
from lunar_python import Lunar, Solar

from insight.calendar.day_notes import add_note, change_note, day_notes, remove_note
from insight.calendar.festival_days import FESTIVALS, FIRST_YEAR, LAST_YEAR, festival_day, festival_days
from insight.calendar.occasions import campaigns_of, in_view, notes_of
from insight.cli import main
from insight.errors import ParameterError
from insight.settings import settings
from insight.warehouse import DuckWarehouse
from tests.workspaces import workspace

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
LUNAR = {"spring": (1, 1), "lantern": (1, 15), "dragon_boat": (5, 5), "qixi": (7, 7), "mid_autumn": (8, 15)}
AT = dt.datetime(2025, 7, 1, 9, 30)


def as_date(day: Solar) -> dt.date:
    return dt.date(day.getYear(), day.getMonth(), day.getDay())


@pytest.mark.parametrize("year", YEARS)
def test_festivals_of_the_moon_and_the_sun_fall_where_the_calendar_library_says(year: int) -> None:
    found = {key: festival_day(key, year).day for key in (*LUNAR, "qingming")}
    expected = {key: as_date(Lunar.fromYmd(year, *day).getSolar()) for key, day in LUNAR.items()}
    assert found == expected | {"qingming": as_date(Lunar.fromYmd(year, 3, 1).getJieQiTable()["清明"])}


@pytest.mark.parametrize("year", YEARS)
def test_festivals_of_the_shops_fall_where_the_calendar_library_says(year: int) -> None:
    named = {
        "new_year": "元旦节",
        "valentine": "情人节",
        "womens_day": "妇女节",
        "labour": "劳动节",
        "national": "国庆节",
        "mothers_day": "母亲节",
        "christmas": "圣诞节",
    }
    for key, name in named.items():
        day = festival_day(key, year).day
        assert name in Solar.fromYmd(day.year, day.month, day.day).getFestivals(), (key, day)
    thanksgiving = festival_day("black_friday", year).day - dt.timedelta(days=1)
    assert "感恩节" in Solar.fromYmd(year, 11, thanksgiving.day).getFestivals()


def test_days_without_a_moon_are_the_same_every_year() -> None:
    assert [festival_day(key, 2025).day.strftime("%m-%d") for key in ("520", "618", "1111", "1212")] == [
        "05-20",
        "06-18",
        "11-11",
        "12-12",
    ]


def test_festivals_of_a_span_include_both_its_ends_and_nothing_else() -> None:
    days = festival_days(dt.date(2025, 10, 1), dt.date(2025, 11, 11))
    assert [(found.festival.key, found.day.day) for found in days] == [("national", 1), ("mid_autumn", 6), ("1111", 11)]
    assert festival_days(dt.date(2025, 10, 2), dt.date(2025, 10, 5)) == []


def test_outside_of_the_years_that_are_known_no_festival_is_invented() -> None:
    assert festival_days(dt.date(2012, 1, 1), dt.date(2014, 12, 31)) == []
    assert {found.day.year for found in festival_days(dt.date(2010, 1, 1), dt.date(2050, 1, 1))} == set(YEARS)
    assert len(festival_days(dt.date(2015, 1, 1), dt.date(2035, 12, 31))) == len(FESTIVALS) * len(YEARS)


def test_a_note_is_kept_with_who_wrote_it_and_who_changed_it(tmp_path: Path) -> None:
    shop = workspace(tmp_path)
    before = shop.fingerprint
    first = add_note(shop, dt.date(2025, 6, 18), "  卖断货\tby noon ", at=AT, by="mei")
    second = add_note(shop, dt.date(2025, 6, 1), "New site", at=AT)
    assert (first.note_id, first.note, first.noted_by, first.changed_by) == (1, "卖断货 by noon", "mei", None)
    changed = change_note(shop, 1, day=dt.date(2025, 6, 17), at=AT, by="li")
    assert (changed.day, changed.note, changed.noted_by, changed.changed_by) == (
        dt.date(2025, 6, 17),
        "卖断货 by noon",
        "mei",
        "li",
    )
    assert [note.note_id for note in day_notes(shop)] == [second.note_id, first.note_id]
    remove_note(shop, 1, at=AT)
    assert [note.note for note in day_notes(shop)] == ["New site"]
    assert add_note(shop, dt.date(2025, 6, 2), "Third", at=AT).note_id == 3
    assert shop.fingerprint == before


@pytest.mark.parametrize("note", ["", "   ", "x" * 121, "a\x00b"])
def test_a_note_without_words_or_without_end_is_refused(tmp_path: Path, note: str) -> None:
    with pytest.raises(ParameterError, match="a note of 1 to 120 characters"):
        add_note(workspace(tmp_path), dt.date(2025, 6, 18), note, at=AT)


def test_what_is_not_there_cannot_be_changed(tmp_path: Path) -> None:
    shop = workspace(tmp_path)
    add_note(shop, dt.date(2025, 6, 18), "o'brien; DROP TABLE", at=AT)
    remove_note(shop, 1, at=AT)
    for number in (1, 2):
        with pytest.raises(ParameterError, match="the number of a note that is there"):
            change_note(shop, number, note="again", at=AT)
    with pytest.raises(ParameterError, match="a day such as"):
        add_note(shop, dt.date(1025, 6, 18), "Hastings", at=AT)


def test_campaigns_last_from_their_start_to_the_day_before_they_are_over(tmp_path: Path) -> None:
    shop = campaigns(tmp_path)
    assert [(one.name.render("en"), one.first, one.last) for one in campaigns_of(shop)] == [
        ("Early", dt.date(2025, 6, 1), dt.date(2025, 6, 1)),
        ("Summer", dt.date(2025, 6, 10), dt.date(2025, 6, 20)),
        ("c3", dt.date(2025, 6, 30), dt.date(2025, 6, 30)),
    ]


def campaigns(folder: Path) -> DuckWarehouse:
    """One campaign with an end, one without, one that only its contacts know, one without any day."""
    return workspace(
        folder,
        campaigns=[
            {"campaign_id": "c1", "name": "Summer", "starts_at": day(10), "ends_at": day(21)},
            {"campaign_id": "c2", "name": "Early", "starts_at": day(1)},
            {"campaign_id": "c4", "name": "Some time"},
        ],
        touches=[{"campaign_id": "c3", "customer_ref": "a", "sent_at": day(30)}],
    )


def day(number: int) -> dt.datetime:
    return dt.datetime(2025, 6, number)


def test_occasions_of_a_span_are_all_three_kinds_in_order(tmp_path: Path) -> None:
    shop = campaigns(tmp_path)
    add_note(shop, dt.date(2025, 6, 18), "Sold out", at=AT)
    add_note(shop, dt.date(2025, 7, 1), "Later", at=AT)
    seen = in_view(dt.date(2025, 6, 10), dt.date(2025, 6, 30), campaigns_of(shop), notes_of(shop))
    assert [(one.kind, one.name.render("en")) for one in seen] == [
        ("campaign", "Summer"),
        ("festival", "618"),
        ("note", "Sold out"),
        ("campaign", "c3"),
    ]


def test_notes_are_written_changed_and_taken_off_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = workspace(tmp_path)
    monkeypatch.setenv("INSIGHT_HOME", str(shop.folder.parent))
    settings.cache_clear()

    def run(*words: str) -> tuple[int, str]:
        code = main(["notes", *words, "--workspace", shop.workspace, "--json"])
        said = capsys.readouterr()
        return code, said.out or said.err

    assert json.loads(run("add", "2025-06-18", "Sold out")[1])["note"] == 1
    changed = json.loads(run("change", "1", "Sold out by noon", "--day", "2025-06-17")[1])
    assert (changed["day"], changed["text"]) == ("2025-06-17", "Sold out by noon")
    assert [note["text"] for note in json.loads(run("list")[1])] == ["Sold out by noon"]
    assert run("add", "18.6.", "x")[0] == 2
    assert run("remove", "first")[0] == 2
    assert run("remove", "1")[0] == 0
    assert json.loads(run("list")[1]) == []
    settings.cache_clear()
