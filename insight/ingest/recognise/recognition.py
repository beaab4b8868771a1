"""What a sheet is, and which of its columns fill which canonical ones."""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from insight.errors import UploadError
from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.recognise import refusals
from insight.ingest.recognise.assumed import contacts_by_cells, obeyed, of_home
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.kinds import kind_of
from insight.ingest.recognise.known import fits, lacking, map_columns, score
from insight.ingest.recognise.mapping import PERSON_COLUMNS, Mapping
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.synonyms import fill
from insight.ingest.recognise.proposal import Proposal, propose
from insight.ingest.recognise.reading import SALES
from insight.ingest.recognise.register import find_register, says_of_some, title_of_refusals
from insight.ingest.recognise.rivals import with_rivals
from insight.ingest.recognise.stated import stated_period
from insight.ingest.recognise.template import Template, load_templates
from insight.ingest.recognise.unknown import GENERIC, Worded, map_by_words, mapping_of, unmapped

if TYPE_CHECKING:
    from insight.ingest.read import TextTable


_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """One reading of a sheet.

    `score` is 0..1: a verified template lies from 0.6 up, a hypothesis or the generic fallback below. `unmapped` are
    the headers that fill nothing. `missing` are required columns, as `table.column`, that no header fills; of these an
    order number can be derived.
    """

    template: Template
    score: float
    mapping: Mapping
    unmapped: tuple[str, ...]
    missing: tuple[str, ...]
    assumptions: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """The readings of a sheet, best first; none exactly where there is a refusal, which then carries a proposal."""

    guesses: tuple[Guess, ...]
    refusal: UploadError | None
    proposal: Proposal | None = None


def recognise(
    table: "TextTable", *, as_template: str | None = None, assumed: MappingOf[str, str] | None = None
) -> Recognition:
    """What the sheet is.

    `as_template` is a person's choice: the id of a template, or "generic". `assumed` are a person's decisions in place
    of the reader's, by `Assumption.what`.
    """
    found = _recognised(table, as_template)
    if found.refusal:
        is_proposed = found.proposal is not None and not assumed
        return found if is_proposed else replace(found, proposal=propose(table, assumed=assumed))
    return replace(found, guesses=tuple(_obeyed(guess, assumed or {}) for guess in found.guesses))


def _obeyed(guess: "Guess", assumed: MappingOf[str, str]) -> "Guess":
    left = tuple(each for each in guess.assumptions if each.what not in assumed)
    return replace(guess, mapping=obeyed(guess.mapping, assumed), assumptions=left)


def _recognised(table: "TextTable", as_template: str | None) -> Recognition:
    header = Header.of(table.header, levels=len(table.header_rows))
    if as_template == GENERIC.id:
        return _generic(table, header)
    candidates = _candidates(header) if as_template is None else _chosen(as_template, header)
    if isinstance(candidates, UploadError):
        return Recognition((), candidates)
    return _of_templates(candidates, table, header) if candidates else _generic(table, header)


def _candidates(header: Header) -> tuple[Template, ...]:
    fitting = [template for template in load_templates() if fits(template, header)]
    return tuple(sorted(fitting, key=lambda template: _rank(template, header), reverse=True))


def _rank(template: Template, header: Header) -> tuple[float, bool, int, str]:
    """Score first; among equals a refusal, because a wrong guess is worse, then the more demanding template."""
    return score(template, header), bool(template.refuse), len(template.must), template.id


def _chosen(wanted: str, header: Header) -> tuple[Template, ...] | UploadError:
    known = {template.id: template for template in load_templates()}
    if wanted not in known:
        return refusals.unknown_template(wanted, (*known, GENERIC.id))
    if absent := lacking(known[wanted], header):
        return refusals.template_does_not_fit(wanted, absent)
    return (known[wanted],)


def _of_templates(candidates: tuple[Template, ...], table: "TextTable", header: Header) -> Recognition:
    if candidates[0].refuse:
        return Recognition((), refusals.look_alike(candidates[0].refuse, header.cells))
    witness = Witnessed.of(table.cells)
    taken = [(template, map_columns(template, header, witness)) for template in candidates if not template.refuse]
    named = [(t, mapping) for t, mapping in taken if t.person == "may_be_absent" or mapping.names_person]
    if not named:
        return Recognition((), _without_person(taken[0][1], header))
    if _without_day(named[0][1], table):
        return Recognition((), refusals.no_day(header.cells))
    return Recognition(tuple(_guess(t, score(t, header), mapping, header) for t, mapping in named), None)


def _without_day(mapping: Mapping, table: "TextTable") -> bool:
    """Figures of which neither a column nor the file itself says the day."""
    figures = "metric_daily" in mapping.tables and not mapping.positions("metric_daily", "date")
    return figures and stated_period(table) is None


def _without_person(mapping: Mapping, header: Header) -> UploadError:
    if "orders" in mapping.columns:
        return refusals.nobody_named(header.cells)
    return refusals.nobody_identified(header.cells)


def _generic(table: "TextTable", header: Header) -> Recognition:
    witness = Witnessed.of(table.cells)
    found = map_by_words(header, witness, states_day=stated_period(table) is not None)
    title = None if says_of_some(header, witness) else title_of_refusals(table)
    if isinstance(found, UploadError) or _may_be_register(found.mapping, title):
        register = find_register(table, header, witness, unmapped(header, witness))
        if register and _tells_no_more(found, register, title):
            fuller = None if title else _people_who_tell_more(register, header, witness)
            is_sale = fuller is not None and propose(table).best.kind in SALES
            found = found if is_sale else fuller or Worded(register)
    if isinstance(found, UploadError):
        proposal = propose(table)
        best = proposal.best
        if not best.is_sure:
            refusal = found if proposal.warning else refusals.for_the_true_reason(found, best)
            return Recognition((), refusal, proposal)
        found, certainty = Worded(best.mapping, best.assumptions), 0.3
    else:
        certainty = 0.3 + 0.29 * len(found.mapping.used) / max(1, len(header.named))
    guess = _guess(GENERIC, certainty, found.mapping, header)
    told = with_rivals(found.assumptions, kind_of(found.mapping), found.mapping, header, witness)
    contacts = contacts_by_cells(found.mapping, header, {each.column for each in told})
    said = (*told, *contacts, *of_home(found.mapping, header, witness))
    return Recognition((replace(guess, assumptions=said),), None)


def _may_be_register(found: Mapping, title: str | None) -> bool:
    """Replies and notes about people read like feedback or events; a register of refusals goes before them.

    A title of refusals makes a register of any list of people, but not of numbered orders.
    """
    if title:
        return not found.positions("orders", "order_id")
    kinds = {"feedback", "events", "touches", "products", "coupons", "campaigns", "survey_responses", "survey_answers"}
    return set(found.tables) <= kinds


def _tells_no_more(found: Worded | UploadError, register: Mapping, title: str | None) -> bool:
    """Whether a sheet says nothing besides the will of its people. One that tells more is read as that, and what its
    people say about will is heard all the same."""
    if isinstance(found, UploadError) or title:
        return True
    return _columns_read(found.mapping) <= _columns_read(register)


def _people_who_tell_more(register: Mapping, header: Header, witness: Witnessed) -> Worded | None:
    """The sheet as a list of people, where each has a row and it says several things besides their will, which is heard
    all the same; as a register it would lose them."""
    beside = [at for at in header.named if at not in register.used and not witness.is_blank(at)]
    columns = fill("customers", header, witness)
    contacts = [at for name in PERSON_COLUMNS["customers"] for at in columns.get(name, ())]
    if len(beside) < _SEVERAL or not any(witness.tells_apart(at) for at in contacts):
        return None
    said = _("Beside what people say about being contacted stands more about them: a row is taken for a person")
    told = Assumption(what="row", value="customers", column=header.cells[beside[0]], evidence=said)
    return Worded(mapping_of(header, witness, {"customers": columns}, "customer", "order"), (told,))


def _columns_read(mapping: Mapping) -> int:
    read = (positions for columns in mapping.columns.values() for positions in columns.values())
    return len(mapping.used.union(*read))


def _guess(template: Template, certainty: float, mapping: Mapping, header: Header) -> Guess:
    read = mapping.used.union(*(at for columns in mapping.columns.values() for at in columns.values()))
    unmapped = tuple(header.cells[i] for i in header.named if i not in read)
    return Guess(template, round(certainty, 4), mapping, unmapped, mapping.missing)
