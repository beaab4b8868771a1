-- One row: a credit that carries the number of the order it credits. In a file of orders it is an order of its own.
CREATE OR REPLACE TEMP TABLE numbered_credits AS
WITH signed AS (
    SELECT
        typed_orders.source_row,
        order_id,
        coalesce(document_words.canonical = 'credit', FALSE) OR coalesce(paid_amount, order_amount, 0) < 0 AS is_credit
    FROM typed_orders
    LEFT JOIN document_words ON document_words.word = typed_orders.document_type
),
credited AS (
    SELECT order_id
    FROM signed
    WHERE order_id IS NOT NULL
    GROUP BY order_id
    HAVING bool_or(is_credit) AND NOT bool_and(is_credit)
)
SELECT signed.source_row
FROM signed
JOIN credited ON credited.order_id = signed.order_id
WHERE signed.is_credit
