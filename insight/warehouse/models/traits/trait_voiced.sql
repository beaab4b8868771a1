-- One row: a person. Of each kind of utterance whoever no source names said nothing, where any source names somebody.
SELECT
    people.customer_id,
    CASE WHEN max(voices.reviews) OVER () > 0 THEN coalesce(voices.reviews, 0) END AS reviews,
    voices.average_rating,
    CASE WHEN max(voices.chats) OVER () > 0 THEN coalesce(voices.chats, 0) END AS chats,
    CASE WHEN max(voices.posts) OVER () > 0 THEN coalesce(voices.posts, 0) END AS posts,
    voices.likes
FROM core.customers AS people
LEFT JOIN trait_voices AS voices ON voices.customer_id = people.customer_id
