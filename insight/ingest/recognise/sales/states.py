"""The states of orders where no name tells them: columns of few words, told by a stem of their header or by the words.

Every such column is heard, for of two states the worse one decides.
"""

from collections.abc import Collection
from dataclasses import replace

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.recognise.assumed import by_cells
from insight.ingest.recognise.cells.cell_checks import cells_fit, kind_of_document
from insight.ingest.recognise.cells.witness import Witnessed, is_written_time
from insight.ingest.recognise.kinds import Need
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.roles import roles_of
from insight.ingest.recognise.names.words import shared_status_words, status_of
from insight.ingest.recognise.sales.sale import Columns, Sale
from insight.schema import Kind

NO_STATE = "no"
_NEED = Need("state", ("status",), is_needed=False)
_MOST_WORDS, _FEW_WORDS = 12, 5
_ENOUGH = 0.8
_OUTCOMES = frozenset({"won", "lost", "赢单", "输单", "gewonnen", "verloren"})


def with_states(
    sale: Sale, header: Header, witness: Witnessed, closed: Collection[int] = ()
) -> tuple[Sale, tuple[Assumption, ...]]:
    """The sale with the columns that say in which state an order is and what kind of document a row is.

    `closed`: columns that a person gave another meaning.
    """
    used = {at for columns in (sale.order, sale.goods) for positions in columns.values() for at in positions}
    free = [at for at in header.named if at not in used and at not in closed and _has_few_words(witness, at)]
    order = dict(sale.order)
    if "document_type" not in order and (found := [at for at in free if _tells_returns(header, witness, at)]):
        order["document_type"] = (found[0],)
        free.remove(found[0])
    chosen = _chosen(order, free, header, witness)
    others = {at: [other for other in chosen.values() if other != at] for at in chosen.values()}
    told = tuple(_changeable(by_cells(_NEED, at, beside, header)) for at, beside in others.items())
    order |= {column: (at,) for column, at in chosen.items()}
    return sale._replace(order=order), told or _untold(order, free, header)


def _changeable(one: Assumption) -> Assumption:
    return replace(one, alternatives=(*one.alternatives, NO_STATE))


def _chosen(order: Columns, free: list[int], header: Header, witness: Witnessed) -> dict[str, int]:
    """What deals came to, whatever else is told; beside a state that a name tells only one of the payment; else the
    first two columns of states."""
    states = [at for at in free if _tells_states(header, witness, at)]
    if outcomes := [at for at in states if _tells_outcomes(witness, at)]:
        return {"status": outcomes[0]}
    of_payment = [at for at in states if "how_much" in roles_of(header.cells[at])]
    others = [at for at in states if at not in of_payment]
    if {"status", "payment_status"} <= order.keys():
        return {}
    if "status" in order:
        return {"payment_status": of_payment[0]} if of_payment else {}
    wanted = [column for column in ("status", "payment_status") if column not in order]
    return dict(zip(wanted, (*others, *of_payment), strict=False))


def _tells_outcomes(witness: Witnessed, position: int) -> bool:
    """Won or lost: what a deal came to, whatever stage it was in."""
    return bool({value.strip().lower() for value in witness.values(position) if value} & _OUTCOMES)


def _has_few_words(witness: Witnessed, position: int) -> bool:
    """Two words or more, none of them a number, a time or an address; where there are many rows, for several each."""
    said = [value for value in witness.values(position) if value]
    words = set(said)
    return (
        1 < len(words) <= min(_MOST_WORDS, max(_FEW_WORDS, len(said) // 2))
        and not witness.agrees(Kind.EMAIL, position)
        and not any(is_written_time(word) or not any(sign.isalpha() for sign in word) for word in words)
    )


def _tells_states(header: Header, witness: Witnessed, position: int) -> bool:
    """Nearly all of its words are states of orders; where the header says so, one is enough."""
    words = {value for value in witness.values(position) if value}
    known = sum(status_of(word, shared_status_words()) is not None for word in words)
    is_told = "state" in roles_of(header.cells[position])
    fits = cells_fit("status", header.cells[position], witness.values(position))
    return fits and (known >= _ENOUGH * len(words) or (is_told and known > 0))


def _tells_returns(header: Header, witness: Witnessed, position: int) -> bool:
    """Sales and returns, and no more than half of the words anything else."""
    if "state" in roles_of(header.cells[position]):
        return False
    kinds = [kind_of_document(value) for value in {value for value in witness.values(position) if value}]
    return {"sale", "return"} <= set(kinds) and 2 * kinds.count(None) <= len(kinds)


def _untold(order: Columns, free: list[int], header: Header) -> tuple[Assumption, ...]:
    """That no state was read, where a header speaks of one in words that nobody knows."""
    likely = [header.cells[at] for at in free if "state" in roles_of(header.cells[at])]
    if not likely or {"status", "payment_status", "document_type"} & order.keys():
        return ()
    said = _("No word of this column is a known state of an order: every order counts as sold")
    return (Assumption("state", NO_STATE, said, column=likely[0], alternatives=tuple(likely)),)
