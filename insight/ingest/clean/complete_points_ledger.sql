-- Points that came and points that went in columns of their own are one change.
UPDATE typed_points_ledger
SET delta = coalesce(as_number(earned, FALSE), 0) - abs(coalesce(as_number(burned, FALSE), 0))
WHERE delta IS NULL AND coalesce(as_number(earned, FALSE), as_number(burned, FALSE)) IS NOT NULL;

-- Where no number of the file has a sign, the word beside it says whether points came or went.
UPDATE typed_points_ledger
SET delta = -delta
WHERE delta > 0 AND NOT EXISTS (SELECT 1 FROM typed_points_ledger AS others WHERE others.delta < 0) AND (
    kind IN ('burn', 'expire')
    OR (coalesce(kind, '') NOT IN ('earn', 'burn', 'expire') AND regexp_matches(lower(raw_word), '抵扣|兑换|消耗|扣减|扣除|支出|过期|失效|清零|到期|expir|redeem|spen[dt]|burn|deduct')
        AND NOT regexp_matches(lower(raw_word), '退|返|撤|取消|revers|refund|return|cancel'))
);

-- Where the balance fell by as much as the number says, points went. Of changes of one moment nobody knows which came first, and
-- files begin with the newest as often as with the oldest.
UPDATE typed_points_ledger
SET delta = -delta
WHERE delta > 0 AND kind IS DISTINCT FROM 'earn' AND source_row IN (
    SELECT source_row
    FROM (
        SELECT
            source_row,
            delta,
            balance_after,
            lag(balance_after) OVER person AS balance_before,
            lag("at") OVER person < "at" AS is_later,
            lag("at", 2) OVER person = lag("at") OVER person AS is_unsure
        FROM typed_points_ledger
        WINDOW person AS (PARTITION BY coalesce(customer_ref, phone) ORDER BY "at", source_row)
    )
    WHERE is_later AND is_unsure IS NOT TRUE AND balance_before - balance_after = delta
);

UPDATE typed_points_ledger
SET kind = CASE
    WHEN delta <= 0 AND regexp_matches(lower(concat_ws(' ', kind, raw_word, reason)), '过期|失效|清零|到期|expir') THEN 'expire'
    WHEN delta < 0 THEN 'burn'
    WHEN delta > 0 THEN 'earn'
    ELSE kind
END
WHERE delta IS NOT NULL
