CREATE OR REPLACE TEMP TABLE changed_hubs AS
SELECT node_key(coalesce(new_hubs.node, hubs.node)) AS key
FROM new_hubs
FULL JOIN core.hubs ON hubs.node = new_hubs.node
WHERE new_hubs.node IS NULL OR hubs.node IS NULL;

DELETE FROM core.hubs;

INSERT INTO core.hubs
SELECT node, names
FROM new_hubs
