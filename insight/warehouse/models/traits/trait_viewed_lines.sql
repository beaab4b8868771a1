-- One row: a category that a person looked at, by the names of its products.
SELECT events.person_no, named.category, count(*) AS views, max(events.occurred_at) AS last_viewed_at
FROM mart.visit_events AS events
JOIN (
    SELECT product_name, max(category) AS category
    FROM core.products
    WHERE product_name IS NOT NULL AND category IS NOT NULL
    GROUP BY product_name
) AS named ON named.product_name = events.object
WHERE events.event = 'view' AND events.occurred_at < $as_of::DATE{of_viewers}
GROUP BY events.person_no, named.category
