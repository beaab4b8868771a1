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
newest_line AS (
    SELECT live.order_key, live.line_no, live.batch_id, max(live.source_row) AS source_row
    FROM live
    JOIN newest_batch ON newest_batch.order_key = live.order_key AND newest_batch.batch_id = live.batch_id
    GROUP BY live.order_key, live.line_no, live.batch_id
)
SELECT {columns}
FROM live AS netted
JOIN newest_line
    ON newest_line.order_key = netted.order_key AND newest_line.line_no = netted.line_no
    AND newest_line.batch_id = netted.batch_id AND newest_line.source_row = netted.source_row
