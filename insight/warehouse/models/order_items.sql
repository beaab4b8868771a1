-- An order's lines come together from the newest batch that has any: a line missing there is no longer in the order.
INSERT INTO core.order_items
WITH live AS (
    SELECT staged.*
    FROM staging.order_items AS staged
    JOIN app.batches ON batches.batch_id = staged.batch_id AND batches.undone_at IS NULL
    WHERE staged.order_key IN (SELECT order_key FROM touched_order_items)
),
newest_batch AS (
    SELECT order_key, max(batch_id) AS batch_id
    FROM live
    GROUP BY order_key
),
ranked AS (
    SELECT
        live.*,
        row_number() OVER (PARTITION BY live.order_key, live.line_no ORDER BY live.source_row DESC) AS age
    FROM live
    JOIN newest_batch ON newest_batch.order_key = live.order_key AND newest_batch.batch_id = live.batch_id
)
SELECT {columns}
FROM ranked AS netted
WHERE age = 1
