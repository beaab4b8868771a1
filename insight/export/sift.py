"""Who of a segment may be on a list for contacting people, and the one reason why somebody may not."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

import pyarrow as pa

from insight.export.choices import ListChoices
from insight.govern import STANDING_TODAY
from insight.i18n import Language, Text, _
from insight.segments import Segment
from insight.warehouse import Warehouse
from insight.warehouse.steps import steps

Reason = Literal["denied", "withdrawn", "unclear", "never_asked", "touched", "duplicate_phone", "unreachable"]
REASONS_IN_ORDER: tuple[Reason, ...] = get_args(Reason)
"""A person for whom several hold is left out for the first of them."""

REASON_WORDS: Mapping[Reason, Text] = MappingProxyType(
    {
        "denied": _("Said no"),
        "withdrawn": _("Withdrew their consent"),
        "unclear": _("Said something that nobody has decided on yet"),
        "never_asked": _("Never asked for this purpose"),
        "touched": _("Contacted a short while ago"),
        "duplicate_phone": _("Same phone as another person"),
        "unreachable": _("No way to reach them"),
    }
)

_BOUGHT = """
SELECT
    chosen.customer_id,
    NULL::VARCHAR AS reason,
    NULL::VARCHAR AS kept_customer_id,
    lately.customer_id IS NOT NULL AS has_bought,
    NULL::VARCHAR AS words,
    NULL::VARCHAR AS said,
    NULL::VARCHAR AS told_by,
    NULL::VARCHAR AS via
FROM chosen
LEFT JOIN (
    SELECT DISTINCT customer_id
    FROM mart.purchases
    WHERE ordered_at >= $bought_since::DATE AND ordered_at < $as_of::DATE
) AS lately ON lately.customer_id = chosen.customer_id
"""

_STEPS = steps(
    will="""
        -- One row: one person with a statement, where they stand on this purpose, and if they ever refused another.
        SELECT
            customer_id,
            max(CASE WHEN purpose = $purpose THEN status END) AS status,
            max(CASE WHEN purpose = $purpose AND is_unclear THEN 1 ELSE 0 END) AS is_unclear,
            max(CASE WHEN status <> 'granted' THEN 1 ELSE 0 END) AS has_refused,
            max(CASE WHEN purpose = $purpose THEN words END) AS words,
            max(CASE WHEN purpose = $purpose THEN said END) AS said,
            max(CASE WHEN purpose = $purpose THEN coalesce(source_file, source_system) END) AS told_by,
            max(CASE WHEN purpose = $purpose THEN via END) AS via
        FROM standing
        GROUP BY customer_id
    """,
    touched="""
        SELECT DISTINCT customer_id
        FROM core.touches
        WHERE sent_at >= $touched_since::DATE
            AND sent_at < $day::DATE
            AND coalesce(arm, 'treated') <> 'control'
            AND coalesce(delivered, TRUE)
    """,
    spent="""
        SELECT takings.customer_id, sum(takings.net_amount) AS net_amount
        FROM mart.takings
        JOIN chosen ON chosen.customer_id = takings.customer_id
        WHERE takings.currency = $currency AND takings.taken_at < $as_of::DATE
        GROUP BY takings.customer_id
    """,
    lately="""
        SELECT DISTINCT customer_id
        FROM mart.purchases
        SEMI JOIN chosen ON chosen.customer_id = purchases.customer_id
        WHERE ordered_at >= $bought_since::DATE AND ordered_at < $as_of::DATE
    """,
    person="""
        SELECT
            chosen.customer_id,
            people.phone,
            coalesce(spent.net_amount, 0) AS net_amount,
            lately.customer_id IS NOT NULL AS has_bought,
            CASE $way
                WHEN 'phone' THEN people.phone IS NOT NULL
                WHEN 'wecom' THEN coalesce(people.has_wecom, FALSE)
                ELSE coalesce(people.has_wecom, FALSE) OR coalesce(people.phone, people.email) IS NOT NULL
            END AS is_reachable,
            CASE
                WHEN will.is_unclear = 1 THEN 'unclear'
                WHEN will.status IN ('denied', 'withdrawn') THEN will.status
                WHEN will.status IS NULL AND (NOT $has_basis OR coalesce(will.has_refused, 0) = 1) THEN 'never_asked'
                WHEN touched.customer_id IS NOT NULL THEN 'touched'
            END AS reason,
            CASE WHEN will.status IN ('denied', 'withdrawn') THEN will.words END AS words,
            CASE WHEN will.status IN ('denied', 'withdrawn') THEN will.said END AS said,
            CASE WHEN will.status IN ('denied', 'withdrawn') THEN will.told_by END AS told_by,
            CASE WHEN will.status IN ('denied', 'withdrawn') THEN will.via END AS via
        FROM chosen
        LEFT JOIN core.customers AS people ON people.customer_id = chosen.customer_id
        LEFT JOIN will ON will.customer_id = chosen.customer_id
        LEFT JOIN touched ON touched.customer_id = chosen.customer_id
        LEFT JOIN spent ON spent.customer_id = chosen.customer_id
        LEFT JOIN lately ON lately.customer_id = chosen.customer_id
    """,
    phone_owner="""
        -- One row: one phone of people who may be contacted, and the one of them who is kept.
        SELECT phone, customer_id
        FROM (
            SELECT
                phone,
                customer_id,
                row_number() OVER (
                    PARTITION BY phone ORDER BY is_reachable DESC, net_amount DESC, customer_id
                ) AS place
            FROM person
            WHERE reason IS NULL AND phone IS NOT NULL
        )
        WHERE place = 1
    """,
)

_SIFTED = """
SELECT
    person.customer_id,
    CASE
        WHEN person.reason IS NOT NULL THEN person.reason
        WHEN phone_owner.customer_id <> person.customer_id THEN 'duplicate_phone'
        WHEN NOT person.is_reachable THEN 'unreachable'
    END AS reason,
    CASE
        WHEN person.reason IS NULL AND phone_owner.customer_id <> person.customer_id THEN phone_owner.customer_id
    END AS kept_customer_id,
    person.has_bought,
    person.words,
    person.said,
    person.told_by,
    person.via
FROM person
LEFT JOIN phone_owner ON phone_owner.phone = person.phone
"""

SIFTED = STANDING_TODAY.then(_STEPS).select(_SIFTED)
"""One row a person of `chosen`: customer_id, reason (NULL: may be contacted), kept_customer_id, has_bought, and of a
refusal its words, what was said, the file that told it and by which name of the person (via)."""


def reason_words(reason: Reason, choices: ListChoices) -> Text:
    """Why somebody is not on this list."""
    if reason == "touched":
        return _("Contacted in the last {days} days", days=choices.touch_days)
    return REASON_WORDS[reason]


VIA_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "former": _("by a name they had before"),
        "shared": _("by a phone or number that many people share"),
        "mask": _("by a hidden number that may be theirs"),
    }
)


def refusal_words(rows: pa.Table, language: Language) -> pa.Array:
    """Of everybody who refused the words as written, where they stand, and by which name they speak of the person."""
    told = list(zip(*(rows[name].to_pylist() for name in ("words", "said", "told_by", "via")), strict=True))
    sentences = {each: _refusal(*each).render(language) for each in dict.fromkeys(told) if each[1]}
    return pa.array([sentences.get(each) for each in told], pa.string())


def _refusal(words: str, said: str, told_by: str, via: str) -> Text:
    about = f"{words}: {said}" if words and words != said else said
    if via in VIA_WORDS:
        return _("“{words}” in {file}, {via}", words=about, file=told_by, via=VIA_WORDS[via])
    return _("“{words}” in {file}", words=about, file=told_by)


def contact_day(segment: Segment, at: dt.datetime) -> dt.date:
    """The first day whose statements and contacts are not known yet: the day after the export, or the segment's as-of
    day where that is later. A list of a past day must not reach anybody who has said no since."""
    return max(segment.as_of, at.date() + dt.timedelta(days=1))


def sift(warehouse: Warehouse, segment: Segment, choices: ListChoices, *, currency: str, at: dt.datetime) -> pa.Table:
    """One row a person of the segment, in no order: customer_id, reason (of `REASONS_IN_ORDER`; null for those who may
    be on the list), kept_customer_id (with duplicate_phone: who is on the list with that phone), has_bought (an order
    that counts in the `window_days` before the segment's as-of day, in any currency), and of a refusal words, said,
    told_by, via.

    Of people who share a phone the one with the highest net amount is kept, then the first by customer_id. A list for
    internal analysis leaves nobody out.
    """
    day = contact_day(segment, at)
    values = {
        "as_of": segment.as_of,
        "day": day,
        "bought_since": segment.as_of - dt.timedelta(days=choices.window_days),
        "touched_since": day - dt.timedelta(days=choices.touch_days),
        "purpose": choices.purpose,
        "has_basis": choices.basis is not None,
        "way": choices.form.way,
        "currency": currency,
    }
    statement = SIFTED if choices.is_contact else _BOUGHT
    return warehouse.about(segment.statement, segment.values, statement, values)
