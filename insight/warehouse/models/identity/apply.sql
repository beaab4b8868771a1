UPDATE core.identity_rows
SET customer_id = reassigned.customer_id
FROM reassigned
WHERE reassigned.identity_key = identity_rows.identity_key
    AND identity_rows.customer_id IS DISTINCT FROM reassigned.customer_id
