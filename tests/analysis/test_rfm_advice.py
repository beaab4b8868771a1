"""Every group says what to do, in both languages."""

from insight.analysis.rfm import GROUPS
from insight.analysis.rfm.advice import ADVICE


def test_every_group_of_both_schemes_says_what_to_do() -> None:
    assert list(ADVICE) == [*(key for key in GROUPS if not key.startswith(("key_", "general_"))), *list(GROUPS)[:8]]
    assert len({advice.render("zh_CN") for advice in ADVICE.values()}) == len(GROUPS) == 19


def test_nobody_is_told_to_give_the_best_customers_a_discount() -> None:
    assert ADVICE["champions"].render("zh_CN").endswith("不用靠折扣")
    assert "control group" in ADVICE["dormant"].render("en")
