-- A table of purchases without order numbers, or rows that have a word in place of one: the purchase itself is the number.
-- Equal purchases are counted; $by_line: the rows of one buyer and moment are lines of one purchase.
UPDATE typed_orders
SET order_id = derived.order_id
FROM (
    SELECT
        source_row,
        'row-' || substr(purchase, 1, 16) || '-'
            || CASE WHEN $by_line THEN 1 ELSE row_number() OVER (PARTITION BY purchase ORDER BY source_row) END AS order_id
    FROM (
        SELECT
            source_row,
            md5(concat_ws(chr(31), coalesce(buyer_ref, ''), coalesce(phone, ''), coalesce(email, ''), ordered_at::VARCHAR,
                CASE WHEN $by_line THEN '' ELSE coalesce(paid_amount, order_amount, 0)::VARCHAR END)) AS purchase
        FROM typed_orders
        WHERE ordered_at IS NOT NULL AND ($everything OR source_row IN (SELECT source_row FROM unnumbered))
    ) AS purchases
) AS derived
WHERE derived.source_row = typed_orders.source_row
