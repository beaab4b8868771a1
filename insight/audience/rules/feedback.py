"""What people said: reviews, chats, tickets, posts."""

from insight.audience.rule import Fact, Rule
from insight.fields import Choices, Days, Whole, Word
from insight.i18n import _

_DAYS = Days(name="days", label=_("Days"), default=365)
_LAST = Fact(
    """
SELECT chosen.customer_id, max(feedback.at) AS fact
FROM chosen
JOIN core.feedback ON feedback.customer_id = chosen.customer_id
WHERE feedback.at < $as_of::DATE
GROUP BY chosen.customer_id
""",
    _("last heard of {fact:day}"),
)

FEEDBACK = (
    Rule(
        name="said_something",
        subject="feedback",
        label=_("Spoke up lately"),
        sentence=_("{kinds} from them within the last {days:count} days"),
        negation=_("not {kinds} from them within the last {days:count} days"),
        fields=(
            Choices(
                name="kinds",
                label=_("Kinds"),
                options={
                    "review": _("a review"),
                    "chat": _("a chat"),
                    "ticket": _("a ticket"),
                    "post": _("a post"),
                    "interview": _("an interview"),
                },
            ),
            _DAYS,
        ),
        fact=_LAST,
        statement="""
SELECT DISTINCT customer_id
FROM core.feedback AS said
WHERE customer_id IS NOT NULL
    AND said.at < $as_of::DATE
    AND said.at >= $as_of::DATE - $days::INTEGER
    AND kind IN (SELECT unnest($kinds::VARCHAR[]))
""",
    ),
    Rule(
        name="rated",
        subject="feedback",
        label=_("Rated"),
        sentence=_("rated {span} within the last {days:count} days"),
        negation=_("did not rate {span} within the last {days:count} days"),
        fields=(
            Whole(name="least", label=_("Lowest rating"), most=100, default=1),
            Whole(name="most", label=_("Highest rating"), most=100, default=3),
            _DAYS,
        ),
        fact=_LAST,
        statement="""
SELECT DISTINCT customer_id
FROM core.feedback AS said
WHERE customer_id IS NOT NULL
    AND said.at < $as_of::DATE
    AND said.at >= $as_of::DATE - $days::INTEGER
    AND rating BETWEEN $least AND $most
""",
    ),
    Rule(
        name="mentioned",
        subject="feedback",
        label=_("Mentioned a word"),
        sentence=_("mentioned “{word}” within the last {days:count} days"),
        negation=_("did not mention “{word}” within the last {days:count} days"),
        fields=(Word(name="word", label=_("Word mentioned")), _DAYS),
        fact=_LAST,
        statement="""
SELECT DISTINCT customer_id
FROM core.feedback AS said
WHERE customer_id IS NOT NULL
    AND said.at < $as_of::DATE
    AND said.at >= $as_of::DATE - $days::INTEGER
    AND strpos(lower(text), lower($word)) > 0
""",
    ),
)
