-- One row: one distinct set of names that a source's customer list uses for a person.
CREATE OR REPLACE TEMP TABLE named_customers AS
WITH named AS (
    SELECT
        source_key,
        source_system,
        source_system || ':' || coalesce(source_customer_id, member_no) AS account,
        CASE WHEN source_customer_id IS NOT NULL THEN source_system || ':' || member_no END AS member,
        wechat_unionid AS unionid,
        source_system || ':' || wechat_openid AS openid,
        external_userid AS external,
        phone,
        email,
        second_phone,
        second_email,
        coalesce(name, nickname) AS name
    FROM newest_customers
),
own AS (
    SELECT
        named.*,
        CASE WHEN coalesce(account, unionid, openid, external, phone, email) IS NULL THEN source_key END AS own_row
    FROM named
)
SELECT
    source_key,
    source_system,
    account,
    member,
    unionid,
    openid,
    external,
    phone,
    email,
    second_phone,
    second_email,
    own_row,
    name,
    md5_number_lower(concat_ws(chr(31), source_system, coalesce(account, ''), coalesce(member, ''),
        coalesce(unionid, ''), coalesce(openid, ''), coalesce(external, ''),
        coalesce(phone, ''), coalesce(email, ''), '', coalesce(own_row, ''), coalesce(name, ''), second_phone, second_email)) AS identity_key
FROM own
