-- One row: a set of names and the person it belongs to. `roots` has the lowest identifier number of each person.
CREATE OR REPLACE TEMP TABLE assigned AS
SELECT anchors.identity_key, 'c' || substr(md5(root_node.node), 1, 16) AS customer_id
FROM anchors
JOIN numbered_nodes ON numbered_nodes.node = anchors.node
JOIN roots ON roots.node_number = numbered_nodes.node_number
JOIN numbered_nodes AS root_node ON root_node.node_number = roots.root_number;

CREATE OR REPLACE TEMP TABLE reassigned AS
SELECT identity_rows.identity_key, identity_rows.customer_id AS old_customer_id, assigned.customer_id
FROM core.identity_rows
LEFT JOIN assigned ON assigned.identity_key = identity_rows.identity_key
WHERE identity_rows.customer_id IS DISTINCT FROM assigned.customer_id;

UPDATE core.identity_rows
SET customer_id = reassigned.customer_id
FROM reassigned
WHERE reassigned.identity_key = identity_rows.identity_key
