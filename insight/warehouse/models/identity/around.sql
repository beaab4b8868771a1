-- One more step outwards from the rows at hand: the identifiers on them that were not yet looked at, those that a decision
-- names together with one of them, and all rows with any of these.
CREATE OR REPLACE TEMP TABLE next_nodes AS
WITH reached AS (
    SELECT node FROM identity_links
    UNION
    SELECT node FROM nodes_around
),
named_together AS (
    SELECT others.node
    FROM reached
    JOIN decided_nodes AS decided ON decided.node = reached.node
    JOIN decided_nodes AS others ON others.decision_id = decided.decision_id
)
SELECT node
FROM (SELECT node FROM reached UNION SELECT node FROM named_together)
WHERE node NOT IN (SELECT node FROM core.hubs) AND node NOT IN (SELECT node FROM looked_at);

INSERT INTO looked_at
SELECT node
FROM next_nodes;

INSERT INTO rows_around
WITH sought AS (
    SELECT left(node, 1) AS kind, substr(node, 3) AS value
    FROM next_nodes
),
found AS (
    SELECT identity_key FROM core.identity_rows WHERE account IN (SELECT value FROM sought WHERE kind = 'a')
    UNION
    SELECT identity_key FROM core.identity_rows WHERE member IN (SELECT value FROM sought WHERE kind = 'b')
    UNION
    SELECT identity_key FROM core.identity_rows WHERE unionid IN (SELECT value FROM sought WHERE kind = 'c')
    UNION
    SELECT identity_key FROM core.identity_rows WHERE external IN (SELECT value FROM sought WHERE kind = 'd')
    UNION
    SELECT identity_key FROM core.identity_rows WHERE openid IN (SELECT value FROM sought WHERE kind = 'e')
    UNION
    SELECT identity_key FROM core.identity_rows WHERE phone IN (SELECT value FROM sought WHERE kind = 'f')
    UNION
    SELECT identity_key FROM core.identity_rows WHERE second_phone IN (SELECT value FROM sought WHERE kind = 'f')
    UNION
    SELECT identity_key FROM core.identity_rows WHERE second_email IN (SELECT value FROM sought WHERE kind = 'g')
    UNION
    SELECT identity_key
    FROM core.identity_rows
    WHERE account IS NULL AND fallback IN (SELECT value FROM sought WHERE kind = 'f')
    UNION
    SELECT named.identity_key
    FROM core.identity_rows AS named
    JOIN core.own_receiver_phones AS own ON own.account = named.account AND own.fallback = named.fallback
    WHERE own.fallback IN (SELECT value FROM sought WHERE kind = 'f')
    UNION
    SELECT identity_key FROM core.identity_rows WHERE email IN (SELECT value FROM sought WHERE kind = 'g')
    UNION
    SELECT identity_key FROM core.identity_rows WHERE own_row IN (SELECT value FROM sought WHERE kind = 'r')
    UNION
    SELECT identity_key
    FROM core.identity_rows
    WHERE identity_key IN (SELECT value::UBIGINT FROM sought WHERE kind = '0')
)
SELECT identity_key
FROM found
WHERE identity_key NOT IN (SELECT identity_key FROM rows_around)
