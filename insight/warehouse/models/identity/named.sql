-- What the rows around a decision come to, in words. One row: an identifier and its person.
CREATE OR REPLACE TEMP TABLE node_people AS
SELECT DISTINCT links.node, format('c{:016x}', key_roots.root_key) AS customer_id
FROM identity_links AS links
JOIN key_roots ON key_roots.key = links.key;

-- One row: a set of names and the identifier that stands for it.
CREATE OR REPLACE TEMP TABLE anchors AS
SELECT identity_key, min(node) AS node
FROM identity_links
GROUP BY identity_key
