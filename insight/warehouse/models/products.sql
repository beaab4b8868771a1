-- One row: a product as one source sells it.
DELETE FROM core.products;

INSERT INTO core.products
WITH sold AS (
    SELECT
        source_system,
        coalesce(product_id, sku, product_name) AS product_id,
        max(product_name) AS product_name,
        max(category) AS category,
        max(sku) AS sku,
        sum(quantity) AS quantity
    FROM core.order_items
    WHERE coalesce(product_id, sku, product_name) IS NOT NULL
    GROUP BY source_system, coalesce(product_id, sku, product_name)
)
SELECT
    coalesce(sold.source_system, listed.source_system),
    coalesce(sold.product_id, listed.product_id),
    coalesce(listed.product_name, sold.product_name),
    coalesce(listed.category, sold.category),
    sold.sku,
    sold.quantity,
    listed.brand,
    listed.price,
    listed.refill_days
FROM sold
FULL JOIN core.source_products AS listed
    ON listed.source_system = sold.source_system AND listed.product_id = sold.product_id
