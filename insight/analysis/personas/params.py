"""What can be chosen about personas."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from insight.errors import ParameterError
from insight.fields import AsOf, Day, Given, InCurrency, Named, Whole, check_fields
from insight.fields.told import COMPARED
from insight.i18n import _

MOST_GROUPS = 4
MOST_MONTHS = 12
_GROUPS = _("1 to {most} different groups", most=MOST_GROUPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonasParams:
    """`as_of` is the first day not counted; amounts are in `currency`.

    `groups`: one to four groups of people, each told as `rfm_group:champions`, `stage:loyal`, `cluster:1.2` (a kept
    clustering and its group), `tag:…`, `segment:3` (a saved one, by number or name) or `persona:2` (a kept one).
    `base`: whom they are compared with, `buyers`, `everyone`, or a group told in the same way. `before`: an earlier
    day, to say what moved since; None: nothing. `months`: for so many months that are over it is tried how well the
    group of the first day told who would buy in the month.
    """

    as_of: AsOf
    currency: InCurrency
    groups: Annotated[tuple[str, ...], Given(label=_("Groups, up to four"), shape=_GROUPS)] = ("rfm_group:champions",)
    base: Annotated[str, Named(label=_("Compared with"))] = "buyers"
    before: Annotated[dt.date | None, Day(label=_("An earlier day"), told=COMPARED)] = None
    months: Annotated[int, Whole(most=MOST_MONTHS, label=_("Months tried"))] = 0

    def __post_init__(self) -> None:
        check_fields(self)
        object.__setattr__(self, "groups", tuple(self.groups))
        if not 1 <= len(set(self.groups)) == len(self.groups) <= MOST_GROUPS:
            raise ParameterError("groups", list(self.groups), _GROUPS)
        if self.before is not None and not self.before < self.as_of:
            raise ParameterError("before", self.before, _("a day before {as_of:day}", as_of=self.as_of))
