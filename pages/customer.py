"""One person: what every source knows of them, and who they are one with."""

from dataclasses import replace

from insight.analysis.customer import ANALYSIS, CustomerParams, customer
from insight.i18n import _
from insight.ui.customer.correct import correct
from insight.ui.customer.decisions import show_decisions, show_hubs, show_suggestions
from insight.ui.customer.person import pick_unmasked, show_fields, show_header, show_identifiers, show_totals
from insight.ui.customer.search import pick_customer
from insight.ui.customer.timeline import show_timeline
from insight.ui.kit.below import below
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import in_words, page
from insight.ui.kit.method import show_method
from insight.ui.kit.role import for_analysts
from insight.ui.kit.scope import as_of, currency
from insight.ui.predict.person import show_person_forecast
from insight.ui.recommend.person import show_person_offers
from insight.ui.traits.person import show_person_traits

with page(ANALYSIS) as warehouse:
    for_analysts()
    day, money = as_of(warehouse), currency(warehouse)
    customer_id = pick_customer(warehouse)
    with in_words():
        if customer_id:
            params = CustomerParams(customer_id=customer_id, as_of=day, currency=money)
            unmasked = pick_unmasked(warehouse, params)
            params = replace(params, unmasked=unmasked)
            result = analyse(customer, warehouse, params)
            show_header(result)
            show_totals(result)
            show_verdict(result.findings())
            show_timeline(result)
            correct(warehouse, customer_id, unmasked=unmasked)
            below(
                {
                    _("Traits and tags"): lambda: show_person_traits(warehouse, customer_id),
                    _("Next offer"): lambda: show_person_offers(warehouse, params),
                    _("What to expect"): lambda: show_person_forecast(warehouse, params),
                    _("Identifiers, and who uses them"): lambda: show_identifiers(result),
                    _("Best-known fields, and who says so"): lambda: show_fields(result),
                    _("All findings"): lambda: show_findings(result.findings()),
                    _("How is this computed?"): lambda: show_method(result.method(), params),
                },
                key="customer_below",
            )
    show_suggestions(warehouse, unmasked=False)
    show_decisions(warehouse, unmasked=False)
    show_hubs(warehouse, unmasked=False)
