SELECT DISTINCT invitee_id AS customer_id
FROM core.referrals
WHERE invitee_id IS NOT NULL AND ("at" IS NULL OR "at" < $as_of::DATE)
