CREATE SCHEMA IF NOT EXISTS staging;
CREATE SCHEMA IF NOT EXISTS core;
CREATE SCHEMA IF NOT EXISTS mart;
CREATE SCHEMA IF NOT EXISTS app;

CREATE TABLE IF NOT EXISTS app.state (
    workspace_id VARCHAR NOT NULL,
    generation BIGINT NOT NULL,
    engine VARCHAR NOT NULL,
    schema_version INTEGER NOT NULL,
    token VARCHAR
);

ALTER TABLE app.state ADD COLUMN IF NOT EXISTS token VARCHAR;

CREATE TABLE IF NOT EXISTS app.batches (
    batch_id BIGINT NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    imported_by VARCHAR,
    file VARCHAR NOT NULL,
    sheet VARCHAR,
    file_sha256 VARCHAR NOT NULL,
    file_bytes BIGINT NOT NULL,
    encoding VARCHAR,
    template VARCHAR NOT NULL,
    source_system VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    counts VARCHAR NOT NULL,
    undone_at TIMESTAMP,
    assumptions VARCHAR,
    choices VARCHAR
);

ALTER TABLE app.batches ADD COLUMN IF NOT EXISTS assumptions VARCHAR;
ALTER TABLE app.batches ADD COLUMN IF NOT EXISTS choices VARCHAR;

CREATE TABLE IF NOT EXISTS app.mappings (
    header_fingerprint VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    confirmed_at TIMESTAMP NOT NULL,
    header VARCHAR,
    choices VARCHAR,
    file VARCHAR
);

ALTER TABLE app.mappings ADD COLUMN IF NOT EXISTS header VARCHAR;
ALTER TABLE app.mappings ADD COLUMN IF NOT EXISTS choices VARCHAR;
ALTER TABLE app.mappings ADD COLUMN IF NOT EXISTS file VARCHAR;

CREATE TABLE IF NOT EXISTS app.repairs (
    batch_id BIGINT NOT NULL,
    file VARCHAR NOT NULL,
    sheet VARCHAR,
    source_row BIGINT NOT NULL,
    table_name VARCHAR NOT NULL,
    column_name VARCHAR,
    header VARCHAR,
    value VARCHAR,
    reason VARCHAR NOT NULL,
    is_rejected BOOLEAN NOT NULL
);

CREATE TABLE IF NOT EXISTS app.identity_decisions (
    decision_id BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    nodes VARCHAR NOT NULL,
    decided_by VARCHAR,
    decided_at TIMESTAMP NOT NULL,
    note VARCHAR,
    undone_at TIMESTAMP
);

CREATE TABLE IF NOT EXISTS app.consent_decisions (
    decision_id BIGINT NOT NULL,
    words VARCHAR NOT NULL,
    said VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    decided_by VARCHAR,
    decided_at TIMESTAMP NOT NULL,
    note VARCHAR,
    undone_at TIMESTAMP
);

CREATE TABLE IF NOT EXISTS app.segments (
    segment_id BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    expression VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL,
    created_by VARCHAR,
    note VARCHAR,
    changed_at TIMESTAMP,
    deleted_at TIMESTAMP
);

CREATE TABLE IF NOT EXISTS app.uploaded_lists (
    list_id BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    sheet VARCHAR,
    header VARCHAR,
    id_kind VARCHAR NOT NULL,
    row_count BIGINT NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    uploaded_at TIMESTAMP NOT NULL,
    uploaded_by VARCHAR,
    deleted_at TIMESTAMP
);

CREATE TABLE IF NOT EXISTS app.uploaded_list_rows (
    list_id BIGINT NOT NULL,
    source_row BIGINT NOT NULL,
    written VARCHAR,
    id VARCHAR,
    phone VARCHAR,
    email VARCHAR,
    problem VARCHAR
);

CREATE TABLE IF NOT EXISTS app.exports (
    number BIGINT NOT NULL,
    export_id VARCHAR NOT NULL,
    exported_at TIMESTAMP NOT NULL,
    exported_by VARCHAR,
    purpose VARCHAR NOT NULL,
    basis VARCHAR,
    sentence VARCHAR NOT NULL,
    analysis VARCHAR NOT NULL,
    parameters VARCHAR NOT NULL,
    expression VARCHAR,
    as_of DATE NOT NULL,
    generation BIGINT NOT NULL,
    columns VARCHAR NOT NULL,
    segment_people BIGINT NOT NULL,
    listed BIGINT NOT NULL,
    left_out VARCHAR NOT NULL,
    control BIGINT NOT NULL,
    control_share DOUBLE,
    seed BIGINT,
    choices VARCHAR NOT NULL,
    is_unmasked BOOLEAN NOT NULL,
    file_name VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    record_sha256 VARCHAR NOT NULL,
    statement_sha256 VARCHAR NOT NULL,
    people_sha256 VARCHAR NOT NULL,
    previous_hash VARCHAR NOT NULL,
    row_hash VARCHAR NOT NULL,
    chain_version INTEGER
);

ALTER TABLE app.exports ADD COLUMN IF NOT EXISTS chain_version INTEGER;

CREATE TABLE IF NOT EXISTS app.export_people (
    export_id VARCHAR NOT NULL,
    customer_id VARCHAR NOT NULL,
    identity_key UBIGINT,
    arm VARCHAR NOT NULL,
    reason VARCHAR,
    kept_customer_id VARCHAR,
    stratum VARCHAR,
    tags VARCHAR
);

CREATE TABLE IF NOT EXISTS app.list_notes (
    note_id BIGINT NOT NULL,
    export_id VARCHAR NOT NULL,
    customer_id VARCHAR NOT NULL,
    note VARCHAR,
    tags VARCHAR,
    noted_by VARCHAR,
    noted_at TIMESTAMP NOT NULL,
    file VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS app.rfm_setups (
    setup_id BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    currency VARCHAR NOT NULL,
    bins INTEGER NOT NULL,
    method VARCHAR NOT NULL,
    recency_day_cuts VARCHAR,
    order_cuts VARCHAR,
    amount_cuts VARCHAR,
    saved_at TIMESTAMP NOT NULL,
    saved_by VARCHAR
);

-- What staff say a question is, where it was found wrongly.
CREATE TABLE IF NOT EXISTS app.survey_kinds (
    survey VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    said_at TIMESTAMP NOT NULL,
    said_by VARCHAR
);

CREATE TABLE IF NOT EXISTS app.clusterings (
    clustering_id BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    model VARCHAR NOT NULL,
    groups INTEGER NOT NULL,
    as_of DATE NOT NULL,
    currency VARCHAR NOT NULL,
    kept_at TIMESTAMP NOT NULL,
    kept_by VARCHAR,
    deleted_at TIMESTAMP
);

CREATE TABLE IF NOT EXISTS app.personas (
    persona_id BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    member_of VARCHAR NOT NULL,
    base VARCHAR NOT NULL,
    broad VARCHAR,
    sheet VARCHAR NOT NULL,
    kept_at TIMESTAMP NOT NULL,
    kept_by VARCHAR,
    deleted_at TIMESTAMP
);

CREATE TABLE IF NOT EXISTS app.persona_versions (
    persona_id BIGINT NOT NULL,
    as_of DATE NOT NULL,
    currency VARCHAR NOT NULL,
    card VARCHAR NOT NULL,
    kept_at TIMESTAMP NOT NULL,
    kept_by VARCHAR
);

-- What staff say of a day.
CREATE TABLE IF NOT EXISTS app.day_notes (
    note_id BIGINT NOT NULL,
    day DATE NOT NULL,
    note VARCHAR NOT NULL,
    noted_at TIMESTAMP NOT NULL,
    noted_by VARCHAR,
    changed_at TIMESTAMP,
    changed_by VARCHAR,
    deleted_at TIMESTAMP
);

CREATE TABLE IF NOT EXISTS app.funnels (
    funnel_id BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    parameters VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    saved_by VARCHAR,
    deleted_at TIMESTAMP
);
