CREATE TABLE IF NOT EXISTS core.identity_rows (
    identity_key UBIGINT,
    source_system VARCHAR,
    account VARCHAR,
    member VARCHAR,
    unionid VARCHAR,
    openid VARCHAR,
    external VARCHAR,
    phone VARCHAR,
    email VARCHAR,
    second_phone VARCHAR,
    second_email VARCHAR,
    fallback VARCHAR,
    own_row VARCHAR,
    name VARCHAR,
    customer_id VARCHAR
);

CREATE TABLE IF NOT EXISTS core.own_receiver_phones (
    account VARCHAR,
    fallback VARCHAR
);

CREATE TABLE IF NOT EXISTS core.hubs (
    node VARCHAR,
    names BIGINT
);

CREATE TABLE IF NOT EXISTS core.identifiers (
    customer_id VARCHAR,
    kind VARCHAR,
    source_system VARCHAR,
    value VARCHAR,
    is_hub BOOLEAN
);

CREATE TABLE IF NOT EXISTS core.customers (
    customer_id VARCHAR,
    name VARCHAR,
    nickname VARCHAR,
    phone VARCHAR,
    phone_masked VARCHAR,
    email VARCHAR,
    gender VARCHAR,
    birthday DATE,
    province VARCHAR,
    city VARCHAR,
    country VARCHAR,
    channel VARCHAR,
    owner_staff VARCHAR,
    joined_at TIMESTAMP,
    tier VARCHAR,
    points DOUBLE,
    balance DECIMAL(18,2),
    tags VARCHAR,
    consent VARCHAR,
    sources VARCHAR,
    has_wecom BOOLEAN
);

CREATE TABLE IF NOT EXISTS core.products (
    source_system VARCHAR,
    product_id VARCHAR,
    product_name VARCHAR,
    category VARCHAR,
    sku VARCHAR,
    quantity DOUBLE,
    brand VARCHAR,
    price DECIMAL(18,2),
    refill_days DOUBLE
);

-- person_no: the person as a number, by which many rows are grouped several times faster than by a text.
CREATE TABLE IF NOT EXISTS mart.customers (
    customer_id VARCHAR,
    orders BIGINT,
    first_ordered_at TIMESTAMP,
    last_ordered_at TIMESTAMP,
    channels VARCHAR,
    person_no BIGINT
);

-- One row: something a person did. visit_at is when the visit began that it belongs to: a visit ends with a pause of more
-- than thirty minutes. is_again: the event before in the visit is the same; next_event is the one after in the visit. Events
-- of one moment stand in the order of their names.
CREATE TABLE IF NOT EXISTS mart.visit_events (
    person_no BIGINT,
    event VARCHAR,
    occurred_at TIMESTAMP,
    visit_at TIMESTAMP,
    device VARCHAR,
    channel VARCHAR,
    page VARCHAR,
    "object" VARCHAR,
    keyword VARCHAR,
    is_again BOOLEAN,
    next_event VARCHAR,
    next_at TIMESTAMP
);

-- One row: a person and an event: how often, how often with a time of day, the first time, the last time.
CREATE TABLE IF NOT EXISTS mart.person_events (
    person_no BIGINT,
    event VARCHAR,
    times BIGINT,
    timed BIGINT,
    first_at TIMESTAMP,
    last_at TIMESTAMP
);

-- One row: a visit. device and channel are '' where no event of it states one; is_first: the first visit of its person.
CREATE TABLE IF NOT EXISTS mart.visits (
    person_no BIGINT,
    visit_at TIMESTAMP,
    ended_at TIMESTAMP,
    events BIGINT,
    device VARCHAR,
    channel VARCHAR,
    is_first BOOLEAN
);

-- One row: a day on which visits began: people, visits, events of these visits.
CREATE TABLE IF NOT EXISTS mart.visit_days (
    "day" DATE,
    customers BIGINT,
    sessions BIGINT,
    events BIGINT
);

CREATE TABLE IF NOT EXISTS mart.credits (
    customer_id VARCHAR,
    order_key VARCHAR,
    currency VARCHAR,
    channel VARCHAR,
    credited_at TIMESTAMP,
    amount DECIMAL(18,2),
    first_ordered_at TIMESTAMP
);

CREATE TABLE IF NOT EXISTS mart.purchases (
    customer_id VARCHAR,
    order_key VARCHAR,
    currency VARCHAR,
    channel VARCHAR,
    ordered_at TIMESTAMP,
    net_amount DECIMAL(18,2),
    purchase_no INTEGER,
    visit_no INTEGER,
    first_ordered_at TIMESTAMP,
    previous_ordered_at TIMESTAMP
);

-- One row: what one person said about one purpose in one statement. known_from is the first moment at which it is in
-- force, weighs_from the moment that decides which of several counts; said_at is NULL where nobody knows when.
CREATE TABLE IF NOT EXISTS core.wills (
    customer_id VARCHAR,
    purpose VARCHAR,
    status VARCHAR,
    is_unclear BOOLEAN,
    said_at TIMESTAMP,
    known_from TIMESTAMP,
    weighs_from TIMESTAMP,
    words VARCHAR,
    said VARCHAR,
    source_system VARCHAR,
    source_file VARCHAR,
    via VARCHAR
);

-- One row: words of a statement and one purpose that they mean; purpose is NULL where they mean none.
CREATE TABLE IF NOT EXISTS core.will_words (
    words VARCHAR,
    said VARCHAR,
    will VARCHAR,
    purpose VARCHAR
);

-- One row: money that a person brought on a day, below zero where it went back; `purchases` is 1 for an order that counts.
-- Whatever adds up the money of people reads this; what went back is no purchase, so nothing stands before it.
CREATE OR REPLACE VIEW mart.takings AS
SELECT
    customer_id,
    order_key,
    currency,
    ordered_at AS taken_at,
    net_amount,
    1 AS purchases,
    visit_no,
    first_ordered_at,
    previous_ordered_at,
    channel
FROM mart.purchases
UNION ALL
SELECT customer_id, order_key, currency, credited_at, -amount, 0, NULL, first_ordered_at, NULL, channel
FROM mart.credits
WHERE customer_id IS NOT NULL
