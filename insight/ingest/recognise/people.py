"""Lists of people: who a row is about, where nobody promised that a person stands in one row only."""

import re
from dataclasses import dataclass

from insight.i18n import Text, _
from insight.ingest.assumption import Assumption
from insight.ingest.recognise.cells.by_cells import Found, find_by_cells
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.kinds import Need
from insight.ingest.recognise.mapping import PERSON_COLUMNS
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.naming import plain_name
from insight.ingest.recognise.names.roles import roles_of
from insight.ingest.recognise.names.synonyms import Stated, fill, synonyms
from insight.ingest.recognise.sales.baskets import numbers_orders
from insight.schema import Kind
from insight.warehouse.consent import speaks_of_will

Columns = dict[str, tuple[int, ...]]

_LARGE_SHARE, _SMALL_SHARE = 0.5, 0.25
_FEW_FACTS, _MANY_FACTS = 2, 4
_TWICE = 0.4
_FEWEST_ROWS = 3
_BARE = frozenset(
    plain_name(name) for name in ("id", "rec id", "record id", "row id", "pid", "编号", "编码", "key", "nr", "no", "#")
)
_SUMMARY = re.compile(
    r"^(最近|上次|上一次|最后|首次|首单|累计|平均|历史|总(交易|消费|订单|购买|支付))"
    r"|(次数|笔数|订单数|频次|频率)\s*([(（].*)?$"
    r"|^(last|latest|first|lifetime|average|avg|cumulative|days since|number of|total|most recent)[\s_]?.*"
    r"(order|purchase|visit|spen[dt]|payment|login|sale|amount|transaction|basket|open|click|activ|value|revenue|event)",
    re.IGNORECASE,
)
"""Headers of figures about a person that were counted before: what happened last, and how often in all."""

_MONTH = re.compile(
    r"((19|20)?\d{2}\s?[-/.年]\s?)?(0?[1-9]|1[0-2])月|(19|20)\d{2}年?"
    r"|(19|20)\d{2}[-/.](0?[1-9]|1[0-2])([-/]0?1([ T]00:00(:00)?)?)?"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*[\s\-/.']*(\d{2}|(19|20)\d{2})?",
    re.IGNORECASE,
)

_WHO = Need("who", PERSON_COLUMNS["orders"], is_needed=False)
_CONTACTS = ("phone", "email")
_NUMBERS = ("source_customer_id", "member_no")
VAGUE_TIMES = frozenset(
    plain_name(name)
    for name in (
        *("日期", "时间", "date", "time", "datum", "fecha", "data", "日付", "timestamp"),
        *("日", "day", "tag", "jour", "día", "dia", "giorno", "дата", "день"),
    )
)


@dataclass(frozen=True, slots=True)
class People:
    """The columns of a list of people, and what was decided without proof."""

    columns: Columns
    assumptions: tuple[Assumption, ...] = ()


def find_people(header: Header, witness: Witnessed) -> People | None:
    """A column that tells people apart, and enough of what is known of people; None where the rows are something else.

    A person may stand in several rows. A number of the person's own is enough: whatever else the sheet says is then
    about the person.
    """
    columns = fill("customers", header, witness)
    bare = bare_number(header, witness)
    is_numbered = any(name in columns and not _is_of_a_group(columns[name][0], columns, witness) for name in _NUMBERS)
    if bare is not None and not is_numbered and _is_about_people(columns, header):
        columns = fill("customers", header, witness, Stated({"source_customer_id": (bare,)}, frozenset({bare})))
        return People(columns, (_bare_is_a_person(header, bare),))
    if not _identifying(columns, witness) and (named := _by_name_alone(columns, header, witness)):
        return named
    apart = max((witness.own_share(at) for at in _identifying(columns, witness)), default=0.0)
    if any(_tells_rows(witness, name, columns) for name in _NUMBERS):
        return People(columns)
    if apart < _TWICE or not _knows_enough(columns, header):
        return None
    return People(columns) if witness.is_own(apart) else People(columns, (_stand_twice(header, columns, witness),))


def bare_number(header: Header, witness: Witnessed) -> int | None:
    """A column called no more than number, `id`, whose cells are one value a row."""
    found = [at for at in header.named if plain_name(header.cells[at]) in _BARE]
    filled = [at for at in found if all(witness.values(at)) and len(witness.values(at)) >= _FEWEST_ROWS]
    return next((at for at in filled if len(set(witness.values(at))) == len(witness.values(at))), None)


def _is_of_a_group(position: int, columns: Columns, witness: Witnessed) -> bool:
    """A number beside several phones or addresses is that of a company or a household, not of one of its people."""
    contacts = [columns[name][0] for name in ("email", "phone") if name in columns]
    return any(not witness.constant_within((position,), at) for at in contacts)


def _identifying(columns: Columns, witness: Witnessed) -> list[int]:
    return [at for name in PERSON_COLUMNS["customers"] for at in columns.get(name, ()) if not witness.is_blank(at)]


def _months(header: Header) -> list[int]:
    return [at for at in header.named if _MONTH.fullmatch(header.cells[at].strip())]


def columns_of_months(header: Header, witness: Witnessed) -> list[int]:
    """Figures that stand side by side by month or year: 2024年1月, Jan-24, 2023."""
    return [at for at in _months(header) if not witness.is_blank(at) and witness.agrees(Kind.NUMBER, at)]


def of_months(columns: Columns, header: Header, witness: Witnessed) -> tuple[Assumption, ...]:
    """That figures by month stay facts of the person, where there are several."""
    used = {at for positions in columns.values() for at in positions}
    months = [at for at in columns_of_months(header, witness) if at not in used]
    if len(months) < _FEW_FACTS:
        return ()
    return (
        Assumption(
            what="row",
            value="customers",
            column=header.cells[months[0]],
            evidence=_(
                "{n:count} columns hold figures by month: they are kept as facts of the person and make no orders",
                n=len(months),
            ),
        ),
    )


def _tells_rows(witness: Witnessed, name: str, columns: Columns) -> bool:
    """A number of the person in at least three rows, nearly each of its own."""
    at = columns[name][0] if name in columns else None
    return (
        at is not None
        and any(witness.values(at))
        and len(witness.values(at)) >= _FEWEST_ROWS
        and witness.tells_apart(at)
    )


def _is_about_people(columns: Columns, header: Header) -> bool:
    is_named = bool(columns.keys() & {"name", "phone", "email", "gender", "birthday"})
    return is_named or len(facts_about(header)) >= _FEW_FACTS


def facts_about(header: Header) -> list[int]:
    """The columns that only a list of people has: facts about a person, and figures counted before."""
    facts = synonyms("customers").about_a_person
    return [
        at for at in header.named if plain_name(header.cells[at]) in facts or _SUMMARY.search(header.cells[at].strip())
    ]


def _knows_enough(columns: Columns, header: Header) -> bool:
    known = {at for positions in columns.values() for at in positions}
    months = _months(header)
    facts = known.union(facts_about(header), months if len(months) >= _FEW_FACTS else ())
    if "name" in columns:
        facts = facts.union(at for at in header.named if speaks_of_will(header.cells[at]))
    share = len(facts) / max(1, len(header.named))
    few, many = len(columns) >= _FEW_FACTS, len(columns) >= _MANY_FACTS
    return (few and share >= _LARGE_SHARE) or (many and share >= _SMALL_SHARE)


def _bare_is_a_person(header: Header, position: int) -> Assumption:
    return Assumption(
        what="person",
        value=header.cells[position],
        column=header.cells[position],
        alternatives=("nobody",),
        evidence=_("Each row has a value of its own here and tells of a person: it is taken for the person's number"),
    )


def _by_name_alone(columns: Columns, header: Header, witness: Witnessed) -> People | None:
    """Figures about people of whom only a name is told, each in a row of its own."""
    if by_months := _by_months(header, witness):
        return by_months
    names = columns.get("nickname") or columns.get("name") or ()
    if len(names) != 1 or len(facts_about(header)) < _FEW_FACTS or not _knows_enough(columns, header):
        return None
    if witness.is_blank(names[0]) or not witness.tells_apart(names[0]):
        return None
    said = _("Only a name says who it is: equal names are taken for one person")
    return People(columns | {"source_customer_id": names}, (_person(header.cells[names[0]], said),))


def _by_months(header: Header, witness: Witnessed) -> People | None:
    """One column that a stem of its header calls people, each in a row of its own, beside figures month by month."""
    if len(columns_of_months(header, witness)) < _FEW_FACTS:
        return None
    told = [
        at
        for at in header.named
        if "who" in roles_of(header.cells[at]) and all(witness.values(at)) and witness.tells_apart(at)
    ]
    if len(told) != 1:
        return None
    said = _("Only this column says who it is: equal cells are taken for one person")
    return People({"source_customer_id": (told[0],)}, (_person(header.cells[told[0]], said),))


def _stand_twice(header: Header, columns: Columns, witness: Witnessed) -> Assumption:
    first = _identifying(columns, witness)[0]
    return Assumption(
        what="row",
        value="customers",
        column=header.cells[first],
        evidence=_("The same person stands in several rows: they are joined by the rules for persons"),
    )


def with_person(order: Columns, header: Header, witness: Witnessed) -> tuple[Columns | None, Assumption]:
    """Orders of which no number, phone or address says whose they are: by a bare number, by the name, or of nobody.

    No columns where nothing says that the rows are orders at all: neither a number nor a moment called so.
    """
    named = [at for at in header.named if plain_name(header.cells[at]) in _BARE and any(witness.values(at))]
    of_orders = [at for at in named if numbers_orders(witness, at, order.get("ordered_at", ()))]
    comes_again = [
        at
        for at in named
        if len(witness.values(at)) >= _FEWEST_ROWS and not witness.tells_apart(at) and at not in of_orders
    ]
    if comes_again and "order_id" not in order:
        at = comes_again[0]
        said = _("The same value stands in several rows: it is taken for the person's number")
        return order | {"buyer_ref": (at,)}, _person(header.cells[at], said)
    told = _told_buyers(order, header, witness)
    reached = [each for each in told if each.column in _CONTACTS and "who" in roles_of(header.cells[each.position])]
    names = order.get("buyer_name", ())
    if not reached and names and any(witness.values(names[0])) and not _is_receiver(header.cells[names[0]]):
        said = _("Only a name says who bought: equal names are taken for one person")
        return order | {"buyer_ref": names}, _person(" ".join(header.cells[at] for at in names), said)
    if told:
        found = (reached or told)[0]
        said = _("The name of this column and its cells say who it was, in no usual words")
        return order | {found.column: (found.position,)}, _person(header.cells[found.position], said)
    nobody = Assumption(
        what="person",
        value="nobody",
        evidence=_("No column says who bought: the orders count as money, not for people"),
    )
    is_numbered = "order_id" in order or bool(of_orders)
    is_order = is_numbered or plain_name(header.cells[order["ordered_at"][0]]) not in VAGUE_TIMES
    return (order if is_order else None), nobody


def _told_buyers(order: Columns, header: Header, witness: Witnessed) -> list[Found]:
    """The further columns whose stems and cells say who it was, in rows enough to see it."""
    used = {at for positions in order.values() for at in positions}
    free = [at for at in header.named if at not in used]
    told = [each for each in find_by_cells("orders", _WHO, free, header, witness) if each.is_told]
    return [each for each in told if len(witness.values(each.position)) >= _FEWEST_ROWS]


def _person(column: str, said: Text) -> Assumption:
    return Assumption(what="person", value=column, column=column, alternatives=("nobody",), evidence=said)


def _is_receiver(name: str) -> bool:
    return any(
        word in plain_name(name) for word in ("收", "ship", "recipient", "receiver", "consignee", "deliver", "届")
    )
