-- One row: an order that counts, before the day.
SELECT customer_id, order_key, currency, channel, ordered_at, net_amount, month(ordered_at) * 100 + day(ordered_at) AS day_of_year
FROM mart.purchases
WHERE ordered_at < $as_of::DATE
