-- One row: a name that means exactly one person within its source.
CREATE OR REPLACE TEMP TABLE own_names AS
SELECT source_system, value, min(customer_id) AS customer_id
FROM core.identifiers
WHERE kind IN ('account', 'member', 'openid') AND customer_id IS NOT NULL
GROUP BY source_system, value
HAVING count(DISTINCT customer_id) = 1;

-- One row: a name that means exactly one person wherever it is used.
CREATE OR REPLACE TEMP TABLE any_names AS
SELECT value, min(customer_id) AS customer_id
FROM core.identifiers
WHERE customer_id IS NOT NULL AND NOT is_hub AND kind <> 'receiver_phone'
GROUP BY value
HAVING count(DISTINCT customer_id) = 1
