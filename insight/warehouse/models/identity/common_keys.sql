-- Identifiers on many sets of names: only they can be under many names, and most shops have none.
CREATE OR REPLACE TEMP TABLE common_keys AS
SELECT account_key AS key FROM keyed_rows GROUP BY account_key HAVING count(account_key) > $hub_names
UNION ALL
SELECT member_key FROM keyed_rows GROUP BY member_key HAVING count(member_key) > $hub_names
UNION ALL
SELECT unionid_key FROM keyed_rows GROUP BY unionid_key HAVING count(unionid_key) > $hub_names
UNION ALL
SELECT external_key FROM keyed_rows GROUP BY external_key HAVING count(external_key) > $hub_names
UNION ALL
SELECT openid_key FROM keyed_rows GROUP BY openid_key HAVING count(openid_key) > $hub_names
UNION ALL
SELECT phone_key FROM keyed_rows GROUP BY phone_key HAVING count(phone_key) > $hub_names
UNION ALL
SELECT email_key FROM keyed_rows GROUP BY email_key HAVING count(email_key) > $hub_names
