-- One row: a person who invited somebody before the day.
SELECT customer_id, count(*)::DOUBLE AS invitations
FROM core.referrals
WHERE customer_id IS NOT NULL AND ("at" IS NULL OR "at" < $as_of::DATE)
GROUP BY customer_id
