"""One phone in two forms within a file: 0812 3456 7801 at home is +62 812 3456 7801 from abroad."""

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.clean.decided import Decided
from insight.schema import TABLES
from insight.warehouse import Session

_COLUMNS = ("phone", "receiver_phone")
_ANY = """
SELECT count(*)
FROM "typed_{table}"
WHERE "{column}" LIKE '0%' OR ("{column}" LIKE '8%' AND length("{column}") = 11)
"""
_FORMS = """
CREATE OR REPLACE TEMP TABLE phone_forms AS
WITH known AS (
    SELECT DISTINCT "{column}" AS phone FROM "typed_{table}" WHERE "{column}" IS NOT NULL
),
at_home AS (
    SELECT phone, substr(phone, 2) AS own
    FROM known
    WHERE (phone LIKE '0%' AND length(phone) >= 10) OR (phone LIKE '8%' AND length(phone) = 11)
),
ends AS (
    SELECT phone, right(phone, length(phone) - codes.digits) AS own
    FROM known, (VALUES (0), (1), (2), (3)) AS codes(digits)
    WHERE phone NOT LIKE '0%' AND length(phone) - codes.digits >= 9
)
SELECT at_home.phone, min(ends.phone) AS abroad
FROM at_home
JOIN ends ON ends.own = at_home.own AND ends.phone <> at_home.phone
WHERE at_home.phone LIKE '0%' OR ends.phone = '7' || at_home.own
GROUP BY 1
HAVING count(DISTINCT ends.phone) = 1
"""
_ROWS = 'SELECT count(*) FROM "typed_{table}" WHERE "{column}" IN (SELECT phone FROM phone_forms)'
_TURNED = """
UPDATE "typed_{table}"
SET "{column}" = phone_forms.abroad
FROM phone_forms
WHERE phone_forms.phone = "typed_{table}"."{column}"
"""


def one_form(session: Session, name: str, decided: Decided) -> list[Assumption]:
    """Phones that another row writes with the number of the country take that form, which is said.

    A 0 before the number, or the 8 that Russia dials, stands for the country at home; of two countries none is taken.
    """
    found = []
    for column in _COLUMNS:
        names = {"table": name, "column": column}
        is_here = column in TABLES[name].column_names and decided.is_filled(name, column)
        if not is_here or not session.scalar(_ANY.format(**names)):
            continue
        session.execute(_FORMS.format(**names))
        if rows := int(session.scalar(_ROWS.format(**names))):
            session.execute(_TURNED.format(**names))
            said = _("other rows write the same numbers with that of the country: they are taken for one")
            found.append(Assumption("phone_forms", "one", said, column=decided.header(name, column), rows=rows))
    return found
