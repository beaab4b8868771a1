-- One row: a buyer whose orders have lines.
SELECT customer_id, avg(pieces) AS basket_size, sum(levels) / nullif(sum(priced_lines), 0) AS price_level
FROM trait_order_lines AS order_lines
GROUP BY customer_id
