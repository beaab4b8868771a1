"""The states of an order in words: its own, the payment's, a flag that it was paid, the type of its document."""

import re
from collections.abc import Iterable

import pyarrow as pa

from insight.i18n import Text, _
from insight.ingest.assumption import Assumption
from insight.ingest.clean.decided import Decided
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.cells.cell_checks import kind_of_document
from insight.ingest.recognise.names.scripts import simplified
from insight.ingest.recognise.names.stems import status_by_stem
from insight.ingest.recognise.names.words import KNOWN_STATUSES, normalise_word, shared_status_words, status_of
from insight.schema import TABLES
from insight.warehouse import Session

_NO = frozenset(
    ("0", "0.0", "no", "n", "false", "f", "否", "未", "没有", "×", "✗", "x", "nein", "non", "いいえ", "нет")
) | frozenset(("nee", "nej", "nie", "hayır", "tidak", "não", "không", "아니오", "아니요", "لا"))
_YES = frozenset(
    ("1", "1.0", "yes", "y", "true", "t", "x", "是", "已", "有", "✓", "√", "ja", "oui", "si", "sí", "sim", "はい", "да")
) | frozenset(("tak", "evet", "ya", "có", "예", "네", "نعم"))
_NOT_YET = re.compile(
    r"quot|estimate|pro ?-?forma|draft|报价|報價|询价|詢價|见积|見積|草稿|angebot|devis|presupuesto|orçamento"
)
_CREDIT = re.compile(
    r"credit ?(note|memo|invoice)|^credits?$|refund|\breturns?\b|returned|reversal|chargeback|退货|退貨|退款|退回|红字|"
    r"紅字|冲红|冲销|冲账|贷项|折让|折讓|负单|销退|gutschrift|retoure|rückgabe|erstattung|storno|avoir|remboursement|retour|"
    r"nota d?[ei]? ?cr[eé]dito|devoluci|devolu[cç]|abono|reso\b|rimborso|返品|返金|赤伝|반품|환불|возврат"
)
_NO_SALE = re.compile(
    r"^void|^(customer )?payment|payout|deposit|transfer|journal|opening balance|purchase order|zahlung|paiement|"
    r"收款单?$|付款单?$|预收|充值|采购"
)
_BY_STEM = {"return": "credit", "sale": "sale"}
_CLOSED = re.compile(r"(is |order )?closed|geschlossen|cerrad[oa]|clôturée?|fermée?|chius[oa]|fechad[oa]|закрыт[ао]?")
_WON_OR_LOST = re.compile(r"won|lost|gewonnen|verloren|赢单|输单")
_PAYMENT = re.compile(r"^(payment|zahlung|paiement|pago|pagamento|收款|付款)$")
_SALE = re.compile(
    r"sale|invoice|order|receipt|purchase|charge|bill|销售|銷售|出库|出庫|订单|訂單|零售|发票|發票|正常|蓝字|rechnung|verkauf|"
    r"facture|vente|factura|venta|fatura|venda|fattura|vendita|売上|販売|注文|판매|продаж"
)


def register_words(session: Session, names: list[str], mapping: Mapping, decided: Decided) -> list[Assumption]:
    """Register what each word means: of `status_words`, `refund_words`, `payment_words`, `flag_words`, `void_words` and
    `document_words`."""
    found: list[Assumption] = []
    for frame, column in (("status_words", "status"), ("refund_words", "refund_status")):
        words = {
            word for name in names if column in TABLES[name].column_names for word in _words(session, name, column)
        }
        known = {word: meaning for word in sorted(words) if (meaning := _meaning(word, column, mapping))}
        if column == "status":
            known |= _closed_as_done(known, decided) | _open_deals(words - known.keys(), known)
        _register(session, frame, known)
        if column == "status" and "orders" in names:
            found += _unknown(session, words - known.keys(), decided)
            found += _done(session, known, decided)
        elif "orders" in names:
            found += _unknown_refunds(session, words - known.keys(), decided)
    payment = _words(session, "orders", "payment_status") if "orders" in names else []
    _register(session, "payment_words", {word: said for word in payment if (said := _payment(word, decided))})
    flags = _words(session, "orders", "paid_flag") if "orders" in names else []
    _register(session, "flag_words", {word: "unpaid" for word in flags if _says_unpaid(word)})
    voided = _words(session, "orders", "void_flag") if "orders" in names else []
    _register(session, "void_words", {word: "closed" for word in voided if _says_yes(word)})
    documents = _words(session, "orders", "document_type") if "orders" in names else []
    _register(session, "document_words", _meanings_of_documents(documents, decided))
    return found


def _meanings_of_documents(words: list[str], decided: Decided) -> dict[str, str]:
    """What each document makes of its order. Beside sales a payment is none; where nothing else sells, it is one."""
    found = {word: said for word in words if (said := document_meaning(word, decided))}
    if "sale" in found.values():
        return found
    return {word: _sale_if_paid(word, said, decided) for word, said in found.items()}


def _sale_if_paid(word: str, meaning: str, decided: Decided) -> str:
    is_payment = meaning == "no_order" and _PAYMENT.search(normalise_word(word))
    return "sale" if is_payment and not decided.about("credit_note", word) else meaning


def document_meaning(word: str, decided: Decided) -> str | None:
    """credit, no_order or sale; None for a word that nobody knows, which counts as a sale."""
    if (stated := decided.about("credit_note", word)) in ("credit", "sale", "no_order"):
        return stated
    normal = normalise_word(word)
    for meaning, pattern in (("no_order", _NOT_YET), ("credit", _CREDIT), ("no_order", _NO_SALE), ("sale", _SALE)):
        if pattern.search(normal):
            return meaning
    return _BY_STEM.get(kind_of_document(word) or "")


def _register(session: Session, frame: str, known: dict[str, str]) -> None:
    words = {"word": pa.array(list(known), pa.string()), "canonical": pa.array(known.values(), pa.string())}
    session.register(frame, pa.table(words))


def _meaning(word: str, column: str, mapping: Mapping) -> str | None:
    if column == "refund_status":
        known = mapping.refund_words
        meaning = known.get(normalise_word(word)) or known.get(normalise_word(simplified(word)))
        return meaning or ("refunded" if status_by_stem(word) == "refunded" else None)
    stated = mapping.assumed.get(f"state_word:{word}")
    return stated if stated in KNOWN_STATUSES else status_of(word, mapping.status_words)


def _closed_as_done(known: dict[str, str], decided: Decided) -> dict[str, str]:
    """A bare "closed" where no other word says that an order went well: tills close what is paid, and void the rest."""
    bare = [word for word in known if _CLOSED.fullmatch(normalise_word(word))]
    others = {meaning for word, meaning in known.items() if word not in bare}
    if decided.mapping.template != "generic" or others & {"paid", "shipped", "completed"}:
        return {}
    return {word: "completed" for word in bare if decided.mapping.assumed.get(f"state_word:{word}") is None}


def _open_deals(unknown: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Beside deals that are won or lost an open one is not sold yet."""
    are_deals = any(_WON_OR_LOST.fullmatch(normalise_word(word)) for word in known)
    return {word: "unpaid" for word in unknown if are_deals and normalise_word(word) in ("open", "offen", "进行中")}


def _done(session: Session, known: dict[str, str], decided: Decided) -> list[Assumption]:
    said = _("no other word of the column says that an order went well: what is closed was sold")
    closed = [
        word for word, meaning in known.items() if meaning == "completed" and _CLOSED.fullmatch(normalise_word(word))
    ]
    told = [word for word in closed if decided.mapping.assumed.get(f"state_word:{word}") is None]
    return _words_said(session, "status", told, said, KNOWN_STATUSES, decided)


def _unknown_refunds(session: Session, words: Iterable[str], decided: Decided) -> list[Assumption]:
    said = _("nobody knows this state of a refund: nothing is taken off for it")
    told = [word for word in words if normalise_word(word) not in _NO]
    return _words_said(session, "refund_status", told, said, (), decided)


def _payment(word: str, decided: Decided) -> str | None:
    """What a state of payment makes of the order: that it is under way or done says no more than that it was paid."""
    stated = decided.mapping.assumed.get(f"state_word:{word}")
    meaning = stated if stated in KNOWN_STATUSES else status_of(word, shared_status_words())
    return "paid" if meaning in ("shipped", "completed") else meaning


def _says_unpaid(word: str) -> bool:
    return normalise_word(word) in _NO or status_of(word, shared_status_words()) == "unpaid"


def _says_yes(word: str) -> bool:
    return normalise_word(word) in _YES


def _words(session: Session, name: str, column: str) -> list[str]:
    if not session.scalar(f'SELECT count("{column}") FROM "typed_{name}"'):  # noqa: S608
        return []
    frame = session.query(f'SELECT DISTINCT "{column}" AS word FROM "typed_{name}" ORDER BY 1')  # noqa: S608
    frame = frame[frame["word"].notna()]
    return [str(word) for word in frame["word"]]


def _unknown(session: Session, words: Iterable[str], decided: Decided) -> list[Assumption]:
    told = [word for word in words if decided.mapping.assumed.get(f"state_word:{word}") is None]
    said = _("nobody knows this state: the order counts when money was paid")
    return _words_said(session, "status", told, said, KNOWN_STATUSES, decided)


def _words_said(
    session: Session, column: str, words: Iterable[str], said: Text, alternatives: tuple[str, ...], decided: Decided
) -> list[Assumption]:
    """One assumption a word of a column of states, with its rows."""
    frame = session.query(
        f'SELECT "{column}" AS word, count(*) AS rows FROM typed_orders '  # noqa: S608
        f'WHERE "{column}" IS NOT NULL GROUP BY 1'
    )
    rows = dict(zip(frame["word"], frame["rows"], strict=True))
    header = decided.header("orders", column)
    kind = "state_word" if alternatives else "refund_word"
    return [
        Assumption(kind, word, said, column=header, rows=int(rows[word]), alternatives=alternatives)
        for word in sorted(words)
        if word in rows
    ]


_CREDITS = """
SELECT typed.document_type AS word, count(*) AS rows
FROM typed_orders AS typed
JOIN document_words ON document_words.word = typed.document_type AND document_words.canonical = $meaning
WHERE typed.source_row NOT IN (SELECT source_row FROM rejected_rows)
GROUP BY 1
ORDER BY 1
"""


def document_assumptions(session: Session, decided: Decided) -> list[Assumption]:
    """Which documents were taken as credit notes, which as no order; call after `register_words`."""
    if not decided.is_filled("orders", "document_type"):
        return []
    texts = {
        "credit": _("a credit note lowers revenue on its own day and is no purchase"),
        "no_order": _("a quotation, a draft or a payment is no order"),
    }
    return [
        Assumption(
            "credit_note" if meaning == "credit" else "document",
            str(row["word"]),
            text,
            column=decided.header("orders", "document_type"),
            rows=int(row["rows"]),
            alternatives=tuple(other for other in ("credit", "sale", "no_order") if other != meaning),
        )
        for meaning, text in texts.items()
        for row in session.query(_CREDITS, {"meaning": meaning}).to_dict("records")
        if decided.mapping.assumed.get(f"credit_note:{row['word']}") is None
    ]
