-- One row: one distinct set of names that orders use for a person.
CREATE OR REPLACE TEMP TABLE named_orders AS
WITH named AS (
    SELECT
        order_key,
        source_system,
        source_system || ':' || buyer_ref AS account,
        phone,
        email,
        second_phone,
        second_email,
        CASE WHEN phone IS NULL AND email IS NULL THEN receiver_phone END AS fallback,
        buyer_name AS name
    FROM newest_orders
)
SELECT
    order_key,
    source_system,
    account,
    phone,
    email,
    second_phone,
    second_email,
    fallback,
    name,
    md5_number_lower(concat_ws(chr(31), source_system, coalesce(account, ''), '', '', '', '',
        coalesce(phone, ''), coalesce(email, ''), coalesce(fallback, ''), '', coalesce(name, ''), second_phone, second_email)) AS identity_key
FROM named
WHERE coalesce(account, phone, email, fallback) IS NOT NULL
