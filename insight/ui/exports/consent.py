"""What the page of exports says about consent."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.consent import ConsentResult
from insight.analysis.consent.result import STANDING_WORDS
from insight.charts.consent.pictures import consent_months
from insight.charts.kit.rows import defined, rows_of
from insight.govern import CONTACT_PURPOSES, PURPOSES
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.language import say, shown
from insight.ui.kit.picture import pick_one, show_picture
from insight.ui.kit.table import show_table


def pick_consent(result: ConsentResult) -> Segment | None:
    """The people of a bar, of a month, or of a campaign that went to somebody who had said no."""
    words: dict[tuple[Any, ...], str] = {
        ("standing", row["purpose"], row["status"]): say(
            _(
                "{purpose}: {status} · {customers:count} people",
                purpose=PURPOSES[row["purpose"]].label,
                status=STANDING_WORDS[row["status"]],
                customers=defined(row["customers"]),
            )
        )
        for row in rows_of(result.purposes)
    }
    for row in rows_of(result.against[result.against["customers"] > 0]):
        words[("campaign", row["campaign"])] = say(
            _(
                "Got “{campaign}” against their will · {customers:count} people",
                campaign=row["name"] or row["campaign"],
                customers=defined(row["customers"]),
            )
        )
    for row in rows_of(result.months[result.months["status"] == "granted"].iloc[::-1]):
        words[("month", row["period"].isoformat(), row["purpose"])] = say(
            _(
                "{purpose}: agreed by {month:month} · {customers:count} people",
                purpose=PURPOSES[row["purpose"]].label,
                month=row["period"],
                customers=defined(row["customers"]),
            )
        )
    who = pick_one(_("Whose list"), words, key="consent", hint=_("Click a bar or a mark above, or choose people here"))
    if who is None:
        return None
    if who[0] == "campaign":
        return result.segment(campaign=who[1])
    if who[0] == "month":
        return result.segment(purpose=who[2], status="granted", period=who[1])
    return result.segment(purpose=who[1], status=who[2])


def show_months(result: ConsentResult) -> None:
    """Who agreed to what at the end of each month; a click is one on the bars."""
    show_picture(consent_months(result, state.language()), key="consent_months", chooses="consent")


def show_words(result: ConsentResult) -> None:
    """How the sources name what they asked, and what each name is taken for."""
    if result.words.empty:
        return
    st.markdown(f"##### {say(_('What the words of the sources are taken for'))}")
    st.caption(say(_("A yes in words that are not understood counts for nothing, a no for every purpose.")))
    st.dataframe(_words_table(result.words), hide_index=True, placeholder="–")


def _words_table(words: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say(_("Words of the source")): words["words"],
            say(_("Source")): words["source_system"],
            say(_("Taken for")): [_taken_for(purpose) for purpose in words["purpose"]],
            say(_("Agreed")): words["granted"],
            say(_("Said no")): words["denied"],
            say(_("Withdrew their consent")): words["withdrawn"],
            say(_("Not understood")): words["unclear"],
            say(_("Last statement")): [
                shown(None if pd.isna(at) else at.date(), "day") for at in words["last_said_at"]
            ],
        }
    )


def _taken_for(purposes: str) -> str:
    labels = [say(PURPOSES[purpose].label) for purpose in CONTACT_PURPOSES if purpose in purposes.split(", ")]
    return ", ".join(labels) or say(_("not understood"))


def show_against(result: ConsentResult) -> None:
    """The campaigns, and how many of their people had said no before."""
    if result.against.empty:
        return
    st.markdown(f"##### {say(_('Campaigns sent so far, checked against consent'))}")
    show_table(
        result.against,
        result.COLUMNS["against"],
        {
            "name": _("Campaign name"),
            "channel": _("Channel"),
            "n": _("People it was sent to"),
            "customers": _("Had said no before"),
            "share": _("Share"),
        },
        words={"name": list(result.against["name"].fillna(result.against["campaign"]))},
    )
