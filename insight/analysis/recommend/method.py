"""How offers are made, in words."""

from insight.i18n import _

DEFINITION = (
    _(
        "Everybody is offered the products that speak most for them: of the products they bought (the last {most}), "
        "the weights of the products that go with each are added up, by the method that did best in the exam.",
        most=20,
    ),
    _(
        "A method whose exam does not show that it beats best sellers is never used: then everybody is offered best "
        "sellers, and the list says so."
    ),
    _(
        "People of whom too little is known are offered the best sellers of everybody, of their channel or of their "
        "category, whichever did best in the exam; people without an order what newcomers begin with most often, "
        "unless the exam shows that best sellers hit more of what people buy first. Each row says so."
    ),
)
