-- One row: one identifier in words on one set of names, for the few rows around a decision; `key` is its number.
CREATE OR REPLACE TEMP TABLE identity_links AS
WITH link AS (
    SELECT identity_key, '0:' || identity_key AS node
    FROM resolving_rows
    WHERE identity_key IN (SELECT identity_key FROM decided_rows)
    UNION ALL
    SELECT identity_key, 'a:' || account FROM resolving_rows WHERE account IS NOT NULL
    UNION ALL
    SELECT identity_key, 'b:' || member FROM resolving_rows WHERE member IS NOT NULL
    UNION ALL
    SELECT identity_key, 'c:' || unionid FROM resolving_rows WHERE unionid IS NOT NULL
    UNION ALL
    SELECT identity_key, 'd:' || external FROM resolving_rows WHERE external IS NOT NULL
    UNION ALL
    SELECT identity_key, 'e:' || openid FROM resolving_rows WHERE openid IS NOT NULL
    UNION ALL
    SELECT identity_key, 'f:' || phone FROM resolving_rows WHERE phone IS NOT NULL
    UNION ALL
    SELECT identity_key, 'f:' || fallback FROM resolving_rows WHERE fallback IS NOT NULL AND account IS NULL
    UNION ALL
    SELECT named.identity_key, 'f:' || named.fallback
    FROM resolving_rows AS named
    JOIN core.own_receiver_phones AS own ON own.account = named.account AND own.fallback = named.fallback
    UNION ALL
    SELECT identity_key, 'g:' || email FROM resolving_rows WHERE email IS NOT NULL
    UNION ALL
    SELECT identity_key, 'f:' || second_phone FROM resolving_rows WHERE second_phone IS NOT NULL
    UNION ALL
    SELECT identity_key, 'g:' || second_email FROM resolving_rows WHERE second_email IS NOT NULL
    UNION ALL
    SELECT identity_key, 'r:' || own_row FROM resolving_rows WHERE own_row IS NOT NULL
)
SELECT identity_key, node, node_key(node) AS key
FROM link
WHERE node NOT IN (SELECT node FROM core.hubs)
