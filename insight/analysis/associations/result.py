"""Which products go together, who is behind each rule, and how it was computed."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import ClassVar

import pandas as pd

from insight.analysis.associations import findings as sentences
from insight.analysis.associations.bundles import BUNDLES
from insight.analysis.associations.cells import cells
from insight.analysis.associations.method import DEFINITION, LIMITS
from insight.analysis.associations.params import AssociationsParams
from insight.analysis.associations.statements import HELD, MEMBERS, NAMES
from insight.analysis.associations.tables import RESULT_COLUMNS as _COLUMNS
from insight.analysis.associations.tables import worth_saying
from insight.errors import ParameterError
from insight.i18n import _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociationsResult:
    """`baskets` are counted, `baskets_left_out` hold too many products (the largest `largest`), `single_baskets` one.

    `goods_known` products were sold, `goods_nameless` of them without a name, `goods_twice` under another code too
    (`twice_example`: the name of one). `first_on`, `last_on`: days of the first and the last line looked at.
    `rules`: antecedent, consequent (names), support, confidence with confidence_low and confidence_high (Wilson), lift
    with lift_low and lift_high, leverage, conviction (inf where the rule never fails), n (baskets with both sides),
    antecedent_n, consequent_n, customers (bought the antecedent, not yet all of the consequent), net_amount (what they
    may earn), bundle_amount (what a basket pays for both sides on average; nan where no amounts are known), certain,
    is_redundant, antecedent_items, consequent_items (codes, lists in JSON). What can be relied on comes first, then by
    net_amount. `goods`: item, name, n (baskets), share, customers, amount (paid a basket) of frequent products.
    `bundles`, what to sell together, the best first: goods, antecedent (what leads to it), consequent, n (baskets with
    both), left (with the first side only), customers (of that rule), usual_amount, lowest_amount (below it the bundle
    costs more than it brings), price (halfway), discount, takers and extra_amount of 30 days with their ends by the
    interval of the confidence, bundle_items (codes, a list in JSON).
    """

    COLUMNS: ClassVar[Declared] = {**_COLUMNS, "bundles": BUNDLES}

    params: AssociationsParams
    baskets: int
    baskets_left_out: int
    single_baskets: int
    largest: int
    goods_known: int
    goods_nameless: int
    goods_twice: int
    twice_example: str
    first_on: dt.date
    last_on: dt.date
    rules: pd.DataFrame
    goods: pd.DataFrame
    bundles: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the rule that may earn most first."""
        return sentences.findings(self)

    def worth_saying(self) -> pd.DataFrame:
        """Rules that can be relied on, go together more than by chance, and are not redundant."""
        return worth_saying(self.rules)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, antecedent: str, consequent: str) -> Segment:
        """Who bought everything on the first side of a rule, and not yet everything on the other.

        Sides are given as the frame `rules` names them, or by code. Raises ParameterError for a rule that is not there.
        """
        rules = self.rules
        for name, side in (("antecedent", antecedent), ("consequent", consequent)):
            rules = rules[(rules[name] == side) | (rules[f"{name}_items"].isin((side, json.dumps([side]))))]
            if rules.empty:
                raise ParameterError(name, side, _("a side of one of the rules, as they name it"))
        rule = rules.iloc[0]
        left, right = json.loads(rule["antecedent_items"]), json.loads(rule["consequent_items"])
        return Segment(
            sentence=_(
                "Bought {antecedent}, not yet {consequent}, as of {as_of:last_day}",
                antecedent=rule["antecedent"],
                consequent=rule["consequent"],
                as_of=self.params.as_of,
            ),
            statement=MEMBERS[self.params.level],
            values=self.params.values()
            | {
                "items": [*left, *right],
                "sides": ["antecedent"] * len(left) + ["consequent"] * len(right),
                "antecedent_goods": len(left),
                "consequent_goods": len(right),
            },
            as_of=self.params.as_of,
            analysis="associations",
            parameters=asdict(self.params) | {"antecedent": rule["antecedent"], "consequent": rule["consequent"]},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        level = self.params.level
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=LIMITS,
            statements=(NAMES[level], HELD[level], MEMBERS[level]),
            values=self.params.values(),
        )
