-- One row: of what anybody's events before the day are.
SELECT
    bool_or(event = 'view') AS views,
    bool_or(event = 'search') AS searches,
    bool_or(event = 'cart') AS carts,
    bool_or(event = 'favorite') AS favourites,
    bool_or(event = 'share' OR is_forward) AS shares,
    bool_or(event = 'checkin') AS checkins,
    bool_or(is_article) AS articles,
    bool_or(is_article OR is_forward) AS forwards
FROM trait_event_names
