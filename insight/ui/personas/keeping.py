"""Keep groups as personas, complete their sheets by hand, take both along."""

import datetime as dt
from typing import Any

import streamlit as st

from insight.analysis.personas import (
    FRESH_DAYS,
    ROW_WORDS,
    Persona,
    PersonasResult,
    Written,
    forget_persona,
    keep_persona,
    keep_version,
    kept_personas,
    sheet,
    versions,
    write_sheet,
)
from insight.errors import NotEnoughDataError
from insight.export.personas import check_picture, persona_book, persona_file_name, persona_page, persona_picture
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.doing import do_and_redraw
from insight.ui.kit.language import plain, say
from insight.ui.kit.role import asker
from insight.ui.kit.who import who
from insight.warehouse import DuckWarehouse


def show_sheet(warehouse: DuckWarehouse, result: PersonasResult) -> None:
    """The positioning sheet of each group; that of a kept persona can be completed. Workbook and page to take along."""
    kept = {each.code: each for each in kept_personas(warehouse)}
    for group in result.groups:
        persona = kept.get(group.code)
        written = persona.sheet if persona else {}
        st.markdown(f"##### {plain(say(group.name))}")
        lines = sheet(result, group.code, written)
        table = {
            say(_("Question")): [say(ROW_WORDS[line.row]) for line in lines],
            say(_("Answer")): ["–" if line.text is None else say(line.text) for line in lines],
            say(_("Where from")): [say(line.where_from) for line in lines],
        }
        st.table(table)
        if persona is None:
            st.caption(say(_("Keep this group as a persona to write into its sheet.")))
        else:
            _write(warehouse, persona)
    _take_along(warehouse, result, {code: dict(each.sheet) for code, each in kept.items()})


def _write(warehouse: DuckWarehouse, persona: Persona) -> None:
    with st.expander(say(_("Write into the sheet")), icon=":material/edit:"), st.form(f"sheet {persona.persona_id}"):
        rows = {
            row: st.text_area(
                say(label),
                value=persona.sheet[row].text if row in persona.sheet else "",
                key=f"sheet_{persona.persona_id}_{row}",
                height=68,
            )
            for row, label in ROW_WORDS.items()
        }
        wanted = st.form_submit_button(say(_("Keep the sheet")), type="primary")
    if wanted:
        texts = {row: text or "" for row, text in rows.items()}
        do_and_redraw(lambda: write_sheet(warehouse, persona.persona_id, texts, at=_now(), by=who()))


def _take_along(warehouse: DuckWarehouse, result: PersonasResult, written: dict[str, dict[str, Written]]) -> None:
    language, asks, at = state.language(), asker(), _now()
    with st.container(horizontal=True):
        st.download_button(
            say(_("As .xlsx")),
            data=lambda: persona_book(warehouse, asks, result, written, language, at=at),
            file_name=persona_file_name(result, ".xlsx", language),
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="personas_xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            say(_("As a page (HTML), to print")),
            data=lambda: persona_page(warehouse, asks, result, written, language, at=at),
            file_name=persona_file_name(result, ".html", language),
            mime="text/html",
            key="personas_html",
            icon=":material/download:",
            on_click="ignore",
        )
        _take_picture(warehouse, result, written)


def _take_picture(warehouse: DuckWarehouse, result: PersonasResult, written: dict[str, dict[str, Written]]) -> None:
    language, asks, at = state.language(), asker(), _now()
    try:
        check_picture(result, written, language)
    except NotEnoughDataError as error:
        st.caption(say(_("{what}: {hint}", what=error.title, hint=error.hint)))
        return
    st.download_button(
        say(_("As a picture (PNG)")),
        data=lambda: persona_picture(warehouse, asks, result, written, language, at=at),
        file_name=persona_file_name(result, ".png", language),
        mime="image/png",
        key="personas_png",
        icon=":material/download:",
        on_click="ignore",
    )


def show_keeping(warehouse: DuckWarehouse, result: PersonasResult) -> None:
    """Keep the first group that is no persona yet; versions of those that are."""
    new = [group for group in result.groups if not group.code.startswith("persona:")]
    if new:
        _keep(warehouse, result, new[0].code)
    kept = {each.code: each for each in kept_personas(warehouse)}
    for group in result.groups:
        if group.code in kept:
            _versions(warehouse, result, kept[group.code])


def _keep(warehouse: DuckWarehouse, result: PersonasResult, code: str) -> None:
    with st.form("keep persona", border=False):
        st.caption(say(_("Keeps “{name}” as a persona: who is in it is asked on every day.", name=result.name(code))))
        name = st.text_input(say(_("Name of the persona")), max_chars=80, key="persona_name", width=320)
        broad = st.text_input(say(_("Class it belongs to")), max_chars=80, key="persona_broad", width=320)
        wanted = st.form_submit_button(say(_("Keep as a persona")), type="primary")
    if wanted:
        values: dict[str, Any] = {"at": _now(), "base": result.params.base, "broad": broad or None, "by": who()}
        do_and_redraw(lambda: keep_persona(warehouse, name or "", code, **values))


def _versions(warehouse: DuckWarehouse, result: PersonasResult, persona: Persona) -> None:
    st.markdown(f"##### {plain(persona.name)}")
    if persona.broad:
        st.caption(say(_("Class: {name}", name=plain(persona.broad))))
    rows = versions(warehouse, persona.persona_id)
    if rows and (result.params.as_of - rows[-1]["as_of"]).days > FRESH_DAYS:
        st.warning(
            say(_("The newest version is of {day:day}: what it says is past its date", day=rows[-1]["as_of"])),
            icon=":material/history:",
        )
    if rows:
        st.table(
            {
                say(_("As of")): [row["as_of"].isoformat() for row in rows],
                say(_("How many people")): [str(row["card"]["customers"]) for row in rows],
                say(_("Portrait")): [row["card"]["portrait"][state.language()] for row in rows],
            }
        )
    with st.container(horizontal=True):
        if st.button(say(_("Keep today's version")), key=f"version_{persona.persona_id}"):
            params = result.params
            given: dict[str, Any] = {"as_of": params.as_of, "currency": params.currency, "at": _now(), "by": who()}
            card = result.plain_card(persona.code)
            do_and_redraw(lambda: keep_version(warehouse, persona.persona_id, card, **given))
        if st.button(say(_("Forget this persona")), icon=":material/delete:", key=f"forget_{persona.persona_id}"):
            do_and_redraw(lambda: forget_persona(warehouse, persona.persona_id, _now()))


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)
