SELECT
    person_no,
    category,
    row_number() OVER (PARTITION BY person_no ORDER BY views DESC, last_viewed_at DESC, category) AS place
FROM trait_viewed_lines AS viewed_lines
