"""Who is one person, found on the cluster: connected components by joins that are repeated, with a bound.

Large-star and small-star in turn (Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii 2014, Connected Components in
MapReduce and Beyond, SoCC, 1-13): every identifier hangs itself on the lowest that it knows of, until all hang on the
lowest of their person. That takes a number of rounds that grows with the square of the logarithm of their number.
"""

import math
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from insight.errors import QueryError
from insight.i18n import _
from insight.warehouse.identity.graph import FIRST_KIND
from insight.warehouse.spark.connect import Connection
from insight.warehouse.spark.settings import Engine
from insight.warehouse.spark.tables.kept import forget, keep

_ROUNDS_AT_LEAST = 8

_LARGE_STAR = """
WITH near AS (
    SELECT high AS node, low AS other FROM {pairs}
    UNION ALL
    SELECT low, high FROM {pairs}
),
lowest AS (
    SELECT node, least(node, min(other)) AS root
    FROM near
    GROUP BY node
)
SELECT DISTINCT near.other AS high, lowest.root AS low
FROM near
JOIN lowest ON lowest.node = near.node
WHERE near.other > near.node
"""
_SMALL_STAR = """
WITH lowest AS (
    SELECT high, min(low) AS root
    FROM {pairs}
    GROUP BY high
)
SELECT high, root AS low FROM lowest
UNION
SELECT pairs.low, lowest.root
FROM {pairs} AS pairs
JOIN lowest ON lowest.high = pairs.high
WHERE pairs.low <> lowest.root
"""
_STATE = "SELECT count(*) AS n, bit_xor(xxhash64(high, low)) AS mixed FROM {pairs}"


class Components:
    """Pairs of numbers that belong together, brought to the lowest of each component; used within one session.

    `pairs` is a statement of two columns `high` and `low`, the first the larger. Views are removed by `forget`.
    """

    def __init__(self, line: Connection, engine: Engine, pairs: str) -> None:
        self._line, self._engine = line, engine
        self._token = f"people_{uuid.uuid4().hex[:12]}"
        self._views: list[str] = []
        self._pairs = self._kept(pairs)

    def roots(self) -> str:
        """The name of a view (high, low): each number that is not the lowest of its component, and that lowest.

        Raises QueryError where the bound of rounds is passed, which the proof rules out.
        """
        state = self._state()
        bound = _ROUNDS_AT_LEAST + math.ceil(math.log2(max(state[0], 2))) ** 2
        for _round in range(bound):
            self._pairs = self._kept(_LARGE_STAR.format(pairs=self._pairs))
            self._pairs = self._kept(_SMALL_STAR.format(pairs=self._pairs))
            before, state = state, self._state()
            if state == before:
                return self._pairs
        raise QueryError(
            _("People could not be joined on the engine"),
            _("{rounds:count} rounds", rounds=bound),
            _("Tell the maintainers; the tables before stay in force"),
        )

    def forget(self) -> None:
        """Let go of what was kept on the way."""
        forget(self._line, self._engine, self._views, self._token)

    def _kept(self, statement: str) -> str:
        view = f"{self._token}_{len(self._views)}"
        self._views.append(view)
        keep(self._line, self._engine, statement, {}, view, f"{self._token}/{view}")
        return view

    def _state(self) -> tuple[int, object]:
        (row,) = self._line.run(_STATE.format(pairs=self._pairs)).to_pylist()
        return int(row["n"]), row["mixed"]


@contextmanager
def people_of_rows(line: Connection, engine: Engine, rows: str, keys: Sequence[str], hubs: str) -> Iterator[str]:
    """A statement of identity_key and root_key of every row that names somebody: as `identity.graph.people` without
    corrections. It can be asked within the block.

    `rows` is a table on the cluster with `identity_key` and the columns `keys` in the order of their kinds, `hubs` one
    whose `key` joins nobody. Keys are whole numbers; those of sets that staff judged come after all others.
    """
    steps = _named_keys(rows, keys, hubs)
    found = Components(line, engine, f"{steps} {_PAIRS}")
    try:
        yield f"{steps} {_OF_ROWS.format(roots=found.roots())}"
    finally:
        found.forget()


_PAIRS = """
SELECT DISTINCT greatest(first, place) AS high, least(first, place) AS low
FROM named
WHERE first <> place
"""
_OF_ROWS = """
SELECT DISTINCT
    named.identity_key,
    coalesce(roots.low, named.first) % 18446744073709551616 AS root_key
FROM named
LEFT JOIN {roots} AS roots ON roots.high = named.first
"""


def _named_keys(rows: str, keys: Sequence[str], hubs: str) -> str:
    """Step `named`: one row, an identifier of a row (`place`, its number in the order of kinds) and the row's first."""
    kinds = " UNION ALL ".join(
        f"SELECT identity_key, {number} AS kind, CAST({key} AS DECIMAL(38, 0)) AS key FROM {rows}"  # noqa: S608
        for number, key in enumerate(keys)
    )
    return f"""
    WITH written AS ({kinds}),
    known AS (
        SELECT written.identity_key, written.kind,
            CASE WHEN written.key < {FIRST_KIND} THEN written.key + 18446744073709551616 ELSE written.key END AS place
        FROM written
        LEFT JOIN {hubs} AS hubs ON CAST(hubs.key AS DECIMAL(38, 0)) = written.key
        WHERE written.key > 0 AND hubs.key IS NULL
    ),
    named AS (
        SELECT identity_key, place,
            first_value(place) OVER (PARTITION BY identity_key ORDER BY kind, place) AS first
        FROM known
    )
    """  # noqa: S608
