-- One row: something that staff did to a tag. rule: what it means from then on; add: people were given it; retire: it is used
-- no more; merge: its people count as those of `into_tag`. What is undone counts no more, and stays.
CREATE TABLE IF NOT EXISTS app.tag_changes (
    change_id BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    tag VARCHAR NOT NULL,
    dimension VARCHAR,
    definition VARCHAR,
    valid_days INTEGER,
    into_tag VARCHAR,
    note VARCHAR,
    changed_at TIMESTAMP NOT NULL,
    changed_by VARCHAR,
    undone_at TIMESTAMP,
    undone_by VARCHAR
);

-- One row: a person to whom a change of the kind "add" gave the tag; identity_key finds them after people were joined anew.
CREATE TABLE IF NOT EXISTS app.tag_people (
    change_id BIGINT NOT NULL,
    customer_id VARCHAR NOT NULL,
    identity_key UBIGINT
);
