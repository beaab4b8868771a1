-- A tool that numbers no responses: they are known by their moment and respondent; equal ones are counted.
-- Where no response tells either, all are counted.
UPDATE typed_survey_responses
SET response_id = derived.response_id
FROM (
    SELECT
        source_row,
        'row-' || substr(md5(concat_ws(chr(31), submitted_at::VARCHAR, coalesce(email, ''))), 1, 12) || '-'
            || row_number() OVER (PARTITION BY submitted_at, email ORDER BY source_row) AS response_id
    FROM typed_survey_responses
    WHERE submitted_at IS NOT NULL
        OR (SELECT count(submitted_at) + count(response_id) FROM typed_survey_responses) = 0
) AS derived
WHERE derived.source_row = typed_survey_responses.source_row AND typed_survey_responses.response_id IS NULL
