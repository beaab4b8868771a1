"""Cards of personas as one picture, drawn without a browser: as wide as a sheet of paper, as long as it must be."""

from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

from insight.analysis.personas import PersonasResult
from insight.export.fonts import Hand, hand_for, is_chinese
from insight.export.persona_card import PersonaCard, SaidTrait, bars_meaning
from insight.i18n import Language, Text, _

_WIDE, _EDGE = 1240, 72
_INNER = _WIDE - 2 * _EDGE
_TITLE, _NAME, _TEXT, _SMALL, _FIGURE = 34, 28, 20, 17, 24
_INK, _FAINT, _RULE, _GROUND = "#1F2937", "#5B6470", "#D5D9E0", "#F1F4F8"
_BAR, _RARE, HAND = "#2F6FB7", "#B4652F", "#FFF7E0"
_LEADING = 1.5
_CLOSING, _OPENING = "，。；：、！？）】》”’·%,.;:)", "（【《“‘("


class _Page:
    """A page that is written from top to bottom; `y` is where the next thing begins."""

    def __init__(self, hand: Hand, language: Language, height: int = 1) -> None:
        self.hand = hand
        self.language: Language = language
        self.image = Image.new("RGB", (_WIDE, height), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.y = float(_EDGE)

    def write(self, text: Text, size: int, *, x: float = _EDGE, wide: float = _INNER, ink: str = _INK) -> None:
        """A text in as many lines as it takes."""
        for line in wrapped(self.hand, text.render(self.language), size, wide):
            self.line(line, size, x, self.y, ink)
            self.y += size * _LEADING

    def line(self, line: str, size: int, x: float, y: float, ink: str) -> None:
        """A line whose base is where that of any other line of the size is, whatever fonts its signs are of."""
        for piece, font in self.hand.runs(line, size):
            self.draw.text((x, y + size * 1.1), piece, fill=ink, font=font, anchor="ls")
            x += font.getlength(piece)

    def height(self, text: Text, size: int, wide: float) -> float:
        """How high a text is in a column so wide."""
        return len(wrapped(self.hand, text.render(self.language), size, wide)) * size * _LEADING


def drawn(result: PersonasResult, title: Text, cards: Sequence[PersonaCard], language: Language) -> Image.Image:
    """The cards below each other. Raises NotEnoughDataError where no font of the machine has their signs."""
    hand = hand_of(title, cards, language)
    height = _drawn_on(_Page(hand, language), result, title, cards)
    page = _Page(hand, language, height)
    _drawn_on(page, result, title, cards)
    return page.image


def hand_of(title: Text, cards: Sequence[PersonaCard], language: Language) -> Hand:
    """What the cards can be written with. Raises NotEnoughDataError where no font of the machine has their signs."""
    return hand_for(text.render(language) for text in (title, *_texts(cards)))


def _drawn_on(page: _Page, result: PersonasResult, title: Text, cards: Sequence[PersonaCard]) -> int:
    """How high the page must be: what is drawn below its end is lost, so that a first pass measures."""
    page.write(title, _TITLE)
    for card in cards:
        _draw_card(page, card, bars_meaning(result))
    if page.hand.unknown:
        signs = " ".join(f"U+{ord(sign):04X}" for sign in sorted(page.hand.unknown))
        page.y += 16
        page.write(_("? stands for signs that no font of this machine has: {signs}", signs=signs), _SMALL, ink=_FAINT)
    return int(page.y) + _EDGE


def wrapped(hand: Hand, text: str, size: int, wide: float) -> list[str]:
    """The text in lines no wider than that: broken between words, in Chinese between any two signs, and within a word
    only where it is wider than a line."""
    lines, line = [], ""
    for piece in _pieces(text):
        if hand.width(line + piece.rstrip(), size) <= wide:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
            line = ""
        for sign in piece:
            if line and hand.width(line + sign, size) > wide:
                lines.append(line)
                line = ""
            line += sign
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterable[str]:
    """What stays together on a line."""
    piece = ""
    for sign in text.replace("\n", " "):
        if piece and _may_break(piece[-1], sign):
            yield piece
            piece = ""
        piece += sign
    yield piece


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return before == " " and after != " "
    return (is_chinese(before) or is_chinese(after)) and before not in _OPENING and after not in _CLOSING


def _texts(cards: Sequence[PersonaCard]) -> Iterable[Text]:
    for card in cards:
        yield from (card.name, card.portrait, *(part for fact in card.facts for part in fact))
        yield from (part for trait in card.traits for part in (trait.name, trait.shares))
        yield from (
            text for row in card.sheet for text in (row.question, row.answer, row.where_from) if text is not None
        )


def _draw_card(page: _Page, card: PersonaCard, meaning: Text) -> None:
    page.y += 28
    page.draw.line((_EDGE, page.y, _WIDE - _EDGE, page.y), fill=_INK, width=2)
    page.y += 16
    page.write(card.name, _NAME, ink=_BAR)
    page.y += 8
    _draw_facts(page, card.facts)
    page.write(card.portrait, _TEXT)
    _draw_traits(page, card.traits, meaning)
    _draw_sheet(page, card)


def _draw_facts(page: _Page, facts: Sequence[tuple[Text, Text]]) -> None:
    """Two abreast, what it is above how much."""
    wide = (_INNER - 24) / 2
    for place in range(0, len(facts), 2):
        top, heights = page.y, []
        for column, (what, much) in enumerate(facts[place : place + 2]):
            x = _EDGE + column * (wide + 24)
            page.y = top
            page.write(what, _SMALL, x=x, wide=wide, ink=_FAINT)
            page.write(much, _FIGURE, x=x, wide=wide)
            heights.append(page.y)
        page.y = max(heights) + 12


def _draw_traits(page: _Page, traits: Sequence[SaidTrait], meaning: Text) -> None:
    if not traits:
        return
    page.y += 24
    page.write(_("What sets them apart"), _FIGURE)
    most = max(max(trait.times, trait.high) for trait in traits)
    for trait in traits:
        page.y += 8
        page.write(trait.name, _TEXT)
        _draw_bar(page, trait, most)
        page.write(trait.shares, _SMALL, ink=_FAINT)
    page.y += 8
    page.write(meaning, _SMALL, ink=_FAINT)


def _draw_bar(page: _Page, trait: SaidTrait, most: float) -> None:
    wide = _INNER - 300
    top, middle, scale = page.y + 2, page.y + 12, wide / max(most, 1.0)
    colour = _BAR if trait.times >= 1 else _RARE
    page.draw.rectangle((_EDGE, top, _WIDE - _EDGE - 300, top + 20), fill=_GROUND)
    page.draw.rectangle((_EDGE, top, _EDGE + trait.times * scale, top + 20), fill=colour)
    page.draw.line((_EDGE + trait.low * scale, middle, _EDGE + trait.high * scale, middle), fill=_INK, width=2)
    page.draw.line((_EDGE + scale, top - 3, _EDGE + scale, top + 23), fill=_INK, width=1)
    said = f"{trait.times:.1f}× ({trait.low:.1f}–{trait.high:.1f})"
    page.line(said, _TEXT, _WIDE - _EDGE - 280, page.y - 2, _INK)
    page.y += 28


def _draw_sheet(page: _Page, card: PersonaCard) -> None:
    """Rows written by hand on a ground of their own, what is not known in grey; each says where it is from."""
    page.y += 24
    page.write(_("Positioning sheet"), _FIGURE)
    page.y += 6
    for row in card.sheet:
        is_known = row.origin != "missing"
        columns = [(row.question, 190, _INK), (row.answer, _INNER - 510, _INK if is_known else _FAINT)]
        columns += [] if row.where_from is None else [(row.where_from, 260, _FAINT)]
        height = max(page.height(text, _TEXT, wide) for text, wide, _ink in columns) + 16
        if row.origin == "hand":
            page.draw.rectangle((_EDGE, page.y, _WIDE - _EDGE, page.y + height), fill=HAND)
        page.draw.line((_EDGE, page.y, _WIDE - _EDGE, page.y), fill=_RULE, width=1)
        top, x = page.y, float(_EDGE)
        for text, wide, ink in columns:
            page.y = top + 6
            page.write(text, _TEXT, x=x + 6, wide=wide, ink=ink)
            x += wide + 25
        page.y = top + height
