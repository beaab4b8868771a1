-- One row: a set of names and the person it belongs to, whose id is the lowest number of their identifiers.
CREATE OR REPLACE TEMP TABLE assigned AS
SELECT identity_key, format('c{:016x}', root_key) AS customer_id
FROM row_roots;

-- Sets of names that change hands, and those whose person is shown otherwise because an identifier became a hub or ceased
-- to be one.
CREATE OR REPLACE TEMP TABLE reassigned AS
WITH shown_otherwise AS (
    SELECT keyed.identity_key FROM keyed_rows AS keyed JOIN changed_hubs ON changed_hubs.key = keyed.account_key
    UNION
    SELECT keyed.identity_key FROM keyed_rows AS keyed JOIN changed_hubs ON changed_hubs.key = keyed.member_key
    UNION
    SELECT keyed.identity_key FROM keyed_rows AS keyed JOIN changed_hubs ON changed_hubs.key = keyed.unionid_key
    UNION
    SELECT keyed.identity_key FROM keyed_rows AS keyed JOIN changed_hubs ON changed_hubs.key = keyed.external_key
    UNION
    SELECT keyed.identity_key FROM keyed_rows AS keyed JOIN changed_hubs ON changed_hubs.key = keyed.openid_key
    UNION
    SELECT keyed.identity_key FROM keyed_rows AS keyed JOIN changed_hubs ON changed_hubs.key = keyed.phone_key
    UNION
    SELECT keyed.identity_key FROM keyed_rows AS keyed JOIN changed_hubs ON changed_hubs.key = keyed.email_key
)
SELECT named.identity_key, named.customer_id AS old_customer_id, assigned.customer_id
FROM resolving_rows AS named
LEFT JOIN assigned ON assigned.identity_key = named.identity_key
LEFT JOIN shown_otherwise ON shown_otherwise.identity_key = named.identity_key
WHERE named.customer_id IS DISTINCT FROM assigned.customer_id OR shown_otherwise.identity_key IS NOT NULL
