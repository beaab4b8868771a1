-- One row: a name that means one person within its source.
CREATE OR REPLACE TEMP VIEW own_names AS
SELECT source_system, value, customer_id
FROM names_now
WHERE is_own AND customer_id IS NOT NULL;

-- One row: a name that somebody has, and the one person it means wherever it is used.
CREATE OR REPLACE TEMP VIEW any_names AS
SELECT value, customer_id
FROM names_now
WHERE NOT is_own
