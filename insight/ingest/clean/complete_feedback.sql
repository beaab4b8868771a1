-- WeCom names sender and receiver: the customer is the one whose number begins with wm or wo.
UPDATE typed_feedback
SET customer_ref = nullif(regexp_extract(customer_ref, '\b(w[mo][A-Za-z0-9_-]{6,})', 1), '')
WHERE $source_system = 'wecom' AND customer_ref IS NOT NULL;

UPDATE typed_feedback
SET customer_ref = lower(customer_ref)
WHERE contains(customer_ref, '@');

-- A message of a chat archive is a document; what was said is its content.
UPDATE typed_feedback
SET text = coalesce(json_extract_string(try_cast(text AS JSON), '$.content'), text)
WHERE starts_with(text, '{') AND kind = 'chat';

-- Five stars are 50 in some exports: told by the whole column.
UPDATE typed_feedback
SET rating = rating / 10
WHERE (SELECT max(rating) > 10 AND max(rating) <= 50 AND min(rating) >= 5 AND bool_and(rating % 5 = 0) FROM typed_feedback WHERE rating > 0);

-- Stars without words are a statement; a picture or a system message is none.
DELETE FROM typed_feedback
WHERE text IS NULL AND rating IS NULL;

UPDATE typed_feedback
SET text = ''
WHERE text IS NULL
