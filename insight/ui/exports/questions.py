"""Words about consent that nobody has understood yet, as questions to whoever reads the page."""

import datetime as dt
from collections.abc import Callable
from typing import get_args

import streamlit as st

from insight.govern.consent_questions import (
    ANSWERS,
    Answer,
    Question,
    consent_decisions,
    decide_consent,
    questions,
    undo_consent_decision,
)
from insight.i18n import Text, _
from insight.ui.kit.language import plain, say
from insight.ui.kit.role import shown_to_role
from insight.ui.kit.who import who
from insight.warehouse import DuckWarehouse

_SHOWN = 20


def show_questions(warehouse: DuckWarehouse) -> None:
    """What nobody has decided on, with its answers; and what was decided, to be undone."""
    asked = questions(warehouse)
    if asked:
        st.warning(
            say(
                _(
                    "{n:count} answers about consent are not understood. Their people are on no list for contact until "
                    "somebody decides what the words mean.",
                    n=len(asked),
                )
            ),
            icon=":material/help:",
        )
    for place, question in enumerate(asked[:_SHOWN]):
        _ask(warehouse, question, place)
    if len(asked) > _SHOWN:
        st.caption(say(_("… and {n:count} more", n=len(asked) - _SHOWN)))
    _show_decided(warehouse)


def _ask(warehouse: DuckWarehouse, question: Question, place: int) -> None:
    with st.container(border=True, key=f"consent_question_{place}"):
        st.markdown(plain(say(_sentence(question))))
        answer = st.radio(
            say(_("What does it mean?")),
            get_args(Answer),
            index=None,
            format_func=lambda each: say(ANSWERS[each]),
            horizontal=True,
            key=f"consent_answer_{place}_{question.words}_{question.said}",
        )
        st.button(
            say(_("Decide")),
            key=f"decide_consent_{place}",
            disabled=answer is None,
            on_click=_deciding(warehouse, question, answer),
        )


def _sentence(question: Question) -> Text:
    words = question.words or say(_("Consent"))
    if question.files > 1:
        return _(
            "{words}: “{said}” · {people:count} people · in {file} and {n:count} more files",
            words=words,
            said=question.said,
            people=shown_to_role(question.people),
            file=question.first_file,
            n=question.files - 1,
        )
    return _(
        "{words}: “{said}” · {people:count} people · in {file}",
        words=words,
        said=question.said,
        people=shown_to_role(question.people),
        file=question.first_file,
    )


def _deciding(warehouse: DuckWarehouse, question: Question, answer: Answer | None) -> Callable[[], None]:
    by = who()

    def decide() -> None:
        if answer is not None:
            at = dt.datetime.now().replace(microsecond=0)
            decide_consent(warehouse, question.words, question.said, answer, at=at, by=by)

    return decide


def _show_decided(warehouse: DuckWarehouse) -> None:
    made = [each for each in consent_decisions(warehouse) if each.undone_at is None]
    if not made:
        return
    with st.expander(say(_("What was decided about words of consent")), icon=":material/gavel:"):
        for each in made:
            left, right = st.columns([4, 1], vertical_alignment="center")
            words = f"{each.words or say(_('Consent'))}: “{each.said}” → {say(ANSWERS[each.answer])}"
            left.markdown(plain(words))
            right.button(
                say(_("Undo")), key=f"undo_consent_{each.decision_id}", on_click=_undoing(warehouse, each.decision_id)
            )


def _undoing(warehouse: DuckWarehouse, decision_id: int) -> Callable[[], None]:
    def undo() -> None:
        undo_consent_decision(warehouse, decision_id, dt.datetime.now().replace(microsecond=0))

    return undo
