-- One row: two identifiers of one person, by number.
SELECT DISTINCT anchor.node_number AS anchor, other.node_number AS other
FROM joining_links
JOIN anchors ON anchors.identity_key = joining_links.identity_key AND anchors.node <> joining_links.node
JOIN numbered_nodes AS anchor ON anchor.node = anchors.node
JOIN numbered_nodes AS other ON other.node = joining_links.node
