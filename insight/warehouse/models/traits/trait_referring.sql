-- One row: a person. Where there is a log of invitations, whoever it does not name invited nobody.
SELECT
    people.customer_id,
    CASE WHEN (SELECT count(*) FROM core.referrals WHERE customer_id IS NOT NULL) > 0 THEN coalesce(inviting.invitations, 0) END
        AS invitations,
    CASE WHEN (SELECT count(*) FROM core.referrals WHERE customer_id IS NOT NULL) > 0 THEN invited.customer_id IS NOT NULL END
        AS is_invited
FROM core.customers AS people
LEFT JOIN trait_inviting AS inviting ON inviting.customer_id = people.customer_id
LEFT JOIN trait_invited AS invited ON invited.customer_id = people.customer_id
