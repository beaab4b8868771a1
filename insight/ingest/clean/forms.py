"""How cells of each kind are read: what the plain form is, what it says, the full reading, and why there is no value.

Expressions of SQL; `{x}` stands for the text. What is not said here is said by the macros (macros.sql).
"""

from insight.schema import Kind

_PLAIN_TIME = (
    "strlen({x}) = 19 AND {x} < '25' AND try_cast({x} AS TIMESTAMP)::VARCHAR = {x}",
    "substr({x}, 5, 1) IN ('-', '/') AND substr({x}, 8, 1) IN ('-', '/') AND {x} < '25' "
    "AND strlen({x}) <= 19 AND right({x}, 1) BETWEEN '0' AND '9' AND NOT contains(substr({x}, 11), '-') "
    "AND NOT contains({x}, '+') AND try_cast({x} AS TIMESTAMP) IS NOT NULL",
)
IS_PLAIN: dict[Kind, tuple[str, ...]] = {
    Kind.ID: (
        "NOT $rounded AND {x} NOT IN ('null', 'NULL', 'None', 'nan', 'NaN') AND regexp_full_match({x}, "
        r"'[0-9A-Za-z#_][0-9A-Za-z#_-]*|\p{{L}}[\p{{L}}\p{{N}}_*-]*|="
        "\"[0-9A-Za-z_-]+\"|[''\t][0-9A-Za-z_-]+|[0-9A-Za-z_-]+\t')",
    ),
    Kind.TEXT: (r"regexp_full_match({x}, '(?s)[^\s\p{{Z}}\p{{Cf}}nN0—–=-](.*[^\s\p{{Z}}\p{{Cf}}])?')",),
    Kind.PHONE: ("regexp_full_match({x}, '1[3-9][0-9]{{9}}')",),
    Kind.EMAIL: (r"regexp_full_match({x}, '[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]+')",),
    Kind.MONEY: ("NOT $decimal_comma AND try_cast({x} AS DECIMAL(18,2)) IS NOT NULL",),
    Kind.NUMBER: ("NOT $decimal_comma AND isfinite(try_cast({x} AS DOUBLE))",),
    Kind.TIME: _PLAIN_TIME,
    Kind.DATE: _PLAIN_TIME,
}
"""When a text is in the plain form, the commonest first; a kind that is not here has few different texts, and each is
read in full."""

KNOWN_PLAIN = {
    Kind.ID: (
        "CASE WHEN starts_with({x}, '=') THEN substr({x}, 3, length({x}) - 3) "
        "WHEN starts_with({x}, '''') OR starts_with({x}, '\t') THEN substr({x}, 2) "
        "WHEN suffix({x}, '\t') THEN substr({x}, 1, length({x}) - 1) ELSE {x} END"
    ),
    Kind.TEXT: "{x}",
    Kind.PHONE: "{x}",
    Kind.EMAIL: "{x}",
    Kind.MONEY: "try_cast({x} AS DECIMAL(18,2))",
    Kind.NUMBER: "try_cast({x} AS DOUBLE)",
    Kind.TIME: "try_cast({x} AS TIMESTAMP)",
    Kind.DATE: "try_cast({x} AS TIMESTAMP)::DATE",
}
"""The same of a text that is known to be in the plain form, because it is not among the others: nothing is checked."""

FULL = {
    Kind.ID: (
        "CASE WHEN NOT is_scientific({x}) AND NOT ($rounded AND regexp_full_match(as_id({x}), '[0-9]{{15}}00+')) "
        "THEN as_id({x}) END"
    ),
    Kind.PHONE: "as_phone({x})",
    Kind.EMAIL: "as_email({x})",
    Kind.GENDER: "as_gender({x})",
    Kind.MONEY: "as_money({x}, $decimal_comma)",
    Kind.NUMBER: "as_number({x}, $decimal_comma)",
    Kind.COUNT: "as_count({x})",
    Kind.TIME: "moment",
    Kind.DATE: "moment::DATE",
    Kind.FLAG: "as_flag({x})",
}
FULL_TEXT = "as_text({x})"
FULL_BY_NAME = {
    ("feedback", "rating"): "as_rating({x}, $decimal_comma)",
    ("events", "duration_s"): "as_seconds({x}, $decimal_comma)",
    ("survey_responses", "duration_s"): "as_seconds({x}, $decimal_comma)",
    ("metric_daily", "value"): "coalesce(as_number({x}, $decimal_comma), as_seconds({x}, $decimal_comma))",
    ("market", "at"): "coalesce(as_month({x}), moment)",
}
"""Readings of single columns, where the kind does not say enough."""

PROBLEM = {
    Kind.MONEY: "CASE WHEN NOT is_blank({x}) THEN 'not_money' END",
    Kind.NUMBER: "CASE WHEN NOT is_blank({x}) THEN 'not_a_number' END",
    Kind.COUNT: "CASE WHEN NOT is_blank({x}) THEN 'not_a_number' END",
    Kind.TIME: "CASE WHEN NOT is_blank({x}) THEN 'not_a_time' END",
    Kind.DATE: "CASE WHEN NOT is_blank({x}) THEN 'not_a_date' END",
    Kind.ID: "CASE WHEN is_scientific({x}) THEN 'id_scientific' WHEN as_id({x}) IS NOT NULL THEN 'id_rounded' END",
    Kind.PHONE: "CASE WHEN is_scientific({x}) THEN 'phone_scientific' WHEN is_lost_phone({x}) THEN 'not_a_phone' END",
    Kind.EMAIL: "CASE WHEN contains({x}, '@') AND NOT contains({x}, '*') THEN 'not_an_email' END",
}
"""Why a text without a value is a problem; of a kind that is not here any text will do."""

PLACES = {"province": ("as_province({x})", "province_of({x})"), "city": ("as_city({x})", "as_city(city_of({x}))")}
"""Province and city: read from their own column, or else from a whole address."""
