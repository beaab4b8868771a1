DELETE FROM core.will_words;

INSERT INTO core.will_words
SELECT words, said, will, purpose
FROM meant;

-- One row: one statement as a source wrote it; a word of a customer list counts where its column was not heard by itself.
CREATE OR REPLACE TEMP TABLE spoken_statements AS
WITH written AS (
    SELECT
        row_key::VARCHAR AS statement, consents.source_system, consents.source_file, consents.batch_id, customer_ref,
        phone, email, phone_masked, email_masked, coalesce(purpose, '–') AS words, coalesce(raw_status, status) AS said,
        consents.at AS said_at, customer_id, FALSE AS is_listed
    FROM core.consents
),
listed AS (
    SELECT
        'list ' || source_key AS statement, source_system, source_file, batch_id,
        substr(source_key, length(source_system) + 2) AS customer_ref,
        phone, email, phone_masked, NULL::VARCHAR AS email_masked, '' AS words, consent AS said, NULL::TIMESTAMP AS said_at, customer_id,
        TRUE AS is_listed
    FROM core.source_customers
    WHERE consent IS NOT NULL
)
SELECT written.*, batches.imported_at
FROM written
LEFT JOIN app.batches ON batches.batch_id = written.batch_id
UNION ALL
SELECT listed.*, batches.imported_at
FROM listed
LEFT JOIN app.batches ON batches.batch_id = listed.batch_id
LEFT JOIN written
    ON written.source_system = listed.source_system
    AND written.customer_ref = listed.customer_ref
    AND written.said = listed.said
    AND written.batch_id <= listed.batch_id
LEFT JOIN meant ON meant.words = listed.words AND meant.said = listed.said AND meant.will = 'granted'
WHERE written.statement IS NULL OR meant.said IS NOT NULL;

-- One row: one statement that is no yes.
CREATE OR REPLACE TEMP TABLE refusals AS
SELECT DISTINCT spoken_statements.*
FROM spoken_statements
JOIN meant ON meant.words = spoken_statements.words AND meant.said = spoken_statements.said
WHERE meant.will IN ('denied', 'withdrawn', 'unclear');

-- One row: one whole name that a refusal uses. `is_number`: a number of some source, not a phone or an e-mail.
CREATE OR REPLACE TEMP TABLE refusal_names AS
SELECT statement, source_system, customer_ref AS value, TRUE AS is_number
FROM refusals
WHERE customer_ref IS NOT NULL AND NOT contains(customer_ref, '*')
UNION
SELECT statement, source_system, phone, FALSE
FROM refusals
WHERE phone IS NOT NULL
UNION
SELECT statement, source_system, email, FALSE
FROM refusals
WHERE email IS NOT NULL
UNION
SELECT statement, source_system, regexp_replace(email, '[+][^@]*@', '@'), FALSE
FROM refusals
WHERE email IS NOT NULL;

CREATE OR REPLACE TEMP TABLE refusal_values AS
SELECT DISTINCT value
FROM refusal_names;

-- One row: one person and one name of theirs, of today or of a version of their row that newer ones replaced.
CREATE OR REPLACE TEMP TABLE refusing_people AS
WITH older AS (
    SELECT
        known.customer_id, staged.source_system, staged.source_customer_id, staged.member_no, staged.external_userid,
        staged.wechat_unionid, staged.wechat_openid, staged.phone, staged.email
    FROM staging.customers AS staged
    JOIN app.batches ON batches.batch_id = staged.batch_id AND batches.undone_at IS NULL
    JOIN core.source_customers AS known
        ON known.source_key = staged.source_key
        AND (known.batch_id <> staged.batch_id OR known.source_row <> staged.source_row)
)
SELECT DISTINCT customer_id, source_system, value, kind, via
FROM (
    SELECT customer_id, source_system, value, kind, CASE WHEN is_hub THEN 'shared' ELSE 'name' END AS via
    FROM core.identifiers
    UNION ALL
    -- What stands behind a plus is a note of the same mailbox.
    SELECT customer_id, source_system, regexp_replace(value, '[+][^@]*@', '@'), 'email', 'shared'
    FROM core.identifiers
    WHERE kind = 'email' AND contains(value, '+')
    UNION ALL
    -- duckdb: two lists become rows side by side. Elsewhere each name would be a selection of its own.
    SELECT
        customer_id, source_system,
        unnest([phone, email, external_userid, wechat_unionid, wechat_openid, source_customer_id, member_no]),
        unnest(['phone', 'email', 'external_userid', 'unionid', 'openid', 'account', 'member']),
        'former'
    FROM older
    UNION ALL
    SELECT customer_id, NULL, customer_id, 'person', 'name' FROM core.customers
    UNION ALL
    SELECT named.customer_id, NULL, listed.customer_id, 'person', 'former'
    FROM (SELECT DISTINCT customer_id, identity_key FROM app.export_people WHERE identity_key IS NOT NULL) AS listed
    JOIN core.identity_rows AS named ON named.identity_key = listed.identity_key
) AS named
WHERE value IN (SELECT value FROM refusal_values) AND customer_id IS NOT NULL;

-- A number of another source names everybody who has it, where nobody of its own source has it.
CREATE OR REPLACE TEMP TABLE refusal_people AS
WITH matched AS (
    SELECT
        names.statement,
        people.customer_id,
        people.via,
        CASE
            WHEN people.kind NOT IN ('account', 'member', 'openid') THEN 0
            WHEN people.source_system = names.source_system THEN 1
            ELSE 2
        END AS distance
    FROM refusal_names AS names
    JOIN refusing_people AS people ON people.value = names.value
),
own AS (
    SELECT DISTINCT statement
    FROM matched
    WHERE distance = 1
)
SELECT matched.statement, matched.customer_id, matched.via
FROM matched
LEFT JOIN own ON own.statement = matched.statement
WHERE matched.distance < 2 OR own.statement IS NULL
UNION
SELECT statement, customer_id, 'name'
FROM refusals
WHERE customer_id IS NOT NULL
UNION
SELECT refusals.statement, known.customer_id, 'name'
FROM refusals
JOIN core.source_customers AS known
    ON known.source_key = refusals.source_system || ':' || refusals.customer_ref
WHERE known.customer_id IS NOT NULL;

-- One row: one name with hidden signs, cut into what is seen at its start and at its end.
CREATE OR REPLACE TEMP TABLE refusal_masks AS
WITH hidden AS (
    SELECT statement, phone_masked AS mask FROM refusals WHERE contains(phone_masked, '*')
    UNION
    SELECT statement, email_masked FROM refusals WHERE contains(email_masked, '*')
    UNION
    SELECT statement, customer_ref FROM refusals WHERE contains(customer_ref, '*')
),
bare AS (
    SELECT
        statement,
        CASE
            WHEN contains(mask, '@') THEN lower(trim(mask))
            ELSE regexp_replace(regexp_replace(mask, '[ +()-]', '', 'g'), '^(00)?86(1[0-9*]{4,})$', '\2')
        END AS mask
    FROM hidden
)
SELECT
    statement,
    mask,
    regexp_extract(mask, '^[^*]*') AS head,
    regexp_extract(mask, '[^*]*$') AS tail,
    regexp_replace(mask, '[*]+', '%', 'g') AS form
FROM bare
WHERE length(replace(mask, '*', '')) >= 3;

CREATE OR REPLACE TEMP TABLE masked_people AS
WITH shape AS (
    SELECT DISTINCT length(head) AS head_length, length(tail) AS tail_length
    FROM refusal_masks
),
cut AS (
    SELECT
        named.customer_id, named.value, shape.head_length, shape.tail_length,
        left(named.value, shape.head_length) AS head, right(named.value, shape.tail_length) AS tail
    FROM core.identifiers AS named
    CROSS JOIN shape
    WHERE named.kind IN ('phone', 'receiver_phone', 'email', 'account', 'member')
        AND length(named.value) >= shape.head_length + shape.tail_length
)
SELECT DISTINCT masks.statement, cut.customer_id
FROM refusal_masks AS masks
JOIN cut
    ON cut.head = masks.head
    AND cut.tail = masks.tail
    AND cut.head_length = length(masks.head)
    AND cut.tail_length = length(masks.tail)
WHERE cut.value LIKE masks.form AND cut.customer_id IS NOT NULL
UNION
SELECT masks.statement, people.customer_id
FROM refusal_masks AS masks
JOIN core.customers AS people
    ON regexp_replace(people.phone_masked, '[^0-9]+', '*', 'g') = regexp_replace(masks.mask, '[^0-9]+', '*', 'g');

-- A mask beside a whole name that explains it means that person alone.
INSERT INTO refusal_people
SELECT masked.statement, masked.customer_id, 'mask'
FROM masked_people AS masked
WHERE masked.statement NOT IN (
    SELECT explained.statement
    FROM masked_people AS explained
    JOIN refusal_people AS named
        ON named.statement = explained.statement AND named.customer_id = explained.customer_id
);

DELETE FROM core.wills;

-- A yes speaks for the person it names, and for whoever has its phone or e-mail as their own.
INSERT INTO core.wills
WITH granted AS (
    SELECT spoken.*, meant.purpose
    FROM spoken_statements AS spoken
    JOIN meant ON meant.words = spoken.words AND meant.said = spoken.said
    WHERE meant.will = 'granted' AND meant.purpose IS NOT NULL
),
speaking AS (
    SELECT customer_id AS person_id, granted.*
    FROM granted
    WHERE customer_id IS NOT NULL
    UNION ALL
    SELECT known.customer_id, granted.*
    FROM granted
    JOIN core.source_customers AS known ON known.source_key = granted.source_system || ':' || granted.customer_ref
    WHERE granted.customer_id IS NULL AND known.customer_id IS NOT NULL
    UNION ALL
    SELECT people.customer_id, granted.*
    FROM granted
    JOIN core.customers AS people ON people.phone = granted.phone
    WHERE people.customer_id IS DISTINCT FROM granted.customer_id AND NOT is_listed
    UNION ALL
    SELECT people.customer_id, granted.*
    FROM granted
    JOIN core.customers AS people ON people.email = granted.email
    LEFT JOIN core.hubs ON hubs.node = 'g:' || granted.email
    WHERE people.customer_id IS DISTINCT FROM granted.customer_id AND NOT is_listed AND hubs.node IS NULL
)
SELECT
    person_id,
    purpose,
    'granted',
    FALSE,
    said_at,
    coalesce(said_at, TIMESTAMP '1000-01-01'),
    coalesce(said_at, TIMESTAMP '1000-01-01'),
    words,
    said,
    source_system,
    source_file,
    'name'
FROM speaking;

-- A list that says yes to the same question later takes its own undated no back, for the purposes of that yes.
CREATE OR REPLACE TEMP TABLE taken_back AS
SELECT yes.source_system, yes.customer_ref, yes.words, meant.purpose, max(yes.batch_id) AS batch_id
FROM spoken_statements AS yes
JOIN meant ON meant.words = yes.words AND meant.said = yes.said
WHERE yes.said_at IS NULL AND meant.will = 'granted'
GROUP BY yes.source_system, yes.customer_ref, yes.words, meant.purpose;

-- A day without a time counts to its end; a moment ahead of its import is in force since then; what is not understood weighs
-- more than everything else, until somebody has decided.
INSERT INTO core.wills
SELECT
    people.customer_id,
    meant.purpose,
    CASE meant.will WHEN 'unclear' THEN 'denied' ELSE meant.will END,
    meant.will = 'unclear',
    refusals.said_at,
    CASE
        WHEN refusals.said_at IS NULL THEN TIMESTAMP '1000-01-01'
        WHEN refusals.said_at > refusals.imported_at THEN refusals.imported_at
        ELSE refusals.said_at
    END,
    CASE
        WHEN meant.will = 'unclear' THEN TIMESTAMP '9999-12-31'
        WHEN refusals.said_at IS NULL
            THEN date_trunc('day', coalesce(refusals.imported_at, TIMESTAMP '9999-12-30')) + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND
        WHEN refusals.said_at = date_trunc('day', refusals.said_at)
            THEN refusals.said_at + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND
        ELSE refusals.said_at
    END,
    refusals.words,
    refusals.said,
    refusals.source_system,
    refusals.source_file,
    CASE WHEN people.is_named THEN 'name' ELSE people.via END
FROM (
    SELECT statement, customer_id, max(via) AS via, bool_or(via = 'name') AS is_named
    FROM refusal_people
    GROUP BY statement, customer_id
) AS people
JOIN refusals ON refusals.statement = people.statement
JOIN meant ON meant.words = refusals.words AND meant.said = refusals.said
LEFT JOIN taken_back
    ON taken_back.source_system = refusals.source_system
    AND taken_back.customer_ref = refusals.customer_ref
    AND taken_back.words = refusals.words
    AND taken_back.purpose = meant.purpose
    AND taken_back.batch_id > refusals.batch_id
    AND refusals.said_at IS NULL
    AND meant.will <> 'unclear'
WHERE meant.will IN ('denied', 'withdrawn', 'unclear') AND meant.purpose IS NOT NULL AND taken_back.batch_id IS NULL
