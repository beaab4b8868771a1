"""Scores and names of buyers, as static text: the common part of RFM on one day, on several, and by several setups.

The text stands after `WITH … ,` and reads two tables that the statement defines before it:

- `setup`, one row a side: side, yardstick (the side whose buyers are cut into equal parts; the side itself, or an
  earlier one), bins, is_fixed, recency_cut_1 … _6, order_cut_1 … _6, amount_cut_1 … _6 (NULL beyond the bins).
- `standing`, one row a buyer of a side: side, customer_id, recency_days, orders, net_amount.

It ends with `named_buyer`: the columns of `standing`, then r, f, m, eight, eleven, is_top_fifth (of the yardstick's
buyers, by amount) and has_commonest_recency, _frequency, _monetary.
"""

_VALUES = """
everyone AS (
    SELECT
        side,
        count(*) AS buyers,
        greatest(count(*) - 1, 1) AS others
    FROM standing
    WHERE side IN (SELECT yardstick FROM setup)
    GROUP BY side
),
-- One row: one value, and how many buyers are strictly worse than it. Equal values therefore score equal.
recency_value AS (
    SELECT
        side,
        recency_days,
        sum(count(*)) OVER (PARTITION BY side ORDER BY recency_days DESC) - count(*) AS worse,
        row_number() OVER (PARTITION BY side ORDER BY count(*) DESC, recency_days) = 1 AS is_commonest
    FROM standing
    WHERE side IN (SELECT yardstick FROM setup)
    GROUP BY side, recency_days
),
frequency_value AS (
    SELECT
        side,
        orders,
        sum(count(*)) OVER (PARTITION BY side ORDER BY orders) - count(*) AS worse,
        row_number() OVER (PARTITION BY side ORDER BY count(*) DESC, orders) = 1 AS is_commonest
    FROM standing
    WHERE side IN (SELECT yardstick FROM setup)
    GROUP BY side, orders
),
monetary_value AS (
    SELECT
        side,
        net_amount,
        sum(count(*)) OVER (PARTITION BY side ORDER BY net_amount) - count(*) AS worse,
        row_number() OVER (PARTITION BY side ORDER BY count(*) DESC, net_amount) = 1 AS is_commonest
    FROM standing
    WHERE side IN (SELECT yardstick FROM setup)
    GROUP BY side, net_amount
),
"""

_EQUAL_PARTS = """
-- One row a side: the last value that reaches each score among its own buyers. Where none does, whoever is better than
-- all of them would.
recency_part AS (
    SELECT
        side,
        coalesce(max(CASE WHEN worse * bins >= 1 * others THEN recency_days END), min(recency_days) - 1) AS part_1,
        coalesce(max(CASE WHEN worse * bins >= 2 * others THEN recency_days END), min(recency_days) - 1) AS part_2,
        coalesce(max(CASE WHEN worse * bins >= 3 * others THEN recency_days END), min(recency_days) - 1) AS part_3,
        coalesce(max(CASE WHEN worse * bins >= 4 * others THEN recency_days END), min(recency_days) - 1) AS part_4,
        coalesce(max(CASE WHEN worse * bins >= 5 * others THEN recency_days END), min(recency_days) - 1) AS part_5,
        coalesce(max(CASE WHEN worse * bins >= 6 * others THEN recency_days END), min(recency_days) - 1) AS part_6,
        max(CASE WHEN is_commonest THEN recency_days END) AS commonest
    FROM recency_value
    JOIN everyone USING (side)
    JOIN setup USING (side)
    GROUP BY side
),
frequency_part AS (
    SELECT
        side,
        coalesce(min(CASE WHEN worse * bins >= 1 * others THEN orders END), max(orders) + 1) AS part_1,
        coalesce(min(CASE WHEN worse * bins >= 2 * others THEN orders END), max(orders) + 1) AS part_2,
        coalesce(min(CASE WHEN worse * bins >= 3 * others THEN orders END), max(orders) + 1) AS part_3,
        coalesce(min(CASE WHEN worse * bins >= 4 * others THEN orders END), max(orders) + 1) AS part_4,
        coalesce(min(CASE WHEN worse * bins >= 5 * others THEN orders END), max(orders) + 1) AS part_5,
        coalesce(min(CASE WHEN worse * bins >= 6 * others THEN orders END), max(orders) + 1) AS part_6,
        max(CASE WHEN is_commonest THEN orders END) AS commonest
    FROM frequency_value
    JOIN everyone USING (side)
    JOIN setup USING (side)
    GROUP BY side
),
monetary_part AS (
    SELECT
        side,
        coalesce(min(CASE WHEN worse * bins >= 1 * others THEN net_amount END), max(net_amount) + 0.01) AS part_1,
        coalesce(min(CASE WHEN worse * bins >= 2 * others THEN net_amount END), max(net_amount) + 0.01) AS part_2,
        coalesce(min(CASE WHEN worse * bins >= 3 * others THEN net_amount END), max(net_amount) + 0.01) AS part_3,
        coalesce(min(CASE WHEN worse * bins >= 4 * others THEN net_amount END), max(net_amount) + 0.01) AS part_4,
        coalesce(min(CASE WHEN worse * bins >= 5 * others THEN net_amount END), max(net_amount) + 0.01) AS part_5,
        coalesce(min(CASE WHEN worse * bins >= 6 * others THEN net_amount END), max(net_amount) + 0.01) AS part_6,
        min(CASE WHEN worse >= 0.8 * buyers THEN net_amount END) AS top_fifth,
        max(CASE WHEN is_commonest THEN net_amount END) AS commonest
    FROM monetary_value
    JOIN everyone USING (side)
    JOIN setup USING (side)
    GROUP BY side
),
"""

_CUTS = """
-- One row a side: each cut-off that is reached adds a score. NULL beyond the bins and where nobody is the yardstick.
cut AS (
    SELECT
        setup.side,
        setup.bins,
        CASE WHEN bins > 1 THEN CASE WHEN is_fixed THEN recency_cut_1 ELSE recency.part_1 END END AS r_1,
        CASE WHEN bins > 2 THEN CASE WHEN is_fixed THEN recency_cut_2 ELSE recency.part_2 END END AS r_2,
        CASE WHEN bins > 3 THEN CASE WHEN is_fixed THEN recency_cut_3 ELSE recency.part_3 END END AS r_3,
        CASE WHEN bins > 4 THEN CASE WHEN is_fixed THEN recency_cut_4 ELSE recency.part_4 END END AS r_4,
        CASE WHEN bins > 5 THEN CASE WHEN is_fixed THEN recency_cut_5 ELSE recency.part_5 END END AS r_5,
        CASE WHEN bins > 6 THEN CASE WHEN is_fixed THEN recency_cut_6 ELSE recency.part_6 END END AS r_6,
        CASE WHEN bins > 1 THEN CASE WHEN is_fixed THEN order_cut_1 ELSE frequency.part_1 END END AS f_1,
        CASE WHEN bins > 2 THEN CASE WHEN is_fixed THEN order_cut_2 ELSE frequency.part_2 END END AS f_2,
        CASE WHEN bins > 3 THEN CASE WHEN is_fixed THEN order_cut_3 ELSE frequency.part_3 END END AS f_3,
        CASE WHEN bins > 4 THEN CASE WHEN is_fixed THEN order_cut_4 ELSE frequency.part_4 END END AS f_4,
        CASE WHEN bins > 5 THEN CASE WHEN is_fixed THEN order_cut_5 ELSE frequency.part_5 END END AS f_5,
        CASE WHEN bins > 6 THEN CASE WHEN is_fixed THEN order_cut_6 ELSE frequency.part_6 END END AS f_6,
        CASE WHEN bins > 1 THEN CASE WHEN is_fixed THEN amount_cut_1 ELSE monetary.part_1 END END AS m_1,
        CASE WHEN bins > 2 THEN CASE WHEN is_fixed THEN amount_cut_2 ELSE monetary.part_2 END END AS m_2,
        CASE WHEN bins > 3 THEN CASE WHEN is_fixed THEN amount_cut_3 ELSE monetary.part_3 END END AS m_3,
        CASE WHEN bins > 4 THEN CASE WHEN is_fixed THEN amount_cut_4 ELSE monetary.part_4 END END AS m_4,
        CASE WHEN bins > 5 THEN CASE WHEN is_fixed THEN amount_cut_5 ELSE monetary.part_5 END END AS m_5,
        CASE WHEN bins > 6 THEN CASE WHEN is_fixed THEN amount_cut_6 ELSE monetary.part_6 END END AS m_6,
        monetary.top_fifth,
        recency.commonest AS commonest_recency,
        frequency.commonest AS commonest_frequency,
        monetary.commonest AS commonest_monetary
    FROM setup
    LEFT JOIN recency_part AS recency ON recency.side = setup.yardstick
    LEFT JOIN frequency_part AS frequency ON frequency.side = setup.yardstick
    LEFT JOIN monetary_part AS monetary ON monetary.side = setup.yardstick
),
"""

_SCORED = """
scored_buyer AS (
    SELECT
        standing.side,
        standing.customer_id,
        standing.recency_days,
        standing.orders,
        standing.net_amount,
        cut.bins,
        1
            + CASE WHEN recency_days <= r_1 THEN 1 ELSE 0 END
            + CASE WHEN recency_days <= r_2 THEN 1 ELSE 0 END
            + CASE WHEN recency_days <= r_3 THEN 1 ELSE 0 END
            + CASE WHEN recency_days <= r_4 THEN 1 ELSE 0 END
            + CASE WHEN recency_days <= r_5 THEN 1 ELSE 0 END
            + CASE WHEN recency_days <= r_6 THEN 1 ELSE 0 END AS r,
        1
            + CASE WHEN orders >= f_1 THEN 1 ELSE 0 END
            + CASE WHEN orders >= f_2 THEN 1 ELSE 0 END
            + CASE WHEN orders >= f_3 THEN 1 ELSE 0 END
            + CASE WHEN orders >= f_4 THEN 1 ELSE 0 END
            + CASE WHEN orders >= f_5 THEN 1 ELSE 0 END
            + CASE WHEN orders >= f_6 THEN 1 ELSE 0 END AS f,
        1
            + CASE WHEN net_amount >= m_1 THEN 1 ELSE 0 END
            + CASE WHEN net_amount >= m_2 THEN 1 ELSE 0 END
            + CASE WHEN net_amount >= m_3 THEN 1 ELSE 0 END
            + CASE WHEN net_amount >= m_4 THEN 1 ELSE 0 END
            + CASE WHEN net_amount >= m_5 THEN 1 ELSE 0 END
            + CASE WHEN net_amount >= m_6 THEN 1 ELSE 0 END AS m,
        coalesce(net_amount >= top_fifth, FALSE) AS is_top_fifth,
        recency_days = commonest_recency AS has_commonest_recency,
        orders = commonest_frequency AS has_commonest_frequency,
        net_amount = commonest_monetary AS has_commonest_monetary
    FROM standing
    JOIN cut USING (side)
),
levelled_buyer AS (
    SELECT
        side,
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
        2 * r > bins + 1 AS is_r_high,
        2 * f > bins + 1 AS is_f_high,
        2 * m > bins + 1 AS is_m_high,
        floor((2 * r - 1) * 5 / (2 * bins)) + 1 AS r_level,
        floor((2 * f - 1) * 5 / (2 * bins)) + 1 AS f_level
    FROM scored_buyer
),
"""

_NAMED = """
named_buyer AS (
    SELECT
        side,
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
            WHEN is_r_high AND is_f_high AND is_m_high THEN 'key_value'
            WHEN is_r_high AND is_m_high THEN 'key_develop'
            WHEN is_f_high AND is_m_high THEN 'key_keep'
            WHEN is_m_high THEN 'key_win_back'
            WHEN is_r_high AND is_f_high THEN 'general_value'
            WHEN is_r_high THEN 'general_develop'
            WHEN is_f_high THEN 'general_keep'
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
    FROM levelled_buyer
)
"""

NAMED_BUYERS = "".join((_VALUES, _EQUAL_PARTS, _CUTS, _SCORED, _NAMED))
