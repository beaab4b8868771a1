CREATE SCHEMA IF NOT EXISTS staging;
CREATE SCHEMA IF NOT EXISTS core;
CREATE SCHEMA IF NOT EXISTS mart;
CREATE SCHEMA IF NOT EXISTS app;

CREATE TABLE IF NOT EXISTS app.state (
    workspace_id VARCHAR NOT NULL,
    generation BIGINT NOT NULL,
    engine VARCHAR NOT NULL,
    schema_version INTEGER NOT NULL
);

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
    undone_at TIMESTAMP
);

CREATE TABLE IF NOT EXISTS app.mappings (
    header_fingerprint VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    confirmed_at TIMESTAMP NOT NULL
);

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
    header VARCHAR NOT NULL,
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
