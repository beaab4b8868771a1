"""What people said about being contacted, put in order by one statement: which purpose each word means, whose word it
is, and which of several words counts.

Rules, the cautious one wherever there is a choice:

- A statement speaks for the person it names by customer number, and for everybody who has the phone or e-mail it names.
- A yes counts for the one purpose that its words name (first marketing, then research, then service); words that say
  what is *not* meant ("不含营销", "except …"), or nothing known, make it a yes to nothing.
- A no counts for every purpose that its words name; a no whose words are not understood, for all of them.
- The newest statement before the day counts; of statements of the same moment the stricter one.
- A customer list states a yes or no to marketing without a day. Its yes gives way to every dated statement; its no
  holds until the list says otherwise, because nobody can know that it is the older one.
"""

_HEARD = """
-- One row: what one person said at one moment in the words of one source; said_at is NULL where nobody knows when.
WITH said AS (
    SELECT customer_id, purpose AS words, status, consents.at AS said_at, source_system
    FROM core.consents
    WHERE customer_id IS NOT NULL AND consents.at < $day::DATE
    UNION ALL
    SELECT people.customer_id, consents.purpose, consents.status, consents.at, consents.source_system
    FROM core.consents
    JOIN core.customers AS people
        ON people.phone = consents.phone AND people.customer_id IS DISTINCT FROM consents.customer_id
    WHERE consents.at < $day::DATE
    UNION ALL
    SELECT people.customer_id, consents.purpose, consents.status, consents.at, consents.source_system
    FROM core.consents
    JOIN core.customers AS people
        ON people.email = consents.email
        AND people.customer_id IS DISTINCT FROM consents.customer_id
        AND people.phone IS DISTINCT FROM consents.phone
    WHERE consents.at < $day::DATE
),
listed_word AS (
    SELECT customer_id, consent, source_system, lower(replace(replace(trim(consent), '_', ' '), '-', ' ')) AS word
    FROM core.source_customers
    WHERE customer_id IS NOT NULL AND consent IS NOT NULL
),
listed AS (
    SELECT
        customer_id,
        consent AS words,
        source_system,
        CASE
            WHEN word IN (
                '是', '同意', '已同意', '接受', '已接受', '愿意', '允许', '授权', '已授权', '订阅', '已订阅', '开启',
                'yes', 'y', 'true', '1', 'granted', 'agree', 'agreed', 'accepted', 'subscribed', 'opt in', 'opted in',
                'allowed', 'consented'
            ) THEN 'granted'
            WHEN word IN (
                '否', '不同意', '未同意', '拒绝', '已拒绝', '不接受', '不愿意', '不允许', '未授权',
                'no', 'n', 'false', '0', 'denied', 'declined', 'refused', 'rejected', 'disagree', 'not subscribed'
            ) THEN 'denied'
            WHEN word IN (
                '撤回', '已撤回', '撤销', '已撤销', '退订', '已退订', '取消订阅', '取消授权', '关闭',
                'withdrawn', 'revoked', 'unsubscribed', 'opt out', 'opted out', 'suppressed'
            ) THEN 'withdrawn'
        END AS status
    FROM listed_word
),
-- One row: one way of naming a purpose, and what it is taken to mean.
named AS (
    SELECT DISTINCT words, lower(words) AS name
    FROM said
),
recognised AS (
    SELECT
        words,
        name LIKE '%不含%' OR name LIKE '%不包括%' OR name LIKE '%除外%' OR name LIKE '%非营销%' OR name LIKE '%非推广%'
            OR name LIKE '%except%' OR name LIKE '%exclud%' OR name LIKE '%without%' OR name LIKE '%non-%'
            OR name LIKE '% not %' OR name LIKE 'not %' AS is_unclear,
        name LIKE '%全部%' OR name LIKE '%所有%' OR name LIKE '%任何%' OR name IN ('all', 'any', 'everything')
            OR name LIKE 'all %' OR name LIKE 'any %' OR name LIKE '%do not contact%' AS is_all,
        name LIKE '%营销%' OR name LIKE '%推广%' OR name LIKE '%促销%' OR name LIKE '%广告%' OR name LIKE '%优惠%'
            OR name LIKE '%活动%' OR name LIKE '%上新%' OR name LIKE '%market%' OR name LIKE '%promo%'
            OR name LIKE '%advert%' OR name LIKE '%newsletter%' OR name LIKE '%offer%' OR name LIKE '%sale%'
            AS is_marketing,
        name LIKE '%调研%' OR name LIKE '%问卷%' OR name LIKE '%访谈%' OR name LIKE '%回访%' OR name LIKE '%调查%'
            OR name LIKE '%survey%' OR name LIKE '%research%' OR name LIKE '%interview%' OR name LIKE '%questionnaire%'
            AS is_survey,
        name LIKE '%服务%' OR name LIKE '%通知%' OR name LIKE '%提醒%' OR name LIKE '%推送%' OR name LIKE '%物流%'
            OR name LIKE '%发货%' OR name LIKE '%service%' OR name LIKE '%transactional%' OR name LIKE '%notif%'
            OR name LIKE '%reminder%' OR name LIKE '%order update%' OR name LIKE '%account update%' AS is_service,
        name LIKE '%分析%' OR name LIKE '%画像%' OR name LIKE '%统计%' OR name LIKE '%analy%' OR name LIKE '%profil%'
            OR name LIKE '%personali%' OR name LIKE '%cookie%' AS is_analysis
    FROM named
),
contact_purpose AS (
    SELECT 'marketing' AS purpose
    UNION ALL
    SELECT 'service'
    UNION ALL
    SELECT 'survey'
),
-- One row: one way of naming and one purpose: whether a yes in these words is a yes to it, and a no in them a no.
meant AS (
    SELECT
        recognised.words,
        contact_purpose.purpose,
        CASE
            WHEN is_unclear THEN FALSE
            WHEN is_all THEN TRUE
            WHEN is_marketing THEN contact_purpose.purpose = 'marketing'
            WHEN is_survey THEN contact_purpose.purpose = 'survey'
            WHEN is_service THEN contact_purpose.purpose = 'service'
            ELSE FALSE
        END AS is_yes_to,
        CASE
            WHEN is_unclear OR is_all THEN TRUE
            WHEN NOT (is_marketing OR is_survey OR is_service OR is_analysis) THEN TRUE
            WHEN contact_purpose.purpose = 'marketing' THEN is_marketing
            WHEN contact_purpose.purpose = 'survey' THEN is_survey
            ELSE is_service
        END AS is_no_to
    FROM recognised
    CROSS JOIN contact_purpose
),
-- One row: one statement of one person about one purpose. weighs_from is the moment that decides which one counts.
heard AS (
    SELECT
        said.customer_id,
        meant.purpose,
        said.status,
        said.said_at,
        said.said_at AS weighs_from,
        said.words,
        said.source_system
    FROM said
    JOIN meant ON meant.words = said.words
    WHERE (said.status = 'granted' AND meant.is_yes_to) OR (said.status IN ('denied', 'withdrawn') AND meant.is_no_to)
    UNION ALL
    SELECT
        customer_id,
        'marketing',
        status,
        NULL::TIMESTAMP,
        CASE WHEN status = 'granted' THEN TIMESTAMP '1000-01-01' ELSE $day::DATE::TIMESTAMP END,
        words,
        source_system
    FROM listed
    WHERE status IS NOT NULL
)"""

_STANDING = """,
placed AS (
    SELECT
        customer_id,
        purpose,
        status,
        said_at,
        words,
        source_system,
        row_number() OVER (
            PARTITION BY customer_id, purpose
            ORDER BY
                weighs_from DESC,
                CASE status WHEN 'withdrawn' THEN 1 WHEN 'denied' THEN 2 ELSE 3 END,
                said_at DESC NULLS LAST,
                words,
                source_system
        ) AS place
    FROM heard
),
-- One row: where one person stands on one purpose.
standing AS (
    SELECT customer_id, purpose, status, said_at, words, source_system
    FROM placed
    WHERE place = 1
)"""

HEARD = _HEARD
"""`WITH … heard(customer_id, purpose, status, said_at, weighs_from, words, source_system)`: every statement that says
something, before `$day`; a statement on several purposes has several rows. Also there: said, listed, meant."""

STANDING = "".join((_HEARD, _STANDING))
"""The same and `standing(customer_id, purpose, status, said_at, words, source_system)`: one row a person and purpose;
status granted, denied or withdrawn. Who has no row never said anything about that purpose."""
