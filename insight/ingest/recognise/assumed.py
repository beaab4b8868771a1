"""What recognition decided without proof, in sentences."""

from collections.abc import Collection
from collections.abc import Mapping as MappingOf
from dataclasses import replace

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.home import home
from insight.ingest.recognise.kinds import Need
from insight.ingest.recognise.mapping import PERSON_COLUMNS, Mapping
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.synonyms import named_so
from insight.schema import TABLES, Kind

WORDS = {"who": "person", "when": "time", "how_much": "amount", "state": "state", "said": "text", "what": "name"}
"""What a need is called in the list of assumptions, and by `--assume`."""


def by_cells(need: Need, position: int, others: list[int], header: Header) -> Assumption:
    """A column that no header names, taken for what its cells hold."""
    return Assumption(
        what=WORDS[need.what],
        value=header.cells[position],
        column=header.cells[position],
        alternatives=tuple(header.cells[at] for at in others),
        evidence=_("No header says so; the cells of this column look like it"),
    )


_MONEY = (
    ("orders", ("paid_amount", "order_amount", "goods_amount")),
    ("order_items", ("line_paid", "unit_price")),
)


def contacts_by_cells(mapping: Mapping, header: Header, spoken_of: Collection[str | None]) -> tuple[Assumption, ...]:
    """Phones and addresses of a list of people that nothing but their cells tells, under headers not spoken of yet."""
    need = Need("who", PERSON_COLUMNS["customers"], is_needed=False)
    told = [
        at
        for column in ("phone", "email")
        for at in mapping.positions("customers", column)
        if at not in named_so("customers", column, header) and header.cells[at] not in spoken_of
    ]
    return tuple(by_cells(need, at, [], header) for at in told)


def baskets(mapping: Mapping) -> tuple[Assumption, ...]:
    """Lines of orders that nothing says the money of."""
    has_money = any(mapping.positions(table, column) for table, columns in _MONEY for column in columns)
    if "order_items" not in mapping.columns or has_money:
        return ()
    said = _("No column says how much it was: what was bought counts, money cannot be counted")
    return (Assumption(what="row", value="order_items", evidence=said),)


def of_home(mapping: Mapping, header: Header, witness: Witnessed) -> tuple[Assumption, ...]:
    """The currency and the time zone that no cell tells: guessed from the language of the headers."""
    times = any(
        TABLES[table][column].kind is Kind.TIME
        for table, columns in mapping.columns.items()
        for column in columns
        if column in TABLES[table].column_names
    )
    amounts = [at for table, names in _MONEY for name in names for at in mapping.positions(table, name)]
    said = _("No cell says so; it is that of the language of the headers")
    found = []
    is_guessed = bool(amounts) and mapping.currency and not mapping.positions("orders", "currency")
    if is_guessed and not home(header, witness, amounts).is_told:
        found.append(Assumption(what="currency", value=mapping.currency, evidence=said))
    if times:
        found.append(Assumption(what="timezone", value=mapping.timezone, evidence=said))
    return tuple(found)


def obeyed(mapping: Mapping, assumed: MappingOf[str, str] | None) -> Mapping:
    """The mapping after a person's decisions, which it keeps for cleaning."""
    if not assumed:
        return mapping
    return replace(
        mapping,
        assumed=mapping.assumed | dict(assumed),
        currency=assumed.get("currency", mapping.currency),
        timezone=assumed.get("timezone", mapping.timezone),
    )
