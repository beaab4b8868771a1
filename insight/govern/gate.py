"""The one gate by which contacts and named people leave: who may, for what, in which form, and a row in the export log.

Whatever shows or hands out single persons asks here, below the pages and the commands alike. A way out that is not
among `WAYS` does not exist; one that hands out a file stands in the log before anybody holds the file.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Literal

import pyarrow as pa

from insight.errors import InsightError, ParameterError
from insight.govern.export_log import PEOPLE_COLUMNS, Export, in_all_languages, last_hash, write_export
from insight.govern.purposes import PURPOSE_WORDS, Purpose
from insight.i18n import Text, _
from insight.settings import Role, settings
from insight.warehouse import DuckWarehouse

WayName = Literal[
    "list", "first_people", "rows_left_out", "repair_list", "quality_rows", "list_rows", "person", "people_found",
    "person_names", "notes", "returned_list", "persona", "survey", "picture",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`label`: what leaves. `purposes`: what it may leave for. `is_whole`: contacts in it may be in full; else they are
    masked for everybody. `is_logged`: it stands in the export log; what is only looked at, masked, does not.
    `is_of_sums`: it names nobody, and managers may have it too."""

    label: Text
    purposes: tuple[Purpose, ...]
    is_whole: bool = False
    is_logged: bool = True
    is_of_sums: bool = False


_ANY: tuple[Purpose, ...] = ("analysis", "marketing", "service", "survey")
_MENDING: tuple[Purpose, ...] = ("correction",)

WAYS: Mapping[WayName, Way] = MappingProxyType(
    {
        "list": Way(label=_("A list of people"), purposes=_ANY, is_whole=True),
        "returned_list": Way(label=_("A list that came back"), purposes=_ANY, is_logged=False),
        "first_people": Way(label=_("The first people of a list"), purposes=("analysis",), is_logged=False),
        "people_found": Way(label=_("People found by a search"), purposes=("analysis",), is_logged=False),
        "notes": Way(label=_("Notes about people"), purposes=("analysis",), is_logged=False),
        "picture": Way(label=_("The numbers of a picture"), purposes=("analysis",), is_logged=False, is_of_sums=True),
        "survey": Way(label=_("Results of a survey"), purposes=("analysis",), is_of_sums=True),
        "persona": Way(label=_("Card of a persona"), purposes=("analysis",), is_of_sums=True),
        "rows_left_out": Way(label=_("Rows left out of an import"), purposes=_MENDING, is_whole=True),
        "repair_list": Way(label=_("Repair list"), purposes=_MENDING),
        "quality_rows": Way(label=_("Rows that break a rule"), purposes=_MENDING, is_whole=True),
        "list_rows": Way(label=_("Rows of an uploaded list"), purposes=_MENDING, is_whole=True),
        "person_names": Way(label=_("Identifiers of one person"), purposes=_MENDING, is_whole=True),
        "person": Way(
            label=_("Contacts of one person"),
            purposes=("correction", "marketing", "service", "survey"),
            is_whole=True,
        ),
    }
)


class RoleError(InsightError):
    """Whoever asks may not see single persons."""

    def __init__(self, what: Text) -> None:
        super().__init__(
            _("The manager's view shows no single persons"),
            what,
            _("Ask an analyst, or switch the view to analyst in the sidebar where that is allowed"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and in which role: bound when something is prepared, for a download is made without a session.

    In an installation for managers everybody is one, whatever was said.
    """

    by: str | None = None
    role: Role = "analyst"

    def __post_init__(self) -> None:
        if settings().role == "manager":
            object.__setattr__(self, "role", "manager")

    @property
    def is_manager(self) -> bool:
        """Whether small numbers and single persons are hidden."""
        return self.role != "analyst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What leaves: `rows` of `columns`, under a name, for a purpose; `is_whole` with contacts in full; `about`: what it
    was cut from, plain values."""

    way: WayName
    sentence: Text
    file_name: str
    rows: int
    columns: tuple[str, ...]
    purpose: Purpose = "correction"
    is_whole: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        way = WAYS[self.way]
        if self.purpose not in way.purposes:
            allowed = ", ".join(way.purposes)
            raise ParameterError("purpose", self.purpose, _("one of {names}", names=allowed))
        if self.is_whole and not way.is_whole:
            raise ParameterError("unmasked", self.way, _("nothing: contacts in it are always masked"))


def admit(way: WayName, asker: Asker) -> None:
    """Raises RoleError where this way is closed to whoever asks."""
    if asker.is_manager and not WAYS[way].is_of_sums:
        raise RoleError(WAYS[way].label)


def let_out(
    warehouse: DuckWarehouse,
    asker: Asker,
    leaving: Leaving,
    make: Callable[[], bytes],
    *,
    at: dt.datetime | None = None,
) -> bytes:
    """The file that `make` gives, once it stands in the export log. Raises RoleError before anything is made."""
    admit(leaving.way, asker)
    made = make()
    log_leaving(warehouse, asker, leaving, made, at=at or dt.datetime.now())
    return made


def log_leaving(warehouse: DuckWarehouse, asker: Asker, leaving: Leaving, made: bytes, *, at: dt.datetime) -> Export:
    """One row of the log. What it holds are rows as they stand in a source, not people: nobody is listed by it."""
    record = _record(leaving)
    export = Export(
        export_id=_number(warehouse, record, at),
        exported_at=at,
        exported_by=asker.by,
        purpose=leaving.purpose,
        basis=None,
        sentence=in_all_languages(leaving.sentence),
        analysis=leaving.way,
        parameters=record,
        expression=None,
        as_of=at.date(),
        generation=warehouse.generation,
        columns=leaving.columns,
        segment_people=0,
        listed=0,
        left_out={},
        control=0,
        control_share=None,
        seed=None,
        choices=json.dumps({"rows": leaving.rows}),
        is_unmasked=leaving.is_whole,
        file_name=leaving.file_name,
        file_sha256=sha256(made).hexdigest(),
        record_sha256=sha256(record.encode()).hexdigest(),
        statement_sha256="",
    )
    return write_export(warehouse, export, _NOBODY)


def rows_of(export: Export) -> int | None:
    """How many rows left, for what is no list of people; None for a list."""
    return None if is_list(export) else int(json.loads(export.choices)["rows"])


def is_list(export: Export) -> bool:
    """Whether it is a list of people, with choices and people of its own."""
    return export.analysis not in WAYS


def _record(leaving: Leaving) -> str:
    plain = {name: str(value) for name, value in leaving.about.items()}
    return json.dumps({"rows": leaving.rows} | plain, ensure_ascii=False, sort_keys=True)


def _number(warehouse: DuckWarehouse, record: str, at: dt.datetime) -> str:
    content = json.dumps([last_hash(warehouse), warehouse.fingerprint, record, at.isoformat()])
    digest = sha256(content.encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


def purpose_label(purpose: Purpose) -> Text:
    """What a purpose of the log is called."""
    return PURPOSE_WORDS[purpose].label


_NOBODY = pa.table({name: pa.array([], pa.string()) for name in PEOPLE_COLUMNS})
