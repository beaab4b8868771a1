-- One row a person as the source lists them; a person without any identifier is known by the row itself.
CREATE OR REPLACE TEMP TABLE incoming_customers AS
SELECT
    $source_system || ':' || coalesce(
        source_customer_id, member_no, external_userid, wechat_unionid, wechat_openid, phone, email,
        'row-' || md5(concat_ws(chr(31), coalesce(name, ''), coalesce(nickname, ''), coalesce(phone_masked, ''), coalesce(joined_at::VARCHAR, '')))
    ) || CASE WHEN $source_system = 'wecom' THEN coalesce('@' || owner_staff, '') ELSE '' END AS source_key,
    source_customer_id, member_no, name, nickname, phone, phone_masked, email, wechat_openid, wechat_unionid,
    external_userid, gender, birthday, province, city, country, coalesce(channel, $channel) AS channel, owner_staff,
    joined_at, tier, points, balance, tags, consent, source_row, NULL::VARCHAR AS raw_status
FROM typed_customers
WHERE source_row NOT IN (SELECT source_row FROM rejected_rows)
