-- A receiver's phone names the buyer where the buyer has no other name, or where the account always sends to that one phone
-- and no other account of the source does. One row: such a phone with its account.
DELETE FROM core.own_receiver_phones;

INSERT INTO core.own_receiver_phones
WITH pairs AS (
    SELECT DISTINCT source_system, account, fallback
    FROM core.identity_rows
    WHERE account IS NOT NULL AND fallback IS NOT NULL
),
counted AS (
    SELECT
        account,
        fallback,
        count(*) OVER (PARTITION BY account) AS phones,
        count(*) OVER (PARTITION BY source_system, fallback) AS accounts
    FROM pairs
)
SELECT account, fallback
FROM counted
WHERE phones = 1 AND accounts = 1
