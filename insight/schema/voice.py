"""What people said: survey answers and feedback."""

from insight.i18n import _
from insight.schema.shared import AT, BRAND, CUSTOMER_REF, DURATION_S, EMAIL, PHONE, PRODUCT_ID, RESPONSE_ID, SURVEY
from insight.schema.table import Column, Kind, Table

SURVEY_RESPONSES = Table(
    "survey_responses",
    _("Survey responses"),
    row=_("a response"),
    key=(
        "survey",
        "response_id",
    ),
    columns=(
        RESPONSE_ID.must_be(),
        SURVEY,
        Column("submitted_at", Kind.TIME, _("Submitted at"), _("when it was sent in, shop time")),
        DURATION_S,
        Column("source", Kind.TEXT, _("Source"), _("how the respondent came")),
        Column("weight", Kind.NUMBER, _("Weight"), _("how many people the response stands for")),
        Column(
            "respondent_ref",
            Kind.ID,
            _("Respondent"),
            _("the survey tool's name of the respondent"),
            names_person="source",
        ),
        PHONE,
        EMAIL,
    ),
)

SURVEY_ANSWERS = Table(
    "survey_answers",
    _("Survey answers"),
    row=_("one answer"),
    key=(
        "survey",
        "response_id",
        "question_no",
        "answer",
    ),
    columns=(
        RESPONSE_ID.must_be(),
        SURVEY,
        Column("question_no", Kind.TEXT, _("Question number"), _("number of the question"), required=True),
        Column("question", Kind.TEXT, _("Question"), _("the question as asked")),
        Column("question_type", Kind.TEXT, _("Question type"), _("single, multiple, scale, matrix or open")),
        Column("answer", Kind.TEXT, _("Answer"), _("one chosen option, or the text")),
    ),
)

FEEDBACK = Table(
    "feedback",
    _("Feedback"),
    row=_("one utterance"),
    key=("feedback_id",),
    columns=(
        Column("feedback_id", Kind.ID, _("Feedback number"), _("number of the utterance"), required=True),
        Column("kind", Kind.TEXT, _("Kind"), _("review, chat, ticket, post or interview")),
        CUSTOMER_REF,
        Column("author", Kind.TEXT, _("Author"), _("name shown with the text")),
        AT,
        Column("text", Kind.TEXT, _("Text"), _("what was said"), required=True),
        Column("rating", Kind.NUMBER, _("Rating"), _("stars or points given")),
        PRODUCT_ID,
        BRAND,
        Column("likes", Kind.COUNT, _("Likes"), _("how many liked it")),
        Column("reply", Kind.TEXT, _("Reply"), _("what was answered")),
    ),
)
