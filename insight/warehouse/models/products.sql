-- One row: a product as one source sells it.
DELETE FROM core.products;

INSERT INTO core.products
SELECT
    source_system,
    coalesce(product_id, sku, product_name),
    max(product_name),
    max(category),
    max(sku),
    sum(quantity)
FROM core.order_items
WHERE coalesce(product_id, sku, product_name) IS NOT NULL
GROUP BY source_system, coalesce(product_id, sku, product_name)
