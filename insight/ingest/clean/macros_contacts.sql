-- duckdb: phones and e-mails out of one cell. A cell may hold two; the first and the second are taken apart.
-- What stands between two phones: a sign that no number has inside, or blanks before a whole Chinese mobile.
CREATE OR REPLACE TEMP MACRO parted_phones(x) AS
    regexp_replace(
        regexp_replace(half_width(x), '([0-9]{6,})\s*[/|]\s*(\+?[0-9(])', '\1;\2', 'g'),
        '\s*(?:[,;，；、\n]|或者?|\sor\s|\sund\s|\s&\s)\s*|\s+(1[3-9][0-9]{9})', ';\1', 'g'
    );

CREATE OR REPLACE TEMP MACRO phone_parts(x) AS
    list_filter(
        string_split(parted_phones(x), ';'),
        lambda part: length(regexp_replace(part, '[^0-9]', '', 'g')) >= 7
    );

-- The extension belongs to a desk, a note in words to the reader; the (0) of +44 (0)20 is not dialled from abroad.
CREATE OR REPLACE TEMP MACRO bare_phone(part) AS
    regexp_replace(
        regexp_replace(
            regexp_replace(regexp_replace(trimmed(part), '^((?:\+?86[- ]?)?1[3-9][0-9]{9})\s?[-_–*#][0-9]{2,6}$', '\1'), '(?i)\s*(ext|extension|durchwahl|poste|转|轉|分机|分機|内线|x|#)[.:：]?\s*[0-9]{1,6}\s*$', ''),
            '^(\+|00)([0-9]{1,3})\s*\(0\)', '\1\2'
        ),
        '^(?i)(tel|phone|mobile|mob|电话|手机|電話|手機)[.:： ]*|\s*[(（][^0-9()（）]+[)）]$', '', 'g'
    );

CREATE OR REPLACE TEMP MACRO phone_digits(x) AS
    regexp_replace(
        regexp_replace(regexp_replace(x, '[^0-9+]', '', 'g'), '^(?:\+|00([1-9][0-9]{9,}))', '\1'),
        '^(?:0*86)?(1[3-9][0-9]{9})$|\+', '\1', 'g'
    );

-- Fewer than 7 digits, more than 15, or one digit over and over are no phone.
CREATE OR REPLACE TEMP MACRO phone_of(part) AS
    CASE
        WHEN regexp_full_match(bare_phone(part), '[+()0-9 ./p:-]+') THEN
            nullif(
                regexp_extract(
                    phone_digits(bare_phone(part)),
                    '^(?:[0-9]{0,6}|[0-9]{16,}|0+|1+|2+|3+|4+|5+|6+|7+|8+|9+)$|^([0-9]{7,15})$',
                    1
                ),
                ''
            )
    END;

CREATE OR REPLACE TEMP MACRO as_phone(x) AS
    CASE
        WHEN x IS NULL THEN NULL
        WHEN regexp_full_match(x, '1[3-9][0-9]{9}') THEN x
        WHEN contains(x, '*') OR is_scientific(x) THEN NULL
        WHEN regexp_full_match(x, '[1-9][0-9]{6,14}') AND NOT regexp_full_match(x, '86.*|1+|2+|3+|4+|5+|6+|7+|8+|9+') THEN x
        ELSE coalesce(phone_of(half_width(as_id(x))), phone_of(list_extract(phone_parts(as_id(x)), 1)))
    END;

-- The second phone of a cell, where the cell is no single phone.
CREATE OR REPLACE TEMP MACRO as_second_phone(x) AS
    CASE
        WHEN length(x) < 15 OR contains(x, '*') OR phone_of(half_width(as_id(x))) IS NOT NULL THEN NULL
        ELSE phone_of(list_extract(phone_parts(as_id(x)), 2))
    END;

-- Letters of full width are letters; quotes before an address and stops behind it are none of it.
CREATE OR REPLACE TEMP MACRO email_text(x) AS
    regexp_replace(
        translate(
            tidy(x),
            '＠＋＿ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
            '@+_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
        ),
        '^[''‘’"]+|[.''’"]+$',
        '',
        'g'
    );

CREATE OR REPLACE TEMP MACRO email_parts(x) AS
    regexp_extract_all(
        lower(half_width(email_text(x))),
        '[^@\s*,;<>()\[\]"，；、/|：:]+@[^@\s*,;<>()\[\]"，；、/|：:]+\.[^@\s*,;<>()\[\]"，；、/|：:.]+'
    );

CREATE OR REPLACE TEMP MACRO as_email(x) AS
    CASE
        WHEN regexp_full_match(email_text(x), '[^@\s*,;<>]+@[^@\s*,;<>:]+\.[^@\s*,;<>]+') AND NOT regexp_matches(x, '(?i)mailto:|[/|、，；]') THEN lower(half_width(email_text(x)))
        WHEN NOT contains(x, '*') THEN list_extract(email_parts(x), 1)
    END;

CREATE OR REPLACE TEMP MACRO as_second_email(x) AS
    CASE WHEN NOT contains(x, '*') AND contains(x[strpos(x, '@') + 1:], '@') THEN
        list_extract(list_filter(email_parts(x), lambda part: part <> list_extract(email_parts(x), 1)), 1)
    END;

-- A text with the signs of a phone or an e-mail that could not be read as one.
CREATE OR REPLACE TEMP MACRO is_lost_phone(x) AS
    NOT contains(x, '*') AND length(regexp_replace(half_width(x), '[^0-9]', '', 'g')) BETWEEN 7 AND 32
    AND NOT regexp_full_match(regexp_replace(half_width(x), '[^0-9]', '', 'g'), '0+|1+|2+|3+|4+|5+|6+|7+|8+|9+')
    AND length(regexp_replace(half_width(x), '[^0-9]', '', 'g')) * 2 >= length(x)
