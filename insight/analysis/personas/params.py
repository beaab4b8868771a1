"""What can be chosen about personas."""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

MOST_GROUPS = 4
MOST_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonasParams:
    """`as_of` is the first day not counted; amounts are in `currency`.

    `groups`: one to four groups of people, each told as `rfm_group:champions`, `stage:loyal`, `cluster:1.2` (a kept
    clustering and its group), `tag:…`, `segment:3` (a saved one, by number or name) or `persona:2` (a kept one).
    `base`: whom they are compared with, `buyers`, `everyone`, or a group told in the same way. `before`: an earlier
    day, to say what moved since; None: nothing. `months`: for so many months that are over it is tried how well the
    group of the first day told who would buy in the month.
    """

    as_of: dt.date
    currency: str
    groups: tuple[str, ...] = ("rfm_group:champions",)
    base: str = "buyers"
    before: dt.date | None = None
    months: int = 0

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        object.__setattr__(self, "groups", tuple(self.groups))
        if not 1 <= len(set(self.groups)) == len(self.groups) <= MOST_GROUPS:
            raise ParameterError("groups", list(self.groups), _("1 to {most} different groups", most=MOST_GROUPS))
        if self.before is not None and not self.before < self.as_of:
            raise ParameterError("before", self.before, _("a day before {as_of:day}", as_of=self.as_of))
        is_whole = isinstance(self.months, int) and not isinstance(self.months, bool)
        if not is_whole or not 0 <= self.months <= MOST_MONTHS:
            expected = _("a whole number from {least:count} to {most:count}", least=0, most=MOST_MONTHS)
            raise ParameterError("months", self.months, expected)
