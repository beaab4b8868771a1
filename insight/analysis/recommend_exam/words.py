"""What the methods are called."""

from collections.abc import Mapping

from insight.i18n import Text, _

METHODS: Mapping[str, Text] = {
    "popular": _("Best sellers"),
    "popular_channel": _("Best sellers of the person's channel"),
    "popular_category": _("Best sellers of the category bought last"),
    "items": _("Bought by the same people"),
    "factors": _("Tastes in common"),
    "rules": _("Bought together"),
    "content": _("Like what they bought"),
}


def called(method: str) -> Text:
    """A method that is not one of ours goes by its own name."""
    return METHODS.get(method, _("{name}", name=method))
