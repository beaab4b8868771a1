-- A receiver's phone names the buyer where the buyer has no other name, or where the account always sends to that one phone
-- and no other account of the source does. One row: such a phone with its account.
CREATE OR REPLACE TEMP TABLE own_receiver_phones AS
WITH pairs AS (
    SELECT DISTINCT source_system, account, fallback
    FROM core.identity_rows
    WHERE account IS NOT NULL AND fallback IS NOT NULL
),
counted AS (
    SELECT
        account,
        fallback,
        count(*) OVER (PARTITION BY account) AS phones,
        count(*) OVER (PARTITION BY source_system, fallback) AS accounts
    FROM pairs
)
SELECT account, fallback
FROM counted
WHERE phones = 1 AND accounts = 1;

-- One row: one identifier on one set of names. The first letter ranks the kinds: the best known name anchors the person.
CREATE OR REPLACE TEMP TABLE identity_links AS
SELECT identity_key, 'a:' || account AS node, name FROM core.identity_rows WHERE account IS NOT NULL
UNION ALL
SELECT identity_key, 'b:' || member, name FROM core.identity_rows WHERE member IS NOT NULL
UNION ALL
SELECT identity_key, 'c:' || unionid, name FROM core.identity_rows WHERE unionid IS NOT NULL
UNION ALL
SELECT identity_key, 'd:' || external, name FROM core.identity_rows WHERE external IS NOT NULL
UNION ALL
SELECT identity_key, 'e:' || openid, name FROM core.identity_rows WHERE openid IS NOT NULL
UNION ALL
SELECT identity_key, 'f:' || phone, name FROM core.identity_rows WHERE phone IS NOT NULL
UNION ALL
SELECT identity_key, 'f:' || fallback, name FROM core.identity_rows WHERE fallback IS NOT NULL AND account IS NULL
UNION ALL
SELECT named.identity_key, 'f:' || named.fallback, named.name
FROM core.identity_rows AS named
JOIN own_receiver_phones AS own ON own.account = named.account AND own.fallback = named.fallback
UNION ALL
SELECT identity_key, 'g:' || email, name FROM core.identity_rows WHERE email IS NOT NULL
UNION ALL
SELECT identity_key, 'r:' || own_row, name FROM core.identity_rows WHERE own_row IS NOT NULL;

DELETE FROM core.hubs;

INSERT INTO core.hubs
SELECT node, count(DISTINCT name)
FROM identity_links
WHERE node LIKE 'f:%' OR node LIKE 'g:%'
GROUP BY node
HAVING count(DISTINCT name) > $hub_names;

CREATE OR REPLACE TEMP TABLE joining_links AS
SELECT identity_key, node
FROM identity_links
WHERE node NOT IN (SELECT node FROM core.hubs);

CREATE OR REPLACE TEMP TABLE anchors AS
SELECT identity_key, min(node) AS node
FROM joining_links
GROUP BY identity_key;

CREATE OR REPLACE TEMP TABLE numbered_nodes AS
SELECT node, row_number() OVER (ORDER BY node) - 1 AS node_number
FROM (SELECT DISTINCT node FROM joining_links)
