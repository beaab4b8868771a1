-- One row: a person. Whoever no order names has bought nothing.
SELECT
    people.customer_id,
    CASE WHEN (SELECT count(*) FROM core.orders WHERE customer_id IS NOT NULL) > 0 THEN coalesce(habits.orders, 0) END AS orders,
    CASE
        WHEN (SELECT count(*) FROM core.orders WHERE customer_id IS NOT NULL) > 0 AND habits.orders IS NULL THEN 0
        ELSE habits.net_amount
    END AS net_amount
FROM core.customers AS people
LEFT JOIN trait_habits AS habits ON habits.customer_id = people.customer_id
