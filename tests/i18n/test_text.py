"""How values read in a text."""

import datetime as dt

from insight.i18n import _


def test_people_read_the_last_day_that_counts() -> None:
    text = _("{who} (lifecycle), as of {as_of:last_day}", who=None, as_of=dt.date(2026, 1, 1))
    assert text.render("en") == "– (lifecycle), as of 31 Dec 2025"
    assert text.render("zh_CN") == "生命周期：–，截至 2025-12-31"
