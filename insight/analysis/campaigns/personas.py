"""Which kept personas the people of a campaign belonged to when it began."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from insight.analysis.personas import find_group, find_persona, kept_personas
from insight.warehouse import Warehouse

_REACHED = """
SELECT DISTINCT customer_id
FROM core.touches
WHERE campaign_id = $campaign AND customer_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class OfPersonas:
    """People of the campaign and the name of a persona of each, side by side; whoever is in two stands twice."""

    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return {"persona_people": list(self.people), "persona_names": list(self.names)}


def of_personas(
    warehouse: Warehouse, wanted: Sequence[str], campaign: str, start: dt.date, currency: str
) -> OfPersonas:
    """As the personas were on the first day of the campaign; all that are kept where none is named.

    Raises ParameterError for one that is not there.
    """
    kept = [find_persona(warehouse, one) for one in wanted] or kept_personas(warehouse)
    if not kept:
        return OfPersonas()
    reached = set(warehouse.arrow(_REACHED, {"campaign": campaign}).column("customer_id").to_pylist())
    pairs = []
    for persona in kept:
        found = find_group(warehouse, persona.code, start, currency).people
        rows = warehouse.arrow(found.statement, found.values).column("customer_id").to_pylist()
        pairs += [(one, persona.name) for one in sorted(reached & set(rows))]
    return OfPersonas(tuple(one for one, _name in pairs), tuple(name for _one, name in pairs))
