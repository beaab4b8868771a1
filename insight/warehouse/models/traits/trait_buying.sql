-- One row: a buyer; the counts of hours and weekdays are for `habits`.
SELECT
    customer_id,
    count(*)::DOUBLE AS orders,
    sum(CASE WHEN currency = $currency THEN net_amount END)::DOUBLE AS net_amount,
    avg(CASE WHEN currency = $currency THEN net_amount END)::DOUBLE AS average_order,
    min(ordered_at)::DATE AS first_ordered_on,
    max(ordered_at)::DATE AS last_ordered_on,
    avg(CASE
        WHEN day_of_year BETWEEN 301 AND 308 OR day_of_year BETWEEN 601 AND 620
            OR day_of_year BETWEEN 1020 AND 1111 OR day_of_year BETWEEN 1201 AND 1212 THEN 1
        ELSE 0
    END) AS festival_share,
    sum(CASE WHEN hour(ordered_at) BETWEEN 6 AND 10 THEN 1 ELSE 0 END) AS mornings,
    sum(CASE WHEN hour(ordered_at) BETWEEN 11 AND 13 THEN 1 ELSE 0 END) AS noons,
    sum(CASE WHEN hour(ordered_at) BETWEEN 14 AND 17 THEN 1 ELSE 0 END) AS afternoons,
    sum(CASE WHEN hour(ordered_at) BETWEEN 18 AND 21 THEN 1 ELSE 0 END) AS evenings,
    sum(CASE WHEN hour(ordered_at) >= 22 OR hour(ordered_at) < 6 THEN 1 ELSE 0 END) AS nights,
    sum(CASE WHEN isodow(ordered_at) = 1 THEN 1 ELSE 0 END) AS mondays,
    sum(CASE WHEN isodow(ordered_at) = 2 THEN 1 ELSE 0 END) AS tuesdays,
    sum(CASE WHEN isodow(ordered_at) = 3 THEN 1 ELSE 0 END) AS wednesdays,
    sum(CASE WHEN isodow(ordered_at) = 4 THEN 1 ELSE 0 END) AS thursdays,
    sum(CASE WHEN isodow(ordered_at) = 5 THEN 1 ELSE 0 END) AS fridays,
    sum(CASE WHEN isodow(ordered_at) = 6 THEN 1 ELSE 0 END) AS saturdays,
    sum(CASE WHEN isodow(ordered_at) = 7 THEN 1 ELSE 0 END) AS sundays
FROM trait_bought AS bought
GROUP BY customer_id
