-- One row: a person. Whoever no response names answered no survey, where any names somebody.
SELECT
    people.customer_id,
    CASE WHEN most.surveys > 0 THEN coalesce(answering.surveys, 0) END AS surveys
FROM core.customers AS people
LEFT JOIN trait_answering AS answering ON answering.customer_id = people.customer_id
CROSS JOIN (SELECT max(surveys) AS surveys FROM trait_answering) AS most
