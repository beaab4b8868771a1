"""The rules, one module a subject."""

from insight.audience.rules.clusters import CLUSTERS
from insight.audience.rules.consents import CONSENTS
from insight.audience.rules.contact import CONTACT
from insight.audience.rules.coupons import COUPONS
from insight.audience.rules.events import EVENTS
from insight.audience.rules.feedback import FEEDBACK
from insight.audience.rules.lists import LISTS
from insight.audience.rules.numbers import NUMBERS
from insight.audience.rules.order_details import ORDER_DETAILS
from insight.audience.rules.orders import ORDERS
from insight.audience.rules.people import PEOPLE
from insight.audience.rules.points import POINTS
from insight.audience.rules.products import PRODUCTS
from insight.audience.rules.rfm import RFM
from insight.audience.rules.stage import STAGE
from insight.audience.rules.surveys import SURVEYS
from insight.audience.rules.tags import TAGS
from insight.audience.rules.touches import TOUCHES
from insight.audience.rules.traits import TRAITS

DECLARED = (
    *ORDERS,
    *ORDER_DETAILS,
    *PRODUCTS,
    *RFM,
    *STAGE,
    *PEOPLE,
    *TAGS,
    *TRAITS,
    *CLUSTERS,
    *CONTACT,
    *POINTS,
    *COUPONS,
    *EVENTS,
    *SURVEYS,
    *FEEDBACK,
    *TOUCHES,
    *CONSENTS,
    *LISTS,
    *NUMBERS,
)
"""Every rule there is."""
