"""Find people by whatever is at hand: a name, a phone or its last digits, an address, an order number, an account."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import pandas as pd

from insight.analysis.customer.masks import mask_column, mask_values
from insight.i18n import Text, _
from insight.warehouse import Warehouse

ROWS = 50
_LONGEST = 200

MATCHES: Mapping[str, Text] = {
    "customer_id": _("customer ID"),
    "order": _("order number"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "account": _("account"),
    "name": _("name"),
    "phone_tail": _("last digits of the phone"),
    "part": _("part of the name"),
}
"""What can match, the surest first."""

_FIND = """
WITH hit AS (
    SELECT customer_id, 1 AS place, 'customer_id' AS matched, customer_id AS matched_value
    FROM core.customers
    WHERE customer_id = $text
    UNION ALL
    SELECT customer_id, 2, 'order', order_id
    FROM core.orders
    WHERE order_id = $text AND customer_id IS NOT NULL
    UNION ALL
    SELECT customer_id, 3, 'phone', value
    FROM core.identifiers
    WHERE kind IN ('phone', 'receiver_phone') AND value = $digits
    UNION ALL
    SELECT customer_id, 4, 'email', value
    FROM core.identifiers
    WHERE kind = 'email' AND (value = $lower OR ($is_address AND starts_with(value, $lower)))
    UNION ALL
    SELECT customer_id, 5, 'account', value
    FROM core.identifiers
    WHERE kind NOT IN ('phone', 'receiver_phone', 'email') AND value = $text
    UNION ALL
    SELECT customer_id, 6, 'name', name
    FROM core.identity_rows
    WHERE lower(name) = $lower AND customer_id IS NOT NULL
    UNION ALL
    SELECT customer_id, 6, 'name', nickname
    FROM core.customers
    WHERE lower(nickname) = $lower
    UNION ALL
    SELECT customer_id, 7, 'phone_tail', value
    FROM core.identifiers
    WHERE kind IN ('phone', 'receiver_phone') AND right(value, 4) = $tail
    UNION ALL
    SELECT customer_id, 7, 'phone_tail', phone_masked
    FROM core.customers
    WHERE right(phone_masked, 4) = $tail
    UNION ALL
    SELECT customer_id, 8, 'part', name
    FROM core.identity_rows
    WHERE strpos(lower(name), $lower) > 0 AND customer_id IS NOT NULL
    UNION ALL
    SELECT customer_id, 8, 'part', nickname
    FROM core.customers
    WHERE strpos(lower(nickname), $lower) > 0
),
ranked AS (
    SELECT
        customer_id,
        matched,
        matched_value,
        place,
        row_number() OVER (PARTITION BY customer_id ORDER BY place, matched_value) AS choice
    FROM hit
)
SELECT
    people.customer_id,
    people.name,
    people.nickname,
    coalesce(people.phone, people.phone_masked) AS phone,
    people.email,
    people.city,
    people.tier,
    coalesce(buyers.orders, 0) AS orders,
    buyers.last_ordered_at,
    people.sources,
    ranked.matched,
    ranked.matched_value,
    count(*) OVER () AS people_found
FROM ranked
JOIN core.customers AS people ON people.customer_id = ranked.customer_id
LEFT JOIN mart.customers AS buyers ON buyers.customer_id = ranked.customer_id
WHERE ranked.choice = 1
ORDER BY ranked.place, coalesce(buyers.orders, 0) DESC, people.customer_id
LIMIT $rows
"""

_BEST_KNOWN = """
SELECT
    people.customer_id,
    people.name,
    people.nickname,
    coalesce(people.phone, people.phone_masked) AS phone,
    people.email,
    people.city,
    people.tier,
    buyers.orders,
    buyers.last_ordered_at,
    people.sources
FROM mart.customers AS buyers
JOIN core.customers AS people ON people.customer_id = buyers.customer_id
WHERE buyers.orders > 0
ORDER BY length(people.sources) - length(replace(people.sources, ';', '')) DESC, buyers.orders DESC, people.customer_id
LIMIT $rows
"""

_DESCRIBED = """
SELECT customer_id, name, nickname, coalesce(phone, phone_masked) AS phone, email, city
FROM core.customers
WHERE customer_id IN (SELECT unnest($customer_ids::VARCHAR[]))
"""


def find(warehouse: Warehouse, text: str, *, unmasked: bool = False, rows: int = ROWS) -> pd.DataFrame:
    """The people a text may mean, the surest first, at most `rows`: customer_id, name, nickname, phone, email, city,
    tier, orders, last_ordered_at, sources, matched (a key of `MATCHES`), matched_value, people_found (of all).

    Orders and dates are those of the whole workspace, whatever day is looked at. Contacts are masked unless `unmasked`.
    """
    found = warehouse.query(_FIND, _values(text) | {"rows": rows if text.strip() else 0})
    return found if unmasked else mask_values(_masked(found), "matched", "matched_value")


def best_known(warehouse: Warehouse, *, unmasked: bool = False, rows: int = 8) -> pd.DataFrame:
    """The buyers whom most sources know, those with most orders first: the columns of `find` up to sources."""
    people = warehouse.query(_BEST_KNOWN, {"rows": rows})
    return people if unmasked else _masked(people)


def describe(warehouse: Warehouse, customer_ids: Sequence[str], *, unmasked: bool = False) -> dict[str, str]:
    """customer_id -> a line to recognise the person by: name or nickname, phone or e-mail, city."""
    people = warehouse.query(_DESCRIBED, {"customer_ids": list(customer_ids)})
    words = dict.fromkeys(customer_ids, "")
    for row in (people if unmasked else _masked(people)).to_dict("records"):
        names = [row[column] for column in ("name", "nickname") if isinstance(row[column], str)]
        contacts = [row[column] for column in ("phone", "email") if isinstance(row[column], str)]
        parts = [*names[:1], *contacts[:1], row["city"]]
        words[row["customer_id"]] = " · ".join(part for part in parts if isinstance(part, str))
    return {customer_id: text or customer_id for customer_id, text in words.items()}


def _masked(people: pd.DataFrame) -> pd.DataFrame:
    columns = ("name", "nickname", "phone", "email")
    return people.assign(**{column: mask_column(people[column], column) for column in columns})


def _values(text: str) -> dict[str, object]:
    plain = unicodedata.normalize("NFKC", text).strip().strip("'\"=").strip()[:_LONGEST]
    digits = re.sub(r"[\s\-().+]", "", plain)
    if re.fullmatch(r"(0086|86)1\d{10}", digits):
        digits = digits[-11:]
    return {
        "text": plain,
        "lower": plain.lower(),
        "digits": digits if digits.isdecimal() else None,
        "tail": plain if re.fullmatch(r"\d{4}", plain) else None,
        "is_address": len(plain) >= 3 and "@" in plain,
    }
