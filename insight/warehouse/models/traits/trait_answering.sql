SELECT customer_id, count(*)::DOUBLE AS surveys
FROM core.survey_responses
WHERE customer_id IS NOT NULL AND (submitted_at IS NULL OR submitted_at < $as_of::DATE)
GROUP BY customer_id
