-- One row: a cell of a column that nobody listed, of a customer list, or a single-choice answer of a survey.
CREATE OR REPLACE TEMP TABLE brought_cells AS
-- duckdb: json_each is a table function over the document of the row; elsewhere the document is exploded as a map.
SELECT
    listed.customer_id,
    'list' AS origin,
    cell."key" AS header,
    trim(cell."value" ->> '$', ' 　' || chr(9) || chr(10) || chr(13)) AS written,
    listed.batch_id * 4294967296 + listed.source_row AS version,
    listed.source_file,
    listed.batch_id
FROM core.source_customers AS listed, json_each(listed.extra) AS cell
WHERE listed.customer_id IS NOT NULL AND listed.extra IS NOT NULL
UNION ALL
SELECT
    responses.customer_id,
    'survey',
    answers.question,
    trim(answers.answer),
    answers.batch_id * 4294967296 + answers.source_row,
    answers.source_file,
    answers.batch_id
FROM core.survey_answers AS answers
JOIN core.survey_responses AS responses
    ON responses.response_id = answers.response_id
    AND responses.survey IS NOT DISTINCT FROM answers.survey
    AND responses.source_system = answers.source_system
WHERE responses.customer_id IS NOT NULL AND answers.question IS NOT NULL AND answers.question_type = 'single';

DELETE FROM brought_cells
WHERE written IS NULL OR lower(written) IN (
    '', '-', '--', '—', '——', '–', '/', 'null', 'none', 'nan', 'n/a', 'na', '#n/a', '未知', '不详', '未填', '未填写', '暂无', 'unknown'
)
