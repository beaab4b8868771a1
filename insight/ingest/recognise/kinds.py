"""What a row of a sheet can be, and what each kind of row needs before it can be loaded."""

from dataclasses import dataclass

from insight.i18n import Text, _
from insight.ingest.recognise.mapping import PERSON_COLUMNS, Mapping
from insight.ingest.recognise.names.synonyms import synonyms
from insight.schema import TABLES, Kind

KINDS = (
    "orders",
    "order_items",
    "customers",
    "events",
    "survey_responses",
    "feedback",
    "points_ledger",
    "touches",
    "coupons",
    "consents",
    "metric_daily",
    "campaigns",
    "referrals",
    "products",
    "market",
    "regions",
)
"""The kinds of row, each by its canonical table: the words of `--table`. Facts about people are customers."""

ALIASES = {
    "order_lines": "order_items",
    "lines": "order_items",
    "survey_answers": "survey_responses",
    "answers": "survey_responses",
    "survey": "survey_responses",
    "voices": "feedback",
    "reviews": "feedback",
    "points": "points_ledger",
    "facts": "customers",
    "people": "customers",
    "figures": "metric_daily",
}
"""Further words for a kind of row."""

_QUESTIONS: dict[str, Text] = {
    "who": _("Which column says who it was?"),
    "when": _("Which column says when it was?"),
    "how_much": _("Which column says how much it was?"),
    "state": _("Which column says in which state it is?"),
    "what": _("Which column says what it was?"),
    "said": _("Which column holds what was said?"),
    "answers": _("Which columns hold answers?"),
    "figures": _("Which columns hold figures?"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a kind of row says, in any of some canonical columns; needed, or only wanted."""

    what: str
    columns: tuple[str, ...]
    is_needed: bool = True

    @property
    def question(self) -> Text:
        """What a person is asked where no column is known to say it."""
        return _QUESTIONS[self.what]


def kind_named(word: str) -> str:
    """The kind that a word of `--table` stands for. Raises ValueError where it stands for none."""
    kind = ALIASES.get(word, word)
    if kind not in KINDS:
        raise ValueError(f"no kind of row {word!r}")
    return kind


def kind_of(mapping: Mapping) -> str:
    """What a row of the sheet is, by what it fills."""
    tables = mapping.tables
    if "orders" in tables or "order_items" in tables:
        return "order_items" if mapping.grain == "line" else "orders"
    if "survey_answers" in tables:
        return "survey_responses"
    return next((kind for kind in KINDS if kind in tables), KINDS[0])


def needs(kind: str) -> tuple[Need, ...]:
    """What a kind of row needs and wants, the most telling first."""
    if kind in _NEEDS:
        return _NEEDS[kind]
    return tuple(Need(_what(kind, columns), columns) for columns in synonyms(kind).needs)


def _what(kind: str, columns: tuple[str, ...]) -> str:
    if set(columns) & set(PERSON_COLUMNS[kind]):
        return "who"
    known = [TABLES[kind][column].kind for column in columns if column in TABLES[kind].column_names]
    if Kind.TIME in known or Kind.DATE in known:
        return "when"
    return "how_much" if known and known[0] in (Kind.NUMBER, Kind.MONEY) else "what"


_NEEDS: dict[str, tuple[Need, ...]] = {
    "orders": (
        Need("when", ("ordered_at", "paid_at")),
        Need("how_much", ("paid_amount", "order_amount", "goods_amount")),
        Need("who", (*PERSON_COLUMNS["orders"], "buyer_name"), is_needed=False),
        Need("state", ("status", "payment_status"), is_needed=False),
    ),
    "order_items": (
        Need("when", ("ordered_at",)),
        Need("what", ("product_name", "product_id", "sku")),
        Need("who", (*PERSON_COLUMNS["orders"], "buyer_name"), is_needed=False),
    ),
    "customers": (Need("who", (*PERSON_COLUMNS["customers"], "name", "nickname")),),
    "events": (
        Need("when", ("occurred_at",)),
        Need("what", ("event",)),
        Need("who", (*PERSON_COLUMNS["events"], "session_id")),
    ),
    "survey_responses": (
        Need("answers", ()),
        Need("when", ("submitted_at",), is_needed=False),
    ),
    "feedback": (
        Need("said", ("text",)),
        Need("when", ("at",), is_needed=False),
        Need("who", PERSON_COLUMNS["feedback"], is_needed=False),
    ),
    "metric_daily": (Need("when", ("date",)), Need("figures", ())),
    "market": (Need("what", ("brand",)), Need("figures", ())),
    "regions": (Need("what", ("province",)), Need("figures", ())),
}
