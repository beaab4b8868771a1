-- duckdb: a hash that spreads evenly; read from mart.customers everywhere else, so it is worked out in one engine only.
CREATE OR REPLACE TEMP MACRO person_no(customer_id) AS (hash(customer_id) >> 1)::BIGINT
