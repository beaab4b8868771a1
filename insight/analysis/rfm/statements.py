"""The statements of RFM, static: every buyer is scored and named by one text, then counted or listed by its end."""

_NAMED_BUYERS = """
WITH per_buyer AS (
    SELECT
        customer_id,
        date_diff('day', max(ordered_at)::DATE, $as_of::DATE) AS recency_days,
        count(*) AS orders,
        sum(net_amount)::DECIMAL(18,2) AS net_amount
    FROM core.orders
    WHERE is_valid
        AND customer_id IS NOT NULL
        AND currency = $currency
        AND ordered_at < $as_of::DATE
        AND ($since::DATE IS NULL OR ordered_at >= $since::DATE)
    GROUP BY customer_id
),
everyone AS (
    SELECT count(*) AS buyers
    FROM per_buyer
),
-- One row: one value, and how many buyers are strictly worse than it. Equal values therefore score equal.
recency_value AS (
    SELECT
        recency_days,
        sum(count(*)) OVER (ORDER BY recency_days DESC) - count(*) AS worse,
        row_number() OVER (ORDER BY count(*) DESC, recency_days) = 1 AS is_commonest
    FROM per_buyer
    GROUP BY recency_days
),
frequency_value AS (
    SELECT
        orders,
        sum(count(*)) OVER (ORDER BY orders) - count(*) AS worse,
        row_number() OVER (ORDER BY count(*) DESC, orders) = 1 AS is_commonest
    FROM per_buyer
    GROUP BY orders
),
monetary_value AS (
    SELECT
        net_amount,
        sum(count(*)) OVER (ORDER BY net_amount) - count(*) AS worse,
        row_number() OVER (ORDER BY count(*) DESC, net_amount) = 1 AS is_commonest
    FROM per_buyer
    GROUP BY net_amount
),
recency_score AS (
    SELECT
        recency_days,
        CASE
            WHEN $is_fixed THEN $bins
                - CASE WHEN recency_days > $recency_cut_1 THEN 1 ELSE 0 END
                - CASE WHEN recency_days > $recency_cut_2 THEN 1 ELSE 0 END
                - CASE WHEN recency_days > $recency_cut_3 THEN 1 ELSE 0 END
                - CASE WHEN recency_days > $recency_cut_4 THEN 1 ELSE 0 END
                - CASE WHEN recency_days > $recency_cut_5 THEN 1 ELSE 0 END
                - CASE WHEN recency_days > $recency_cut_6 THEN 1 ELSE 0 END
            ELSE least(floor(worse * $bins / greatest(buyers - 1, 1)), $bins - 1) + 1
        END::INTEGER AS r,
        is_commonest
    FROM recency_value
    CROSS JOIN everyone
),
frequency_score AS (
    SELECT
        orders,
        CASE
            WHEN $is_fixed THEN 1
                + CASE WHEN orders >= $order_cut_1 THEN 1 ELSE 0 END
                + CASE WHEN orders >= $order_cut_2 THEN 1 ELSE 0 END
                + CASE WHEN orders >= $order_cut_3 THEN 1 ELSE 0 END
                + CASE WHEN orders >= $order_cut_4 THEN 1 ELSE 0 END
                + CASE WHEN orders >= $order_cut_5 THEN 1 ELSE 0 END
                + CASE WHEN orders >= $order_cut_6 THEN 1 ELSE 0 END
            ELSE least(floor(worse * $bins / greatest(buyers - 1, 1)), $bins - 1) + 1
        END::INTEGER AS f,
        is_commonest
    FROM frequency_value
    CROSS JOIN everyone
),
monetary_score AS (
    SELECT
        net_amount,
        worse >= 0.8 * buyers AS is_top_fifth,
        CASE
            WHEN $is_fixed THEN 1
                + CASE WHEN net_amount >= $amount_cut_1 THEN 1 ELSE 0 END
                + CASE WHEN net_amount >= $amount_cut_2 THEN 1 ELSE 0 END
                + CASE WHEN net_amount >= $amount_cut_3 THEN 1 ELSE 0 END
                + CASE WHEN net_amount >= $amount_cut_4 THEN 1 ELSE 0 END
                + CASE WHEN net_amount >= $amount_cut_5 THEN 1 ELSE 0 END
                + CASE WHEN net_amount >= $amount_cut_6 THEN 1 ELSE 0 END
            ELSE least(floor(worse * $bins / greatest(buyers - 1, 1)), $bins - 1) + 1
        END::INTEGER AS m,
        is_commonest
    FROM monetary_value
    CROSS JOIN everyone
),
scored_buyer AS (
    SELECT
        per_buyer.customer_id,
        per_buyer.recency_days,
        per_buyer.orders,
        per_buyer.net_amount,
        recency_score.r,
        frequency_score.f,
        monetary_score.m,
        monetary_score.is_top_fifth,
        recency_score.is_commonest AS has_commonest_recency,
        frequency_score.is_commonest AS has_commonest_frequency,
        monetary_score.is_commonest AS has_commonest_monetary,
        floor((2 * recency_score.r - 1) * 5 / (2 * $bins)) + 1 AS r_level,
        floor((2 * frequency_score.f - 1) * 5 / (2 * $bins)) + 1 AS f_level
    FROM per_buyer
    JOIN recency_score ON recency_score.recency_days = per_buyer.recency_days
    JOIN frequency_score ON frequency_score.orders = per_buyer.orders
    JOIN monetary_score ON monetary_score.net_amount = per_buyer.net_amount
),
named_buyer AS (
    SELECT
        customer_id,
        recency_days,
        orders,
        net_amount,
        r,
        f,
        m,
        is_top_fifth,
        has_commonest_recency,
        has_commonest_frequency,
        has_commonest_monetary,
        CASE
            WHEN 2 * r > $bins + 1 AND 2 * f > $bins + 1 AND 2 * m > $bins + 1 THEN 'key_value'
            WHEN 2 * r > $bins + 1 AND 2 * m > $bins + 1 THEN 'key_develop'
            WHEN 2 * f > $bins + 1 AND 2 * m > $bins + 1 THEN 'key_keep'
            WHEN 2 * m > $bins + 1 THEN 'key_win_back'
            WHEN 2 * r > $bins + 1 AND 2 * f > $bins + 1 THEN 'general_value'
            WHEN 2 * r > $bins + 1 THEN 'general_develop'
            WHEN 2 * f > $bins + 1 THEN 'general_keep'
            ELSE 'general_win_back'
        END AS eight,
        CASE
            WHEN r_level >= 4 AND f_level >= 4 THEN 'champions'
            WHEN r_level >= 4 AND f_level = 3 THEN 'active'
            WHEN r_level = 5 THEN 'new'
            WHEN r_level = 4 THEN 'promising'
            WHEN r_level = 3 AND f_level >= 4 THEN 'loyal'
            WHEN r_level = 3 THEN 'needs_attention'
            WHEN r_level = 2 AND f_level >= 3 THEN 'at_risk'
            WHEN r_level = 2 THEN 'almost_lost'
            WHEN f_level >= 4 THEN 'previously_loyal'
            ELSE 'dormant'
        END AS eleven
    FROM scored_buyer
)
"""

_SCORES = """
SELECT
    customer_id,
    recency_days,
    orders,
    net_amount,
    r,
    f,
    m,
    eight,
    eleven
FROM named_buyer
"""

_MEMBERS = """
SELECT customer_id
FROM named_buyer
WHERE ($r::INTEGER IS NULL OR r = $r)
    AND ($f::INTEGER IS NULL OR f = $f)
    AND ($m::INTEGER IS NULL OR m = $m)
    AND ($eight::VARCHAR IS NULL OR eight = $eight)
    AND ($eleven::VARCHAR IS NULL OR eleven = $eleven)
"""

_COUNTED = """
SELECT
    r,
    f,
    m,
    eight,
    eleven,
    is_top_fifth,
    count(*) AS customers,
    sum(orders)::BIGINT AS orders,
    sum(net_amount)::DOUBLE AS net_amount,
    median(net_amount)::DOUBLE AS median_net_amount,
    median(recency_days)::DOUBLE AS median_recency_days,
    min(recency_days) AS least_recency_days,
    max(recency_days) AS most_recency_days,
    min(orders) AS least_orders,
    max(orders) AS most_orders,
    min(net_amount)::DOUBLE AS least_net_amount,
    max(net_amount)::DOUBLE AS most_net_amount,
    min(CASE WHEN has_commonest_recency THEN recency_days END) AS commonest_recency_days,
    min(CASE WHEN has_commonest_frequency THEN orders END) AS commonest_orders,
    min(CASE WHEN has_commonest_monetary THEN net_amount END)::DOUBLE AS commonest_net_amount,
    count(CASE WHEN has_commonest_recency THEN 1 END) AS tied_in_recency,
    count(CASE WHEN has_commonest_frequency THEN 1 END) AS tied_in_frequency,
    count(CASE WHEN has_commonest_monetary THEN 1 END) AS tied_in_monetary
FROM named_buyer
GROUP BY GROUPING SETS ((r, f, m, eight, eleven), (r, f), (eight), (eleven), (is_top_fifth))
"""

LEFT_OUT = """
SELECT
    count(CASE WHEN currency IS DISTINCT FROM $currency AND customer_id IS NOT NULL THEN 1 END) AS orders_elsewhere,
    count(CASE WHEN currency = $currency AND customer_id IS NULL THEN 1 END) AS orders_without_person
FROM core.orders
WHERE is_valid
    AND ordered_at < $as_of::DATE
    AND ($since::DATE IS NULL OR ordered_at >= $since::DATE)
"""

SCORES = "".join((_NAMED_BUYERS, _SCORES))
"""One row a buyer."""

MEMBERS = "".join((_NAMED_BUYERS, _MEMBERS))
"""The people of a cell or of a name; None leaves a filter open."""

CELLS = "".join((_NAMED_BUYERS, _COUNTED))
"""One row: a cell (r, f, m with its names), a cell (r, f), a name, or the top fifth of buyers by net amount."""
