"""Files loaded with columns named by hand, so that what is tested is how their cells are read."""

from collections.abc import Mapping as Dict
from pathlib import Path

from insight.ingest import SheetReport, examine, load
from insight.ingest.clean import Cleaned, clean
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.names.words import shared_refund_words, shared_status_words
from insight.warehouse import DuckWarehouse, scratch
from tests.uploads import IMPORTED_AT, new_workspace, shared, write

Columns = Dict[str, Dict[str, str]]


def case(name: str) -> Path:
    """One of the small shared files that once came out wrong."""
    return shared(f"cases/imports/{name}")


def mapped(path: Path, columns: Columns | None = None, **more: object) -> tuple[object, Mapping]:
    """The table of a file and its mapping: the recognised one where no columns are named. `more` are fields of it."""
    (draft,) = examine(path)
    assert draft.table is not None
    if columns is None:
        assert draft.mapping is not None
        return draft, draft.mapping
    header = draft.table.header
    values = {
        "template": "generic",
        "source_system": "generic",
        "grain": "order",
        "amounts": "order",
        "currency": "",
        "timezone": "UTC",
        "channel": "",
        "status_words": shared_status_words(),
        "refund_words": shared_refund_words(),
    } | more
    places = {table: {name: (header.index(at),) for name, at in named.items()} for table, named in columns.items()}
    return draft, Mapping(columns=places, **values)  # type: ignore[arg-type]


def loaded(
    folder: Path, path: Path, columns: Columns | None = None, **more: object
) -> tuple[DuckWarehouse, SheetReport]:
    """A new workspace with the file in it."""
    warehouse = new_workspace(folder, f"w{path.stem}")
    draft, mapping = mapped(path, columns, **more)
    (report,) = load(warehouse, [draft.with_mapping(mapping)], imported_at=IMPORTED_AT)  # type: ignore[attr-defined]
    assert report.refused is None
    return warehouse, report


def cleaned(path: Path, columns: Columns | None = None, **more: object) -> Cleaned:
    """What cleaning says of the file."""
    draft, mapping = mapped(path, columns, **more)
    with scratch() as session:
        return clean(session, draft.table, mapping, currency="CNY")  # type: ignore[attr-defined]


def said(path: Path, columns: Columns | None = None, **more: object) -> list[tuple[str, str, int | None]]:
    """The assumptions as kind, value and rows; the currency that no file here states is left out."""
    found = cleaned(path, columns, **more).assumptions
    return [(one.what, one.value, one.rows) for one in found if one.what != "currency"]


ORDERS = {
    "orders": {
        "order_id": "no",
        "ordered_at": "at",
        "buyer_ref": "who",
        "buyer_name": "name",
        "phone": "phone",
        "email": "mail",
        "paid_amount": "paid",
    }
}


def orders_file(folder: Path, *rows: str, header: str = "no,at,who,name,phone,mail,paid", name: str = "o.csv") -> Path:
    """A file of orders, one row a text; other headers may be named."""
    return write(folder, name, "\n".join([header, *rows]) + "\n")


def people(warehouse: DuckWarehouse) -> int:
    """How many persons there are."""
    return warehouse.count("SELECT customer_id FROM core.customers")


def money(warehouse: DuckWarehouse) -> dict[str, tuple[int, float]]:
    """By currency: how many orders count, and what they and the credits come to."""
    frame = warehouse.query(
        "SELECT currency, count(CASE WHEN is_valid THEN 1 END) AS orders, "
        "sum(CASE WHEN is_valid OR is_credit THEN net_amount ELSE 0 END)::DOUBLE AS net FROM core.orders GROUP BY 1"
    )
    return {row["currency"]: (row["orders"], row["net"]) for row in frame.to_dict("records") if row["orders"]}


def spent(warehouse: DuckWarehouse) -> dict[str, float]:
    """By name: what a person's orders and credits come to."""
    frame = warehouse.query(
        "SELECT people.name, sum(takings.net_amount)::DOUBLE AS net FROM mart.takings AS takings "
        "JOIN core.customers AS people ON people.customer_id = takings.customer_id GROUP BY 1 ORDER BY 1"
    )
    return dict(zip(frame["name"], frame["net"], strict=True))
