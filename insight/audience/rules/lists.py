"""Uploaded lists of ids as conditions: the people found on them, with the data as they are now."""

from insight.audience.rule import Rule
from insight.fields import Whole
from insight.i18n import _
from insight.warehouse.id_matching import PEOPLE_ON_LIST

ON_LIST = "on_list"

LISTS = (
    Rule(
        name=ON_LIST,
        subject="lists",
        label=_("On an uploaded list"),
        sentence=_("on the uploaded list “{list_id}”"),
        negation=_("not on the uploaded list “{list_id}”"),
        fields=(Whole(name="list_id", label=_("Uploaded list"), least=1),),
        statement=PEOPLE_ON_LIST,
    ),
)
