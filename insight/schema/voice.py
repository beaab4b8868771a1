"""What people said: survey answers and feedback."""

from insight.i18n import _
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
        Column("response_id", Kind.ID, _("Response number"), _("number of the response"), required=True),
        Column("survey", Kind.TEXT, _("Survey"), _("title of the survey")),
        Column("submitted_at", Kind.TIME, _("Submitted at"), _("when it was sent in, shop time")),
        Column("duration_s", Kind.NUMBER, _("Duration (s)"), _("seconds it took")),
        Column("source", Kind.TEXT, _("Source"), _("how the respondent came")),
        Column("weight", Kind.NUMBER, _("Weight"), _("how many people the response stands for")),
        Column(
            "respondent_ref",
            Kind.ID,
            _("Respondent"),
            _("the survey tool's name of the respondent"),
            names_person="source",
        ),
        Column(
            "phone",
            Kind.PHONE,
            _("Phone"),
            _("digits only; masked numbers stand in the masked column"),
            names_person="global",
        ),
        Column("email", Kind.EMAIL, _("E-mail"), _("address in lower case"), names_person="global"),
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
        Column("response_id", Kind.ID, _("Response number"), _("number of the response"), required=True),
        Column("survey", Kind.TEXT, _("Survey"), _("title of the survey")),
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
        Column(
            "customer_ref",
            Kind.ID,
            _("Customer number"),
            _("the source's own number of the person"),
            names_person="source",
        ),
        Column("author", Kind.TEXT, _("Author"), _("name shown with the text")),
        Column("at", Kind.TIME, _("At"), _("when it happened, shop time")),
        Column("text", Kind.TEXT, _("Text"), _("what was said"), required=True),
        Column("rating", Kind.NUMBER, _("Rating"), _("stars or points given")),
        Column("product_id", Kind.ID, _("Product number"), _("the platform's number of the product")),
        Column("brand", Kind.TEXT, _("Brand"), _("brand spoken of")),
        Column("likes", Kind.COUNT, _("Likes"), _("how many liked it")),
        Column("reply", Kind.TEXT, _("Reply"), _("what was answered")),
    ),
)
