"""What left the house: one row an export, one row a person of it, written once and never changed.

Each row carries a hash of itself and of the row before it (`export_chain` checks them), so a row that is changed or
taken out afterwards is found. Writing to the log is not a change of the data: no cached result becomes old by it.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

import pyarrow as pa

from insight.errors import ParameterError
from insight.govern.export_anchor import Anchor
from insight.govern.export_chain import CHAIN_VERSION, FIRST, NO_PEOPLE, Fault, faults, row_hash
from insight.govern.purposes import Purpose
from insight.i18n import LANGUAGES, Language, Text, _
from insight.warehouse import Check, DuckWarehouse, Session, Warehouse

Arm = Literal["treated", "control", "left_out", "listed"]
"""treated: on a list for contacting; control: held back on purpose; left_out: not to be contacted; listed: on a list
for internal analysis, which contacts nobody."""

PEOPLE_COLUMNS = ("customer_id", "arm", "reason", "kept_customer_id", "stratum", "tags")

_ALL = """
SELECT
    number, export_id, exported_at, exported_by, purpose, basis, sentence, analysis, parameters, expression, as_of,
    generation, columns, segment_people, listed, left_out, control, control_share, seed, choices, is_unmasked,
    file_name, file_sha256, record_sha256, statement_sha256, people_sha256, previous_hash, row_hash,
    chain_version
FROM app.exports
ORDER BY number
"""

_DIGESTS = """
SELECT
    export_id,
    sha256(string_agg(
        customer_id || '|' || arm || '|' || coalesce(reason, '') || '|' || coalesce(kept_customer_id, '')
        || '|' || coalesce(stratum, '') || '|' || coalesce(tags, ''),
        ';' ORDER BY customer_id
    )) AS version_1,
    sha256(string_agg(
        json_array(customer_id, identity_key, arm, reason, kept_customer_id, stratum, tags)::VARCHAR,
        ';' ORDER BY customer_id, identity_key NULLS FIRST, arm
    )) AS version_2
FROM app.export_people
WHERE $export_id::VARCHAR IS NULL OR export_id = $export_id
GROUP BY export_id
ORDER BY export_id
"""

_LAST = "SELECT number, row_hash FROM app.exports ORDER BY number DESC LIMIT 1"

_INSERT_EXPORT = """
INSERT INTO app.exports BY NAME
SELECT * FROM new_export
"""

_INSERT_PEOPLE = """
INSERT INTO app.export_people BY NAME
WITH one_name AS (
    SELECT customer_id, min(identity_key) AS identity_key
    FROM core.identity_rows
    WHERE customer_id IN (SELECT customer_id FROM new_people)
    GROUP BY customer_id
)
SELECT
    $export_id AS export_id,
    new_people.customer_id,
    one_name.identity_key,
    new_people.arm,
    new_people.reason,
    new_people.kept_customer_id,
    new_people.stratum,
    new_people.tags
FROM new_people
LEFT JOIN one_name ON one_name.customer_id = new_people.customer_id
"""

_PEOPLE = """
SELECT
    coalesce(named.customer_id, exported.customer_id) AS customer_id,
    exported.customer_id AS exported_customer_id,
    exported.arm,
    exported.reason,
    exported.kept_customer_id,
    exported.stratum,
    exported.tags
FROM app.export_people AS exported
LEFT JOIN core.identity_rows AS named ON named.identity_key = exported.identity_key
WHERE exported.export_id = $export_id
ORDER BY exported.customer_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One row of the log. `number`, `people_sha256` and the two hashes are filled in when it is written.

    `segment_people` = `listed` + `control` + the sum of `left_out` (reason -> people). `sentence` is language -> text;
    `parameters`, `expression` and `choices` are JSON: what the segment was cut from, what finds it again on another
    day (None where nothing does), and what was chosen for the list. The three SHA-256 are those of the file, of the
    passport's record and of the statement that found the people.
    """

    export_id: str
    exported_at: dt.datetime
    exported_by: str | None
    purpose: Purpose
    basis: str | None
    sentence: Mapping[str, str]
    analysis: str
    parameters: str
    expression: str | None
    as_of: dt.date
    generation: int
    columns: tuple[str, ...]
    segment_people: int
    listed: int
    left_out: Mapping[str, int]
    control: int
    control_share: float | None
    seed: int | None
    choices: str
    is_unmasked: bool
    file_name: str
    file_sha256: str
    record_sha256: str
    statement_sha256: str
    number: int = 0
    people_sha256: str = ""
    previous_hash: str = ""
    row_hash: str = ""
    chain_version: int | None = None

    def __post_init__(self) -> None:
        if self.segment_people != self.listed + self.control + sum(self.left_out.values()):
            raise AssertionError(f"{self.export_id}: listed, control and left out are not {self.segment_people} people")

    def sentence_in(self, language: Language) -> str:
        """Who is on the list, in a language."""
        return self.sentence.get(language) or next(iter(self.sentence.values()), "")


def in_all_languages(text: Text) -> dict[str, str]:
    """A sentence as the log keeps it."""
    return {language: text.render(language) for language in LANGUAGES}


def write_export(warehouse: DuckWarehouse, export: Export, people: pa.Table) -> Export:
    """Add an export and its people (`PEOPLE_COLUMNS`) to the log, both or none; returns the row as written.

    The anchor hears of it before it is committed, and again afterwards: only then may the file leave.
    """
    anchor = Anchor(warehouse.folder)
    with warehouse.writing(of_data=False) as session:
        session.register("new_people", people.select(PEOPLE_COLUMNS))
        session.execute(_INSERT_PEOPLE, {"export_id": export.export_id})
        last = session.arrow(_LAST).to_pylist()
        export = replace(
            export,
            number=last[0]["number"] + 1 if last else 1,
            previous_hash=last[0]["row_hash"] if last else FIRST,
            people_sha256=_digest(session, export.export_id),
            chain_version=CHAIN_VERSION,
        )
        export = replace(export, row_hash=row_hash(_row(export)))
        session.register("new_export", pa.Table.from_pylist([_row(export)], schema=_SCHEMA))
        session.execute(_INSERT_EXPORT)
        anchor.begin(session.arrow(_ALL).to_pylist())
    anchor.end(export.number)
    return export


def exports(warehouse: Warehouse) -> list[Export]:
    """Every export, the newest first."""
    return [_read(row) for row in reversed(warehouse.arrow(_ALL).to_pylist())]


def find_export(warehouse: Warehouse, export_id: str) -> Export:
    """Raises ParameterError for a number that is not in the log."""
    for export in exports(warehouse):
        if export.export_id == export_id:
            return export
    raise ParameterError("export_id", export_id, _("the number of a list that this workspace wrote"))


def exported_people(warehouse: Warehouse, export_id: str) -> pa.Table:
    """Who was on an export: customer_id as the person is known now, exported_customer_id as on the file, arm, reason,
    kept_customer_id (who was kept instead of a duplicate), stratum, tags as written on the file (None where not asked).

    People whom staff have made one since then stand there twice under one customer_id, maybe in different arms.
    """
    return warehouse.arrow(_PEOPLE, {"export_id": export_id})


def last_hash(warehouse: Warehouse) -> str:
    """The hash of the newest row of the log."""
    last = warehouse.arrow(_LAST).to_pylist()
    return str(last[0]["row_hash"]) if last else FIRST


def check_log(warehouse: DuckWarehouse) -> list[Fault]:
    """Where the log is not as it was written; nothing where it is whole."""
    digests: dict[tuple[int, str], str] = {}
    for row in warehouse.arrow(_DIGESTS, {"export_id": None}).to_pylist():
        digests |= {(1, row["export_id"]): row["version_1"], (2, row["export_id"]): row["version_2"]}
    rows = warehouse.arrow(_ALL).to_pylist()
    found = faults(rows, digests)
    told = {fault.number for fault in found}
    return [*found, *(fault for fault in Anchor(warehouse.folder).faults(rows) if fault.number not in told)]


def log_rule(warehouse: DuckWarehouse) -> Check:
    """The same as one rule of the workspace, for whoever asks whether it is sound."""
    found = check_log(warehouse)
    return Check(
        _("Every row of the export log is as it was written"), len(found), tuple(fault.text for fault in found)
    )


def _digest(session: Session, export_id: str) -> str:
    found = session.arrow(_DIGESTS, {"export_id": export_id}).to_pylist()
    return str(found[0]["version_2"]) if found else NO_PEOPLE


def _row(export: Export) -> dict[str, Any]:
    return asdict(export) | {
        "sentence": _json(export.sentence),
        "columns": _json(export.columns),
        "left_out": _json(export.left_out),
    }


def _read(row: dict[str, Any]) -> Export:
    plain = {name: json.loads(row[name]) for name in ("sentence", "columns", "left_out")}
    return Export(**row | plain | {"columns": tuple(plain["columns"])})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


_TYPES: dict[str, pa.DataType] = {
    "number": pa.int64(),
    "exported_at": pa.timestamp("us"),
    "as_of": pa.date32(),
    "generation": pa.int64(),
    "segment_people": pa.int64(),
    "listed": pa.int64(),
    "control": pa.int64(),
    "control_share": pa.float64(),
    "seed": pa.int64(),
    "is_unmasked": pa.bool_(),
    "chain_version": pa.int32(),
}
_SCHEMA = pa.schema([(field.name, _TYPES.get(field.name, pa.string())) for field in fields(Export)])
