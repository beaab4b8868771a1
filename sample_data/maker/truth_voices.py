"""The truth of what customers did and said: mini program, survey, reviews, talks; and of the competitors."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from sample_data.maker import chats, market, reviews, survey
from sample_data.maker.chats import CUSTOMER, Talk
from sample_data.maker.facts import Facts, share
from sample_data.maker.files import Table
from sample_data.maker.goods import BRAND
from sample_data.maker.mini_program import DEVICES, Action, MiniVisit
from sample_data.maker.reviews import Review
from sample_data.maker.sources import Sources
from sample_data.maker.survey import Response

_STEPS: Final[tuple[Action, ...]] = ("view", "cart", "pay")


def _funnel(viewed: int, carted: int, paid: int) -> Facts:
    return {
        "view": viewed,
        "cart": carted,
        "pay": paid,
        "view_to_cart": share(carted, viewed),
        "cart_to_pay": share(paid, carted),
    }


def _visit_funnel(visits: Iterable[MiniVisit]) -> Facts:
    """Visits with the step; within a visit a cart always follows a view, and a payment a cart."""
    looked = [visit for visit in visits if visit.did("view")]
    return _funnel(len(looked), *(sum(visit.did(action) for visit in looked) for action in ("cart", "pay")))


def _furthest(visits: list[MiniVisit]) -> int:
    """How many steps of the funnel somebody took one after the other, in whatever time and visits."""
    done = 0
    for step in sorted((step for visit in visits for step in visit.steps), key=lambda step: step.at):
        if done < len(_STEPS) and step.action == _STEPS[done]:
            done += 1
    return done


def _visitor_funnel(visits: list[MiniVisit]) -> Facts:
    per_visitor: dict[str, list[MiniVisit]] = {}
    for visit in visits:
        per_visitor.setdefault(visit.visitor, []).append(visit)
    furthest = [_furthest(each) for each in per_visitor.values()]
    return _funnel(*(sum(done >= step for done in furthest) for step in (1, 2, 3)))


def _mini_program(visits: list[MiniVisit]) -> Facts:
    steps = [step for visit in visits for step in visit.steps]
    words = Counter(step.keyword for step in steps if step.keyword)
    searches = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    strangers = {visit.stranger for visit in visits if not visit.contact}
    return {
        "events": len(steps),
        "actions": dict(sorted(Counter(step.action for step in steps).items())),
        "visits": len(visits),
        "known_visitors": len({visit.contact.phone for visit in visits if visit.contact}),
        "became_known_by_login": sum(visit.did("login") for visit in visits),
        "never_known": len(strangers),
        "funnel_of_visits": _visit_funnel(visits),
        "funnel_of_visits_by_device": {
            device: _visit_funnel(visit for visit in visits if visit.device == device) for device in DEVICES
        },
        "funnel_of_visitors": _visitor_funnel(visits),
        "searches": dict(searches),
    }


def _nps(responses: list[Response]) -> Facts:
    marks = [int(each.answers[survey.RECOMMEND]) for each in responses]
    promoters, detractors = sum(mark >= 9 for mark in marks), sum(mark <= 6 for mark in marks)
    return {
        "responses": len(marks),
        "promoters": promoters,
        "passives": len(marks) - promoters - detractors,
        "detractors": detractors,
        "nps": round(100 * (promoters - detractors) / len(marks), 2),
    }


def _is_fast(response: Response) -> bool:
    return response.duration_s < survey.FAST_BELOW_S


def _has_one_mark(response: Response) -> bool:
    return len({response.answers[aspect] for aspect in survey.MATRIX}) == 1


def _by_group(responses: list[Response], question: str, options: tuple[str, ...]) -> Facts:
    """Answers of those whom a phone names: three valid orders or more, against exactly one."""
    groups: dict[str, Callable[[int], bool]] = {
        "three_or_more_orders": lambda orders: orders >= survey.FREQUENT_FROM,
        "one_order": lambda orders: orders == 1,
    }
    facts: Facts = {}
    for name, belongs in groups.items():
        here = [each for each in responses if each.named and belongs(len(each.contact.valid_orders))]
        given = Counter(each.answers[question] for each in here)
        facts[name] = {"responses": len(here), **{option: given[option] for option in options}}
    return facts


def _survey(responses: list[Response]) -> Facts:
    named = [each.contact.phone for each in responses if each.named]
    careful = [each for each in responses if not _is_fast(each)]
    recommend = [float(each.answers[survey.RECOMMEND]) for each in careful]
    return {
        "with_a_phone": len(named),
        "people_named": len(set(named)),
        "faster_than_20_seconds": len(responses) - len(careful),
        "one_mark_for_all_aspects": sum(map(_has_one_mark, responses)),
        "planted_straight_liners": sum(each.manner == "straight" for each in responses),
        "nps_of_all": _nps(responses),
        "nps_without_the_fast": _nps(careful),
        "correlation_with_recommending_without_the_fast": {
            aspect: round(statistics.correlation([float(each.answers[aspect]) for each in careful], recommend), 3)
            for aspect in survey.MATRIX
        },
        "differs_benefit": _by_group(responses, survey.BENEFIT, survey.BENEFITS),
        "no_difference_rhythm": _by_group(responses, survey.RHYTHM, survey.RHYTHMS),
    }


# Words that mislead a count of good and bad words: phrase -> whether it is praise.
MISLEADING: Final = {
    "一点也不油腻": True,
    "没有泛红也不刺痛": True,
    "一点都不慢": True,
    "没有漏液": True,
    "不算贵": True,
    "并没有觉得保湿": False,
    "不是说次日达吗": False,
    "不耐心": False,
    "客服态度非常差差差差": False,
}


def _leaks(written: list[Review]) -> Facts:
    cream = [each for each in written if each.good.sku == reviews.LEAK_SKU]
    facts: Facts = {"product_id": reviews.product_id(cream[0].good), "first_order_on": str(reviews.LEAK_FROM)}
    for name, is_after in (("reviewed_before", False), ("reviewed_from_then_on", True)):
        here = [each for each in cream if (each.at.date() >= reviews.LEAK_FROM) is is_after]
        leaking = sum(reviews.LEAK in each.text for each in here)
        facts[name] = {"reviews": len(here), "leaking": leaking, "rate": share(leaking, len(here))}
    return facts


def _reviews(written: list[Review]) -> Facts:
    opinions = Counter(opinion for each in written for opinion in each.opinions)
    labels = Counter(each.label for each in written)
    return {
        "reviews": len(written),
        "labels": {label: labels[label] for label in ("好评", "中评", "差评")},
        "nothing_said": sum(each.text == reviews.NOTHING_SAID for each in written),
        "with_more_said_later": sum(bool(each.more) for each in written),
        "topics": {
            topic: {"praise": opinions[topic, True], "complaints": opinions[topic, False]} for topic in reviews.PRAISE
        },
        "mentioning_敏感肌": sum("敏感肌" in each.text for each in written),
        "misleading_phrases": {
            phrase: {"reviews": sum(phrase in each.text for each in written), "is_praise": is_praise}
            for phrase, is_praise in MISLEADING.items()
        },
        "leaking_cream": _leaks(written),
        "products": {reviews.product_id(each.good): f"{each.good.sku} {each.good.name}" for each in written},
    }


def _customer_says(talk: Talk) -> str:
    return "\n".join(text for sender, _, text in talk.messages if sender == CUSTOMER)


def _talks(talks: list[Talk]) -> Facts:
    topics = Counter(talk.topic for talk in talks)
    said = [_customer_says(talk) for talk in talks]
    everything = ["\n".join(text for _, _, text in talk.messages) for talk in talks]
    first, last = chats.BUSY
    return {
        "talks": len(talks),
        "messages": sum(len(talk.messages) for talk in talks),
        "with_a_phone": sum(talk.has_phone for talk in talks),
        "topics": {topic: topics[topic] for topic in chats.SCRIPTS},
        "complaints_from_0920_to_1012": sum(
            talk.topic == "投诉" and first <= talk.messages[0][1] < last for talk in talks
        ),
        "mentioning_敏感肌": sum("敏感肌" in text for text in everything),
        "customer_says_敏感肌": sum("敏感肌" in text and "不是敏感肌" not in text for text in said),
        "customer_denies_敏感肌": sum("不是敏感肌" in text for text in said),
        "only_staff_says_敏感肌": sum(
            "敏感肌" in text and "敏感肌" not in own for text, own in zip(everything, said, strict=True)
        ),
    }


def _market(table: Table) -> Facts:
    cream = [row for row in table.rows if row["商品"] == "面霜"]
    last = [row for row in cream if row["采集日期"] == market.DATES[-1]]
    own = next(float(row["价格(元)"]) for row in last if row["品牌"] == BRAND)
    others = [float(row["价格(元)"]) for row in last if row["品牌"] != BRAND]
    return {
        "facts": len(table.rows),
        "cream_price": own,
        "median_cream_price_of_others": statistics.median(others),
        "cream_rating": {row["采集日期"]: float(row["评分"]) for row in cream if row["品牌"] == BRAND},
    }


def voices(sources: Sources) -> Facts:
    return {
        "mini_program": _mini_program(sources.visits),
        "survey": _survey(sources.responses),
        "reviews": _reviews(sources.reviews),
        "chats": _talks(sources.talks),
        "market": _market(sources.market),
    }
