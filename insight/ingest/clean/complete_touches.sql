-- A campaign without a number is known by the text that was sent.
UPDATE typed_touches
SET campaign_id = 'text-' || substr(md5(trim(content)), 1, 12)
WHERE campaign_id IS NULL AND content IS NOT NULL
