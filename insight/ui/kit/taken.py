"""A picture taken along: as an image from the browser, its numbers as a file."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from insight.charts import Picture
from insight.charts.kit.data import data_of
from insight.export.numbers import Suffix, numbers_file, numbers_name
from insight.govern import Asker
from insight.i18n import Language, _
from insight.ui.kit import state
from insight.ui.kit.language import say
from insight.ui.kit.role import asker

_FORMS: tuple[tuple[Suffix, str], ...] = (
    (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (".csv", "text/csv"),
)
_WORDS = {
    "Download plot as a PNG": _("Save as an image (.png)"),
    "Preparing image - this may take a few seconds": _("The image is being made"),
    "Image download succeeded": _("The image is saved"),
}
"""What the chart library says while it makes an image."""


def image_config(picture: Picture) -> dict[str, Any]:
    """The one button in the corner of a chart: the picture as a .png named after its title, in the reader's words."""
    words = {said: say(text) for said, text in _WORDS.items()}
    return {
        "displayModeBar": "hover",
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": numbers_name(picture.title)},
        "locale": "desk",
        "locales": {"desk": {"dictionary": words, "format": {}}},
    }


def offer_numbers(picture: Picture, *, key: str) -> None:
    """The numbers behind a picture, made when somebody asks for them."""
    offered = st.popover(
        say(_("Data")), icon=":material/download:", type="tertiary", key=f"data_{key}", on_change="rerun"
    )
    if not offered.open:
        return
    with offered:
        st.caption(say(_("The numbers of this picture. Its image: the camera in its upper right corner.")))
        with st.container(horizontal=True):
            for suffix, mime in _FORMS:
                st.download_button(
                    suffix,
                    data=_numbers_of(asker(), picture, suffix, state.language()),
                    file_name=f"{numbers_name(picture.title)}{suffix}",
                    mime=mime,
                    key=f"data_{key}_{suffix[1:]}",
                    on_click="ignore",
                )


def _numbers_of(asks: Asker, picture: Picture, suffix: Suffix, language: Language) -> Callable[[], bytes]:
    def make() -> bytes:
        return numbers_file(
            asks,
            data_of(picture, language),
            suffix=suffix,
            about=(picture.title, picture.alt, picture.note),
            language=language,
            created=dt.datetime.now(),
        )

    return make
