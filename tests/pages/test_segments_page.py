"""The page of segments, as a visitor finds it."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from insight.analysis.rfm import RfmParams, rfm
from insight.audience import AllOf, Not, condition, delete_segment, save_segment, saved_segments, size
from insight.audience.id_list import read_ids
from insight.audience.uploads import delete_list, keep_list, uploaded_lists
from insight.warehouse import DuckWarehouse, open_workspace

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
SEGMENTS = "pages/segments.py"
NOW = dt.datetime(2026, 1, 2, 9)
DAY = dt.date(2026, 1, 1)


@pytest.fixture
def sample(home: Path) -> Iterator[DuckWarehouse]:
    """The sample brand; segments and lists of a test are taken away after it."""
    warehouse = open_workspace("sample")
    yield warehouse
    for saved in reversed(saved_segments(warehouse)):
        delete_segment(warehouse, saved.segment_id, NOW)
    for kept in uploaded_lists(warehouse):
        delete_list(warehouse, kept.list_id, NOW)


@pytest.fixture
def two_saved(sample: DuckWarehouse) -> DuckWarehouse:
    """Recent buyers who were not contacted lately, and members of the first tier."""
    lately = AllOf((condition("ordered_within", days=90), Not(condition("contacted_within", days=60))))
    save_segment(sample, "近期客户", lately, at=NOW)
    save_segment(sample, "VIP1 O'Brien", condition("tier", tiers=["VIP1"]), at=NOW)
    return sample


def people_of(app: AppTest, beginning: str) -> int:
    """The number of people that a box says under a sentence that begins so."""
    assert any(element.value.startswith(f"**{beginning}") for element in app.markdown)
    *_others, counted = (element.value for element in app.subheader if element.value[:1].isdigit())
    return int(re.sub(r"\D", "", counted))


def saved_table(app: AppTest) -> list[str]:
    frame = next(frame.value for frame in app.dataframe if "What it means" in frame.value or "含义" in frame.value)
    return list(frame.iloc[:, 1])


@pytest.mark.parametrize(
    ("lang", "question"),
    [("zh_CN", "具体是哪些人，有多少？"), ("en", "Who exactly, and how many?")],
)
def test_page_begins_with_a_segment_to_build(visit: Visit, sample: DuckWarehouse, lang: str, question: str) -> None:
    app = visit(SEGMENTS, lang=lang)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [question]
    assert len(app.info) == 1
    assert people_of(
        app, "人群：最近 90 天内下过单" if lang == "zh_CN" else "People\\: ordered within the last 90"
    ) == size(sample, condition("ordered_within", days=90), DAY)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_data_is_said_in_words(visit: Visit, lang: str) -> None:
    app = visit(SEGMENTS, workspace="empty", lang=lang)
    assert not app.exception
    assert not app.get("plotly_chart")
    assert len(app.get("page_link")) == 1


@pytest.mark.one_in(3)
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize(("view", "charts"), [("build", 0), ("saved", 2), ("overlap", 1), ("lists", 0)])
def test_every_view_is_drawn(visit: Visit, two_saved: DuckWarehouse, lang: str, view: str, charts: int) -> None:
    app = visit(SEGMENTS, lang=lang, segments_view=view)
    assert not app.exception
    assert not app.error
    assert len(app.get("plotly_chart")) == charts
    assert saved_table(app) == [f"{size(two_saved, saved, DAY):,}" for saved in saved_segments(two_saved)]
    said = [text.value for text in (*app.markdown, *app.caption, *app.subheader)]
    if lang == "en":
        assert not [
            text
            for text in said
            if any("\u4e00" <= sign <= "\u9fff" for sign in text.replace("近期客户", "").replace("例禾", ""))
        ]


def test_segment_of_three_conditions_is_built_counted_and_saved(visit: Visit, sample: DuckWarehouse) -> None:
    app = visit(SEGMENTS, lang="en")
    group = next(button.key for button in app.button if button.key.startswith("add_line_")).removeprefix("add_line_")
    app.number_input(key=number_key(app, "ordered_within_days")).set_value(365).run()
    for subject, rule in (("people", "tier"), ("touches", "contacted_within")):
        app.button(key=f"add_line_{group}").click().run()
        line = max(int(box.key.removeprefix("subject_")) for box in app.selectbox if box.key.startswith("subject_"))
        app.selectbox(key=f"subject_{line}").set_value(subject).run()
        app.selectbox(key=f"rule_{line}_{subject}").set_value(rule).run()
        if rule == "tier":
            assert any("Not counted yet" in caption.value for caption in app.caption)
            app.multiselect(key=f"{line}_tier_tiers").set_value(["VIP1", "VIP2"]).run()
        else:
            app.toggle(key=f"not_{line}").set_value(True).run()
    assert not app.error
    meaning = AllOf(
        (
            condition("ordered_within", days=365),
            condition("tier", tiers=["VIP1", "VIP2"]),
            Not(condition("contacted_within", days=7)),
        )
    )
    sentence = "People\\: ordered within the last 365 days and member tier VIP1 / VIP2 and not contacted"
    assert people_of(app, sentence) == size(sample, meaning, DAY) > 100
    app.text_input(key="segment_name_draft").set_value("618 VIP")
    next(button for button in app.button if button.label == "Save").click().run()
    assert [(saved.name, saved.expression) for saved in saved_segments(sample)] == [("618 VIP", meaning)]
    assert saved_table(app.run()) == [f"{size(sample, meaning, DAY):,}"]


def first_number(warehouse: DuckWarehouse) -> int:
    return saved_segments(warehouse)[0].segment_id


def number_key(app: AppTest, ending: str) -> str:
    return next(box.key for box in app.number_input if box.key.endswith(ending))


def test_draft_outlives_a_change_of_page_and_of_language(visit: Visit, sample: DuckWarehouse) -> None:
    app = visit(SEGMENTS, lang="en")
    app.number_input(key=number_key(app, "ordered_within_days")).set_value(30).run()
    app.switch_page("pages/rfm.py").run()
    app.switch_page(SEGMENTS).run()
    assert app.number_input(key=number_key(app, "ordered_within_days")).value == 30
    app.segmented_control(key="lang").set_value("zh_CN").run()
    assert people_of(app, "人群：最近 30 天内下过单") == size(sample, condition("ordered_within", days=30), DAY)


def test_groups_can_be_nested_turned_round_and_removed(visit: Visit, sample: DuckWarehouse) -> None:
    app = visit(SEGMENTS, lang="en")
    next(button for button in app.button if button.key.startswith("add_group_")).click().run()
    inner = max(
        int(button.key.removeprefix("add_line_")) for button in app.button if button.key.startswith("add_line_")
    )
    app.toggle(key=f"not_{inner}").set_value(True).run()
    assert people_of(app, "People\\: ordered within the last 90 days and did not order within the last 90 days") == 0
    app.button(key=f"remove_{inner}").click().run()
    assert people_of(app, "People\\: ordered within the last 90 days; as of") > 0


def test_starter_fills_the_builder(visit: Visit, sample: DuckWarehouse) -> None:
    app = visit(SEGMENTS, lang="en")
    app.selectbox(key="segment_starter").set_value("sleeping").run()
    assert not app.error
    assert (
        people_of(app, "People\\: (spent at least ¥500.00 in all or number of orders at least 4) and last order 90")
        > 50
    )


def test_saved_segment_is_changed_under_its_name(visit: Visit, two_saved: DuckWarehouse) -> None:
    app = visit(SEGMENTS, lang="en", segments_view="saved")
    app.selectbox(key="segment").set_value(first_number(two_saved)).run()
    app.button(key="draft_take").click().run()
    app.number_input(key=number_key(app, "ordered_within_days")).set_value(10).run()
    app.button(key="draft_replace").click().run()
    expected = AllOf((condition("ordered_within", days=10), Not(condition("contacted_within", days=60))))
    assert saved_segments(two_saved)[0].expression == expected
    assert saved_table(app)[0] == f"{size(two_saved, expected, DAY):,}"


def test_as_of_day_moves_the_counts(visit: Visit, two_saved: DuckWarehouse) -> None:
    app = visit(SEGMENTS, lang="en", as_of="2025-06-01")
    earlier = dt.date(2025, 6, 1)
    assert saved_table(app) == [f"{size(two_saved, saved, earlier):,}" for saved in saved_segments(two_saved)]
    assert saved_table(app) != [f"{size(two_saved, saved, DAY):,}" for saved in saved_segments(two_saved)]


def test_who_left_is_listed_with_reasons(visit: Visit, two_saved: DuckWarehouse, downloads: Downloads) -> None:
    app = visit(SEGMENTS, lang="en", segments_view="saved", segment=str(first_number(two_saved)))
    app.selectbox(key="moved").set_value(("left",)).run()
    assert not app.error
    listed = next(frame.value for frame in app.dataframe if "Why they left" in frame.value)
    assert all(
        reason.startswith("no longer: ordered within the last 90 days (last order ")
        for reason in listed["Why they left"]
    )
    text = downloads["download_moved_people_csv"][1]().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == people_of(app, "People\\: no longer in the segment “近期客户”, but 31 days before")
    assert {row["Why they left"] for row in rows} == {"no longer: ordered within the last 90 days"}


def test_region_of_an_overlap_is_listed(visit: Visit, two_saved: DuckWarehouse) -> None:
    app = visit(SEGMENTS, lang="en", segments_view="overlap")
    app.selectbox(key="region").set_value((3,)).run()
    assert people_of(app, "People\\: in “近期客户” and in “VIP1 O'Brien”") == size(
        two_saved, AllOf(tuple(saved.expression for saved in saved_segments(two_saved))), DAY
    )


def test_uploaded_list_adds_up_on_the_page(visit: Visit, sample: DuckWarehouse, downloads: Downloads) -> None:
    phones = sample.query(
        "SELECT value FROM core.identifiers WHERE kind = 'phone' AND NOT is_hub ORDER BY value LIMIT 30"
    )["value"].tolist()
    content = "\n".join(["手机号", *phones, *phones[:4], "6.93E+18", "19900000001"]).encode()
    app = visit(SEGMENTS, lang="en", segments_view="lists")
    app.file_uploader[0].upload("名单.csv", content).run()
    app.button(key="keep_list").click().run()
    assert not app.error
    assert any("**36 rows** = 30 found + 4 duplicate + 2 not found" in m.value for m in app.markdown)
    assert people_of(app, "People\\: on the uploaded list “名单”") == 30
    rows = next(frame.value for frame in app.dataframe if "Row in the file" in frame.value)
    assert len(rows) == 36
    assert rows["Outcome"].value_counts().to_dict() == {"found": 30, "duplicate": 4, "not found": 2}
    name, make = downloads["download_list_rows"]
    listed = list(csv.DictReader(io.StringIO(make().decode("utf-8-sig"))))
    assert (name, len(listed)) == ("名单.csv", 36)
    assert listed[-1]["Reason"] == "nobody in the data has this id"
    assert not any("=" in row["As written"][:1] for row in listed)


def test_file_that_is_no_list_is_refused_in_words(visit: Visit, sample: DuckWarehouse) -> None:
    app = visit(SEGMENTS, lang="zh_CN", segments_view="lists")
    app.file_uploader[0].upload("empty.csv", b"").run()
    assert not app.exception
    assert len(app.error) == 1


def test_segment_is_renamed_and_deleted(visit: Visit, two_saved: DuckWarehouse) -> None:
    app = visit(SEGMENTS, lang="en", segments_view="saved", segment=str(first_number(two_saved)))
    app.text_input(key=f"new_name_{first_number(two_saved)}").set_value("VIP1 O'Brien")
    next(button for button in app.button if button.label == "Rename").click().run()
    assert "this one is taken" in app.error[0].value
    app.text_input(key=f"new_name_{first_number(two_saved)}").set_value("新名字")
    next(button for button in app.button if button.label == "Rename").click().run()
    assert saved_segments(two_saved)[0].name == "新名字"
    app.button(key="delete_segment_now").click().run()
    assert [saved.name for saved in saved_segments(two_saved)] == ["VIP1 O'Brien"]


def test_segment_of_a_list_that_is_gone_is_said(visit: Visit, sample: DuckWarehouse, tmp_path: Path) -> None:
    path = tmp_path / "ids.csv"
    path.write_text("手机号\n13800000001\n", encoding="utf-8")
    kept = keep_list(sample, read_ids(path)[0], path, column=0, name="gone", at=NOW)
    save_segment(sample, "of a list", condition("on_list", list_id=kept.list_id), at=NOW)
    delete_list(sample, kept.list_id, NOW)
    app = visit(SEGMENTS, lang="en", segments_view="saved")
    assert not app.exception
    assert saved_table(app) == ["–"]
    assert len(app.warning) >= 1


@pytest.mark.slow("walks the page again and again")
def test_number_that_cannot_be_had_on_the_day_is_said(visit: Visit, sample: DuckWarehouse) -> None:
    cell = rfm(sample, RfmParams(as_of=DAY, currency="CNY")).segment(group="champions")
    save_segment(sample, "**Champions** [x](y)", cell, at=NOW)
    app = visit(SEGMENTS, lang="en", segments_view="saved", as_of="2023-06-01")
    assert not app.exception
    assert not app.error
    assert saved_table(app) == ["–"]
    assert "Nobody can be scored yet" in app.warning[0].value
    assert app.subheader[0].value == r"“\*\*Champions\*\* \[x\](y)” over time"
    assert saved_table(visit(SEGMENTS, lang="en", as_of="2025-01-01")) == [
        f"{size(sample, saved_segments(sample)[0], dt.date(2025, 1, 1)):,}"
    ]


def test_manager_sees_no_small_number_and_no_person(visit: Visit, sample: DuckWarehouse) -> None:
    few = condition("spent_at_least", amount=6000, currency="CNY")
    assert 0 < size(sample, few, DAY) < 5
    save_segment(sample, "few", few, at=NOW)
    save_segment(sample, "many", condition("ever_ordered"), at=NOW)
    for view in ("saved", "overlap"):
        app = visit(SEGMENTS, lang="en", role="manager", segments_view=view)
        assert not app.exception
        assert not app.error
        assert saved_table(app)[0] == "–"
        assert not any("Person" in frame.value for frame in app.dataframe)
