-- One row: a row of the file, with its order's key, canonical words for its states, and what it is worth by itself.
-- Every state that the file tells is heard, and the worse one decides; the document's type turns the sign of a credit note.
WITH worded AS (
    SELECT
        typed_orders.* EXCLUDE (status, refund_status, currency, channel, order_amount, paid_amount, goods_amount, refund_amount),
        nullif(concat_ws(' / ', typed_orders.status, typed_orders.payment_status, typed_orders.document_type), '') AS raw_status,
        CASE WHEN typed_orders.status IS NOT NULL THEN coalesce(status_words.canonical, 'unknown') END AS own_status,
        payment_words.canonical AS payment,
        CASE WHEN typed_orders.paid_at IS NULL THEN flag_words.canonical END AS flag,
        void_words.canonical AS void,
        document_words.canonical AS document,
        refund_words.canonical AS refund_status,
        coalesce(as_currency(typed_orders.currency), $currency) AS currency,
        coalesce(typed_orders.channel, $channel) AS channel,
        CASE WHEN document_words.canonical = 'credit'
            THEN -abs(CASE WHEN typed_orders.paid_amount IS NULL THEN coalesce(typed_orders.order_amount, typed_orders.refund_amount) ELSE typed_orders.order_amount END)
            ELSE typed_orders.order_amount END AS order_amount,
        CASE WHEN document_words.canonical = 'credit' THEN -abs(typed_orders.paid_amount) ELSE typed_orders.paid_amount END AS paid_amount,
        CASE WHEN document_words.canonical = 'credit' THEN -abs(typed_orders.goods_amount) ELSE typed_orders.goods_amount END AS goods_amount,
        CASE WHEN document_words.canonical = 'credit' THEN NULL ELSE typed_orders.refund_amount END AS refund_amount,
        numbered_credits.source_row IS NOT NULL AS has_sale_of_its_number
    FROM typed_orders
    LEFT JOIN status_words ON status_words.word = typed_orders.status
    LEFT JOIN refund_words ON refund_words.word = typed_orders.refund_status
    LEFT JOIN payment_words ON payment_words.word = typed_orders.payment_status
    LEFT JOIN flag_words ON flag_words.word = typed_orders.paid_flag
    LEFT JOIN void_words ON void_words.word = typed_orders.void_flag
    LEFT JOIN document_words ON document_words.word = typed_orders.document_type
    LEFT JOIN numbered_credits ON numbered_credits.source_row = typed_orders.source_row
    WHERE typed_orders.source_row NOT IN (SELECT source_row FROM rejected_rows)
),
heard AS (
    SELECT
        worded.* EXCLUDE (own_status, payment, flag, void, document),
        CASE
            WHEN own_status = 'closed' OR payment = 'closed' OR void = 'closed' OR document = 'no_order' THEN 'closed'
            WHEN own_status = 'refunded' OR payment = 'refunded' THEN 'refunded'
            WHEN own_status = 'unpaid' OR payment = 'unpaid' OR flag = 'unpaid' THEN 'unpaid'
            ELSE coalesce(nullif(own_status, 'unknown'), payment, own_status)
        END AS status
    FROM worded
),
order_rows AS (
    SELECT
        $source_system || ':' || order_id
            || CASE WHEN length(order_id) < $short_id THEN '@' || key_day(ordered_at) ELSE '' END
            || CASE WHEN has_sale_of_its_number THEN '~credit' ELSE '' END AS order_key,
        heard.*,
        coalesce(status, 'unknown') IN ('paid', 'shipped', 'completed', 'unknown') AS is_sale,
        CASE coalesce(status, 'unknown')
            WHEN 'completed' THEN 1
            WHEN 'shipped' THEN 2
            WHEN 'paid' THEN 3
            WHEN 'unknown' THEN 4
            WHEN 'unpaid' THEN 5
            WHEN 'refunded' THEN 6
            ELSE 7
        END AS status_rank
    FROM heard
)
