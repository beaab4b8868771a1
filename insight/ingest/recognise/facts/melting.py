"""Completes the mapping of a known export with the columns that become rows."""

from dataclasses import replace

from insight.ingest.recognise.cells.contacts import contact_columns
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.facts.melt import Melt, Melted
from insight.ingest.recognise.facts.melt_spec import MeltSpec
from insight.ingest.recognise.facts.survey import NOT_ANSWERED, asked_of, melted_questions, reads_like_question
from insight.ingest.recognise.mapping import Mapping
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.template import Template


def melts_fit(template: Template, header: Header) -> bool:
    """Whether there are columns to melt, and enough of them read like questions where the template wants that."""
    for table, spec in template.melts.items():
        columns = _free(template, spec, header, frozenset())
        asking = sum(reads_like_question(header.cells[position]) for position in columns)
        if asking < spec.question_share * len(columns) or (not columns and table != "survey_answers"):
            return False
    return True


def with_melts(mapping: Mapping, template: Template, header: Header, witness: Witnessed) -> Mapping:
    """The mapping with every melt of its template; columns without any figure or question stay beside the rows."""
    for table, spec in template.melts.items():
        columns = _free(template, spec, header, mapping.used)
        if table == "survey_answers":
            mapping = _with_answers(mapping, columns, header, witness, spec)
        elif melted := figures(columns, header, witness):
            mapping = replace(mapping, melts=mapping.melts | {table: Melt(melted, spec.blanks)})
    return mapping


def figures(columns: tuple[int, ...], header: Header, witness: Witnessed) -> tuple[Melted, ...]:
    """The columns whose cells are numbers, each a figure named for its header."""
    return tuple(
        Melted(position, {"metric": header.cells[position].strip()})
        for position in columns
        if witness.is_figure(position)
    )


def _free(template: Template, spec: MeltSpec, header: Header, used: frozenset[int]) -> tuple[int, ...]:
    """The positions to melt: those named, or all that nothing else speaks of."""
    if spec.columns:
        return tuple(dict.fromkeys(at for name in spec.columns for at in header.find(name) if at not in used))
    chosen = {name for wanted in template.tables.values() for choices in wanted.values() for c in choices for name in c}
    spoken = {at for name in chosen.union(spec.leave_out) for at in header.find(name)}
    return tuple(at for at in header.named if at not in used and at not in spoken)


def _with_answers(
    mapping: Mapping, columns: tuple[int, ...], header: Header, witness: Witnessed, spec: MeltSpec
) -> Mapping:
    """Questions become answers; phones and addresses among them say who answered, and are no answers."""
    contacts = contact_columns(columns, witness)
    for name, position in contacts.items():
        if not mapping.positions("survey_responses", name):
            mapping = mapping.with_column("survey_responses", name, (position,))
    asked = [position for position in columns if position not in contacts.values()]
    return replace(mapping, melts=mapping.melts | {"survey_answers": answers_of(tuple(asked), header, witness, spec)})


def answers_of(positions: tuple[int, ...], header: Header, witness: Witnessed, spec: MeltSpec) -> Melt:
    """The questions of these columns."""
    asked = asked_of(header.cells, positions)
    return Melt(melted_questions(header.cells, asked, witness, spec), (*NOT_ANSWERED, *spec.blanks))
