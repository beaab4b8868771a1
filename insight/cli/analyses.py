"""Commands that ask: analyses, and the people behind their numbers."""

import argparse
import json
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from insight.analysis import find_analysis, make_params, people_of, to_json
from insight.cli.output import DONE, asker, language, now, print_json, print_lines, say
from insight.cli.workspace import opened
from insight.errors import ParameterError
from insight.export import ListChoices, ListFile, open_contacts, write_list
from insight.govern.small_cells import seen_by
from insight.i18n import _
from insight.results import Cell, cells_of
from insight.results.defined import defined_whole


def analyse(options: argparse.Namespace) -> int:
    """Run an analysis; its findings, or everything with --json."""
    warehouse = opened(options)
    params = make_params(options.name, pairs(options.parameters), warehouse)
    result = seen_by(asker(), find_analysis(options.name).run(warehouse, params))
    if getattr(result.params, "unmasked", False):
        open_contacts(warehouse, result.segment(), "correction", asker(), currency=result.params.currency, at=now())
    document = to_json(result, generation=warehouse.generation, language=language())
    if options.cells:
        document["cells"] = [_cell(cell) for cell in cells_of(result)]
    if options.json:
        print_json(document)
    elif options.cells:
        print_lines(asked_for(cell) for cell in document["cells"])
    else:
        print_lines(finding["text"] for finding in document["findings"])
    return DONE


def _cell(cell: Cell) -> dict[str, Any]:
    return {"key": dict(cell.key), "label": cell.label.render(language()), "people": defined_whole(cell.people)}


def asked_for(cell: Mapping[str, Any]) -> str:
    """How its people are asked for, as the command takes it; what it is; how many people it is."""
    key = " ".join(shlex.quote(f"{name}={_typed(value)}") for name, value in cell["key"].items())
    people = "–" if cell["people"] is None else f"{cell['people']:,}"
    return f"--cell {key}  {cell['label']}  {people}"


def _typed(value: Any) -> str:
    """A text as it stands, but for one that would be read as something else."""
    return value if isinstance(value, str) and _read(value) == value else json.dumps(value, ensure_ascii=False)


def members(options: argparse.Namespace) -> int:
    """Write the people behind one number to a file; for internal analysis unless a purpose is named."""
    warehouse = opened(options)
    params = make_params(options.name, pairs(options.parameters), warehouse)
    choices = list_choices(options)
    analysis = find_analysis(options.name)
    result = analysis.run(warehouse, params)
    segment = people_of(result, options.name, pairs(options.cell, "--cell"))
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


def pairs(texts: Sequence[str], option: str = "-p") -> dict[str, Any]:
    """KEY=VALUE texts; a value is read as JSON where it parses as JSON, as text otherwise. A key is given once."""
    pairs: dict[str, Any] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise ParameterError(option, text, _("KEY=VALUE"))
        if key in pairs:
            raise ParameterError(option, text, _("each key once"))
        pairs[key] = _read(value)
    return pairs


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
