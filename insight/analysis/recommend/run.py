"""Recommendations, run."""

from insight.analysis.personas import find_group
from insight.analysis.recommend import tables
from insight.analysis.recommend.params import RecommendParams
from insight.analysis.recommend.result import RecommendResult, only, whom_steps
from insight.analysis.recommend.statements import counted
from insight.analysis.recommend_exam import RecommendExamResult, called, recommend_exam
from insight.analysis.recommend_model.families import FAMILIES, Family
from insight.analysis.recommend_model.goods import Goods, goods
from insight.analysis.recommend_model.model import NEWCOMER, Maker, learn
from insight.analysis.rfm import LABELS as RFM
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import _
from insight.warehouse import Warehouse

LEAST_GOODS = 2


def recommend(warehouse: Warehouse, params: RecommendParams) -> RecommendResult:
    """Hold the exam, learn from everything until the day, and offer everybody what the winner says.

    Raises NotEnoughDataError where fewer than two products could be offered, ParameterError for a method that has not
    passed, and for a group that is not there.
    """
    values = params.values()
    group = None if params.people is None else find_group(warehouse, params.people, params.as_of, params.currency)
    found = goods(warehouse, values, params.level)
    if int(found.known["is_on_sale"].sum()) < LEAST_GOODS:
        raise _too_few(found, params)
    exam = recommend_exam(warehouse, params.exam())
    used = _chosen(exam, params)
    plain = exam.plain or "popular"
    makers: dict[str, Maker] = {used: FAMILIES[used]} if used else {}
    learnt = learn(warehouse, values, params.level, found, makers=makers, plains=(plain,))
    if exam.newcomers_want_best_sellers:
        learnt = learnt.without(NEWCOMER)
    whom = None if group is None else only(group.people)
    rfm = dict(RFM.values(warehouse, params.as_of, params.currency))
    bound = rfm | learnt.bound(plain, *makers) | ({} if whom is None else dict(whom.values))
    every = tables.with_basis(warehouse.query(counted(params.level, plain, whom_steps(whom)), bound))
    rows = every[every["is_by_group"].astype(bool)]
    return RecommendResult(
        params=params,
        method_used=used or plain,
        is_proved=used is not None,
        baskets_left_out=learnt.baskets_left_out,
        largest_basket=learnt.largest_basket,
        products=tables.products(rows, found),
        groups=tables.groups(rows, found.known),
        reasons=tables.reasons(every[~every["is_by_group"].astype(bool)], learnt, used),
        exam=exam.methods,
        learnt=learnt,
        plain=plain,
        whom=whom,
        rfm=rfm,
        asked=None if group is None else group.name,
        exam_findings=tuple(exam.findings()),
        **tables.totals(rows),
        **tables.goods_counts(found),
    )


def _chosen(exam: RecommendExamResult, params: RecommendParams) -> Family | None:
    """The method of personal offers; None: best sellers are offered."""
    if params.choose == "best":
        return exam.winner
    if params.choose == "popular":
        return None
    rows = exam.methods[exam.methods["method"] == params.choose]
    if rows.empty or not bool(rows["is_better"].iloc[0]):
        expected = _(
            "best, popular, or a method that has beaten best sellers in the exam; {name} has not",
            name=called(params.choose),
        )
        raise ParameterError("choose", params.choose, expected)
    return params.choose


def _too_few(found: Goods, params: RecommendParams) -> NotEnoughDataError:
    if not found.sold:
        return NotEnoughDataError(
            _("No order line names a product, so nothing can be offered"),
            _("0 products; at least 2 are needed"),
            _("Import an order detail report that names the products of each order"),
        )
    if found.sold == 1:
        return NotEnoughDataError(
            _("Only one product was sold: there is nothing to choose from"),
            _("1 product; at least 2 are needed"),
            _("Look back further, or import the order lines of the other products"),
        )
    return NotEnoughDataError(
        _("Hardly any product can be offered"),
        _(
            "Of {sold:count} products {rare:count} have fewer than {people:count} buyers and {gone:count} were not "
            "sold in the last {days} days; at least 2 others are needed",
            sold=found.sold,
            rare=found.rare,
            people=params.least_buyers,
            gone=found.gone,
            days=params.on_sale_days,
        ),
        _("Import more orders, ask for fewer buyers, or count products as on sale for longer"),
    )
