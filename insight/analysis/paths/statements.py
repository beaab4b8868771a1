"""The statements of paths: what is shown of the ways through visits, and the people of each."""

from dataclasses import dataclass

from insight.analysis.behaviour import visits
from insight.analysis.paths.params import PathsParams
from insight.analysis.paths.ways import FOUND, ways
from insight.warehouse.steps import Steps, filled

_PEOPLE = """
SELECT DISTINCT customers.customer_id
FROM {found} AS found
JOIN mart.customers AS customers ON customers.person_no = found.person_no
WHERE {which}
"""


@dataclass(frozen=True, slots=True)
class Paths:
    """The statements about ways of so many `shown` steps through visits that end with a pause of more than `minutes`,
    from an event on or back from it."""

    minutes: int
    is_back: bool
    shown: int

    @classmethod
    def of(cls, params: PathsParams) -> "Paths":
        return cls(params.session_minutes, params.is_back, params.steps)

    def steps(self) -> Steps:
        """Visits as moves; `placed`: a row a step of a visit with the event, `crossed`: a row a move of any visit."""
        return visits(self.minutes).then(ways(is_back=self.is_back, shown=self.shown))

    def found(self) -> str:
        """Everything that is shown, because the moves are the same: `part` tells what a row is about.

        node: an event of a step, with people, visits, and of `(other)` how many events it stands for. link: a way from
        an event of a step to one of the next step, or to the end. pair: events that follow each other in any visit of
        the period, wherever in it. path: the most common ways as a whole, with the events' own names. loop: visits with
        the event in which some event came again directly after itself.
        """
        return self.steps().select(FOUND)

    def of_all(self) -> str:
        """Everybody who did the event."""
        return self._people("anchor", "TRUE")

    def of_node(self) -> str:
        """The people of an event of a step, or of a way that leads on from it."""
        return self._people(
            "placed", "step = $at_step AND event = $at_event AND ($at_next::VARCHAR IS NULL OR next = $at_next)"
        )

    def of_pair(self) -> str:
        """The people of a pair of events."""
        return self._people("crossed", "event = $at_event AND next = $at_next")

    def of_path(self) -> str:
        """The people of a whole way."""
        return self._people("walked", "path = $at_path")

    def _people(self, found: str, which: str) -> str:
        return self.steps().select(filled(_PEOPLE, found=found, which=which))


EVENTS = """
SELECT event, count(*) AS customers
FROM mart.person_events
WHERE first_at < $as_of::DATE
GROUP BY event
ORDER BY customers DESC, event
"""
"""The events there are, those of most people first."""
