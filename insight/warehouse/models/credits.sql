-- One row: money that went back on a day of its own, by a credit note or by a refund whose day is known.
DELETE FROM mart.credits;

INSERT INTO mart.credits
SELECT customer_id, order_key, currency, channel, ordered_at, -net_amount
FROM core.orders
WHERE is_credit
UNION ALL
SELECT customer_id, order_key, currency, channel, greatest(refunded_at, ordered_at), later_refund
FROM core.orders
WHERE is_valid AND later_refund > 0
