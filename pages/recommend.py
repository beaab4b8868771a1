"""What to offer to whom next: products by the people they are offered to, each with the reason."""

from insight.analysis.recommend import ANALYSIS, RecommendParams, recommend
from insight.charts.recommend.products import product_bars
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people
from insight.ui.recommend.controls import offers_in_words, pick_offers
from insight.ui.recommend.tables import people_bar, show_exam, show_groups, show_products, show_reasons

with page(ANALYSIS) as warehouse:
    with folded(offers_in_words(warehouse), key="offers_made"):
        params = RecommendParams(as_of=as_of(warehouse), currency=currency(warehouse), **pick_offers(warehouse))
    result = analyse(recommend, warehouse, params)
    found, language = result.findings(), state.language()
    show_verdict(found)

    show_picture(product_bars(result, language, state.recall("offer")), key="offered_goods", chooses="offer")
    people_bar(warehouse, result)
    finding_people(warehouse, result, found)
    below(
        {
            _("Was it tried out?"): lambda: show_exam(result),
            _("Next offer of each group"): lambda: show_groups(result),
            _("Offers and reasons"): lambda: show_reasons(result),
            _("All products as a table"): lambda: show_products(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="recommend_below",
    )
