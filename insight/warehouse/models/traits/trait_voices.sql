-- One row: a person who said something before the day.
SELECT
    customer_id,
    sum(CASE WHEN kind = 'review' THEN 1 ELSE 0 END)::DOUBLE AS reviews,
    avg(CASE WHEN kind = 'review' THEN rating END) AS average_rating,
    sum(CASE WHEN kind = 'chat' THEN 1 ELSE 0 END)::DOUBLE AS chats,
    sum(CASE WHEN kind = 'post' THEN 1 ELSE 0 END)::DOUBLE AS posts,
    sum(likes)::DOUBLE AS likes
FROM core.feedback
WHERE customer_id IS NOT NULL AND ("at" IS NULL OR "at" < $as_of::DATE)
GROUP BY customer_id
