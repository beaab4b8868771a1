"""Files examined and tried out without a workspace: what they come to, and what is said of them."""

from pathlib import Path

from insight.ingest import Answers, Draft, examine
from insight.ingest.clean import clean
from insight.ingest.trial import Trial, try_out
from insight.warehouse import scratch
from tests.uploads import write

THREE_DAYS = ("2024-03-01", "2024-03-02", "2024-03-15")


def tried(folder: Path, text: str, name: str = "f.csv", **said: object) -> tuple[Draft, Trial]:
    (draft,) = examine(write(folder, name, text), answers=Answers(**said))  # type: ignore[arg-type]
    assert draft.refusal is None, draft.refusal
    return draft, try_out(draft)


def rows(header: str, *lines: str) -> str:
    return "\n".join([header, *lines]) + "\n"


def headers(draft: Draft, table: str, column: str) -> list[str]:
    assert draft.mapping is not None
    return [draft.header[at] for at in draft.mapping.positions(table, column)]


def money(trial: Trial) -> float:
    return round(sum(trial.figures.money.values()), 2)


def states(draft: Draft) -> list[object]:
    """The state of each order, in the order of the rows."""
    assert draft.table is not None
    assert draft.mapping is not None
    with scratch() as session:
        clean(session, draft.table, draft.mapping, currency="CNY")
        return list(session.query("SELECT status FROM incoming_orders ORDER BY source_row")["status"])


def told(trial: Trial, what: str) -> tuple[str, int | None, tuple[str, ...]]:
    (one,) = [each for each in trial.assumptions if each.what == what]
    return one.value, one.rows, one.alternatives


def sales(header: str, *cells: str) -> str:
    """Three orders of three days of K1 and K2, with further cells."""
    start = [f"{n},{day},K{min(n, 2)}" for n, day in enumerate(THREE_DAYS, 1)]
    return rows(f"order_id,date,customer_id,{header}", *(f"{a},{b}" for a, b in zip(start, cells, strict=True)))
