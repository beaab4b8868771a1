-- One row: a name of a changed person, before or now, that means somebody else than before; rows of other tables that use it
-- are looked up again.
CREATE OR REPLACE TEMP TABLE changed_names AS
WITH their_names_now AS (
    SELECT is_own, source_system, value, customer_id
    FROM names_now
    WHERE value IN (
        SELECT value FROM names_before
        UNION ALL
        SELECT value FROM core.identifiers WHERE customer_id IN (SELECT customer_id FROM touched_people)
    )
)
SELECT DISTINCT value
FROM (
    (FROM names_before EXCEPT FROM their_names_now)
    UNION ALL
    (FROM their_names_now EXCEPT FROM names_before)
) AS differing
