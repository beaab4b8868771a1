-- One row: a person with an event before the day. What no event of anybody is about is unknown of everybody.
SELECT
    own.customer_id,
    own.last_seen_on,
    own.active_days,
    CASE WHEN known.views THEN coalesce(own.views, 0) END AS views,
    CASE WHEN known.searches THEN coalesce(own.searches, 0) END AS searches,
    CASE WHEN known.carts THEN coalesce(own.carts, 0) END AS carts,
    CASE WHEN known.favourites THEN coalesce(own.favourites, 0) END AS favourites,
    CASE WHEN known.shares THEN coalesce(own.shares, 0) END AS shares,
    CASE WHEN known.checkins THEN coalesce(own.checkins, 0) END AS checkins,
    CASE WHEN known.articles THEN coalesce(own.articles_opened, 0) END AS articles_opened,
    CASE WHEN known.articles THEN coalesce(own.articles_read, 0) END AS articles_read,
    CASE WHEN known.forwards THEN coalesce(own.articles_forwarded, 0) END AS articles_forwarded,
    own.devices
FROM trait_own_deeds AS own
CROSS JOIN trait_known_deeds AS known
