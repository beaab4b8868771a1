-- One row: the newest cell of a person under one header; `brought_headers` says which headers are one trait.
CREATE OR REPLACE TEMP TABLE brought_newest AS
SELECT
    cells.customer_id,
    headers.trait,
    arg_max(cells.written, cells.version) AS written,
    arg_max(cells.source_file, cells.version) AS source_file,
    arg_max(cells.batch_id, cells.version) AS batch_id
FROM brought_cells AS cells
JOIN brought_headers AS headers ON headers.origin = cells.origin AND headers.header = cells.header
GROUP BY cells.customer_id, headers.trait;

-- One row: what stands in cells under one trait, with everything it could be read as.
CREATE OR REPLACE TEMP TABLE brought_words AS
WITH word AS (
    SELECT
        trait,
        written,
        lower(translate(written, '０１２３４５６７８９．－／：％，', '0123456789.-/:%,')) AS plain,
        count(*) AS people
    FROM brought_newest
    GROUP BY trait, written
),
cut AS (
    SELECT
        word.*,
        regexp_extract(
            plain,
            '^(?:[¥￥$€£]|rmb|cny)?\s*([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(万元|万|%|元|块|岁|周岁|天|次|个|件|分|斤|公斤|厘米|小时|分钟|cm|kg|g|ml|yuan|years?|days?|yrs?)?$',
            1
        ) AS digits,
        regexp_extract(plain, '(万元|万|%)$', 1) AS scale
    FROM word
)
SELECT
    trait,
    written,
    people,
    CASE WHEN digits <> '' AND NOT regexp_matches(digits, '^0[0-9]|[0-9]{12,}') THEN
        TRY_CAST(replace(digits, ',', '') AS DOUBLE)
            * CASE scale WHEN '万' THEN 10000 WHEN '万元' THEN 10000 WHEN '%' THEN 0.01 ELSE 1 END
    END AS number,
    TRY_CAST(regexp_extract(plain, '^(0?[1-9]|1[0-2])月(份)?$', 1) AS BIGINT) AS month_no,
    -- duckdb: try_strptime with a list takes the first form that fits; elsewhere coalesce(try_to_timestamp(…), …).
    try_strptime(plain, [
        '%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y/%m/%d %H:%M:%S',
        '%Y/%m/%d %H:%M', '%Y-%m-%dt%H:%M:%S', '%Y%m%d', '%m/%d/%Y', '%d.%m.%Y', '%b %d, %Y', '%d %b %Y', '%Y年%m月'
    ]) AS moment,
    CASE
        WHEN plain IN ('是', '有', '对', '已', '真', 'yes', 'y', 'true', 't', '1', '√', '✓') THEN TRUE
        WHEN plain IN ('否', '无', '没有', '不是', '未', '假', 'no', 'n', 'false', 'f', '0', '×', 'x') THEN FALSE
    END AS flag,
    regexp_matches(plain, '^(\+?86)?[ -]?1[3-9][0-9*]{9}$|^[^@ ]+@[^@ ]+\.[a-z]+$|^0[0-9]{2,3}-?[0-9]{7,8}$|^[0-9]{17}[0-9x]$|^https?://')
        AS is_contact,
    first_value(written) OVER (
        PARTITION BY trait, plain ORDER BY people DESC, written ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS spelled
FROM cut;

-- Nearly all cells decide; the few that do not fit are unknown, and counted.
CREATE OR REPLACE TEMP TABLE brought_kinds AS
WITH counted AS (
    SELECT
        trait,
        sum(people) AS people,
        count(DISTINCT spelled) AS distinct_values,
        sum(CASE WHEN number IS NOT NULL THEN people ELSE 0 END) AS numbers,
        sum(CASE WHEN month_no IS NOT NULL THEN people ELSE 0 END) AS months,
        sum(CASE WHEN moment BETWEEN TIMESTAMP '1900-01-01' AND TIMESTAMP '2100-01-01' THEN people ELSE 0 END) AS moments,
        sum(CASE WHEN flag IS NOT NULL THEN people ELSE 0 END) AS flags,
        sum(CASE WHEN is_contact THEN people ELSE 0 END) AS contacts,
        min(CASE WHEN number IS NOT NULL THEN number END) AS least,
        min(length(written)) = max(length(written)) AND min(length(written)) >= 6 AS is_even
    FROM brought_words
    GROUP BY trait
),
decided AS (
    SELECT
        counted.*,
        CASE
            WHEN contacts >= 0.5 * people THEN 'contact'
            WHEN flags = people THEN 'flag'
            WHEN months >= 0.95 * people THEN 'month'
            WHEN moments >= 0.95 * people THEN 'date'
            WHEN numbers >= 0.95 * people AND NOT (is_even AND distinct_values = people AND people >= 20) THEN 'number'
            WHEN distinct_values <= 50 AND (distinct_values <= 12 OR people >= 2 * distinct_values) THEN 'category'
            ELSE 'text'
        END AS kind
    FROM counted
)
SELECT
    trait,
    kind,
    people,
    distinct_values,
    people - CASE kind WHEN 'number' THEN numbers WHEN 'date' THEN moments WHEN 'month' THEN months ELSE people END AS unread
FROM decided
WHERE kind <> 'contact';

DELETE FROM mart.brought_traits;

INSERT INTO mart.brought_traits
SELECT
    newest.customer_id,
    newest.trait,
    CASE kinds.kind WHEN 'number' THEN words.number WHEN 'month' THEN words.month_no WHEN 'flag' THEN words.flag::INTEGER END::DOUBLE,
    CASE
        WHEN kinds.kind IN ('category', 'text') THEN words.spelled
        WHEN kinds.kind = 'flag' THEN CASE WHEN words.flag THEN 'yes' ELSE 'no' END
    END,
    CASE WHEN kinds.kind = 'date' THEN words.moment END,
    newest.source_file,
    batches.imported_at::DATE
FROM brought_newest AS newest
JOIN brought_kinds AS kinds ON kinds.trait = newest.trait
JOIN brought_words AS words ON words.trait = newest.trait AND words.written = newest.written
LEFT JOIN app.batches AS batches ON batches.batch_id = newest.batch_id
WHERE CASE kinds.kind
    WHEN 'number' THEN words.number IS NOT NULL
    WHEN 'month' THEN words.month_no IS NOT NULL
    WHEN 'date' THEN words.moment BETWEEN TIMESTAMP '1900-01-01' AND TIMESTAMP '2100-01-01'
    ELSE TRUE
END;

DELETE FROM mart.brought_trait_list;

INSERT INTO mart.brought_trait_list
SELECT
    kinds.trait,
    labels.label,
    labels.dimension,
    kinds.kind,
    kinds.people - kinds.unread,
    kinds.distinct_values,
    newest.known_on,
    kinds.unread,
    newest.source_file
FROM brought_kinds AS kinds
JOIN (SELECT DISTINCT trait, label, dimension FROM brought_headers) AS labels ON labels.trait = kinds.trait
JOIN (
    SELECT trait, max(known_on) AS known_on, max(source_file) AS source_file
    FROM mart.brought_traits
    GROUP BY trait
) AS newest ON newest.trait = kinds.trait
