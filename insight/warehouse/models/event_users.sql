-- A user of events that no order, list or contact names is a person known by the number that the events use; with the first
-- order or list that names the number, the person is the one named there.
CREATE OR REPLACE TEMP TABLE event_users AS
SELECT DISTINCT source_system, customer_ref
FROM core.events
WHERE customer_ref IS NOT NULL
    AND (row_key IN (SELECT row_key FROM touched_events) OR customer_ref IN (SELECT value FROM changed_names));

UPDATE core.events
SET customer_id = CASE WHEN known.value IS NULL THEN format('c{:016x}', node_key('a:' || source_system || ':' || customer_ref)) END
FROM (
    SELECT users.source_system AS of_source, users.customer_ref AS of_user, any_value(identifiers.value) AS value
    FROM event_users AS users
    LEFT JOIN core.identifiers ON identifiers.value = users.customer_ref
    GROUP BY users.source_system, users.customer_ref
) AS known
WHERE events.source_system = known.of_source AND events.customer_ref = known.of_user
    AND (
        (events.customer_id IS NULL AND known.value IS NULL)
        OR (known.value IS NOT NULL AND events.customer_id NOT IN (SELECT customer_id FROM core.identity_rows WHERE customer_id IS NOT NULL))
    )
