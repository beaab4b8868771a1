"""What sets those who take a step apart from those who are lost; nothing does in a shuffled copy."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.funnel import FunnelResult, funnel
from insight.audience.tagging import give
from insight.errors import ParameterError
from insight.govern import Asker
from insight.govern.small_cells import seen_by
from insight.i18n import _
from insight.segments import Segment
from insight.statistics.comparison import two_rates
from insight.statistics.corrections import holm
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, workspace

AS_OF = "2025-07-01"
START = dt.datetime(2025, 6, 1, 9)
Person = tuple[str, str, str, bool, bool]
"""Name, gender, device, whether they searched in between, whether they paid."""


def events_of(person: Person, place: int) -> Iterator[Row]:
    name, _gender, device, searched, paid = person
    at = START + dt.timedelta(hours=place % 200)

    def did(event: str, minutes: float) -> Row:
        moment = at + dt.timedelta(minutes=minutes)
        return {"customer_ref": name, "event": event, "occurred_at": moment, "device": device}

    yield did("view", 0)
    if searched:
        yield did("search", 3)
    # When half of those who pay have paid, and when they do: not in between.
    yield did("chat", 10)
    if paid:
        yield did("pay", 10)
        yield did("share", 12)


def shop(folder: Path, people: list[Person]) -> DuckWarehouse:
    rows = [row for place, person in enumerate(people) for row in events_of(person, place)]
    return workspace(folder, customers=[member(name, gender=gender) for name, gender, *_rest in people], events=rows)


def asked(warehouse: DuckWarehouse, **more: Any) -> FunnelResult:
    given = {"as_of": AS_OF, "currency": "CNY", "steps": ["view", "pay"], "drivers": "pay", **more}
    return funnel(warehouse, make_params("funnel", given, warehouse))


def drawn(seed: int, pays: Callable[[str, str, bool], float]) -> list[Person]:
    draw = Random(seed)
    people: list[Person] = []
    for number in range(240):
        gender, device = draw.choice(["female", "male"]), draw.choice(["iOS", "Android", "HarmonyOS"])
        searched = draw.random() < 0.4
        people.append((f"p{number:03}", gender, device, searched, draw.random() < pays(gender, device, searched)))
    return people


def planted(gender: str, device: str, searched: bool) -> float:
    """Women pay no more often than men; Android fails, and whoever searches pays more often."""
    return {"Android": 0.15}.get(device, 0.5) + (0.35 if searched else 0.0)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[DuckWarehouse, list[Person]]:
    people = drawn(1, planted)
    return shop(tmp_path_factory.mktemp("apart"), people), people


def test_shares_are_those_of_plain_python_and_every_number_is_a_list(told: tuple[DuckWarehouse, list[Person]]) -> None:
    warehouse, people = told
    result = asked(warehouse)
    sides = {True: [one for one in people if one[4]], False: [one for one in people if not one[4]]}
    has: dict[tuple[str, str], Callable[[Person], bool]] = {
        ("event", "search"): lambda one: one[3],
        ("gender", "female"): lambda one: one[1] == "female",
        ("device", "Android"): lambda one: one[2] == "Android",
    }
    rows = {(row["feature"], row["value"]): row for row in result.apart.to_dict("records")}
    assert not {"view", "pay", "chat", "share"} & {value for feature, value in rows if feature == "event"}
    for key, test in has.items():
        row = rows[key]
        for paid, side in ((True, "converted"), (False, "lost")):
            with_it = sum(map(test, sides[paid]))
            assert (row[f"{side}_with"], row[f"{side}_n"]) == (with_it, len(sides[paid]))
            cell = {"kind": row["kind"], "feature": row["feature"], "value": row["value"]}
            assert result.segment(step="pay", state=side, **cell).count(warehouse) == with_it  # type: ignore[arg-type]
    counts = result.apart[["converted_with", "converted_n", "lost_with", "lost_n"]].to_numpy().tolist()
    p_values = [
        two_rates(*one) if min(one[0] + one[2], one[1] + one[3] - one[0] - one[2]) >= 30 else float("nan")
        for one in counts
    ]
    assert result.apart["p_value"].tolist() == pytest.approx(holm(p_values), nan_ok=True)


def test_a_broken_device_and_a_search_in_between_are_found_and_nothing_in_a_shuffled_copy(tmp_path: Path) -> None:
    found, false = set[tuple[int, str]](), 0
    for seed in range(4):
        people = drawn(seed, planted)
        certain = asked(shop(tmp_path / f"a{seed}", people)).apart.query("certain")
        found |= {(seed, str(value)) for value in certain["value"] if value in ("search", "Android")}
        assert not {"female", "male"} & set(certain["value"])
        paid = [one[4] for one in people]
        Random(seed).shuffle(paid)
        mixed = [(*one[:4], other) for one, other in zip(people, paid, strict=True)]
        false += bool(asked(shop(tmp_path / f"b{seed}", mixed)).apart["certain"].any())
    assert len(found) >= 7
    assert false == 0


def test_sentences_name_the_largest_and_a_shuffled_shop_has_none(told: tuple[DuckWarehouse, list[Person]]) -> None:
    warehouse, _people = told
    said = [finding.text.render("en") for finding in asked(warehouse).findings()]
    assert any(
        text.startswith("“Searching” in between: ") and "of those who went on to “Paying”" in text for text in said
    )
    assert any(text.startswith("Device: Android: ") for text in said)
    assert not any("went on to" in finding.text.render("en") for finding in asked(warehouse, drivers=None).findings())


def named(names: list[str]) -> Segment:
    return Segment(
        sentence=_("people by name"),
        statement="SELECT customer_id FROM core.customers WHERE list_contains($names::VARCHAR[], name)",
        values={"names": names},
        as_of=dt.date(2025, 7, 1),
        analysis="test",
    )


@pytest.mark.slow("counts many shops")
def test_tags_count_as_of_the_first_day_and_only_where_a_day_has_its_own_people(tmp_path: Path) -> None:
    people = drawn(2, lambda gender, _device, _searched: 0.8 if gender == "female" else 0.2)
    warehouse = shop(tmp_path, people)
    give(warehouse, "given", named([one[0] for one in people if one[4]]), at=dt.datetime(2025, 5, 1), by="mei")
    assert "tag" not in set(asked(warehouse).apart["kind"])
    result = asked(warehouse, since="2025-06-01")
    tags = result.apart.query("kind == 'tag'").set_index("feature")
    assert set(tags.index) == {"woman", "man"}
    assert tags.loc["woman", "certain"]
    women = [one for one in people if one[1] == "female"]
    assert tags.loc["woman", "converted_with"] == sum(one[4] for one in women)
    cell = {"kind": "tag", "feature": "woman", "value": "woman"}
    assert result.segment(step="pay", state="lost", **cell).count(warehouse) == sum(not one[4] for one in women)


def test_what_a_list_says_today_is_never_certain(tmp_path: Path) -> None:
    people = drawn(3, lambda _gender, _device, searched: 0.9 if searched else 0.1)
    rows = [row for place, person in enumerate(people) for row in events_of(person, place)]
    customers = [member(one[0], tier="gold" if one[4] else "basic") for one in people]
    apart = asked(workspace(tmp_path, customers=customers, events=rows)).apart
    tier = apart[apart["feature"] == "member_tier"]
    assert tier["is_of_today"].all()
    assert not tier["certain"].any()
    assert tier["difference"].abs().max() == 1.0


def test_a_manager_is_told_nothing_that_a_few_have_in_common(told: tuple[DuckWarehouse, list[Person]]) -> None:
    warehouse, _people = told
    seen = seen_by(Asker(by="boss", role="manager"), asked(warehouse))
    assert seen.apart["converted_with"].isna().all()
    assert not any("went on to" in finding.text.render("en") for finding in seen.findings())


def test_steps_that_nobody_can_be_told_apart_by(told: tuple[DuckWarehouse, list[Person]]) -> None:
    warehouse, _people = told
    with pytest.raises(ParameterError, match="a step after the first"):
        asked(warehouse, drivers="view")
    with pytest.raises(ParameterError, match="one of view, pay"):
        asked(warehouse, drivers="cart")
    result = asked(warehouse)
    with pytest.raises(ParameterError, match="the step that drivers names"):
        result.segment(step="view", state="lost", kind="event", feature="event", value="search")
    with pytest.raises(ParameterError, match="one of search"):
        result.segment(step="pay", kind="event", feature="event", value="view")
