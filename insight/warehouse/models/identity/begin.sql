CREATE OR REPLACE TEMP TABLE nodes_around AS
SELECT DISTINCT node
FROM given_nodes;

CREATE OR REPLACE TEMP TABLE looked_at AS
SELECT node
FROM given_nodes
WHERE FALSE;

CREATE OR REPLACE TEMP TABLE changed_hubs AS
SELECT 0::UBIGINT AS key
WHERE FALSE;

CREATE OR REPLACE TEMP TABLE rows_around AS
SELECT identity_key
FROM core.identity_rows
WHERE customer_id IN (SELECT customer_id FROM given_people);

CREATE OR REPLACE TEMP VIEW resolving_rows AS
SELECT identity_key, account, member, unionid, openid, external, phone, email, second_phone, second_email, fallback,
    own_row, name, customer_id
FROM core.identity_rows
WHERE identity_key IN (SELECT identity_key FROM rows_around)
