"""`python -m insight`: everything a page can do, without a browser. With --json the output is a contract.

| command | JSON document |
|---|---|
| import FILE... | `[report]`, one a sheet: `{"file", "sheet", "template", "encoding", "batch_id", "refused", "problems", "tables", "assumptions"}`; `refused` is null or the sentence, and then `"try"` is the command that would load the sheet; `tables` is table -> `{"read", "new", "updated", "unchanged", "rejected"}`; `assumptions` is `[{"what", "column", "value", "rows", "alternatives", "evidence"}]`, what was decided without proof |
| import --watch DIR --once | `[report]` of all files, each with `"moved_to"`: "done/a.csv", "refused/a.csv", or null where the file was left in DIR |
| import --watch DIR | one line a file as it is taken: the same `[report]` |
| batches | `[{"batch_id", "imported_at", "imported_by", "file", "sheet", "file_sha256", "file_bytes", "encoding", "template", "source_system", "counts", "undone_at", "assumptions"}]`, newest first |
| mappings list | `[{"mapping", "confirmed_at", "table", "row", "template", "file", "header", "assumed"}]`, newest first |
| mappings forget MAPPING | `{"forgotten"}` |
| undo, redo BATCH_ID | `{"batch_id", "generation"}` |
| reread BATCH_ID | `report`; the batch keeps its number, its former reading gets a new one and is undone |
| repairs [BATCH_ID] | `[{"batch_id", "file", "sheet", "source_row", "table_name", "column_name", "header", "value", "reason", "is_rejected"}]` of batches in use |
| repairs BATCH_ID --out FILE.xlsx | `{"batch_id", "file", "rows"}` |
| templates | `[{"id", "title", "source_system", "tables", "evidence", "refused"}]` |
| refresh | `{"generation"}` |
| doctor | `[{"rule", "broken"}]`, with `"details": [sentence]` where it can be said what is wrong, and last `{"rule", "broken": 0, "unused"}`: kept files that no batch refers to |
| doctor --rebuild | `{"set_aside", "batches": [{"batch_id", "file", "sheet", "refused"}], "lost": [sentence]}` |
| lake init | `{"workspace", "engine", "place"}` |
| lake load, refresh | `{"workspace", "engine", "generation", "schema", "source", "loaded_at", "rows", "written"}`; `written` rows were not there yet; refresh adds `"loaded"`: false where nothing is new |
| lake status | `{"engine", "place", "generations": [record of load], "tables": {table: rows}}`, the generation in force first |
| analyse NAME | `{"analysis", "params", "generation", "findings", "result"}` |
| members NAME | `{"file", "rows", "sha256", "export_id", "control", "left_out"}`; `left_out` is reason -> people |
| personas list | `[{"persona", "name", "member_of", "base", "broad", "sheet": {row: {"text", "on"}}, "kept_at", "kept_by"}]` |
| personas keep, write, rename NAME | the record |
| personas card [NAME] --out FILE | `{"file", "groups", "as_of"}` |
| segment list | `[{"segment_id", "name", "sentence", "as_of", "customers", "expression", "created_at", "created_by", "changed_at", "note"}]`; `customers` is null where it cannot be had as of that day |
| segment show NAME | the same record with `"reachable"`, `"history": [{"as_of", "customers"}]`, `"changes"`: null, or with --before `{"since", "before", "after", "entered", "left", "reasons": [{"direction", "reason", "customers"}]}` |
| segment save NAME --expression JSON | the record |
| segment rename, delete NAME | `{"segment_id", "name"}` |
| segment export NAME --out FILE | as `members` |
| segment upload FILE | `{"list_id", "name", "file", "sheet", "column", "id_kind", "rows", "found", "duplicate", "not_found", "reasons", "expression"}`; rows = found + duplicate + not_found |
| segment rows LIST_ID | `[{"source_row", "written", "outcome", "reason", "people", "kind", "customer_id", "first_row"}]`, every row of the file |

Exit code 0: done. 1: a fault of the program, or a rule that doctor found broken. 2: the request or the data was refused;
the reason is one line on stderr. 130: broken off by the person, and rolled back whole. 141: nobody reads the output any
more.
"""  # noqa: E501

import io
import logging
import os
import sys
from collections.abc import Callable, Sequence

from insight.cli.output import REFUSED, print_refusal
from insight.cli.parser import build_parser
from insight.errors import InsightError, QueryError
from insight.i18n import _
from insight.ingest.raw import NO_ROOM

_INTERRUPTED = 130
_NOBODY_READS = 141

log = logging.getLogger("insight")
log.addHandler(logging.NullHandler())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        options = build_parser().parse_args(arguments)
        command: Callable[..., int] = options.command
        code = command(options)
        sys.stdout.flush()
        return code
    except InsightError as error:
        print_refusal(error)
    except BrokenPipeError:
        return _nobody_reads()
    except OSError as error:
        if error.errno not in NO_ROOM and error.filename is None:
            raise
        log.exception("the system refused")
        print_refusal(_refused_by_system(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    return REFUSED


def _nobody_reads() -> int:
    """As for a program that the system ends because nobody reads what it writes; nothing more is written at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return _NOBODY_READS


def _refused_by_system(error: OSError) -> InsightError:
    reason = error.strerror or str(error)
    if error.errno in NO_ROOM:
        return QueryError(
            _("The computer ran out of room for this work"),
            _("{reason}", reason=reason),
            _("Nothing was changed. Free some disk space or memory and try again"),
        )
    return QueryError(
        _("A file or folder cannot be used"),
        _("{path}: {reason}", path=str(error.filename), reason=reason),
        _("Check that it is there, that it is what it should be and that you may use it"),
    )
