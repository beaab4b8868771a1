-- One row: a person with an event before the day. What no event of anybody is about is unknown of everybody.
SELECT
    customer_id,
    last_seen_on,
    active_days,
    CASE WHEN max(views) OVER () > 0 THEN views END AS views,
    CASE WHEN max(searches) OVER () > 0 THEN searches END AS searches,
    CASE WHEN max(carts) OVER () > 0 THEN carts END AS carts,
    CASE WHEN max(favourites) OVER () > 0 THEN favourites END AS favourites,
    CASE WHEN max(shares) OVER () > 0 THEN shares END AS shares,
    CASE WHEN max(checkins) OVER () > 0 THEN checkins END AS checkins,
    CASE WHEN max(articles_opened) OVER () > 0 THEN articles_opened END AS articles_opened,
    CASE WHEN max(articles_opened) OVER () > 0 THEN articles_read END AS articles_read,
    CASE WHEN max(articles_opened) OVER () > 0 OR max(articles_forwarded) OVER () > 0 THEN articles_forwarded END AS articles_forwarded,
    CASE WHEN devices > 0 THEN devices END AS devices
FROM trait_deed_counts
