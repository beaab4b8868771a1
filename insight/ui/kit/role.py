"""Who looks: an analyst sees everything, a manager no number about fewer than five people and no single person."""

from collections.abc import Mapping

from insight.govern import Asker, RoleError
from insight.govern.small_cells import LEAST_PEOPLE, is_few
from insight.govern.small_cells import TOO_FEW as HIDDEN
from insight.i18n import Text, _
from insight.settings import Role, settings
from insight.ui.kit import state
from insight.ui.kit.choices import choose
from insight.ui.kit.who import who

ROLE = "role"

_ROLES: Mapping[Role, Text] = {"analyst": _("Everything (analyst's view)"), "manager": _("Sums only (manager's view)")}

TOO_FEW = _("Fewer than {least} people: not shown in the manager's view.", least=LEAST_PEOPLE)
KEPT_BACK = _(
    "Fewer than {least} people, or a number that would tell of fewer: not shown in the manager's view.",
    least=LEAST_PEOPLE,
)
NO_PEOPLE = _("The manager's view shows no single persons and hands out no lists of them.")


def role() -> Role:
    """The role of this installation; where it leaves the choice, the one chosen in the session."""
    if settings().role == "manager":
        return "manager"
    chosen = state.recall(ROLE) or state.starting(ROLE, list(_ROLES), "analyst")
    return "manager" if chosen == "manager" else "analyst"


def asker() -> Asker:
    """Who asks, and in which role: to be bound while the page is drawn, for a download is made without a session."""
    return Asker(by=who(), role=role())


def pick_role() -> None:
    """The switch between the views; nothing where the installation is for managers only."""
    if settings().role == "analyst":
        choose(_("What is shown"), _ROLES, key=ROLE)


def is_manager() -> bool:
    """Whether small numbers and single persons are hidden."""
    return role() == "manager"


def is_small(people: int) -> bool:
    """Whether these people are too few for the person who looks."""
    return is_manager() and is_few(people)


def shown_to_role(number: int) -> int | float:
    """The number, undefined where it is too small for the person who looks."""
    return HIDDEN if is_small(number) else number


def for_analysts() -> None:
    """Raises RoleError where a manager looks: the page shows single persons."""
    if is_manager():
        raise RoleError(_("This page shows single persons"))
