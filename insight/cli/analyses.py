"""Commands that ask: analyses, and the people behind their numbers."""

import argparse
import json
from collections.abc import Sequence
from typing import Any

from insight.analysis import find_analysis, make_params, people_of, to_json
from insight.cli.output import DONE, asker, language, now, print_json, print_lines, say
from insight.cli.workspace import opened
from insight.errors import ParameterError
from insight.export import ListChoices, ListFile, open_contacts, write_list
from insight.govern.small_cells import seen_by
from insight.i18n import _


def analyse(options: argparse.Namespace) -> int:
    """Run an analysis; its findings, or everything with --json."""
    warehouse = opened(options)
    params = make_params(options.name, _pairs(options.parameters), warehouse)
    result = seen_by(asker(), find_analysis(options.name).run(warehouse, params))
    if getattr(result.params, "unmasked", False):
        open_contacts(warehouse, result.segment(), "correction", asker(), currency=result.params.currency, at=now())
    document = to_json(result, generation=warehouse.generation, language=language())
    if options.json:
        print_json(document)
    else:
        print_lines(finding["text"] for finding in document["findings"])
    return DONE


def members(options: argparse.Namespace) -> int:
    """Write the people behind one number to a file; for internal analysis unless a purpose is named."""
    warehouse = opened(options)
    params = make_params(options.name, _pairs(options.parameters), warehouse)
    choices = list_choices(options)
    analysis = find_analysis(options.name)
    result = analysis.run(warehouse, params)
    segment = people_of(result, options.name, _pairs(options.cell, "--cell"))
    written = write_list(
        warehouse,
        segment,
        options.out,
        language=language(),
        currency=params.currency,
        exported_at=now(),
        choices=choices,
        more=analysis.more(warehouse, result, segment, language()),
        asker=asker(),
    )
    return say(options, list_record(written))


def list_choices(options: argparse.Namespace) -> ListChoices:
    """What the options say about the use of a list."""
    return ListChoices(
        purpose=options.purpose,
        basis=options.basis,
        preset=options.preset,
        unmasked=options.unmasked,
        control_share=options.control_share,
        seed=options.seed,
        touch_days=options.touch_days,
        for_notes=options.for_notes,
    )


def list_record(written: ListFile) -> dict[str, object]:
    """What the command says of a list: the file, and how it adds up."""
    return {
        "file": str(written.path),
        "rows": written.rows,
        "sha256": written.sha256,
        "export_id": written.export_id,
        "control": written.sums.control,
        "left_out": dict(written.sums.left_out),
    }


def _pairs(texts: Sequence[str], option: str = "-p") -> dict[str, Any]:
    """KEY=VALUE texts; a value is read as JSON where it parses as JSON, as text otherwise. A key is given once."""
    pairs: dict[str, Any] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise ParameterError(option, text, _("KEY=VALUE"))
        if key in pairs:
            raise ParameterError(option, text, _("each key once"))
        try:
            pairs[key] = json.loads(value)
        except (ValueError, RecursionError):
            pairs[key] = value
    return pairs
