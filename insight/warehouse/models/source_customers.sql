INSERT INTO core.source_customers
SELECT
    {columns},
    identity_rows.customer_id,
    named_customers.identity_key
FROM newest_customers AS netted
LEFT JOIN named_customers ON named_customers.source_key = netted.source_key
LEFT JOIN core.identity_rows ON identity_rows.identity_key = named_customers.identity_key
