"""Whether a known export fits a header row, how well, and what it then fills."""

from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.facts.melting import melts_fit, with_melts
from insight.ingest.recognise.mapping import Mapping
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.synonyms import fill
from insight.ingest.recognise.names.words import shared_refund_words, shared_status_words
from insight.ingest.recognise.template import Choice, Template
from insight.schema import TABLES

_LEAST = {"verified": 0.6, "hypothesis": 0.3}
_SPAN = {"verified": 0.4, "hypothesis": 0.29}

_FREE: dict[str, frozenset[str]] = {
    "orders": frozenset(
        {"paid_at", "completed_at", "cancelled_at", "buyer_ref", "phone", "receiver_phone", "email", "buyer_name"}
        | {"province", "city", "country", "address", "coupon", "promoter", "store", "refund_status", "refund_amount"}
        | {"refunded_at", "second_phone", "second_email"}
    ),
    "order_items": frozenset({"product_id", "sku", "variant", "category"}),
    "customers": frozenset(TABLES["customers"].column_names) | {"address"},
    "survey_responses": frozenset({"submitted_at", "duration_s", "respondent_ref", "phone", "email"}),
    "feedback": frozenset({"feedback_id", "customer_ref", "author", "rating", "product_id", "brand", "likes", "reply"}),
}
"""What a variant of a known export may have besides. Amounts and states are not among them: they are settled."""

_SECOND = ("second_phone", "second_email")


def lacking(template: Template, header: Header) -> tuple[str, ...]:
    """The headers that the template cannot do without and that are not there."""
    return tuple("/".join(choice) for choice in template.must if not _present(choice, header))


def fits(template: Template, header: Header) -> bool:
    """Whether all that must be there is, and nothing that must not; and the first column is the one it should be."""
    if lacking(template, header) or any(header.find(name) for name in template.must_not):
        return False
    starts = not template.first or any(0 in header.find(name) for name in template.first)
    return starts and melts_fit(template, header)


def score(template: Template, header: Header) -> float:
    """How much of the header row the template knows: 0.6 to 1 when verified, 0.3 to 0.59 as a hypothesis."""
    known = {position for name in template.vocabulary for position in header.find(name)}
    spoken_of = [at for at in header.named if header.first(at) in known]
    share = len(spoken_of) / max(1, len(header.named))
    return _LEAST[template.evidence] + _SPAN[template.evidence] * share


def map_columns(template: Template, header: Header, witness: Witnessed) -> Mapping:
    """The mapping that the template gives for this header row, and for what the first rows hold."""
    columns = {
        table: {name: at for name, choices in wanted.items() if (at := _first_present(choices, header))}
        for table, wanted in template.tables.items()
    }
    mapping = Mapping(
        template=template.id,
        source_system=template.source_system,
        grain=template.grain,
        amounts=template.amounts,
        currency=template.currency,
        timezone=template.timezone,
        channel=template.channel,
        columns={table: filled for table, filled in columns.items() if filled},
        status_words=shared_status_words() | template.status_words,
        refund_words=shared_refund_words() | template.refund_words,
        constants=template.constants,
        packed={table: packing for table, packing in template.packed.items() if columns.get(table)},
    )
    return with_melts(_with_further_columns(mapping, template, header, witness), template, header, witness)


def _with_further_columns(mapping: Mapping, template: Template, header: Header, witness: Witnessed) -> Mapping:
    """Headers that the template has never heard of, taken by their names where they fill what is still empty."""
    known = {position for name in template.vocabulary for position in header.find(name)} | mapping.used
    for table in mapping.columns.keys() & _FREE.keys():
        for column, positions in fill(table, header, witness).items():
            heard = mapping.used if column in _SECOND else known
            is_free = column in _FREE[table] and not mapping.positions(table, column) and heard.isdisjoint(positions)
            if is_free and (column != "feedback_id" or witness.tells_apart(positions[0])):
                mapping = mapping.with_column(table, column, positions)
    return mapping


def _present(choice: Choice, header: Header) -> bool:
    return any(header.find(name) for name in choice)


def _first_present(choices: tuple[Choice, ...], header: Header) -> tuple[int, ...]:
    for choice in choices:
        positions = dict.fromkeys(at for name in choice for at in header.find(name))
        if positions:
            return tuple(positions)
    return ()
