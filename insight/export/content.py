"""What is in a list: its people, who was held back, who was left out and why; counted and checked, not yet written."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from insight.export.cell_text import fit_for_cells
from insight.export.choices import ListChoices
from insight.export.columns import chosen_columns, labels, talking_points, wanted_columns
from insight.export.control import stratum_label
from insight.export.labelled import Labelled, Words, in_words
from insight.export.passport import Passport, export_number
from insight.export.people import masked, people, with_columns
from insight.export.plan import Plan, plan
from insight.export.presets import TALKING_POINTS
from insight.export.sift import REASONS_IN_ORDER, contact_day, reason_words, refusal_words
from insight.export.sources import sources
from insight.export.with_traits import with_traits
from insight.export.workbook import Sheet
from insight.govern import mask_contacts
from insight.i18n import Language, Text, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse

_ARMS = ("arm", "reason", "kept_customer_id", "stratum")
CONTROL_HEADER = _("Held back from the group")
"""Stands on no sheet but that of the control group."""

_REFUSAL = ("words", "said", "told_by", "via")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`listed`: the rows and columns of the list, highest net amount first; `labels`: what stands above a column,
    `words`: what people call the keys of a column.

    `aside`: everybody of the segment who is not on the list: customer_id, name (contacts in it masked), arm, reason,
    kept_customer_id, stratum, and of a refusal words, said, told_by, via; in the order of the list. `as_logged`: one
    row a person of the segment, for the log.
    """

    listed: pa.Table
    labels: Mapping[str, Text]
    words: Words
    aside: pa.Table
    as_logged: pa.Table
    passport: Passport

    def people(self, language: Language) -> pa.Table:
        """The list with its headers and labels in a language."""
        names = self.listed.column_names
        told = in_words(self.listed, self.words, language)
        return told.rename_columns([self.labels[name].render(language) for name in names])

    def sheets(self, language: Language) -> list[Sheet]:
        """People and passport; who was left out, and the control group, where there is anybody to name."""
        sheets = [
            Sheet(title=_("People").render(language), table=self.people(language)),
            self.passport.sheet(language),
        ]
        if self.passport.sums.left_out:
            sheets.append(Sheet(title=_("Left out").render(language), table=self._left_out(language)))
        if self.passport.choices.control_share is not None:
            sheets.append(Sheet(title=_("Control group").render(language), table=self._control(language)))
        return sheets

    def _left_out(self, language: Language) -> pa.Table:
        words = {reason: reason_words(reason, self.passport.choices).render(language) for reason in REASONS_IN_ORDER}
        parts = [self.aside.filter(pc.equal(self.aside["reason"], reason)) for reason in REASONS_IN_ORDER]
        rows = pa.concat_tables(parts)
        reasons = pa.array([words[reason] for reason in rows["reason"].to_pylist()], pa.string())
        return pa.table(
            {
                self.labels["customer_id"].render(language): rows["customer_id"],
                self.labels["name"].render(language): rows["name"],
                _("Why left out").render(language): reasons,
                _("On the list instead").render(language): rows["kept_customer_id"],
                _("Their own words").render(language): refusal_words(rows, language),
            }
        )

    def _control(self, language: Language) -> pa.Table:
        rows = self.aside.filter(pc.equal(self.aside["arm"], "control"))
        groups = [stratum_label(stratum).render(language) for stratum in rows["stratum"].to_pylist()]
        return pa.table(
            {
                self.labels["customer_id"].render(language): rows["customer_id"],
                self.labels["name"].render(language): rows["name"],
                CONTROL_HEADER.render(language): pa.array(groups, pa.string()),
            }
        )


def content(
    warehouse: Warehouse,
    segment: Segment,
    choices: ListChoices,
    *,
    currency: str,
    exported_at: dt.datetime,
    more: MoreColumns | None = None,
) -> Content:
    """Everything about a list, from one state of the data: asked again when an import comes in between."""
    while True:
        fingerprint, generation = warehouse.fingerprint, warehouse.generation
        called = Labelled(warehouse, segment, currency)
        made = plan(warehouse, segment, choices, currency=currency, at=exported_at, labelled=called)
        more = with_traits(warehouse, segment, choices, currency, more)
        everybody, words = _everybody(warehouse, segment, choices, made, called, currency=currency, more=more)
        counted = segment.count(warehouse)
        files = sources(warehouse)
        if warehouse.fingerprint == fingerprint:
            break
    if not everybody.num_rows == made.sums.segment == counted:
        raise AssertionError(f"the list has {everybody.num_rows} rows, the segment {counted} people")
    is_listed = pc.is_in(everybody["arm"], value_set=pa.array(["treated", "listed"]))
    listed, cut_cells = fit_for_cells(
        chosen_columns(everybody.filter(is_listed).drop_columns([*_ARMS, *_REFUSAL]), choices, more)
    )
    passport = Passport(
        export_id=export_number(warehouse, segment, choices, exported_at),
        segment=segment,
        choices=choices,
        sums=made.sums,
        consent_day=contact_day(segment, exported_at),
        workspace=warehouse.workspace,
        generation=generation,
        sources=files,
        currency=currency,
        cut_cells=cut_cells,
        exported_at=exported_at,
    )
    return Content(
        listed=listed,
        labels=labels(currency, more),
        words=words,
        aside=_aside(everybody.filter(pc.invert(is_listed))),
        as_logged=_as_logged(everybody, choices),
        passport=passport,
    )


def _everybody(
    warehouse: Warehouse,
    segment: Segment,
    choices: ListChoices,
    made: Plan,
    called: Labelled,
    *,
    currency: str,
    more: MoreColumns | None,
) -> tuple[pa.Table, Words]:
    """One row a person of the segment with all columns, then arm, reason, kept_customer_id, stratum and what they said;
    and what people call the keys of its columns."""
    table = people(warehouse, segment, currency=currency, unmasked=choices.unmasked, more=more)
    words = dict(more.words if more else {})
    wanted = wanted_columns(choices) - set(table.column_names)
    if wanted & TALKING_POINTS.keys():
        table = with_columns(table, talking_points(warehouse, segment))
        table = table if choices.unmasked else masked(table)
    for labels_of_people in called.wanted(wanted):
        table = with_columns(table, labels_of_people)
        words = {**labels_of_people.words, **words}
    places = pc.index_in(table["customer_id"], value_set=made.people["customer_id"].combine_chunks())
    for name in (*_ARMS, *_REFUSAL):
        table = table.append_column(name, made.people[name].take(places))
    return table, words


def _aside(rows: pa.Table) -> pa.Table:
    table = rows.select(["customer_id", "name", *_ARMS, *_REFUSAL])
    for name in ("name", "words", "said", "told_by"):
        table = table.set_column(table.column_names.index(name), name, mask_contacts(table[name]))
    return table


def _as_logged(everybody: pa.Table, choices: ListChoices) -> pa.Table:
    """What is needed later to judge the list and to take it back: tags only where staff may change them."""
    tags = everybody["tags"] if choices.for_notes else pa.nulls(everybody.num_rows, pa.string())
    return everybody.select(["customer_id", *_ARMS]).append_column("tags", tags)
