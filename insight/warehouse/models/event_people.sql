-- People of whom there is nothing but events: of those who got, lost or changed one, or the last order or list of whom fell
-- away.
CREATE OR REPLACE TEMP TABLE unnamed_people AS
SELECT DISTINCT anybody.customer_id
FROM (SELECT customer_id FROM moved_visits UNION ALL SELECT customer_id FROM touched_people) AS anybody
ANTI JOIN core.identity_rows AS named ON named.customer_id = anybody.customer_id;

DELETE FROM core.customers
WHERE customer_id IN (SELECT customer_id FROM unnamed_people);

DELETE FROM mart.customers
WHERE customer_id IN (SELECT customer_id FROM unnamed_people);

CREATE OR REPLACE TEMP TABLE event_people AS
SELECT customer_id, min(source_system) AS source_system
FROM core.events
WHERE customer_id IN (SELECT customer_id FROM unnamed_people)
GROUP BY customer_id;

INSERT INTO core.customers (customer_id, sources, has_wecom)
SELECT customer_id, source_system, FALSE
FROM event_people;

INSERT INTO mart.customers (customer_id, orders, person_no)
SELECT customer_id, 0, person_no(customer_id)
FROM event_people
