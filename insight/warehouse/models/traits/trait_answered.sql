-- One row: a person. Whoever no response names answered no survey, where any names somebody.
SELECT
    people.customer_id,
    CASE WHEN max(answering.surveys) OVER () > 0 THEN coalesce(answering.surveys, 0) END AS surveys
FROM core.customers AS people
LEFT JOIN trait_answering AS answering ON answering.customer_id = people.customer_id
