SELECT
    customer_id,
    product_name,
    row_number() OVER (PARTITION BY customer_id ORDER BY bought_times DESC, last_bought_at DESC, product_name) AS place
FROM trait_product_lines AS product_lines
