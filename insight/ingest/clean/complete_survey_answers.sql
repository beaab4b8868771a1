-- Answers carry the number of their response.
UPDATE typed_survey_answers
SET response_id = responses.response_id
FROM typed_survey_responses AS responses
WHERE responses.source_row = typed_survey_answers.source_row AND typed_survey_answers.response_id IS NULL;

-- Words of survey tools for a question that was not answered.
DELETE FROM typed_survey_answers
WHERE answer IN ('(跳过)', '（跳过）', '跳过', '(空)', '（空）', '[跳过]')
