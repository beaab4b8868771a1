"""Personas on paper: card and positioning sheet as a workbook, as a page that any browser shows and prints, and as a
picture."""

import datetime as dt
import io
from collections.abc import Mapping
from html import escape

import pyarrow as pa

from insight.analysis.personas import ROW_WORDS, PersonasResult, Written, sheet
from insight.export.persona_card import PersonaCard, bars_meaning, cards_title, persona_cards
from insight.export.persona_picture import drawn, hand_of
from insight.export.said_table import number_cell, said_table
from insight.export.workbook import Sheet, write_workbook
from insight.govern import Asker
from insight.govern.gate import Leaving, let_out
from insight.i18n import Language, Text, _, listed
from insight.warehouse import DuckWarehouse

Sheets = Mapping[str, Mapping[str, Written]]
"""Group -> what staff wrote into its sheet."""

_MOST_TRAITS = 40
_STYLE = (
    "body{font:15px/1.6 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;max-width:960px;"
    "margin:2em auto;padding:0 1em;color:#1f2937}table{border-collapse:collapse;width:100%;margin:1em 0}"
    "th,td{border:1px solid #d5d9e0;padding:.35em .6em;text-align:left;vertical-align:top}th{background:#f1f4f8}"
    ".hand{background:#fff7e0}.missing,.small{color:#5b6470}.small{font-size:.85em}"
    "h1{font-size:1.5em}h2{font-size:1.3em;margin-top:1.6em}h3{font-size:1.05em}"
    "th{width:24%}td:nth-child(3){width:11em}.traits td:nth-child(3){width:50%}"
    "@media(max-width:600px){tr,th,td{display:block;width:auto!important}td{border-top:0}}"
    "@media print{body{margin:0}}"
)


def persona_book(
    warehouse: DuckWarehouse,
    asker: Asker,
    result: PersonasResult,
    written: Sheets,
    language: Language,
    *,
    at: dt.datetime,
) -> bytes:
    """The workbook of the groups of a result."""
    tables = (
        (_("Card"), _cards(result, language)),
        (_("Positioning sheet"), _sheets(result, written, language)),
        (_("What sets them apart"), _traits(result, language)),
    )
    sheets = [Sheet(title=title.render(language), table=table) for title, table in tables]

    def make() -> bytes:
        target = io.BytesIO()
        write_workbook(target, sheets, created=at)
        return target.getvalue()

    return let_out(warehouse, asker, _leaving(result, ".xlsx", language), make, at=at)


def persona_page(
    warehouse: DuckWarehouse,
    asker: Asker,
    result: PersonasResult,
    written: Sheets,
    language: Language,
    *,
    at: dt.datetime,
) -> bytes:
    """One page of HTML, without scripts or anything from elsewhere."""
    leaving = _leaving(result, ".html", language)
    return let_out(warehouse, asker, leaving, lambda: _html(result, written, language).encode(), at=at)


def persona_picture(
    warehouse: DuckWarehouse,
    asker: Asker,
    result: PersonasResult,
    written: Sheets,
    language: Language,
    *,
    at: dt.datetime,
) -> bytes:
    """One picture (PNG) that says what the page says. Raises NotEnoughDataError where no font has its signs."""
    leaving = _leaving(result, ".png", language)
    title, cards = cards_title(result), persona_cards(result, written)

    def make() -> bytes:
        target = io.BytesIO()
        drawn(result, title, cards, language).save(target, "PNG", optimize=True)
        return target.getvalue()

    return let_out(warehouse, asker, leaving, make, at=at)


def check_picture(result: PersonasResult, written: Sheets, language: Language) -> None:
    """Raises NotEnoughDataError where no font of this machine has the signs of the picture."""
    hand_of(cards_title(result), persona_cards(result, written), language)


def persona_file_name(result: PersonasResult, suffix: str, language: Language) -> str:
    """The name of the file for a download."""
    return f"{_('personas').render(language)}_{result.params.as_of.isoformat()}{suffix}"


def _leaving(result: PersonasResult, suffix: str, language: Language) -> Leaving:
    return Leaving(
        way="persona",
        sentence=_("Personas: {groups}", groups=listed([group.name for group in result.groups])),
        file_name=persona_file_name(result, suffix, language),
        rows=len(result.groups),
        columns=("group",),
        purpose="analysis",
        about={"groups": list(result.params.groups), "base": result.params.base, "as_of": result.params.as_of},
    )


def _cards(result: PersonasResult, language: Language) -> pa.Table:
    rows = [result.card(group.code) for group in result.groups]
    columns: dict[Text, list[object]] = {
        _("Group"): [group.name.render(language) for group in result.groups],
        _("How many people"): [number_cell(row["customers"]) for row in rows],
        _("Share of those compared with"): [number_cell(row["share"]) for row in rows],
        _("Can be reached"): [number_cell(row["reachable"]) for row in rows],
        _("Consented"): [number_cell(row["consent"]) for row in rows],
        _("Orders"): [number_cell(row["orders"]) for row in rows],
        _("Net amount so far"): [number_cell(row["net_amount"]) for row in rows],
        _("Share of revenue"): [number_cell(row["net_amount_share"]) for row in rows],
        _("Portrait"): [result.portrait_sentence(group.code).render(language) for group in result.groups],
        _("Compared with"): [result.base.name.render(language)] * len(rows),
        _("As of"): [result.params.as_of] * len(rows),
    }
    return said_table(columns, language)


def _sheets(result: PersonasResult, written: Sheets, language: Language) -> pa.Table:
    rows = [
        (group.name.render(language), row)
        for group in result.groups
        for row in sheet(result, group.code, written.get(group.code, {}))
    ]
    columns: dict[Text, list[object]] = {
        _("Group"): [name for name, _row in rows],
        _("Question"): [ROW_WORDS[row.row].render(language) for _name, row in rows],
        _("Answer"): [None if row.text is None else row.text.render(language) for _name, row in rows],
        _("Where from"): [row.where_from.render(language) for _name, row in rows],
    }
    return said_table(columns, language)


def _traits(result: PersonasResult, language: Language) -> pa.Table:
    rows = result.traits.groupby("group", sort=False).head(_MOST_TRAITS).to_dict("records")
    names = {group.code: group.name.render(language) for group in result.groups}
    columns: dict[Text, list[object]] = {
        _("Group"): [names[row["group"]] for row in rows],
        _("Trait"): [result.known[row["trait"]].label.render(language) for row in rows],
        _("Value"): [result.say_value(row["trait"], row["value"]).render(language) for row in rows],
        _("Share"): [number_cell(row["share"]) for row in rows],
        _("Share of those compared with"): [number_cell(row["base_share"]) for row in rows],
        _("Index (TGI)"): [number_cell(row["index"]) for row in rows],
        _("Index at least"): [number_cell(row["low"]) for row in rows],
        _("Index at most"): [number_cell(row["high"]) for row in rows],
        _("Effect (h)"): [number_cell(row["effect"]) for row in rows],
        _("Known of"): [number_cell(row["n"]) for row in rows],
        _("Beyond chance"): [(_("yes") if row["is_certain"] else _("no")).render(language) for row in rows],
    }
    return said_table(columns, language)


def _html(result: PersonasResult, written: Sheets, language: Language) -> str:
    title = escape(cards_title(result).render(language))
    meaning = f"<p class=small>{escape(bars_meaning(result).render(language))}</p>"
    body = "".join(_html_card(card, meaning, language) for card in persona_cards(result, written))
    lang = "zh-CN" if language == "zh_CN" else "en"
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )


def _html_card(card: PersonaCard, meaning: str, language: Language) -> str:
    def said(text: Text) -> str:
        return escape(text.render(language))

    facts = "".join(f"<tr><th>{said(what)}</th><td>{said(much)}</td></tr>" for what, much in card.facts)
    traits = "".join(
        f"<tr><th>{said(trait.name)}</th><td>{trait.times:.1f}× ({trait.low:.1f}–{trait.high:.1f})</td>"
        f"<td>{said(trait.shares)}</td></tr>"
        for trait in card.traits
    )
    sheet = "".join(
        f'<tr class="{row.origin}"><th>{said(row.question)}</th><td>{said(row.answer)}</td>'
        f"<td>{'' if row.where_from is None else said(row.where_from)}</td></tr>"
        for row in card.sheet
    )
    apart = f"<h3>{said(_('What sets them apart'))}</h3><table class=traits>{traits}</table>{meaning}" if traits else ""
    return (
        f"<h2>{said(card.name)}</h2><table>{facts}</table><p>{said(card.portrait)}</p>{apart}"
        f"<h3>{said(_('Positioning sheet'))}</h3><table>{sheet}</table>"
    )
