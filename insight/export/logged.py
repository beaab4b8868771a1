"""A list that was written, as a row of the export log."""

import json
from dataclasses import asdict
from hashlib import sha256

from insight.audience import from_segment, to_json
from insight.errors import ParameterError
from insight.export.content import Content
from insight.export.passport import plain
from insight.govern import Export, in_all_languages, write_export
from insight.segments import Segment
from insight.warehouse import DuckWarehouse


def log_export(warehouse: DuckWarehouse, made: Content, *, file_name: str, file_sha256: str, by: str | None) -> Export:
    """Add the list and everybody of its segment to the log."""
    passport = made.passport
    segment, choices, sums = passport.segment, passport.choices, passport.sums
    export = Export(
        export_id=passport.export_id,
        exported_at=passport.exported_at,
        exported_by=by,
        purpose=choices.purpose,
        basis=choices.basis.strip() if choices.basis else None,
        sentence=in_all_languages(segment.sentence),
        analysis=segment.analysis,
        parameters=json.dumps(plain(segment.parameters), ensure_ascii=False),
        expression=_expression(segment),
        as_of=segment.as_of,
        generation=passport.generation,
        columns=tuple(made.listed.column_names),
        segment_people=sums.segment,
        listed=sums.listed,
        left_out={str(reason): people for reason, people in sums.left_out.items()},
        control=sums.control,
        control_share=choices.control_share,
        seed=None if choices.control_share is None else choices.seed,
        choices=json.dumps(asdict(choices) | {"currency": passport.currency}, ensure_ascii=False),
        is_unmasked=choices.unmasked,
        file_name=file_name,
        file_sha256=file_sha256,
        record_sha256=sha256(passport.record().encode()).hexdigest(),
        statement_sha256=passport.statement_sha256,
    )
    return write_export(warehouse, export, made.as_logged)


def _expression(segment: Segment) -> str | None:
    """What finds the segment again on another day; None for one that was cut from nothing that can be asked again."""
    try:
        return to_json(from_segment(segment))
    except ParameterError:
        return None
