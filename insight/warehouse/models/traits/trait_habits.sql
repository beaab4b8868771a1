-- One row: a buyer. Of equally frequent hours and weekdays the first is the favourite.
SELECT
    customer_id, orders, net_amount, average_order, first_ordered_on, last_ordered_on, festival_share,
    festival_share > 0.5 AS is_festival_buyer,
    date_diff('day', last_ordered_on, $as_of::DATE)::DOUBLE AS recency_days,
    CASE WHEN orders > 1 THEN date_diff('day', first_ordered_on, last_ordered_on) / (orders - 1) END AS order_gap_days,
    CASE greatest(mornings, noons, afternoons, evenings, nights)
        WHEN mornings THEN 'morning' WHEN noons THEN 'noon' WHEN afternoons THEN 'afternoon' WHEN evenings THEN 'evening'
        ELSE 'night'
    END AS favourite_hours,
    CASE greatest(mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays)
        WHEN mondays THEN 'mon' WHEN tuesdays THEN 'tue' WHEN wednesdays THEN 'wed' WHEN thursdays THEN 'thu'
        WHEN fridays THEN 'fri' WHEN saturdays THEN 'sat' ELSE 'sun'
    END AS favourite_weekday
FROM trait_buying AS buying
