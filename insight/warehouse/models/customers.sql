-- One person per row: of each field the newest value that a customer list gives, else the newest that an order gives.
CREATE OR REPLACE TEMP TABLE listed_people AS
-- duckdb: arg_max skips rows whose value is NULL; elsewhere this is max_by over a filtered set.
SELECT
    customer_id,
    arg_max(name, batch_id * 4294967296 + source_row) AS name,
    arg_max(nickname, batch_id * 4294967296 + source_row) AS nickname,
    arg_max(phone, batch_id * 4294967296 + source_row) AS phone,
    arg_max(phone_masked, batch_id * 4294967296 + source_row) AS phone_masked,
    arg_max(email, batch_id * 4294967296 + source_row) AS email,
    arg_max(gender, batch_id * 4294967296 + source_row) AS gender,
    arg_max(birthday, batch_id * 4294967296 + source_row) AS birthday,
    arg_max(province, batch_id * 4294967296 + source_row) AS province,
    arg_max(city, batch_id * 4294967296 + source_row) AS city,
    arg_max(country, batch_id * 4294967296 + source_row) AS country,
    arg_max(channel, batch_id * 4294967296 + source_row) AS channel,
    arg_max(owner_staff, batch_id * 4294967296 + source_row) AS owner_staff,
    min(joined_at) AS joined_at,
    arg_max(tier, batch_id * 4294967296 + source_row) AS tier,
    arg_max(points, batch_id * 4294967296 + source_row) AS points,
    arg_max(balance, batch_id * 4294967296 + source_row) AS balance,
    arg_max(tags, batch_id * 4294967296 + source_row) AS tags,
    arg_max(consent, batch_id * 4294967296 + source_row) AS consent,
    bool_or(source_system = 'wecom' OR external_userid IS NOT NULL) AS has_wecom
FROM core.source_customers
WHERE customer_id IN (SELECT customer_id FROM touched_people)
GROUP BY customer_id;

-- Orders of the same moment come in the order of their import.
CREATE OR REPLACE TEMP VIEW placed_orders AS
SELECT
    customer_id, buyer_name, buyer_ref, phone, receiver_phone, phone_masked, email, province, city, country, channel,
    is_valid, ordered_at,
    epoch_us(ordered_at)::HUGEINT * 18446744073709551616 + batch_id * 4294967296 + source_row AS place
FROM core.orders;

CREATE OR REPLACE TEMP TABLE ordering_people AS
SELECT
    customer_id,
    arg_max(buyer_name, place) AS name,
    arg_max(CASE WHEN buyer_ref IS NOT NULL THEN buyer_ref END, place) AS nickname,
    arg_max(phone, place) AS phone,
    arg_max(receiver_phone, place) AS receiver_phone,
    arg_max(phone_masked, place) AS phone_masked,
    arg_max(email, place) AS email,
    arg_max(province, place) AS province,
    arg_max(city, place) AS city,
    arg_max(country, place) AS country,
    arg_min(channel, place) AS channel,
    string_agg(DISTINCT channel, '; ' ORDER BY channel) AS channels,
    count(CASE WHEN is_valid THEN 1 END) AS orders,
    min(CASE WHEN is_valid THEN ordered_at END) AS first_ordered_at,
    max(CASE WHEN is_valid THEN ordered_at END) AS last_ordered_at
FROM placed_orders
WHERE customer_id IN (SELECT customer_id FROM touched_people)
GROUP BY customer_id;

CREATE OR REPLACE TEMP TABLE people_sources AS
SELECT customer_id, string_agg(DISTINCT source_system, '; ' ORDER BY source_system) AS sources
FROM core.identity_rows
WHERE customer_id IN (SELECT customer_id FROM touched_people)
GROUP BY customer_id;

DELETE FROM core.customers
WHERE customer_id IN (SELECT customer_id FROM touched_people);

INSERT INTO core.customers
SELECT
    people_sources.customer_id,
    coalesce(listed.name, ordering.name),
    coalesce(listed.nickname, ordering.nickname),
    CASE WHEN hubs.node IS NULL THEN coalesce(listed.phone, ordering.phone, ordering.receiver_phone) END,
    coalesce(listed.phone_masked, ordering.phone_masked),
    coalesce(listed.email, ordering.email),
    listed.gender,
    listed.birthday,
    coalesce(listed.province, ordering.province),
    coalesce(listed.city, ordering.city),
    coalesce(listed.country, ordering.country),
    coalesce(listed.channel, ordering.channel),
    listed.owner_staff,
    listed.joined_at,
    listed.tier,
    listed.points,
    listed.balance,
    listed.tags,
    listed.consent,
    people_sources.sources,
    coalesce(listed.has_wecom, FALSE)
FROM people_sources
LEFT JOIN listed_people AS listed ON listed.customer_id = people_sources.customer_id
LEFT JOIN ordering_people AS ordering ON ordering.customer_id = people_sources.customer_id
LEFT JOIN core.hubs ON hubs.node = 'f:' || coalesce(listed.phone, ordering.phone, ordering.receiver_phone);

DELETE FROM mart.customers
WHERE customer_id IN (SELECT customer_id FROM touched_people);

INSERT INTO mart.customers
SELECT
    people_sources.customer_id,
    coalesce(ordering.orders, 0),
    ordering.first_ordered_at,
    ordering.last_ordered_at,
    ordering.channels,
    person_no(people_sources.customer_id)
FROM people_sources
LEFT JOIN ordering_people AS ordering ON ordering.customer_id = people_sources.customer_id;

DELETE FROM mart.purchases
WHERE customer_id IN (SELECT customer_id FROM touched_people);

-- One row: an order that counts, and what came before it: `visit_no` numbers the days on which its person ordered.
-- It never looks ahead, so it is right as of any past day.
INSERT INTO mart.purchases
SELECT
    customer_id,
    order_key,
    currency,
    channel,
    ordered_at,
    net_amount,
    row_number() OVER person,
    dense_rank() OVER (PARTITION BY customer_id ORDER BY ordered_at::DATE),
    first_value(ordered_at) OVER person,
    lag(ordered_at) OVER (PARTITION BY customer_id ORDER BY ordered_at, order_key)
FROM core.orders
WHERE is_valid AND ordered_at IS NOT NULL AND customer_id IN (SELECT customer_id FROM touched_people)
WINDOW person AS (
    PARTITION BY customer_id ORDER BY ordered_at, order_key ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
);

DELETE FROM core.identifiers
WHERE customer_id IN (SELECT customer_id FROM touched_people);

INSERT INTO core.identifiers
WITH named AS (
    SELECT customer_id, 'account' AS kind, source_system, substr(account, length(source_system) + 2) AS value
    FROM core.identity_rows WHERE account IS NOT NULL
    UNION
    SELECT customer_id, 'member', source_system, substr(member, length(source_system) + 2)
    FROM core.identity_rows WHERE member IS NOT NULL
    UNION
    SELECT customer_id, 'unionid', source_system, unionid FROM core.identity_rows WHERE unionid IS NOT NULL
    UNION
    SELECT customer_id, 'external_userid', source_system, external FROM core.identity_rows WHERE external IS NOT NULL
    UNION
    SELECT customer_id, 'openid', source_system, substr(openid, length(source_system) + 2)
    FROM core.identity_rows WHERE openid IS NOT NULL
    UNION
    SELECT customer_id, 'phone', source_system, phone FROM core.identity_rows WHERE phone IS NOT NULL
    UNION
    SELECT customer_id, 'receiver_phone', source_system, fallback FROM core.identity_rows WHERE fallback IS NOT NULL
    UNION
    SELECT customer_id, 'email', source_system, email FROM core.identity_rows WHERE email IS NOT NULL
    UNION
    SELECT customer_id, 'phone', source_system, second_phone FROM core.identity_rows WHERE second_phone IS NOT NULL
    UNION
    SELECT customer_id, 'email', source_system, second_email FROM core.identity_rows WHERE second_email IS NOT NULL
)
SELECT
    named.customer_id,
    named.kind,
    named.source_system,
    named.value,
    hubs.node IS NOT NULL
FROM named
LEFT JOIN core.hubs ON hubs.node = CASE named.kind
    WHEN 'account' THEN 'a:' || named.source_system || ':'
    WHEN 'member' THEN 'b:' || named.source_system || ':'
    WHEN 'unionid' THEN 'c:'
    WHEN 'external_userid' THEN 'd:'
    WHEN 'openid' THEN 'e:' || named.source_system || ':'
    WHEN 'email' THEN 'g:'
    ELSE 'f:'
END || named.value
WHERE named.customer_id IN (SELECT customer_id FROM touched_people)
