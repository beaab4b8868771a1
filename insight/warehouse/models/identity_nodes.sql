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
SELECT identity_key, 'f:' || coalesce(phone, fallback), name FROM core.identity_rows WHERE coalesce(phone, fallback) IS NOT NULL
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
