"""Commands about the workspace as a whole: is it sound, derive it anew, build it again from the kept files."""

import argparse
from collections.abc import Sequence

from insight.cli.output import DONE, FAULT, REFUSED, language, now, print_json, print_lines, print_refusal, say
from insight.cli.workspace import opened
from insight.errors import DamagedError
from insight.govern import log_rule
from insight.i18n import Text, _
from insight.ingest import kept_rule, prune, rebuild, unused_files
from insight.warehouse import READABLE, Check, DuckWarehouse, check, readable, refresh

_UNUSED = _("Kept files that no batch refers to (doctor --prune removes them)")


def derive_anew(options: argparse.Namespace) -> int:
    """Derive core and mart from what was loaded."""
    with opened(options).writing() as session:
        generation = refresh(session)
    return say(options, {"generation": generation})


def doctor(options: argparse.Namespace) -> int:
    """Check that the workspace is sound; kept files that nothing refers to are told, and removed only with --prune."""
    if options.rebuild:
        return _rebuild(options)
    try:
        warehouse = opened(options)
        whole = readable(warehouse)
        found = [whole] if whole.broken else [whole, *check(warehouse), log_rule(warehouse), kept_rule(warehouse)]
    except DamagedError as error:
        print_refusal(error)
        return _say(options, [Check(READABLE, 1, (error.message,))], None)
    if whole.broken:
        print_refusal(_damaged(options.workspace, whole))
        return _say(options, found, None)
    return _say(options, found, _unused(warehouse, removes=options.prune))


def _unused(warehouse: DuckWarehouse, *, removes: bool) -> int:
    return prune(warehouse) if removes else len(unused_files(warehouse))


def _say(options: argparse.Namespace, found: Sequence[Check], unused: int | None) -> int:
    records: list[dict[str, object]] = [_record(each) for each in found]
    about_files = _UNUSED.render(language())
    if options.json:
        print_json([*records, *([] if unused is None else [{"rule": about_files, "broken": 0, "unused": unused}])])
    else:
        print_lines(line for each in found for line in _lines(each))
        print_lines([f"{unused or 'ok '} {about_files}"] if unused else [])
    return FAULT if any(each.broken for each in found) else DONE


def _record(each: Check) -> dict[str, object]:
    record: dict[str, object] = {"rule": each.rule.render(language()), "broken": each.broken}
    return record | ({"details": _in_words(each.details)} if each.details else {})


def _lines(each: Check) -> list[str]:
    return [
        f"{each.broken or 'ok '} {each.rule.render(language())}",
        *(f"    {text}" for text in _in_words(each.details)),
    ]


def _in_words(texts: Sequence[Text]) -> list[str]:
    return [text.render(language()) for text in texts]


def _damaged(workspace: str, whole: Check) -> DamagedError:
    tables = ", ".join(text.render(language()).partition(":")[0] for text in whole.details)
    return DamagedError(
        _("A part of the workspace is damaged"),
        _("{workspace}: {tables}", workspace=workspace, tables=tables),
        _("Put a backup back, or build it again from the kept files: python -m insight doctor --rebuild"),
    )


def _rebuild(options: argparse.Namespace) -> int:
    """Build the workspace again; the damaged file stays beside it. 2 where a batch could not be read again."""
    built = rebuild(options.workspace, now())
    batches = [
        {
            "batch_id": each.batch_id,
            "file": each.file,
            "sheet": each.sheet,
            "refused": each.refused.render(language()) if each.refused else None,
        }
        for each in built.batches
    ]
    for each in built.batches:
        if each.refused:
            print_refusal(each.refused, each.file)
    lost = _in_words(built.lost)
    if options.json:
        print_json({"set_aside": str(built.set_aside), "batches": batches, "lost": lost})
    else:
        print_lines(
            [f"set aside: {built.set_aside}", *(f"ok  {each.file}" for each in built.batches if not each.refused)]
        )
        print_lines(_("Lost: {what}", what=what).render(language()) for what in built.lost)
    return REFUSED if any(each.refused for each in built.batches) else DONE
