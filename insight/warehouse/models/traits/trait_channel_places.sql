SELECT
    customer_id,
    channel,
    row_number() OVER (PARTITION BY customer_id ORDER BY orders DESC, last_ordered_at DESC, channel) AS place
FROM trait_channel_orders AS channel_orders
