"""The catalogue speaks in the words of the trade that docs/glossary.md lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from insight.i18n.catalogue import catalogue

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
_PLACE = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the table."""

    english: tuple[str, ...]
    chinese: tuple[str, ...]
    never: tuple[str, ...]

    def is_said_in(self, text: str) -> bool:
        """Whether an English text says one of the forms, as a word of its own."""
        forms = "|".join(re.escape(form) for form in self.english)
        return bool(re.search(rf"(?<![\w-])(?:{forms})s?(?![\w-])", _PLACE.sub("", text), re.IGNORECASE))


def terms() -> Iterator[Term]:
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != "English" and set(cells[0]) != {"-"}:
            english, chinese, _meaning, never = (
                tuple(form.strip() for form in cell.split("/") if form.strip()) for cell in cells
            )
            yield Term(english, chinese, never)


TERMS = list(terms())


def texts() -> dict[str, str]:
    """English text -> Chinese text; a context is no part of what is said."""
    return {key.split("\x04")[-1]: translation for key, translation in catalogue("zh_CN").items()}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.english[0])
def test_a_concept_is_called_by_its_term(term: Term) -> None:
    """But for codes, which are the same in both languages."""
    wrong = {
        english: chinese
        for english, chinese in texts().items()
        if term.is_said_in(english)
        and not term.is_said_in(chinese)
        and not any(form in chinese for form in term.chinese)
    }
    assert wrong == {}


@pytest.mark.parametrize("term", [term for term in TERMS if term.never], ids=lambda term: term.english[0])
def test_no_second_word_is_used_for_a_concept(term: Term) -> None:
    said = [chinese for chinese in texts().values() if any(word in chinese for word in term.never)]
    assert said == []


def test_the_glossary_says_each_term_once_in_both_languages() -> None:
    forms = [form for term in TERMS for form in term.english]
    assert len(forms) == len(set(forms)) > 30
    assert all(term.chinese and not set(term.chinese) & set(term.never) for term in TERMS)


@pytest.mark.parametrize(
    ("text", "is_said"),
    [("Cohorts by month", True), ("{cohort} came", False), ("a cohort's size", True), ("subcohort", False)],
)
def test_a_term_is_a_word_of_its_own(text: str, is_said: bool) -> None:
    assert next(term for term in TERMS if term.english[0] == "cohort").is_said_in(text) is is_said
