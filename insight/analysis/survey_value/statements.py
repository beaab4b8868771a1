"""The statement of wishes: who has which, and what they spent."""

from insight.analysis.answers.statements import ANSWERS
from insight.warehouse.steps import steps

_VALUED = ANSWERS.then(
    steps(
        offered="""
    SELECT
        unnest($numbers::VARCHAR[]) AS question_no,
        unnest($answers::VARCHAR[]) AS answer,
        unnest($options::VARCHAR[]) AS option
""",
        wish="""
    SELECT DISTINCT said.customer_id, offered.option
    FROM said
    JOIN offered ON offered.question_no = said.question_no AND offered.answer = said.answer
    WHERE said.customer_id IS NOT NULL
""",
        spent="""
    SELECT customer_id, sum(net_amount::DOUBLE) AS money, sum(purchases) AS orders
    FROM mart.takings
    WHERE currency = $currency
        AND taken_at < $as_of::DATE
        AND taken_at >= $as_of::DATE - to_days($days::INTEGER)
    GROUP BY customer_id
""",
        person="""
    SELECT
        wish.customer_id,
        wish.option,
        coalesce(spent.money, 0) AS money,
        CASE WHEN spent.orders > 0 THEN 1 ELSE 0 END AS is_buyer
    FROM wish
    LEFT JOIN spent ON spent.customer_id = wish.customer_id
""",
    )
)

VALUED = _VALUED.select("""
SELECT
    option,
    count(*) AS customers,
    sum(is_buyer) AS buyers,
    sum(money) AS money,
    sum(money * money) AS money_squares
FROM person
GROUP BY option
ORDER BY option
""")
"""By wish: the known people who have it, who of them bought, and the sums and squares of what they spent."""

EVERYBODY = _VALUED.select("""
SELECT count(*) AS customers, coalesce(sum(money), 0) AS money
FROM (SELECT DISTINCT customer_id, money FROM person) AS each_once
""")
"""All known people with a wish, each once."""

BUYERS = _VALUED.select("""
SELECT customer_id
FROM person
WHERE option = $option AND ($is_buyer::BOOLEAN IS NULL OR (is_buyer = 1) = $is_buyer)
""")
"""Who has a wish; of them those who bought, or did not."""
