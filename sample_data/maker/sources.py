"""What the brand knows of its customers beside orders and lists, and the exports it comes in."""

from __future__ import annotations

from dataclasses import dataclass

from sample_data.maker import campaigns, chats, consents, events, market, points, referrals, reviews, survey
from sample_data.maker.campaigns import Touch
from sample_data.maker.chats import Talk
from sample_data.maker.consents import Statement
from sample_data.maker.contacts import Contact, make_contacts
from sample_data.maker.files import Table
from sample_data.maker.identity import Found
from sample_data.maker.mini_program import MiniVisit, make_mini_visits
from sample_data.maker.orders import Order
from sample_data.maker.people import Person
from sample_data.maker.points import Change
from sample_data.maker.referrals import Referral
from sample_data.maker.reviews import Review
from sample_data.maker.survey import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that happened around the orders; each list in time order."""

    contacts: list[Contact]
    visits: list[MiniVisit]
    responses: list[Response]
    statements: list[Statement]
    touches: list[Touch]
    ledger: list[Change]
    reviews: list[Review]
    talks: list[Talk]
    referrals: list[Referral]
    market: Table

    def tables(self) -> list[Table]:
        return [
            events.table(self.visits),
            survey.table(self.responses),
            *campaigns.tables(self.touches),
            points.table(self.ledger),
            reviews.table(self.reviews),
            chats.table(self.talks),
            referrals.table(self.referrals),
            consents.table(self.statements),
            self.market,
        ]


def make_sources(people: list[Person], orders: list[Order], found: list[Found], customers: Table) -> Sources:
    """Around people and orders that are settled: nothing here changes them. `customers` is the Youzan list."""
    contacts = make_contacts(people, found, customers)
    visits = make_mini_visits(contacts)
    statements = consents.make_statements(contacts)
    return Sources(
        contacts=contacts,
        visits=visits,
        responses=survey.make_responses(contacts),
        statements=statements,
        touches=campaigns.make_touches(contacts, statements),
        ledger=points.make_ledger(contacts, visits),
        reviews=reviews.make_reviews(orders),
        talks=chats.make_talks(contacts),
        referrals=referrals.make_referrals(contacts),
        market=market.table(),
    )
