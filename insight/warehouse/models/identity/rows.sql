-- Names no longer used by any row, because its newest version says something else.
CREATE OR REPLACE TEMP TABLE unused_names AS
SELECT identity_key
FROM old_names
WHERE identity_key NOT IN (SELECT identity_key FROM named_orders)
    AND identity_key NOT IN (SELECT identity_key FROM named_customers)
    AND identity_key NOT IN (SELECT identity_key FROM core.orders WHERE identity_key IS NOT NULL)
    AND identity_key NOT IN (SELECT identity_key FROM core.source_customers WHERE identity_key IS NOT NULL);

-- The key stands for all the names, so one row of each key says what they are.
CREATE OR REPLACE TEMP TABLE new_names AS
WITH names AS (
    SELECT
        identity_key, source_system, account, NULL::VARCHAR AS member, NULL::VARCHAR AS unionid, NULL::VARCHAR AS openid,
        NULL::VARCHAR AS external, phone, email, second_phone, second_email, fallback, NULL::VARCHAR AS own_row, name
    FROM named_orders
    UNION ALL
    SELECT
        identity_key, source_system, account, member, unionid, openid,
        external, phone, email, second_phone, second_email, NULL::VARCHAR, own_row, name
    FROM named_customers
)
SELECT
    identity_key,
    any_value(source_system) AS source_system,
    any_value(account) AS account,
    any_value(member) AS member,
    any_value(unionid) AS unionid,
    any_value(openid) AS openid,
    any_value(external) AS external,
    any_value(phone) AS phone,
    any_value(email) AS email,
    any_value(second_phone) AS second_phone,
    any_value(second_email) AS second_email,
    any_value(fallback) AS fallback,
    any_value(own_row) AS own_row,
    any_value(name) AS name
FROM names
WHERE identity_key NOT IN (SELECT identity_key FROM core.identity_rows)
GROUP BY identity_key;

DELETE FROM core.identity_rows
WHERE identity_key IN (SELECT identity_key FROM unused_names);

INSERT INTO core.identity_rows
SELECT identity_key, source_system, account, member, unionid, openid, external, phone, email, second_phone, second_email, fallback, own_row, name, NULL
FROM new_names
