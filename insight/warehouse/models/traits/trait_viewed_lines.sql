-- One row: a category that a person looked at, by the names of its products.
SELECT acts.customer_id, named.category, count(*) AS views, max(acts.occurred_at) AS last_viewed_at
FROM trait_acts AS acts
JOIN (
    SELECT product_name, max(category) AS category
    FROM core.products
    WHERE product_name IS NOT NULL AND category IS NOT NULL
    GROUP BY product_name
) AS named ON named.product_name = acts.object
WHERE acts.event = 'view'
GROUP BY acts.customer_id, named.category
