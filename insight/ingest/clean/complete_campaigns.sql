-- A campaign without a number is known by the text that was sent.
UPDATE typed_campaigns
SET campaign_id = 'text-' || substr(md5(trim(content)), 1, 12)
WHERE campaign_id IS NULL AND content IS NOT NULL;

UPDATE typed_campaigns
SET name = substr(trim(content), 1, 40)
WHERE name IS NULL AND content IS NOT NULL
