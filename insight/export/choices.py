"""What is decided before a list leaves: for what, by which right, in which form, with whom held back."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

from insight.errors import ParameterError
from insight.export.presets import PRESETS, Preset, PresetName
from insight.fields import MOST_SEED, Days, Whole, check_fields
from insight.govern import Export, Purpose, check_purpose, is_contact
from insight.i18n import _

LONGEST_BASIS = 500
MOST_CONTROL = 0.5
DEFAULT_CONTROL_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChoices:
    """The default is a masked list of everybody for internal analysis.

    `basis`: why people who never said anything may be contacted, in the words of whoever answers for it; it never
    admits anybody who said no. `columns` are the columns of the preset "own". `control_share` of the people who may be
    contacted are held back, drawn with `seed`; None: nobody. Who was contacted in the last `touch_days` days is left
    out (0: nobody for that). `window_days`: how long orders will be counted when the contact is judged. `for_notes`
    adds empty columns for staff.

    Raises ParameterError for what cannot be: contacts in full without a purpose that contacts people, a basis for such
    a purpose, and values outside their range.
    """

    purpose: Purpose = "analysis"
    basis: str | None = None
    preset: PresetName = "all"
    columns: tuple[str, ...] = ()
    unmasked: bool = False
    control_share: float | None = None
    seed: Annotated[int, Whole(most=MOST_SEED, label=_("Seed"), meaning=_("The same seed draws the same people."))] = 1
    touch_days: Annotated[int, Days(least=0, most=365, label=_("Leave out who was contacted in the last … days"))] = 7
    window_days: Annotated[int, Days(most=365, label=_("Days of orders counted afterwards"))] = 30
    for_notes: bool = False

    def __post_init__(self) -> None:
        check_purpose(self.purpose)
        if self.preset not in PRESETS:
            raise ParameterError("preset", self.preset, _("one of {names}", names=", ".join(PRESETS)))
        if self.unmasked and not self.is_contact:
            raise ParameterError(
                "unmasked", self.purpose, _("a purpose that contacts people with it: marketing, service or survey")
            )
        self._check_basis()
        self._check_numbers()

    @property
    def is_contact(self) -> bool:
        """Whether people on the list are going to be contacted."""
        return is_contact(self.purpose)

    @property
    def form(self) -> Preset:
        """The preset that was chosen."""
        return PRESETS[self.preset]

    def _check_basis(self) -> None:
        if self.basis is None:
            return
        if not self.is_contact:
            raise ParameterError("basis", self.basis, _("no basis: a list for internal analysis needs none"))
        if not 1 <= len(self.basis.strip()) <= LONGEST_BASIS:
            raise ParameterError("basis", self.basis[:60], _("1 to {most:count} characters", most=LONGEST_BASIS))

    def _check_numbers(self) -> None:
        share = self.control_share
        if share is not None and not 0 < share <= MOST_CONTROL:
            raise ParameterError("control_share", share, _("a share above 0 and up to {most}", most=MOST_CONTROL))
        check_fields(self)


def choices_of(export: Export) -> ListChoices:
    """What was chosen for a list of the log, to choose it again."""
    said: dict[str, Any] = json.loads(export.choices)
    del said["currency"]
    return ListChoices(**said | {"columns": tuple(said["columns"])})


def currency_of(export: Export) -> str:
    """What the amounts of a list of the log are in."""
    return str(json.loads(export.choices)["currency"])
