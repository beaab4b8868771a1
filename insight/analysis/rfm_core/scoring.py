"""Scores and names of buyers, as named steps: the common part of RFM on one day, on several, and by several setups.

They read two steps that stand before them:

- `setup`, one row a side: side, yardstick (the side whose buyers are cut into equal parts; the side itself, or an
  earlier one), bins, is_fixed, recency_cut_1 … _6, order_cut_1 … _6, amount_cut_1 … _6 (NULL beyond the bins).
- `standing`, one row a buyer of a side: side, customer_id, recency_days, orders, net_amount.

The last of them is `named_buyer`: the columns of `standing`, then r, f, m, eight, eleven, is_top_fifth (of the
yardstick's buyers, by amount) and has_commonest_recency, _frequency, _monetary.
"""

from insight.analysis.rfm_core.setup import MOST_BINS
from insight.warehouse.steps import filled, repeated, steps

_PLUS = "\n            + "


def _each(line: str, between: str = ",\n        ") -> str:
    """The line for every cut-off there can be."""
    return repeated(line, range(1, MOST_BINS), between)


_SETUP = """SELECT
        {side} AS side,
        {yardstick} AS yardstick,
        ${prefix}bins::INTEGER AS bins,
        ${prefix}is_fixed::BOOLEAN AS is_fixed,
        {recency_cuts},
        {order_cuts},
        {amount_cuts}"""


def setup_row(side: str, yardstick: str, prefix: str = "") -> str:
    """The selection of a row of `setup`, bound to the values of `RfmParams` with a prefix before their names."""
    return filled(
        _SETUP,
        recency_cuts=_each("list_extract(${prefix}recency_cuts::INTEGER[], #) AS recency_cut_#"),
        order_cuts=_each("list_extract(${prefix}order_cuts::INTEGER[], #) AS order_cut_#"),
        amount_cuts=_each("list_extract(${prefix}amount_cuts::DOUBLE[], #) AS amount_cut_#"),
        side=side,
        yardstick=yardstick,
        prefix=prefix,
    )


# One row: one value, and how many buyers are strictly worse than it. Equal values therefore score equal.
_VALUE = """
    SELECT
        side,
        {value},
        sum(count(*)) OVER (PARTITION BY side ORDER BY {worst_first}) - count(*) AS worse,
        row_number() OVER (PARTITION BY side ORDER BY count(*) DESC, {value}) = 1 AS is_commonest
    FROM standing
    WHERE side IN (SELECT yardstick FROM setup)
    GROUP BY side, {value}
"""

_VALUES = steps(
    everyone="""
    SELECT
        side,
        count(*) AS buyers,
        greatest(count(*) - 1, 1) AS others
    FROM standing
    WHERE side IN (SELECT yardstick FROM setup)
    GROUP BY side
""",
    recency_value=filled(_VALUE, value="recency_days", worst_first="recency_days DESC"),
    frequency_value=filled(_VALUE, value="orders", worst_first="orders"),
    monetary_value=filled(_VALUE, value="net_amount", worst_first="net_amount"),
)

_EQUAL_PARTS = steps(
    # One row a side: the last value that reaches each score among its own buyers. Where none does, whoever is better
    # than all of them would.
    recency_part="""
    SELECT
        side,
        {recency},
        max(CASE WHEN is_commonest THEN recency_days END) AS commonest
    FROM recency_value
    JOIN everyone USING (side)
    JOIN setup USING (side)
    GROUP BY side
""",
    frequency_part="""
    SELECT
        side,
        {frequency},
        max(CASE WHEN is_commonest THEN orders END) AS commonest
    FROM frequency_value
    JOIN everyone USING (side)
    JOIN setup USING (side)
    GROUP BY side
""",
    monetary_part="""
    SELECT
        side,
        {monetary},
        min(CASE WHEN worse >= 0.8 * buyers THEN net_amount END) AS top_fifth,
        max(CASE WHEN is_commonest THEN net_amount END) AS commonest
    FROM monetary_value
    JOIN everyone USING (side)
    JOIN setup USING (side)
    GROUP BY side
""",
).filled(
    recency=_each(
        "coalesce(max(CASE WHEN worse * bins >= # * others THEN recency_days END), min(recency_days) - 1) AS part_#"
    ),
    frequency=_each("coalesce(min(CASE WHEN worse * bins >= # * others THEN orders END), max(orders) + 1) AS part_#"),
    monetary=_each(
        "coalesce(min(CASE WHEN worse * bins >= # * others THEN net_amount END), max(net_amount) + 0.01) AS part_#"
    ),
)

_CUTS = steps(
    # One row a side: each cut-off that is reached adds a score. NULL beyond the bins and where nobody is the yardstick.
    cut="""
    SELECT
        setup.side,
        setup.bins,
        {r},
        {f},
        {m},
        monetary.top_fifth,
        recency.commonest AS commonest_recency,
        frequency.commonest AS commonest_frequency,
        monetary.commonest AS commonest_monetary
    FROM setup
    LEFT JOIN recency_part AS recency ON recency.side = setup.yardstick
    LEFT JOIN frequency_part AS frequency ON frequency.side = setup.yardstick
    LEFT JOIN monetary_part AS monetary ON monetary.side = setup.yardstick
""",
).filled(
    r=_each("CASE WHEN bins > # THEN CASE WHEN is_fixed THEN recency_cut_# ELSE recency.part_# END END AS r_#"),
    f=_each("CASE WHEN bins > # THEN CASE WHEN is_fixed THEN order_cut_# ELSE frequency.part_# END END AS f_#"),
    m=_each("CASE WHEN bins > # THEN CASE WHEN is_fixed THEN amount_cut_# ELSE monetary.part_# END END AS m_#"),
)

_NAMED = steps(
    scored_buyer="""
    SELECT
        standing.side,
        standing.customer_id,
        standing.recency_days,
        standing.orders,
        standing.net_amount,
        cut.bins,
        1 + {r} AS r,
        1 + {f} AS f,
        1 + {m} AS m,
        coalesce(net_amount >= top_fifth, FALSE) AS is_top_fifth,
        recency_days = commonest_recency AS has_commonest_recency,
        orders = commonest_frequency AS has_commonest_frequency,
        net_amount = commonest_monetary AS has_commonest_monetary
    FROM standing
    JOIN cut ON cut.side = standing.side
""",
    levelled_buyer="""
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
""",
    named_buyer="""
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
""",
).filled(
    r=_each("CASE WHEN recency_days <= r_# THEN 1 ELSE 0 END", _PLUS),
    f=_each("CASE WHEN orders >= f_# THEN 1 ELSE 0 END", _PLUS),
    m=_each("CASE WHEN net_amount >= m_# THEN 1 ELSE 0 END", _PLUS),
)

NAMED_BUYERS = _VALUES.then(_EQUAL_PARTS, _CUTS, _NAMED)
