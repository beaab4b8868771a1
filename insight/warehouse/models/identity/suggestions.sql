-- Pairs that probably are one person, joined by nothing exact: never joined by the program, only shown. One row: a pair.
WITH described AS (
    SELECT
        customer_id,
        nullif(lower(regexp_replace(name, '[\s·•.]', '', 'g')), '') AS plain_name,
        name LIKE '%*%' AS has_masked_name,
        nullif(regexp_replace(city, '市$', ''), '') AS plain_city,
        birthday,
        nullif(regexp_replace(phone_masked, '^.*?(\d{3})\*+(\d{4})$', '\1\2'), phone_masked) AS masked_phone
    FROM core.customers
),
known_phone AS (
    SELECT DISTINCT customer_id, value, left(right(value, 11), 3) || right(value, 4) AS masked_phone
    FROM core.identifiers
    WHERE kind = 'phone' AND NOT is_hub AND length(value) >= 11
),
-- A masked phone tells nothing new about people whose whole phone fits it.
masked_person AS (
    SELECT described.customer_id, described.plain_name, described.masked_phone
    FROM described
    LEFT JOIN known_phone AS own
        ON own.customer_id = described.customer_id AND own.masked_phone = described.masked_phone
    WHERE described.masked_phone IS NOT NULL AND own.customer_id IS NULL
),
found AS (
    SELECT masked.customer_id AS one_id, known.customer_id AS other_id, 'masked_phone_fits' AS reason
    FROM masked_person AS masked
    JOIN known_phone AS known ON known.masked_phone = masked.masked_phone
    JOIN described ON described.customer_id = known.customer_id AND left(described.plain_name, 1) = left(masked.plain_name, 1)
    UNION
    SELECT one.customer_id, other.customer_id, 'same_masked_phone'
    FROM masked_person AS one
    JOIN masked_person AS other
        ON other.masked_phone = one.masked_phone AND left(other.plain_name, 1) = left(one.plain_name, 1)
    UNION
    SELECT sender.customer_id, known.customer_id, 'receiver_phone'
    FROM core.identifiers AS sender
    JOIN known_phone AS known ON known.value = sender.value
    WHERE sender.kind = 'receiver_phone' AND NOT sender.is_hub
    UNION
    SELECT one.customer_id, other.customer_id, 'shared_contact'
    FROM core.identifiers AS one
    JOIN described AS described_one ON described_one.customer_id = one.customer_id
    JOIN core.identifiers AS other ON other.value = one.value AND other.kind = one.kind
    JOIN described AS described_other
        ON described_other.customer_id = other.customer_id AND described_other.plain_name = described_one.plain_name
    WHERE one.is_hub AND one.kind IN ('phone', 'email')
    UNION
    SELECT one.customer_id, other.customer_id, 'same_birthday'
    FROM described AS one
    JOIN described AS other ON other.plain_name = one.plain_name AND other.birthday = one.birthday
),
pair AS (
    SELECT least(one_id, other_id) AS one_id, greatest(one_id, other_id) AS other_id, reason
    FROM found
    WHERE one_id <> other_id
),
compared AS (
    SELECT
        pair.one_id,
        pair.other_id,
        max(CASE pair.reason WHEN 'receiver_phone' THEN 4 WHEN 'masked_phone_fits' THEN 3 ELSE 2 END) AS contact_weight,
        string_agg(DISTINCT pair.reason, '; ' ORDER BY pair.reason) AS reasons,
        bool_or(one.plain_name = other.plain_name AND NOT one.has_masked_name) AS has_same_name,
        bool_or(
            (one.has_masked_name OR other.has_masked_name) AND left(one.plain_name, 1) = left(other.plain_name, 1)
        ) AS has_fitting_name,
        bool_or(one.plain_city = other.plain_city) AS has_same_city
    FROM pair
    JOIN described AS one ON one.customer_id = pair.one_id
    JOIN described AS other ON other.customer_id = pair.other_id
    WHERE pair.one_id || ' ' || pair.other_id NOT IN (SELECT unnest($apart::VARCHAR[]))
    GROUP BY pair.one_id, pair.other_id
),
probable AS (
    SELECT
        one_id,
        other_id,
        reasons,
        coalesce(has_same_name, FALSE) AS has_same_name,
        coalesce(has_same_city, FALSE) AS has_same_city,
        contact_weight
        + CASE WHEN has_same_name THEN 3 ELSE 0 END
        + CASE WHEN has_same_city THEN 1 ELSE 0 END AS score
    FROM compared
    WHERE has_same_name OR (has_fitting_name AND has_same_city)
)
SELECT
    probable.one_id,
    probable.other_id,
    probable.reasons,
    probable.has_same_name,
    probable.has_same_city,
    probable.score,
    count(*) OVER () AS pairs
FROM probable
ORDER BY probable.score DESC, probable.one_id, probable.other_id
LIMIT $rows
