-- One row: a name and whom it means, within its source (is_own) or wherever it is used; NULL where it means several people.
SELECT
    TRUE AS is_own,
    source_system,
    value,
    CASE WHEN count(DISTINCT customer_id) = 1 THEN min(customer_id) END AS customer_id
FROM core.identifiers
WHERE kind IN ('account', 'member', 'openid'){among}
GROUP BY source_system, value
UNION ALL
SELECT
    FALSE,
    NULL,
    value,
    CASE
        WHEN count(DISTINCT CASE WHEN NOT is_hub AND kind <> 'receiver_phone' THEN customer_id END) = 1
            THEN min(CASE WHEN NOT is_hub AND kind <> 'receiver_phone' THEN customer_id END)
    END
FROM core.identifiers
WHERE TRUE{among}
GROUP BY value
