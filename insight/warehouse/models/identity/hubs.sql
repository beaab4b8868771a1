-- Identifiers of too many: a phone or an e-mail under many different names, or any identifier under many different
-- identifiers of another kind (a shop's phone on many accounts, a till's account with many phones). They join nobody.
CREATE OR REPLACE TEMP TABLE new_hubs AS
WITH common_row AS (
    SELECT common_keys.key, keyed.identity_key
    FROM keyed_rows AS keyed JOIN common_keys ON common_keys.key = keyed.account_key
    UNION ALL
    SELECT common_keys.key, keyed.identity_key
    FROM keyed_rows AS keyed JOIN common_keys ON common_keys.key = keyed.member_key
    UNION ALL
    SELECT common_keys.key, keyed.identity_key
    FROM keyed_rows AS keyed JOIN common_keys ON common_keys.key = keyed.unionid_key
    UNION ALL
    SELECT common_keys.key, keyed.identity_key
    FROM keyed_rows AS keyed JOIN common_keys ON common_keys.key = keyed.external_key
    UNION ALL
    SELECT common_keys.key, keyed.identity_key
    FROM keyed_rows AS keyed JOIN common_keys ON common_keys.key = keyed.openid_key
    UNION ALL
    SELECT common_keys.key, keyed.identity_key
    FROM keyed_rows AS keyed JOIN common_keys ON common_keys.key = keyed.phone_key
    UNION ALL
    SELECT common_keys.key, keyed.identity_key
    FROM keyed_rows AS keyed JOIN common_keys ON common_keys.key = keyed.email_key
),
named_row AS (
    SELECT
        CASE common_row.key // 1152921504606846976
            WHEN 1 THEN 'a:' || named.account
            WHEN 2 THEN 'b:' || named.member
            WHEN 3 THEN 'c:' || named.unionid
            WHEN 4 THEN 'd:' || named.external
            WHEN 5 THEN 'e:' || named.openid
            WHEN 6 THEN 'f:' || coalesce(named.phone, named.fallback)
            WHEN 7 THEN 'g:' || named.email
        END AS node,
        named.account,
        named.member,
        named.unionid,
        named.external,
        named.openid,
        named.phone,
        named.email,
        named.name
    FROM common_row
    JOIN core.identity_rows AS named ON named.identity_key = common_row.identity_key
),
counted AS (
    SELECT
        node,
        greatest(
            count(DISTINCT CASE WHEN node LIKE 'f:%' OR node LIKE 'g:%' THEN name END),
            count(DISTINCT CASE WHEN node NOT LIKE 'a:%' THEN account END),
            count(DISTINCT CASE WHEN node NOT LIKE 'b:%' THEN member END),
            count(DISTINCT CASE WHEN node NOT LIKE 'c:%' THEN unionid END),
            count(DISTINCT CASE WHEN node NOT LIKE 'd:%' THEN external END),
            count(DISTINCT CASE WHEN node NOT LIKE 'e:%' THEN openid END),
            count(DISTINCT CASE WHEN node NOT LIKE 'f:%' THEN phone END),
            count(DISTINCT CASE WHEN node NOT LIKE 'g:%' THEN email END)
        ) AS names
    FROM named_row
    GROUP BY node
)
SELECT node, names
FROM counted
WHERE names > $hub_names
