"""Whom the ids of an uploaded list mean, asked anew of the data each time: nothing is guessed, nobody is created."""

from collections.abc import Mapping

from insight.i18n import Text, _
from insight.warehouse.steps import steps

ID_KINDS: Mapping[str, Text] = {
    "any": _("Any of these"),
    "customer_id": _("Customer ID"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "account": _("Account or member number"),
    "wechat": _("WeChat or WeCom id"),
    "order": _("Order number"),
}
"""What a column of ids may hold."""

OUTCOMES: Mapping[str, Text] = {
    "found": _("found"),
    "duplicate": _("duplicate"),
    "not_found": _("not found"),
}
"""What becomes of a row; every row has exactly one."""

REASONS: Mapping[str, Text] = {
    "unknown": _("nobody in the data has this id"),
    "ambiguous": _("several people have this id: choose what kind of id it is, or use a surer one"),
    "nameless_order": _("the order is known, but it names nobody"),
    "empty": _("no id in this row"),
    "damaged": _("damaged by Excel: digits are lost; format the column as text and export again"),
    "masked": _("masked: hidden digits cannot name a person"),
}
"""Why a row was not found."""

READ = """
WITH spelled AS (
    SELECT
        source_row,
        written,
        as_id(written) AS id,
        regexp_full_match(as_id(written), '[0-9]{17,}') AS is_long,
        regexp_full_match(as_id(written), '[0-9]{15}00+') AS is_rounded
    FROM given_ids
),
habit AS (
    SELECT coalesce(avg(CASE WHEN is_long THEN CASE WHEN is_rounded THEN 1.0 ELSE 0.0 END END), 0) > 0.2 AS rounds
    FROM spelled
)
SELECT
    spelled.source_row,
    spelled.written,
    spelled.id,
    as_phone(spelled.written) AS phone,
    as_email(spelled.written) AS email,
    CASE
        WHEN spelled.id IS NULL THEN 'empty'
        WHEN is_scientific(spelled.written) OR (habit.rounds AND coalesce(spelled.is_rounded, FALSE)) THEN 'damaged'
        WHEN contains(spelled.written, '*') THEN 'masked'
    END AS problem
FROM spelled
CROSS JOIN habit
"""
"""Reads `given_ids(source_row, written)` with the macros of cleaning: one row each, `problem` None where it is an id.

As on import, a number of 17 digits and more that ends in zeros is damaged where a fifth of such numbers does.
"""

_GIVEN = steps(
    given="""
        SELECT
            rows_given.source_row,
            rows_given.written,
            rows_given.id,
            rows_given.phone,
            rows_given.email,
            rows_given.problem,
            lists.id_kind
        FROM app.uploaded_list_rows AS rows_given
        JOIN app.uploaded_lists AS lists ON lists.list_id = rows_given.list_id
        WHERE rows_given.list_id = $list_id
    """,
)

JUDGED = steps(
    usable="""
        SELECT source_row, id, phone, email, id_kind
        FROM given
        WHERE problem IS NULL
    """,
    phone_hit="""
        SELECT usable.source_row, names.customer_id, names.kind
        FROM usable
        JOIN core.identifiers AS names ON names.value = usable.phone
        WHERE usable.id_kind IN ('any', 'phone') AND names.kind IN ('phone', 'receiver_phone')
    """,
    own_phone="""
        SELECT DISTINCT source_row
        FROM phone_hit
        WHERE kind = 'phone'
    """,
    hit="""
        SELECT usable.source_row, people.customer_id, 'customer_id' AS kind
        FROM usable
        JOIN core.customers AS people ON people.customer_id = usable.id
        WHERE usable.id_kind IN ('any', 'customer_id')
        UNION ALL
        SELECT usable.source_row, orders.customer_id, 'order'
        FROM usable
        JOIN core.orders ON orders.order_id = usable.id
        WHERE usable.id_kind IN ('any', 'order') AND orders.customer_id IS NOT NULL
        UNION ALL
        SELECT phone_hit.source_row, phone_hit.customer_id, 'phone'
        FROM phone_hit
        LEFT JOIN own_phone ON own_phone.source_row = phone_hit.source_row
        WHERE phone_hit.kind = 'phone' OR own_phone.source_row IS NULL
        UNION ALL
        SELECT usable.source_row, names.customer_id, 'email'
        FROM usable
        JOIN core.identifiers AS names ON names.value = usable.email
        WHERE usable.id_kind IN ('any', 'email') AND names.kind = 'email'
        UNION ALL
        SELECT
            usable.source_row,
            names.customer_id,
            CASE WHEN names.kind IN ('account', 'member') THEN 'account' ELSE 'wechat' END
        FROM usable
        JOIN core.identifiers AS names ON names.value = usable.id
        WHERE (usable.id_kind IN ('any', 'account') AND names.kind IN ('account', 'member'))
            OR (usable.id_kind IN ('any', 'wechat') AND names.kind IN ('openid', 'unionid', 'external_userid'))
    """,
    meant="""
        SELECT source_row, min(customer_id) AS customer_id, count(DISTINCT customer_id) AS people, min(kind) AS kind
        FROM hit
        GROUP BY source_row
    """,
    nameless="""
        SELECT DISTINCT usable.source_row
        FROM usable
        JOIN core.orders ON orders.order_id = usable.id
        WHERE usable.id_kind IN ('any', 'order') AND orders.customer_id IS NULL
    """,
    judged="""
        SELECT
            given.source_row,
            given.written,
            CASE WHEN meant.people = 1 THEN meant.customer_id END AS customer_id,
            CASE WHEN meant.people = 1 THEN meant.kind END AS kind,
            coalesce(meant.people, 0) AS people,
            CASE
                WHEN given.problem IS NOT NULL THEN given.problem
                WHEN meant.people = 1 THEN NULL
                WHEN meant.people > 1 THEN 'ambiguous'
                WHEN nameless.source_row IS NOT NULL THEN 'nameless_order'
                ELSE 'unknown'
            END AS reason,
            CASE
                WHEN given.problem IS NOT NULL THEN 'row ' || given.source_row
                WHEN meant.people = 1 THEN 'person ' || meant.customer_id
                ELSE 'id ' || coalesce(given.email, given.phone, given.id)
            END AS same
        FROM given
        LEFT JOIN meant ON meant.source_row = given.source_row
        LEFT JOIN nameless ON nameless.source_row = given.source_row
    """,
    outcome="""
        SELECT
            source_row,
            written,
            customer_id,
            kind,
            people,
            reason,
            min(source_row) OVER (PARTITION BY same) AS first_row,
            CASE
                WHEN min(source_row) OVER (PARTITION BY same) < source_row THEN 'duplicate'
                WHEN reason IS NULL THEN 'found'
                ELSE 'not_found'
            END AS outcome
        FROM judged
    """,
)
"""The steps `meant` (source_row, customer_id, people: how many have the id) and `outcome`; read a step `given` of
source_row, written, id, phone, email, problem and id_kind."""

_OF_LIST = _GIVEN.then(JUDGED)

PEOPLE_ON_LIST = _OF_LIST.select("SELECT customer_id FROM outcome WHERE outcome = 'found'")
"""The people of a list, each once."""

COUNTED = _OF_LIST.select("""
SELECT outcome, CASE WHEN outcome = 'not_found' THEN reason END AS reason, count(*) AS row_count
FROM outcome
GROUP BY outcome, CASE WHEN outcome = 'not_found' THEN reason END
ORDER BY outcome, 2 NULLS FIRST
""")
"""How many rows became what, and why."""

ROWS = _OF_LIST.select("""
SELECT
    source_row,
    written,
    outcome,
    CASE WHEN outcome = 'not_found' THEN reason END AS reason,
    people,
    kind,
    customer_id,
    CASE WHEN outcome = 'duplicate' THEN first_row END AS first_row
FROM outcome
WHERE $outcome::VARCHAR IS NULL OR outcome = $outcome
ORDER BY source_row
LIMIT $rows::BIGINT OFFSET $offset::BIGINT
""")
"""Every row in the order of the file."""

_PROBED = steps(
    given="""
        SELECT source_row, written, id, phone, email, problem, $id_kind::VARCHAR AS id_kind
        FROM read_ids
    """,
)

PROBED = _PROBED.then(JUDGED).select("""
SELECT count(*) AS row_count, count(CASE WHEN reason IS NULL THEN 1 END) AS named
FROM judged
""")
"""How many of some rows name one person; reads `read_ids` instead of a list that is kept."""
