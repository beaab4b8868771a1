-- Names no longer used by any row, because its newest version says something else.
CREATE OR REPLACE TEMP TABLE unused_names AS
SELECT identity_key
FROM old_names
WHERE identity_key NOT IN (SELECT identity_key FROM named_orders)
    AND identity_key NOT IN (SELECT identity_key FROM named_customers)
    AND identity_key NOT IN (SELECT identity_key FROM core.orders WHERE identity_key IS NOT NULL)
    AND identity_key NOT IN (SELECT identity_key FROM core.source_customers WHERE identity_key IS NOT NULL);

CREATE OR REPLACE TEMP TABLE new_names AS
WITH names AS (
    SELECT DISTINCT
        identity_key, source_system, account, NULL::VARCHAR AS member, NULL::VARCHAR AS unionid, NULL::VARCHAR AS openid,
        NULL::VARCHAR AS external, phone, email, fallback, NULL::VARCHAR AS own_row, name
    FROM named_orders
    UNION
    SELECT DISTINCT
        identity_key, source_system, account, member, unionid, openid,
        external, phone, email, NULL::VARCHAR, own_row, name
    FROM named_customers
)
SELECT names.*
FROM names
WHERE identity_key NOT IN (SELECT identity_key FROM core.identity_rows);

DELETE FROM core.identity_rows
WHERE identity_key IN (SELECT identity_key FROM unused_names);

INSERT INTO core.identity_rows
SELECT identity_key, source_system, account, member, unionid, openid, external, phone, email, fallback, own_row, name, NULL
FROM new_names
