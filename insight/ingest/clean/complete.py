"""Fills what a row leaves to rows above it, other columns or another table; turns words into canonical ones."""

from importlib.resources import files
from typing import Any

import pyarrow as pa

from insight.ingest.clean.wills import RAW_WORD, hear, hidden_names, second_names
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.names.words import normalise_word, value_words
from insight.schema import TABLES, Kind
from insight.warehouse import Session
from insight.warehouse.steps import filled
from insight.warehouse.tables import PLAIN_TABLES, statements

WORDED = {"consents": "status", "touches": "arm", "points_ledger": "kind"}
"""Plain tables with a column of canonical words: the export's own word is kept as `RAW_WORD`."""


def model_text(name: str) -> str:
    """The text of one file of SQL of this package."""
    return files("insight.ingest.clean").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def run_model(session: Session, name: str, values: dict[str, Any], **parts: str) -> None:
    """Run the statements of one file of SQL, with other texts in its places."""
    for statement in statements(filled(model_text(name), **parts)):
        session.execute(statement, values)


def complete(session: Session, name: str, mapping: Mapping) -> None:
    """Complete `typed_<name>`, right after it was typed."""
    values = {"source_system": mapping.source_system, "by_line": mapping.grain == "line", "everything": False}
    for column in _NUMBERS.get(name, ()):
        session.execute(f"""UPDATE "typed_{name}" SET "{column}" = NULL WHERE contains("{column}", '*')""")  # noqa: S608
    if name == "orders":
        _complete_orders(session, mapping, values)
    elif name == "order_items" and "orders" in mapping.columns:
        session.execute(_OF_THE_ORDER)
    elif name in PLAIN_TABLES:
        if name == "consents":
            hidden_names(session)
        if "phone" in TABLES[name].column_names and "customer_ref" in TABLES[name].column_names:
            others = ", ".join(column for column in _OTHER_NAMES if column in TABLES[name].column_names)
            session.execute(f'UPDATE "typed_{name}" SET customer_ref = coalesce({others}) WHERE customer_ref IS NULL')  # noqa: S608
        if name == "consents":
            second_names(session)
            hear(session, mapping.timezone)
        elif name in WORDED:
            _translate(session, name)
        if name in _MODELS:
            run_model(session, f"complete_{name}", values)


_OTHER_NAMES = ("phone", "email", "phone_masked", "email_masked")
"""What names a person where a row has no number, best first."""

_NUMBERS = {
    name: tuple(column.name for column in TABLES[name].columns if column.names_person and column.kind is Kind.ID)
    for name in ("orders", "customers")
}
"""The numbers of people. With hidden characters (`j***1`) a number is shared by many, and names nobody."""

_MODELS = frozenset({"campaigns", "feedback", "points_ledger", "survey_answers", "survey_responses", "touches"})

_OF_THE_ORDER = (
    "UPDATE typed_order_items SET order_id = typed_orders.order_id, ordered_at = typed_orders.ordered_at "
    "FROM typed_orders WHERE typed_orders.source_row = typed_order_items.source_row"
)


def _complete_orders(session: Session, mapping: Mapping, values: dict[str, Any]) -> None:
    if not mapping.positions("orders", "order_id"):
        run_model(session, "derive_order_ids", values | {"everything": True, "by_line": False})
        _complete_times(session, values)
        return
    if session.scalar("SELECT count(*) FROM unnumbered"):
        run_model(session, "derive_order_ids", values)
    if session.scalar("SELECT count(*) FROM typed_orders WHERE order_id IS NULL AND ordered_at IS NULL"):
        run_model(session, "fill_order_ids", values)
    _complete_times(session, values)


def _complete_times(session: Session, values: dict[str, Any]) -> None:
    if session.scalar("SELECT count(*) FROM typed_orders WHERE ordered_at IS NULL"):
        run_model(session, "fill_order_times", values)


def _translate(session: Session, name: str) -> None:
    """Canonical words for the export's own, which stay beside them."""
    column, dictionary = WORDED[name], value_words(name, WORDED[name])
    session.execute(f'ALTER TABLE "typed_{name}" ADD COLUMN {RAW_WORD} VARCHAR')
    session.execute(f'UPDATE "typed_{name}" SET {RAW_WORD} = "{column}"')  # noqa: S608
    known = {
        word: dictionary[normalise_word(word)] for word in _words(session, name) if normalise_word(word) in dictionary
    }
    words = {"word": pa.array(list(known), pa.string()), "canonical": pa.array(known.values(), pa.string())}
    session.register("value_words", pa.table(words))
    session.execute(
        f'UPDATE "typed_{name}" SET "{column}" = value_words.canonical '  # noqa: S608
        f"FROM value_words WHERE value_words.word = {RAW_WORD}"
    )


def _words(session: Session, name: str) -> list[str]:
    frame = session.query(f'SELECT DISTINCT {RAW_WORD} AS word FROM "typed_{name}" WHERE {RAW_WORD} IS NOT NULL')  # noqa: S608
    return [str(word) for word in frame["word"]]
