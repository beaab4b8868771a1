-- One row: a set of names, with a number for each identifier that may join it to others.
CREATE OR REPLACE TEMP TABLE keyed_rows AS
SELECT
    named.identity_key,
    CASE WHEN decided.identity_key IS NOT NULL THEN node_key('0:' || named.identity_key) END AS row_key,
    node_key('a:' || named.account) AS account_key,
    node_key('b:' || named.member) AS member_key,
    node_key('c:' || named.unionid) AS unionid_key,
    node_key('d:' || named.external) AS external_key,
    node_key('e:' || named.openid) AS openid_key,
    node_key('f:' || coalesce(
        named.phone, CASE WHEN named.account IS NULL OR own.fallback = named.fallback THEN named.fallback END
    )) AS phone_key,
    node_key('g:' || named.email) AS email_key,
    node_key('f:' || named.second_phone) AS second_phone_key,
    node_key('g:' || named.second_email) AS second_email_key,
    node_key('r:' || named.own_row) AS own_row_key
FROM resolving_rows AS named
-- Rows without a receiver's phone need no look-up.
LEFT JOIN core.own_receiver_phones AS own
    ON own.account = CASE WHEN named.fallback IS NOT NULL THEN named.account END
LEFT JOIN decided_rows AS decided ON decided.identity_key = named.identity_key
