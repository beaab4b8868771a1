-- One row: a person with an event before the day, and what is counted of it.
SELECT
    people.customer_id,
    counts.last_seen_on,
    active.active_days,
    counts.views,
    counts.searches,
    counts.carts,
    counts.favourites,
    counts.shares,
    counts.checkins,
    counts.articles_opened,
    readers.articles_read,
    counts.articles_forwarded,
    used.devices
FROM trait_deed_counts AS counts
JOIN trait_active_days AS active ON active.person_no = counts.person_no
JOIN mart.customers AS people ON people.person_no = counts.person_no
LEFT JOIN trait_device_counts AS used ON used.person_no = counts.person_no
LEFT JOIN trait_articles_read AS readers ON readers.customer_id = people.customer_id{kept_deeds}
