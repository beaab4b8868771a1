-- One row: a person. Of each kind of utterance whoever no source names said nothing, where any source names somebody.
SELECT
    people.customer_id,
    CASE WHEN most.reviews > 0 THEN coalesce(voices.reviews, 0) END AS reviews,
    voices.average_rating,
    CASE WHEN most.chats > 0 THEN coalesce(voices.chats, 0) END AS chats,
    CASE WHEN most.posts > 0 THEN coalesce(voices.posts, 0) END AS posts,
    voices.likes
FROM core.customers AS people
LEFT JOIN trait_voices AS voices ON voices.customer_id = people.customer_id
CROSS JOIN (SELECT max(reviews) AS reviews, max(chats) AS chats, max(posts) AS posts FROM trait_voices) AS most
