"""The questions about consent on the page of exports, and the same without a browser."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from insight.cli import main
from insight.export import ListChoices
from insight.export.plan import sums
from insight.govern.consent_questions import questions
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace
from tests.consents import AT, everyone, phone, said
from tests.workspaces import add_batch, member, order

Visit = Callable[..., AppTest]


def brand(home: Path, name: str) -> DuckWarehouse:
    """Three who agreed; two of them later said something that nobody understands."""
    warehouse = open_workspace(name, Settings(home=home))
    people = ("ann", "bob", "cat")
    odd = [said(name, "unclear", "2025-05-01", raw_status="改天再说") for name in people[:2]]
    add_batch(
        warehouse,
        customers=[member(name, "2024-01-01", phone=phone(number)) for number, name in enumerate(people)],
        orders=[order("ann", "2025-01-01", 10)],
        consents=[*(said(name, "granted", "2025-01-01") for name in people), *odd],
    )
    return warehouse


def listed(warehouse: DuckWarehouse) -> int:
    return sums(warehouse, everyone(), ListChoices(purpose="marketing"), currency="CNY", at=AT).listed


def test_a_question_is_answered_on_the_page_and_taken_back(visit: Visit, home: Path) -> None:
    warehouse = brand(home, "asks")
    app = visit("pages/exports.py", workspace="asks", lang="en")
    assert not app.exception
    texts = [text.value.replace("\\", "") for text in app.markdown]
    assert "短信营销: “改天再说” · 2 people · in rows.csv" in texts
    assert any("1 answers about consent are not understood" in warning.value for warning in app.warning)
    (answer,) = [radio for radio in app.radio if radio.key.startswith("consent_answer_0")]
    app = answer.set_value("nothing").run()
    app = app.button(key="decide_consent_0").click().run()
    assert (questions(warehouse), listed(warehouse)) == ([], 3)
    app = app.button(key="undo_consent_1").click().run()
    assert not app.exception
    assert (len(questions(warehouse)), listed(warehouse)) == (1, 1)


def test_a_question_is_answered_on_the_command_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INSIGHT_HOME", str(home))
    warehouse = brand(home, "told")

    def run(*words: str) -> object:
        assert main(["consent", *words, "-w", "told", "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    (question,) = run("questions")  # type: ignore[misc]
    assert (question["words"], question["said"], question["people"]) == ("短信营销", "改天再说", 2)
    assert question["answers"] == ["marketing", "service", "survey", "no", "nothing"]
    made = run("decide", "--words", "短信营销", "--said", "改天再说", "--answer", "no")
    assert (made, run("questions"), listed(warehouse)) == ({"decision_id": 1}, [], 1)
    assert [each["answer"] for each in run("decisions")] == ["no"]  # type: ignore[attr-defined]
    run("undo", "1")
    assert len(questions(warehouse)) == 1
