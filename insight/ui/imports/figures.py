"""What a sheet comes to in figures, before and after a person's changes."""

import streamlit as st

from insight.i18n import Money, Text, _
from insight.ingest.trial import Figures, changed
from insight.schema import TABLES
from insight.ui.kit.language import plain, say


def show_figures(now: Figures, before: Figures | None, *, total: int) -> None:
    """Rows, records, people and money; where the person changed something, also what they were."""
    told = in_words(now)
    if before is not None and differs(before, now):
        change = _("Before: {before}. Now: {now}", before=in_words(before), now=told)
        st.info(plain(say(change)), icon=":material/swap_horiz:")
    else:
        st.markdown(f":material/functions: **{plain(say(told))}**")
    if now.rows < total:
        st.caption(say(_("Tried out on the first {n:count} of {total:count} rows", n=now.rows, total=total)))


def in_words(found: Figures) -> Text:
    """The figures in one line: 28 rows → 27 orders · 27 people · ¥12,156."""
    records = " + ".join(
        say(_("{n:count} {table}", n=n, table=TABLES[name].label)) for name, n in found.records.items()
    )
    parts = [records]
    if found.people:
        parts.append(say(_("{n:count} people", n=found.people)))
    parts += [say(_money(amount, code)) for code, amount in found.money.items()]
    if found.not_sold:
        parts.append(say(_("{n:count} unpaid, closed or refunded", n=found.not_sold)))
    if found.rejected:
        parts.append(say(_("{n:count} left out", n=found.rejected)))
    return _("{rows:count} rows → {told}", rows=found.rows, told=" · ".join(parts))


def _money(amount: float, code: str) -> Text:
    return _("{amount:money}", amount=Money(amount, code)) if code else _("{amount:,.2f}", amount=amount)


def differs(before: Figures, now: Figures) -> bool:
    """Whether anything that people look at has changed."""
    same = (before.records, before.rejected, before.people, before.not_sold) == (
        *(now.records, now.rejected, now.people, now.not_sold),
    )
    return not same or changed(before.money, now.money)
