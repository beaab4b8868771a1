"""Commands about who is one person: find, look at, merge, split, keep apart, and take any of it back."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from insight.analysis.customer import find
from insight.cli.output import DONE, asker, now, print_json, print_lines, say, user
from insight.cli.workspace import opened
from insight.errors import ParameterError
from insight.export import names_out
from insight.govern import admit
from insight.i18n import _
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import (
    decisions,
    keep_apart,
    merge,
    own_nodes,
    preview_merge,
    preview_split,
    sets_of_names,
    split,
    undo_decision,
)
from insight.warehouse.identity.effect import Effect


def people(options: argparse.Namespace) -> int:
    """Run one of the actions on the people or identifiers given."""
    return ACTIONS[options.action](opened(options), options)


def _find(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    admit("people_found", asker())
    found = find(warehouse, " ".join(options.who)).drop(columns="people_found")
    records: list[dict[str, object]] = [dict(row) for row in found.to_dict("records")]  # type: ignore[arg-type]
    return _records(options, records, ("customer_id", "name", "phone", "orders", "sources"))


def _show(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    (customer_id,) = _exactly(options.who, 1)
    admit("person_names", asker())
    identifiers = list(own_nodes(warehouse, customer_id))
    sets = sets_of_names(warehouse, customer_id).to_dict("records")
    names_out(warehouse, customer_id, identifiers, asker(), at=now())
    if options.json:
        print_json({"customer_id": customer_id, "identifiers": identifiers, "names": sets})
    else:
        print_lines(identifiers)
    return DONE


def _merge(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    if options.preview:
        return _effect(options, preview_merge(warehouse, options.who))
    return say(options, {"decision_id": merge(warehouse, options.who, at=now(), by=user(), note=options.note)})


def _split(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    (customer_id,) = _exactly(options.who, 1)
    if options.preview:
        return _effect(options, preview_split(warehouse, customer_id, options.identifiers))
    decision = split(warehouse, customer_id, options.identifiers, at=now(), by=user(), note=options.note)
    return say(options, {"decision_id": decision})


def _keep_apart(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    one, other = _exactly(options.who, 2)
    return say(options, {"decision_id": keep_apart(warehouse, one, other, at=now(), by=user(), note=options.note)})


def _decisions(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    admit("person_names", asker())
    records = [asdict(decision) for decision in decisions(warehouse)]
    return _records(options, records, ("decision_id", "kind", "decided_at", "groups", "undone_at"))


def _undo(warehouse: DuckWarehouse, options: argparse.Namespace) -> int:
    (number,) = _exactly(options.who, 1)
    if not number.isdecimal():
        raise ParameterError("decision_id", number, _("the number of a decision that is in force"))
    return say(options, {"decision_id": int(number), "generation": undo_decision(warehouse, int(number), now())})


def _exactly(given: Sequence[str], count: int) -> Sequence[str]:
    if len(given) != count:
        raise ParameterError("WHO", " ".join(given), _("this many of them: {count}", count=count))
    return given


def _effect(options: argparse.Namespace, effect: Effect) -> int:
    admit("person_names", asker())
    if options.json:
        print_json(asdict(effect))
        return DONE
    for title, persons in (("before", effect.before), ("after", effect.after)):
        print_lines([title, *(f"  {person}" for person in persons)])
    return DONE


def _records(options: argparse.Namespace, records: Sequence[Mapping[str, object]], shown: Sequence[str]) -> int:
    if options.json:
        print_json(records)
    else:
        print_lines("  ".join(str(record[name]) for name in shown) for record in records)
    return DONE


ACTIONS: Mapping[str, Callable[[DuckWarehouse, argparse.Namespace], int]] = {
    "find": _find,
    "show": _show,
    "merge": _merge,
    "split": _split,
    "keep-apart": _keep_apart,
    "decisions": _decisions,
    "undo": _undo,
}
"""What `people` can do, by name."""
