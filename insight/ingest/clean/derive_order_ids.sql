-- A table of purchases without order numbers: the purchase itself is the number; equal purchases are counted.
UPDATE typed_orders
SET order_id = derived.order_id
FROM (
    SELECT
        source_row,
        'row-' || substr(purchase, 1, 16) || '-' || row_number() OVER (PARTITION BY purchase ORDER BY source_row) AS order_id
    FROM (
        SELECT
            source_row,
            md5(concat_ws(chr(31), coalesce(buyer_ref, ''), coalesce(phone, ''), coalesce(email, ''), ordered_at::VARCHAR,
                coalesce(paid_amount, order_amount, 0)::VARCHAR)) AS purchase
        FROM typed_orders
        WHERE ordered_at IS NOT NULL
    ) AS purchases
) AS derived
WHERE derived.source_row = typed_orders.source_row
