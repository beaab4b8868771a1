-- One row: money that went back on a day of its own, by a credit note or by a refund whose day is known.
DELETE FROM mart.credits;

INSERT INTO mart.credits
WITH credit AS (
    SELECT customer_id, order_key, currency, channel, ordered_at AS credited_at, -net_amount AS amount
    FROM core.orders
    WHERE is_credit
    UNION ALL
    SELECT customer_id, order_key, currency, channel, greatest(refunded_at, ordered_at), later_refund
    FROM core.orders
    WHERE is_valid AND later_refund > 0
)
SELECT
    credit.customer_id,
    credit.order_key,
    credit.currency,
    credit.channel,
    credit.credited_at,
    credit.amount,
    people.first_ordered_at
FROM credit
LEFT JOIN mart.customers AS people ON people.customer_id = credit.customer_id
