"""Commands about words of consent that nobody has understood: which they are, what they mean, and taking that back."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import asdict

from insight.cli.output import DONE, language, now, print_json, print_lines, say, user
from insight.cli.workspace import opened
from insight.errors import ParameterError
from insight.govern.consent_questions import (
    ANSWERS,
    consent_decisions,
    decide_consent,
    questions,
    undo_consent_decision,
)
from insight.i18n import _
from insight.warehouse import DuckWarehouse


def add_consent(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command `consent` and its options."""
    parser = command("consent", consent, "Words about consent that are not understood, and what they mean")
    parser.add_argument("action", choices=tuple(ACTIONS), metavar="ACTION", help=", ".join(ACTIONS))
    parser.add_argument("decision", nargs="?", type=int, metavar="DECISION", help="undo: the number of a decision")
    parser.add_argument("--words", default="", metavar="TEXT", help="decide: the purpose or header, as asked")
    parser.add_argument("--said", metavar="TEXT", help="decide: the word itself, as asked")
    parser.add_argument("--answer", metavar="ANSWER", help=f"decide: {', '.join(ANSWERS)}")
    parser.add_argument("--note", metavar="TEXT", help="decide: why")


def consent(options: argparse.Namespace) -> int:
    """Do what the action says."""
    return ACTIONS[options.action](opened(options), options)


def _questions(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    asked = questions(warehouse)
    if options.json:
        print_json([asdict(each) | {"answers": list(each.answers)} for each in asked])
    else:
        print_lines(f"{each.people:>12}  {each.words}: {each.said}  {each.first_file}" for each in asked)
    return DONE


def _decide(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    if options.said is None:
        raise ParameterError("--said", "", _("words of a question that is open"))
    number = decide_consent(
        warehouse, options.words, options.said, options.answer or "", at=now(), by=user(), note=options.note
    )
    return say(options, {"decision_id": number})


def _decisions(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    made = consent_decisions(warehouse)
    if options.json:
        print_json([asdict(each) for each in made])
    else:
        print_lines(
            f"{each.decision_id}  {each.words}: {each.said}  {ANSWERS[each.answer].render(language())}"
            + ("  undone" if each.undone_at else "")
            for each in made
        )
    return DONE


def _undo(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    if options.decision is None:
        raise ParameterError("DECISION", "", _("the number of a decision that is in force"))
    return say(options, {"generation": undo_consent_decision(warehouse, options.decision, now())})


ACTIONS: Mapping[str, Callable[[DuckWarehouse, argparse.Namespace], int]] = {
    "questions": _questions,
    "decide": _decide,
    "decisions": _decisions,
    "undo": _undo,
}
