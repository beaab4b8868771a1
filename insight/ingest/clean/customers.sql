-- One row a person as the source lists them, known by the source's own number, else by a contact, else by the row itself.
-- A number or contact that stands with different contacts, or on two members of staff, is written on rows of their own, so
-- that none overwrites another: whether they are one person is for the rule of persons to say.
CREATE OR REPLACE TEMP TABLE incoming_customers AS
WITH listed AS (
    SELECT
        coalesce(
            source_customer_id, member_no, external_userid, wechat_unionid, wechat_openid, phone, email,
            'row-' || md5(concat_ws(chr(31), coalesce(name, ''), coalesce(nickname, ''), coalesce(phone_masked, ''), coalesce(joined_at::VARCHAR, '')))
        ) AS known_by,
        coalesce(source_customer_id, member_no, external_userid, wechat_unionid, wechat_openid) IS NULL AS is_by_contact,
        typed_customers.*
    FROM typed_customers
    WHERE source_row NOT IN (SELECT source_row FROM rejected_rows)
),
shared AS (
    SELECT known_by
    FROM listed
    GROUP BY known_by
    HAVING count(*) > 1 AND (
        min(phone) <> max(phone) OR min(email) <> max(email) OR min(owner_staff) <> max(owner_staff)
        OR (bool_and(is_by_contact) AND min(name) <> max(name))
    )
)
SELECT
    $source_system || ':' || listed.known_by
        || CASE WHEN $source_system = 'wecom' THEN coalesce('@' || owner_staff, '')
            WHEN shared.known_by IS NOT NULL THEN '@' || substr(md5(concat_ws(
                chr(31), coalesce(phone, ''), coalesce(email, ''), coalesce(owner_staff, ''),
                CASE WHEN is_by_contact THEN coalesce(name, '') ELSE '' END
            )), 1, 12)
            ELSE '' END AS source_key,
    source_customer_id, member_no, name, nickname, coalesce(phone, second_phone) AS phone, phone_masked,
    coalesce(email, second_email) AS email, CASE WHEN phone IS NOT NULL THEN second_phone END AS second_phone,
    CASE WHEN email IS NOT NULL THEN second_email END AS second_email, wechat_openid,
    wechat_unionid, external_userid, gender, birthday, province, city, country, coalesce(channel, $channel) AS channel,
    owner_staff, joined_at, tier, points, balance, tags, consent, source_row, NULL::VARCHAR AS raw_status
FROM listed
LEFT JOIN shared ON shared.known_by = listed.known_by
