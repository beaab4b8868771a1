-- Points that came and points that went in columns of their own are one change.
UPDATE typed_points_ledger
SET delta = coalesce(as_number(earned, FALSE), 0) - abs(coalesce(as_number(burned, FALSE), 0))
WHERE delta IS NULL AND coalesce(as_number(earned, FALSE), as_number(burned, FALSE)) IS NOT NULL;

-- Where no number of the file has a sign, the word beside it says whether points came or went.
UPDATE typed_points_ledger
SET delta = -delta
WHERE kind IN ('burn', 'expire') AND delta > 0 AND NOT EXISTS (SELECT 1 FROM typed_points_ledger AS others WHERE others.delta < 0);

UPDATE typed_points_ledger
SET kind = CASE
    WHEN delta <= 0 AND regexp_matches(lower(concat_ws(' ', kind, raw_word, reason)), '过期|失效|清零|到期|expir') THEN 'expire'
    WHEN delta < 0 THEN 'burn'
    WHEN delta > 0 THEN 'earn'
    ELSE kind
END
WHERE delta IS NOT NULL
