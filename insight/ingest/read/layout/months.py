"""Months and years as cells, titles and names of sheets write them."""

import re
from typing import NamedTuple

_NUMBER = re.compile(r"(0?[1-9]|1[0-2])(?:\.0+)?\s*(?:月份?|월)?")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0+)?\s*(?:年度?|년)?")
_YEAR_WITHIN = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=(?:0[1-9]|1[0-2])(?!\d)|\D|$)")
_OF_A_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:\s*(?:[-/._ ]|年|년)\s*)?(0[1-9]|1[0-2]|(?<!\d)[1-9])(?!\d)(?!\s*[-/._月]\s*\d)"
)
_BEFORE_ITS_YEAR = re.compile(r"(?<![\w\-/.])(0?[1-9]|1[0-2])\s*[-/._]\s*((?:19|20)\d{2})(?!\d)")
_SIGNED = re.compile(r"(?<![\d\-/.])(0?[1-9]|1[0-2])\s*(?:月|월)(?!\s*\d)")
_NAMES = (
    "jan|january|januar|janvier|janv|enero|ene|janeiro|gennaio|gen|январь|января|styczeń|ocak|يناير",
    "feb|february|februar|février|fevrier|févr|febrero|fevereiro|fev|febbraio|февраль|февраля|luty|şubat|فبراير",
    "mar|march|märz|maerz|mrz|mars|marzo|março|marco|март|марта|marzec|mart|مارس",
    "apr|april|avril|avr|abril|abr|aprile|апрель|апреля|kwiecień|nisan|أبريل|ابريل",
    "may|mai|mayo|maio|maggio|mag|mei|май|мая|maj|mayıs|مايو",
    "jun|june|juni|juin|junio|junho|giugno|giu|июнь|июня|czerwiec|haziran|يونيو",
    "jul|july|juli|juillet|juil|julio|julho|luglio|lug|июль|июля|lipiec|temmuz|يوليو",
    "aug|august|août|aout|agosto|ago|augustus|август|августа|sierpień|ağustos|أغسطس|اغسطس",
    "sep|sept|september|septembre|septiembre|setembro|set|settembre|сентябрь|сентября|wrzesień|eylül|سبتمبر",
    "oct|october|oktober|okt|octobre|octubre|outubro|out|ottobre|ott|октябрь|октября|październik|ekim|أكتوبر|اكتوبر",
    "nov|november|novembre|noviembre|novembro|ноябрь|ноября|listopad|kasım|نوفمبر",
    "dec|december|dezember|dez|décembre|decembre|diciembre|dic|dezembro|dicembre|декабрь|декабря|grudzień|aralık|ديسمبر",
)
_SHORT = 4
_NAMED = tuple(re.compile(rf"(?<![^\W\d_])(?:{names})(?![^\W\d_])", re.IGNORECASE) for names in _NAMES)


class Month(NamedTuple):
    """A month, and its year where that is known."""

    year: int | None
    month: int


def year_of(cell: str) -> int | None:
    """The year that a cell is."""
    found = _YEAR.fullmatch(cell)
    return int(found[1]) if found else None


def month_of(cell: str) -> Month | None:
    """The month that a cell is, with or without its year; None for anything else."""
    if found := _NUMBER.fullmatch(cell):
        return Month(None, int(found[1]))
    named = [number for number, name in enumerate(_NAMED, 1) if name.fullmatch(cell.strip(" ."))]
    return Month(None, named[0]) if named else month_within(cell)


def month_within(text: str) -> Month | None:
    """The one month that a title or a name speaks of; None where it speaks of none, or of several.

    Short names of months are also other words: they are heard beside a year, or alone.
    """
    written = {Month(int(found[1]), int(found[2])) for found in _OF_A_YEAR.finditer(text)}
    written |= {Month(int(found[2]), int(found[1])) for found in _BEFORE_ITS_YEAR.finditer(text)}
    if not written:
        signed = {int(found[1]) for found in _SIGNED.finditer(text)}
        written = {Month(year_within(text), number) for number in signed or _named_in(text)}
    return written.pop() if len(written) == 1 else None


def year_within(text: str) -> int | None:
    """The one year that a text speaks of."""
    years = {int(year) for year in _YEAR_WITHIN.findall(text)}
    return years.pop() if len(years) == 1 else None


def _named_in(text: str) -> set[int]:
    is_plain = year_within(text) is not None
    found = {number: name.search(text) for number, name in enumerate(_NAMED, 1)}
    return {
        number
        for number, name in found.items()
        if name and (is_plain or len(name[0]) > _SHORT or name[0] == text.strip())
    }
