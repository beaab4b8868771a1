"""The assumptions that the numbers of a workspace stand on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from insight.ingest.assumption import Assumption, from_json
from insight.warehouse import Warehouse

_LIVE = """
    SELECT batch_id, file, sheet, counts, assumptions FROM app.batches
    WHERE undone_at IS NULL AND assumptions IS NOT NULL
    ORDER BY batch_id DESC
"""


@dataclass(frozen=True, slots=True)
class InForce:
    """One decision, wherever it was made.

    `rows` that it touches in all batches together, where it touches a whole sheet all of that sheet's. `files` are the
    names of the files, the newest first; `batches` their numbers.
    """

    assumption: Assumption
    rows: int
    files: tuple[str, ...]
    batches: tuple[int, ...]


def assumptions_in_force(warehouse: Warehouse, tables: Sequence[str] | None = None) -> list[InForce]:
    """What was decided without proof in the batches that are in use and fill one of these tables (None: any).

    The same decision about the same column in several files is one; the one that touches most rows comes first.
    """
    found: dict[tuple[str, str | None, str], InForce] = {}
    for batch in warehouse.query(_LIVE).to_dict("records"):
        counts = json.loads(batch["counts"])
        if tables is not None and not set(tables) & set(counts):
            continue
        all_rows = max((int(count["read"]) for count in counts.values()), default=0)
        for one in from_json(batch["assumptions"]):
            rows = all_rows if one.rows is None else one.rows
            key = (one.what, one.column, one.value)
            new = InForce(one, rows, (str(batch["file"]),), (int(batch["batch_id"]),))
            found[key] = _together(found[key], new) if key in found else new
    return sorted(found.values(), key=lambda each: (-each.rows, each.assumption.what, each.assumption.value))


def _together(first: InForce, further: InForce) -> InForce:
    files = tuple(dict.fromkeys((*first.files, *further.files)))
    return InForce(first.assumption, first.rows + further.rows, files, (*first.batches, *further.batches))
