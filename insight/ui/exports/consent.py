"""What the page of exports says about consent."""

import pandas as pd
import streamlit as st

from insight.analysis.consent import ConsentResult
from insight.charts.consent.pictures import consent_months
from insight.govern import CONTACT_PURPOSES, PURPOSES
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cells import pick_people
from insight.ui.kit.language import listed, say, shown
from insight.ui.kit.names import source_in_words
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import show_table


def pick_consent(result: ConsentResult) -> Segment | None:
    """The people of a bar, of a month, or of a campaign that went to somebody who had said no."""
    hint = _("Click a bar or a mark above, or choose people here")
    return pick_people(result, _("Whose list"), key="consent", hint=hint)


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
            say(_("Source")): words["source_system"].map(source_in_words),
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
    return listed(labels) or say(_("not understood"))


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
