"""Pictures of rules: who may be offered what, and how the products hang together."""

import math
from html import escape

import plotly.graph_objects as go

from insight.analysis.associations import AssociationsResult
from insight.charts.kit.bars import NUMBERS_BESIDE, outline
from insight.charts.kit.notes import note_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.rows import Row, defined, rows_of
from insight.charts.kit.theme import ACCENT, ACCENT_RGB, NEUTRAL, dress, rgba
from insight.charts.kit.wrapping import cut, shortened, wrapped
from insight.i18n import Language, Money, Text, _
from insight.i18n.text import format_value

Choice = tuple[str, ...]

MOST_BARS = 10
MOST_GOODS = 12
_NAME = 11
_BAR_HEIGHT, _REST = 36, 40
_HEIGHT = 330
_ROOM_FOR_NUMBERS = 1.75
_LINE = 12


def shown_rules(result: AssociationsResult) -> list[Row]:
    """The rules that are worth saying, and where there is none those that go together most often."""
    worth = result.worth_saying()
    if worth.empty:
        worth = result.rules[(result.rules["lift"] > 1) & ~result.rules["is_redundant"]]
    return rows_of(worth)


def offers(result: AssociationsResult, language: Language, chosen: Choice | None = None) -> Picture:
    """Of each rule, the people who have its first side and not yet the other. A click: (antecedent, consequent)."""
    rows = shown_rules(result)[:MOST_BARS][::-1]
    meant = [(row["antecedent"], row["consequent"]) for row in rows]
    figure = go.Figure(
        go.Bar(
            x=[int(row["customers"]) for row in rows],
            y=[str(place) for place in range(len(rows))],
            orientation="h",
            marker={
                "color": [ACCENT if row["certain"] else NEUTRAL for row in rows],
                "line": outline(meant, chosen),
            },
            text=[_beside(row, result.params.currency, language) for row in rows],
            customdata=[list(one) for one in meant],
            hovertext=[_hover(row, result.params.currency, language) for row in rows],
            **NUMBERS_BESIDE,
        )
    )
    dress(figure, height=_BAR_HEIGHT * len(rows) + _REST)
    most = max((int(row["customers"]) for row in rows), default=1)
    figure.update_xaxes(range=[0, max(most, 1) * _ROOM_FOR_NUMBERS], showgrid=True, nticks=5)
    figure.update_yaxes(
        tickvals=[str(place) for place in range(len(rows))], ticktext=[_arrow(row) for row in rows], showgrid=False
    )
    return Picture(
        figure=figure,
        title=_title(rows).render(language),
        alt=_("Bars: people who bought one product and not yet the other, of {n} rules", n=len(rows)).render(language),
        note=note_of(
            language,
            _("{n:count} basket in all", "{n:count} baskets in all", n=result.baskets),
            _("people who have the first product and not yet the second, and what they may earn"),
            _("grey: may be due to chance"),
        ),
    )


def network(result: AssociationsResult, language: Language) -> Picture:
    """Products on a circle, joined where they go together more than by chance: the thicker, the higher the lift.

    The dot on a line, when clicked, stands for (antecedent, consequent): the direction that may earn more.
    """
    links = _links(result)
    names = list(dict.fromkeys(name for link in links for name in (link["antecedent"], link["consequent"])))
    places = {name: _place(number, len(names)) for number, name in enumerate(names)}
    strongest = max((float(link["lift"]) for link in links), default=1.0)
    figure = go.Figure()
    for link in links:
        ends = [places[link["antecedent"]], places[link["consequent"]]]
        figure.add_scatter(
            x=[x for x, _y in ends],
            y=[y for _x, y in ends],
            mode="lines",
            line={
                "width": 1 + 7 * float(link["lift"]) / strongest,
                "color": rgba(ACCENT_RGB, 0.5 if link["certain"] else 0.15),
            },
            hoverinfo="skip",
        )
    figure.add_trace(_dots(links, places, result.params.currency, language))
    figure.add_trace(_names(result, places))
    dress(figure, height=_HEIGHT)
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(visible=False, showgrid=False)
    figure.update_xaxes(range=[-2.7, 2.7])
    figure.update_yaxes(range=[-1.25, 1.25])
    return Picture(
        figure=figure,
        title=_("{n:count} pairs among {goods:count} products", goods=len(names), n=len(links)).render(language),
        alt=_("Network of {goods} products with {n} links", goods=len(names), n=len(links)).render(language),
        note=_(
            "thicker line: higher lift · larger circle: in more baskets · pale: may be due to chance · click the dot "
            "of a line for its people"
        ).render(language),
    )


def _links(result: AssociationsResult) -> list[Row]:
    """Rules between single products, each pair once, among so many products as can be drawn apart."""
    found: dict[frozenset[str], Row] = {}
    names: set[str] = set()
    for row in shown_rules(result):
        pair = frozenset((row["antecedent"], row["consequent"]))
        is_pair = row["antecedent_items"].count('"') == 2 and row["consequent_items"].count('"') == 2
        if is_pair and pair not in found and len(names | pair) <= MOST_GOODS:
            found[pair] = row
            names |= pair
    return list(found.values())


def _place(number: int, of: int) -> tuple[float, float]:
    turn = 2 * math.pi * number / max(of, 1) + math.pi / max(of, 2)
    return math.cos(turn), math.sin(turn)


def _dots(links: list[Row], places: dict[str, tuple[float, float]], currency: str, language: Language) -> go.Scatter:
    middles = [
        tuple((one + two) / 2 for one, two in zip(places[link["antecedent"]], places[link["consequent"]], strict=True))
        for link in links
    ]
    return go.Scatter(
        x=[x for x, _y in middles],
        y=[y for _x, y in middles],
        mode="markers",
        marker={"size": 13, "color": [ACCENT if link["certain"] else NEUTRAL for link in links]},
        customdata=[[link["antecedent"], link["consequent"]] for link in links],
        hovertext=[_hover(link, currency, language) for link in links],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _names(result: AssociationsResult, places: dict[str, tuple[float, float]]) -> go.Scatter:
    baskets = dict(zip(result.goods["name"], result.goods["n"], strict=True))
    most = max((int(baskets[name]) for name in places), default=1)
    return go.Scatter(
        x=[x for x, _y in places.values()],
        y=[y for _x, y in places.values()],
        mode="markers+text",
        text=[wrapped(cut(name, _NAME), _LINE) for name in places],
        textposition=["middle right" if x >= 0 else "middle left" for x, _y in places.values()],
        textfont_size=12,
        marker={"size": [10 + 22 * math.sqrt(int(baskets[name]) / most) for name in places], "color": NEUTRAL},
        cliponaxis=False,
        hovertext=[f"{escape(name, quote=False)} · {int(baskets[name])}" for name in places],
        hoverinfo="text",
    )


def _title(rows: list[Row]) -> Text:
    if not rows:
        return _("No rule holds")
    top = rows[-1]
    return _(
        "{customers:count} people bought {antecedent} and not yet {consequent}",
        customers=int(top["customers"]),
        antecedent=top["antecedent"],
        consequent=top["consequent"],
    )


def _beside(row: Row, currency: str, language: Language) -> str:
    people = format_value(int(row["customers"]), "short", language)
    amount = defined(row["net_amount"])
    if amount is None:
        return people
    return f"{people} · {format_value(Money(amount, currency), 'short_money', language)}"


def _arrow(row: Row) -> str:
    return f"{shortened(row['antecedent'], _NAME)} →<br>{shortened(row['consequent'], _NAME)}"


def _hover(row: Row, currency: str, language: Language) -> str:
    amount = defined(row["net_amount"])
    parts = [
        _(
            "<b>{antecedent} → {consequent}</b>",
            antecedent=escape(row["antecedent"], quote=False),
            consequent=escape(row["consequent"], quote=False),
        ),
        _(
            "in {n:count} of {antecedent:count} baskets: {confidence:percent} ({low:percent} – {high:percent})",
            n=int(row["n"]),
            antecedent=int(row["antecedent_n"]),
            confidence=float(row["confidence"]),
            low=float(row["confidence_low"]),
            high=float(row["confidence_high"]),
        ),
        _(
            "lift {lift:.2f} ({low:.2f} – {high:.2f})",
            lift=float(row["lift"]),
            low=float(row["lift_low"]),
            high=float(row["lift_high"]),
        ),
        _("{customers:count} people may be offered it", customers=int(row["customers"])),
    ]
    if amount is not None:
        parts.append(_("may earn about {amount:money}", amount=Money(amount, currency)))
    return "<br>".join(part.render(language) for part in parts)
