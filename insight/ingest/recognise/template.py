"""A known export: the typed form of one file of `insight/ingest/templates`."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from insight.i18n import Language
from insight.ingest.recognise.facts.melt_spec import MeltSpec, read_constants, read_melts, read_packed
from insight.ingest.recognise.mapping import Amounts, Packing, check_column
from insight.ingest.recognise.names.header import normalise_header
from insight.ingest.recognise.names.words import KNOWN_STATUSES, REFUND_STATUSES, canonical_words
from insight.ingest.recognise.refusals import REASONS

_FOLDER = Path(__file__).parents[1] / "templates"

Evidence = Literal["verified", "hypothesis"]
Person = Literal["present", "may_be_absent"]
Choice = tuple[str, ...]
"""Header names: in `must` one of them has to be there, in a column they are joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One known export. `read_template` says what the fields mean."""

    id: str
    evidence: Evidence
    source_system: str
    channel: str
    currency: str
    timezone: str
    grain: str
    amounts: Amounts
    person: Person
    refuse: str
    titles: dict[str, str]
    must: tuple[Choice, ...]
    must_not: tuple[str, ...]
    typical: tuple[str, ...]
    tables: dict[str, dict[str, tuple[Choice, ...]]]
    status_words: dict[str, str]
    refund_words: dict[str, str]
    first: tuple[str, ...] = ()
    constants: dict[str, dict[str, str]] = field(default_factory=dict)
    melts: dict[str, MeltSpec] = field(default_factory=dict)
    packed: dict[str, Packing] = field(default_factory=dict)

    def title(self, language: Language) -> str:
        """What people call the export."""
        return self.titles[language]

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every header name the template speaks of."""
        choices = [choice for columns in self.tables.values() for wanted in columns.values() for choice in wanted]
        melted = [name for melt in self.melts.values() for name in (*melt.columns, *melt.leave_out)]
        return frozenset(self.typical).union(*self.must, *choices, melted)


@cache
def load_templates() -> tuple[Template, ...]:
    """All known exports by id. Raises ValueError, naming the file, where one is malformed."""
    return read_templates(_FOLDER)


def read_templates(folder: Path) -> tuple[Template, ...]:
    """The templates of one folder. Raises ValueError for a malformed file and for an id used twice."""
    templates = [_read_file(path) for path in sorted(folder.glob("*.toml"))]
    ids = [template.id for template in templates]
    if doubled := {name for name in ids if ids.count(name) > 1}:
        raise ValueError(f"template ids used twice: {', '.join(sorted(doubled))}")
    return tuple(sorted(templates, key=lambda template: template.id))


def _read_file(path: Path) -> Template:
    try:
        return read_template(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def read_template(text: str) -> Template:
    """The template written in a TOML text. Raises ValueError where it is malformed.

    ```toml
    id = "taobao_orders"
    evidence = "verified"        # "hypothesis": nobody has shown such a file; never preferred to a verified template
    source_system = "taobao"     # one per platform: identifiers of one source system name the same people
    channel = "淘宝/天猫"         # where the file has no column of it
    currency = "CNY"             # likewise; empty: the export does not tell
    timezone = "Asia/Shanghai"   # of the shop; "UTC" where the export does not tell
    grain = "order"              # what a row is: order, line, customer, …
    amounts = "order"            # in a file of lines: "order" repeats the order's amount, "line" is the line's own
    person = "present"           # "may_be_absent": the platform lawfully leaves the buyer out
    refuse = ""                  # key of `REASONS` for a look-alike; it then needs no tables
    [title]                      # zh_CN and en
    [headers]
    must = ["订单编号", ["买家实际支付金额", "买家实付金额"]]   # all of them; of an inner list one
    must_not = ["子订单编号"]
    first = ["Timestamp"]         # the first column is one of these
    typical = ["宝贝标题"]        # the more of them, the higher the score
    [tables.orders]              # canonical column = headers by preference, the first that is there
    name = [["First Name", "Last Name"]]                     # an inner list is joined
    tags = ["标签组*"]            # every header that begins so, joined
    [status]                     # canonical order status = the words of this export
    [refund_status]              # none, open, refunded
    [constants.feedback]         # what every row says where no column does
    kind = "review"
    [melt.metric_daily]          # columns that become rows: the fields of `MeltSpec`
    leave_out = ["货号"]
    [packed]                     # tables of which one cell holds several rows: goods, parallel
    order_items = "goods"
    ```
    """
    raw = tomllib.loads(text)
    headers, tables = raw.pop("headers"), raw.pop("tables", {})
    template = Template(
        titles=raw.pop("title"),
        must=tuple(_choice(item) for item in headers.pop("must")),
        must_not=tuple(headers.pop("must_not", ())),
        typical=tuple(headers.pop("typical", ())),
        first=tuple(headers.pop("first", ())),
        tables={table: _columns(table, columns) for table, columns in tables.items()},
        status_words=canonical_words(raw.pop("status", {}), KNOWN_STATUSES),
        refund_words=canonical_words(raw.pop("refund_status", {}), REFUND_STATUSES),
        constants=read_constants(raw.pop("constants", {})),
        melts=read_melts(raw.pop("melt", {})),
        packed=read_packed(raw.pop("packed", {})),
        amounts=raw.pop("amounts", "order"),
        person=raw.pop("person", "present"),
        refuse=raw.pop("refuse", ""),
        **raw,
    )
    if headers:
        raise ValueError(f"[headers] knows no {', '.join(headers)}")
    _check(template)
    return template


def _choice(item: Any) -> Choice:
    names = (item,) if isinstance(item, str) else tuple(item)
    if not names or not all(isinstance(name, str) and normalise_header(name) for name in names):
        raise ValueError(f"{item!r} names no header")
    return names


def _columns(table: str, columns: dict[str, Sequence[Any]]) -> dict[str, tuple[Choice, ...]]:
    for column, choices in columns.items():
        check_column(table, column)
        if isinstance(choices, str) or not choices:
            raise ValueError(f"{table}.{column} needs a list of headers")
    return {column: tuple(_choice(choice) for choice in choices) for column, choices in columns.items()}


def _check(template: Template) -> None:
    for value, choices in (
        (template.evidence, get_args(Evidence)),
        (template.amounts, get_args(Amounts)),
        (template.person, get_args(Person)),
        (template.refuse, ("", *REASONS)),
    ):
        if value not in choices:
            raise ValueError(f"{value!r} is none of {', '.join(choices)}")
    if not template.must:
        raise ValueError("headers.must is empty: every file would fit")
    if not template.refuse and not any(template.tables.values()) and not template.melts:
        raise ValueError("no table is filled")
    if not {"zh_CN", "en"} <= set(template.titles):
        raise ValueError("the title is needed in zh_CN and en")
