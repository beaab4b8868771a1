"""Whatever is added that is no clear yes, no list grows; a yes to one purpose grows the list of no other."""

import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.govern import CONTACT_PURPOSES
from insight.ingest import undo
from insight.warehouse import DuckWarehouse
from insight.warehouse.consent import meaning_of
from tests.consents import AT, phone
from tests.govern.test_consent_people import left_out
from tests.workspaces import Row, add_batch, member, workspace

PEOPLE = ("ann", "bob", "cat", "dan")
YES = ("是", "yes", "同意", "true", "1", "✓", "granted", "subscribed")
WORDS = st.sampled_from(
    (
        "短信营销",
        "会员消息推送",
        "问卷",
        "所有用途",
        "隐私政策",
        "拒收营销短信",
        "no marketing",
        "退订",
        "服务通知（不含营销）",
        "Everything except marketing",
        "",
        "黑名单",
    )
) | st.text(max_size=12)
SAID = st.sampled_from(
    (
        *YES,
        "否",
        "no",
        "0",
        "退订",
        "TD",
        "maybe",
        "再说",
        "已拒收",
        "未退订",
        "never",
        "unsubscribed",
        "2025-03-01",
        "撤回",
        "不",
        "勿扰",
        "T",
        "-",
    )
) | st.text(min_size=1, max_size=10)
MOMENTS = st.none() | st.datetimes(dt.datetime(2023, 1, 1), dt.datetime(2027, 12, 31))
NAMES = st.sampled_from(
    (
        *({"customer_ref": name} for name in PEOPLE),
        {"customer_ref": phone(1), "phone": phone(1)},
        {"customer_ref": "138****0002", "phone_masked": "138****0002"},
        {"customer_ref": "x", "email": "dan@x.example"},
        {"customer_ref": "nobody"},
    )
)


@st.composite
def statements(draw: st.DrawFn) -> Row:
    """Anything that anybody may say about anything."""
    words, word = draw(WORDS), draw(SAID)
    meaning = meaning_of(words or "–", word)
    return draw(NAMES) | {"purpose": words or None, "status": meaning.will, "raw_status": word, "at": draw(MOMENTS)}


@pytest.fixture(scope="module")
def brand() -> Iterator[DuckWarehouse]:
    with tempfile.TemporaryDirectory() as folder:
        people = [member(name, phone=phone(number), email=f"{name}@x.example") for number, name in enumerate(PEOPLE)]
        agreed = [
            {"customer_ref": name, "purpose": words, "status": "granted", "at": dt.datetime(2024, 6, 1)}
            for name in PEOPLE[:3]
            for words in ("短信营销", "会员消息推送", "问卷")
        ]
        yield workspace(Path(folder), customers=people, consents=agreed)


def lists(warehouse: DuckWarehouse) -> dict[str, set[str]]:
    return {
        purpose: {name for name, reason in left_out(warehouse, purpose).items() if reason is None}
        for purpose in CONTACT_PURPOSES
    }


@pytest.mark.slow("imports files again and again")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(statements(), max_size=3), added=statements())
def test_nothing_but_a_clear_yes_makes_a_list_grow(brand: DuckWarehouse, before: list[Row], added: Row) -> None:
    first = add_batch(brand, consents=before) if before else None
    known = lists(brand)
    second = add_batch(brand, consents=[added])
    now = lists(brand)
    meaning = meaning_of(added["purpose"] or "–", added["raw_status"])
    yes_to = set(meaning.purposes) if meaning.will == "granted" else set()
    for batch in (second, first):
        if batch is not None:
            undo(brand, batch, AT)
    for purpose in CONTACT_PURPOSES:
        if purpose not in yes_to:
            assert now[purpose] <= known[purpose], (purpose, added)


@given(words=st.text(max_size=30), said=st.text(max_size=30))
def test_only_words_that_are_known_say_yes(words: str, said: str) -> None:
    """Of all texts hardly any says yes, and one that does says it in a word of the closed world."""
    if meaning_of(words, said).will == "granted":
        assert meaning_of("短信营销", said).will == "granted"


@pytest.mark.parametrize("said", YES)
def test_a_clear_yes_is_a_yes_to_the_purpose_that_its_words_name(said: str) -> None:
    assert meaning_of("短信营销", said).purposes == ("marketing",)
    assert meaning_of("拒收营销短信", said).will in ("withdrawn", "silent")
