"""Which rows are lines of one order where no name says so: those of one number, or of one buyer and one moment."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from insight.i18n import Text, _
from insight.ingest.recognise.cells.witness import Witnessed, is_written_time
from insight.ingest.recognise.mapping import PERSON_COLUMNS
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.roles import roles_of
from insight.ingest.recognise.sales.sale import CENT, NAMES_GOODS, Sale
from insight.schema import Kind

Rows = list[list[int]]

_NUMBER = re.compile(r"(?=.*\d)\S{2,64}")
_WORDS = re.compile(r"[^\W\d_]+")
_TIME_OF_DAY = re.compile(r"\d:\d\d|\d[时点時]")
_MIDNIGHT = re.compile(r"[T\s]0?0:00(:00(\.0+)?)?\b")
_ENOUGH_BASKETS = 3

NO_NUMBERS = frozenset({"who", "when", "how_much", "goods", "other", "measure", "contact", "state"})
"""What the header of an order's number does not say."""


def number_of_lines(sale: Sale, header: Header, witness: Witnessed, free: Collection[int]) -> int | None:
    """Of lines of goods: the column each value of which has one buyer and one moment.

    One that is called a document; else one whose values stand beside different goods: called no more than a number, or
    made like one where the same buyer has several.
    """
    if not sale.goods or "ordered_at" not in sale.order:
        return None
    people = _people(sale)
    whole = [sale.order["ordered_at"][0], *people]
    told = [at for at in free if _is_key(header, witness, at) and _is_one_within(witness, at, whole)]
    documents = [at for at in told if "document" in roles_of(header.cells[at])]
    if documents:
        return documents[0] if len(documents) == 1 else None
    numbers = [at for at in told if _is_a_number(header, witness, at, people)]
    shared = [at for at in numbers if _name_different_goods(sale, witness, _groups(witness, (at,)))]
    return min(shared, key=lambda at: (len(set(witness.values(at))), at), default=None)


def basket(sale: Sale, witness: Witnessed) -> tuple[int, ...]:
    """The columns of buyer and moment, where rows that share both name different goods and are lines of one order.

    They repeat its amount, or have amounts of their own and say a time of day; else they may be orders of one day.
    """
    key = (*_people(sale)[:1], *sale.order.get("ordered_at", ())[:1])
    if not _people(sale) or "ordered_at" not in sale.order:
        return ()
    groups = _groups(witness, key)
    if not _name_different_goods(sale, witness, groups):
        return ()
    if _each_has_its_own(sale, witness, groups):
        return key if _says_time_of_day(witness, key[-1]) else ()
    return key if _repeats_the_whole(sale, witness, groups) else ()


def numbers_orders(witness: Witnessed, position: int, when: Sequence[int]) -> bool:
    """Whether a value comes again in rows of one moment only, while other rows are of other moments: so do orders."""
    moments = {value for at in when[:1] for value in witness.values(at) if value}
    comes_again = len(set(witness.values(position))) < len(witness.values(position))
    return comes_again and len(moments) > 1 and witness.constant_within((position,), when[0])


LINES_OF_A_NUMBER: Text = _(
    "The rows of one value here have one buyer and one moment: it is taken for the number of the order"
)
LINES_OF_A_MOMENT: Text = _(
    "Rows with the same buyer and the same moment name different goods: they are taken for lines of one order"
)


def _people(sale: Sale) -> list[int]:
    return [at for name in PERSON_COLUMNS["orders"] for at in sale.order.get(name, ())]


def _is_key(header: Header, witness: Witnessed, position: int) -> bool:
    values = witness.values(position)
    return (
        not roles_of(header.cells[position]) & NO_NUMBERS
        and bool(values)
        and all(values)
        and witness.agrees(Kind.ID, position)
    )


def _is_one_within(witness: Witnessed, position: int, whole: Sequence[int]) -> bool:
    return all(witness.constant_within((position,), at) for at in whole)


def _is_a_number(header: Header, witness: Witnessed, position: int, people: Sequence[int]) -> bool:
    """Called nothing but a number; or, whatever it is called, made like one and not the same for all that one buys.

    A postcode, too, is one for each buyer, and of one moment where nobody came twice.
    """
    name = header.cells[position]
    if roles_of(name) == {"number"} and len(_WORDS.findall(name)) <= 1:
        return True
    values = witness.values(position)
    is_made_so = all(_NUMBER.fullmatch(value) and not is_written_time(value) for value in values)
    return is_made_so and bool(people) and not any(witness.constant_within((at,), position) for at in people)


def _name_different_goods(sale: Sale, witness: Witnessed, groups: Rows) -> bool:
    goods = [at for name in (*NAMES_GOODS, "sku", "variant") for at in sale.goods.get(name, ())]
    return any(len({witness.values(at)[row] for row in rows}) > 1 for rows in groups for at in goods)


def _groups(witness: Witnessed, key: tuple[int, ...]) -> Rows:
    """The rows that share a key with others."""
    rows = defaultdict[tuple[str, ...], list[int]](list)
    for row, values in enumerate(zip(*(witness.values(at) for at in key), strict=True)):
        if all(values):
            rows[values].append(row)
    return [found for found in rows.values() if len(found) > 1]


def _each_has_its_own(sale: Sale, witness: Witnessed, groups: Rows) -> bool:
    """Whether amounts, where there are any, are those of the lines."""
    if not sale.amount:
        return True
    amounts = witness.values(sale.amount[0])
    if any(len({amounts[row] for row in rows}) > 1 for rows in groups):
        return True
    lines = _lines(sale, witness)
    return bool(lines) and all(abs(worth - amount) < CENT for worth, amount in lines.values())


def _repeats_the_whole(sale: Sale, witness: Witnessed, groups: Rows) -> bool:
    """Whether one amount beside different goods is that of all of them: not where they may just cost the same."""
    if lines := _lines(sale, witness):
        known = [[lines[row] for row in rows if row in lines] for rows in groups]
        return any(_is_of_all(rows) for rows in known if len(rows) > 1)
    amounts = witness.values(sale.amount[0])
    return len(groups) >= _ENOUGH_BASKETS and len({amounts[rows[0]] for rows in groups}) > 1


def _is_of_all(lines: Sequence[tuple[float, float]]) -> bool:
    worth, amounts = zip(*lines, strict=True)
    return len(set(worth)) > 1 or abs(sum(worth) - amounts[0]) < CENT


def _lines(sale: Sale, witness: Witnessed) -> dict[int, tuple[float, float]]:
    """Row -> what its goods are worth by price and pieces, and the amount beside them."""
    if "unit_price" not in sale.goods:
        return {}
    prices, amounts = (witness.numbers(at) for at in (sale.goods["unit_price"][0], sale.amount[0]))
    pieces = witness.numbers(sale.goods["quantity"][0]) if "quantity" in sale.goods else (1.0,) * len(prices)
    return {
        row: (price * count, amount)
        for row, (price, count, amount) in enumerate(zip(prices, pieces, amounts, strict=True))
        if price is not None and count is not None and amount is not None
    }


def _says_time_of_day(witness: Witnessed, position: int) -> bool:
    said = [value for value in witness.values(position) if value]
    return all(_TIME_OF_DAY.search(value) for value in said) and not all(_MIDNIGHT.search(value) for value in said)
