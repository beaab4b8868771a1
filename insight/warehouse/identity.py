"""One person: source rows that share an exact identifier belong together (connected components)."""

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from insight.warehouse.tables import model, statements
from insight.warehouse.warehouse import Session


def resolve(session: Session, *, hub_names: int) -> None:
    """Give every set of names in core.identity_rows its customer_id; changes stay in the temporary table `reassigned`.

    Identifiers under more than `hub_names` different names (a shop's own phone) join nobody. A person's id is derived
    from the first of their identifiers in a fixed order, so the same data always give the same ids.
    """
    for statement in statements(model("identity_nodes")):
        session.execute(statement, {"hub_names": hub_names})
    edges = session.arrow(model("identity_edges"))
    nodes = int(session.scalar("SELECT count(*) FROM numbered_nodes"))
    session.register("roots", _roots(edges, nodes))
    for statement in statements(model("identity_assign")):
        session.execute(statement)


def _roots(edges: pa.Table, nodes: int) -> pa.Table:
    """node_number -> root_number: the lowest node of its component."""
    if nodes == 0:
        return pa.table({"node_number": pa.array([], pa.int64()), "root_number": pa.array([], pa.int64())})
    anchor, other = (edges.column(name).to_numpy() for name in ("anchor", "other"))
    graph = coo_array((np.ones(len(anchor), dtype=np.int8), (anchor, other)), shape=(nodes, nodes))
    _, component = connected_components(graph, directed=False)
    _, first = np.unique(component, return_index=True)
    return pa.table({"node_number": np.arange(nodes), "root_number": first[component]})
