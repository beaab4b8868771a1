-- duckdb: times of many lands and programs. A text becomes a wall clock and an offset; with an offset it is a moment, which is
-- told in the shop's zone. The steps of it are put together in `times.py`.
-- Years counted from a founding, an enthronement or the Buddha: 民國113年, 113/05/06, 令和6年, 01/03/2567.
CREATE OR REPLACE TEMP MACRO in_common_years(x) AS
    CASE
        WHEN regexp_matches(x, '^(中華民國|中华民国|民國|民国)\s*[0-9]{1,3}|^1[0-4][0-9]\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}([日\s].*)?$') THEN
            (regexp_extract(x, '([0-9]{1,3})', 1)::INTEGER + 1911)::VARCHAR || regexp_replace(x, '^\D*[0-9]{1,3}', '')
        WHEN regexp_matches(x, '^(令和|平成|昭和|[RHS](?:[.]?))\s?(元|[0-9]{1,2})\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}') THEN
            (
                coalesce(try_cast(regexp_extract(x, '^[^0-9元]*([0-9]{1,2})', 1) AS INTEGER), 1)
                + CASE WHEN regexp_matches(x, '^(令和|R)') THEN 2018 WHEN regexp_matches(x, '^(平成|H)') THEN 1988 ELSE 1925 END
            )::VARCHAR || regexp_replace(x, '^[^0-9元]*([0-9]{1,2}|元)', '')
        WHEN regexp_matches(x, '(^|[-/.])25[4-8][0-9]([-/.\s]|$)') THEN
            regexp_replace(x, '25[4-8][0-9]', (regexp_extract(x, '(25[4-8][0-9])', 1)::INTEGER - 543)::VARCHAR)
        ELSE x
    END;

-- A clock may stop at the hour.
CREATE OR REPLACE TEMP MACRO with_colons(x) AS
    regexp_replace(
    regexp_replace(
        regexp_replace(
            regexp_replace(x, '([0-9])\s?[时時点點]\s?([0-9]{1,2})\s?分?\s?([0-9]{1,2})?秒?$', '\1:\2:0\3'),
            '(?i)([-/. ][0-9]{1,4}[ T,]+[0-9]{1,2})\s?h\s?([0-9]{2})(?:\s?m(?:in)?\s?([0-9]{2})\s?s?)?$', '\1:\2:0\3'
        ),
        '([-/.][0-9]{1,4}[ T,]+[0-9]{1,2})[.]([0-9]{2})(?:[.]([0-9]{2}))?$', '\1:\2:0\3'
    ),
    '([-/.][0-9]{1,4}[ T])([0-9]{1,2})$', '\1\2:00'
    );

CREATE OR REPLACE TEMP MACRO with_half_of_day(x) AS
    regexp_replace(
        regexp_replace(
            regexp_replace(x, '(?i)\b([ap])[.]?\s?m[.]?\s+([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)', '\2 \1M'),
            '(?i)(:[0-9]{2}(?:[.][0-9]+)?)\s*([ap])[.]?\s?m\b[.]?', '\1 \2M'
        ),
        '(^|[^:0-9])((?:1[3-9]|2[0-3]|0?0)(?::[0-9]{2})+) [AaPp]M', '\1\2'
    );

-- Arabic, Greek and Vietnamese write the halves of the day in letters of their own behind the clock.
CREATE OR REPLACE TEMP MACRO with_halves_of_lands(x) AS
    regexp_replace(
        regexp_replace(x, '(:[0-9]{2})\s*(ص|صباح\S*|π\.?\s?μ\.?|SA)$', '\1 AM'),
        '(:[0-9]{2})\s*(م|مساء\S*|μ\.?\s?μ\.?|CH)$', '\1 PM'
    );

-- Java and C write the year last: Tue Mar 05 13:02:11 CST 2024. A browser adds the zone's name in brackets.
CREATE OR REPLACE TEMP MACRO clock_text(x) AS
    trim(with_half_of_day(with_halves_of_lands(with_colons(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    in_common_years(regexp_replace(
                        regexp_replace(
                            regexp_replace(regexp_replace(regexp_replace(half_width(tidy(x)), '(?i)(:[0-9]{2})\s*(hs|hrs|horas|uhr)[.]?$', '\1'), '^((?:19|20)[0-9]{6}(?:[0-9]{4}|[0-9]{6})?)[.]0$', '\1'), '^[''=" ]+|["'' ]+$|に\S*$', '', 'g'),
                            '(?i)^\D{3,}\s(?:on|vom|am|le|el|il|op|em|den)\s+', ''
                        ),
                        '([0-9]{1,2}(?::[0-9]{2}){1,2})\s*(上午|下午|晚上|凌晨|午前|午後|오전|오후)', '\2 \1'
                    )),
                    '^([0-9]{4})(?:\s?年\s?|[.]\s)([0-9]{1,2})(?:\s?月\s?|[.]\s)([0-9]{1,2})\s?[日.]?\s*', '\1-\2-\3 '
                ),
                '\s*\([^()]*[A-Za-z][^()]*\)$', ''
            ),
            '^([A-Z][a-z]{2} [A-Z][a-z]{2} +[0-9]{1,2}) ([0-9:]{8})( [A-Z]{3,4})? ([0-9]{4})$', '\1 \4 \2\3'
        )
    ))));

-- The offset stands behind the clock, as a number or as a name that means one offset only; CST means two and shifts nothing.
CREATE OR REPLACE TEMP MACRO offset_text(clock) AS
    regexp_extract(
        clock,
        ':[0-9]{2}(?:[.,][0-9]+)?(?:\s?[AaPp][Mm])?\s*((?:GMT|UTC)?\s*[+-][0-9]{1,2}(?::?[0-9]{2})?(?: UTC| GMT)?|GMT|UTC|[Zz]|E[SD]T|P[SD]T|MDT|CDT|CES?T|BST|JST|KST|HKT|SGT|MSK|IST|AES?T)$',
        1
    );

CREATE OR REPLACE TEMP MACRO offset_minutes(zone_text) AS
    CASE
        WHEN zone_text = '' THEN NULL
        WHEN regexp_matches(zone_text, '[0-9]') THEN
            (
                regexp_extract(zone_text, '[+-]([0-9]{1,2})', 1)::INTEGER * 60
                + coalesce(try_cast(regexp_extract(zone_text, '[+-][0-9]{1,2}:?([0-9]{2})', 1) AS INTEGER), 0)
            ) * CASE WHEN contains(zone_text, '-') THEN -1 ELSE 1 END
        ELSE coalesce(
            map {
                'EST': -300, 'EDT': -240, 'PST': -480, 'PDT': -420, 'MDT': -360, 'CDT': -300, 'CET': 60, 'CEST': 120,
                'BST': 60, 'JST': 540, 'KST': 540, 'HKT': 480, 'SGT': 480, 'MSK': 180, 'IST': 330, 'AET': 600, 'AEST': 600
            }[zone_text],
            0
        )
    END;

CREATE OR REPLACE TEMP MACRO wall_text(clock) AS
    trim(regexp_replace(
        clock,
        '(:[0-9]{2}(?:[.,][0-9]+)?(?:\s?[AaPp][Mm])?)\s*(?:(?:GMT|UTC)?\s*[+-][0-9]{1,2}(?::?[0-9]{2})?(?: UTC| GMT)?|GMT|UTC|[Zz]|[A-Z]{3,4})$', '\1'
    ));

CREATE OR REPLACE TEMP MACRO from_serial(x) AS
    CASE WHEN regexp_full_match(x, '[2-7][0-9]{4}(\.[0-9]+)?') THEN
        TIMESTAMP '1899-12-30 00:00:00' + to_seconds(round(try_cast(x AS DOUBLE) * 86400)::BIGINT)
    END;

CREATE OR REPLACE TEMP MACRO from_epoch(x, zone) AS
    CASE
        WHEN regexp_full_match(x, '(9[0-9]{8}|[1-3][0-9]{9})(\.[0-9]+)?') THEN timezone(zone, to_timestamp(try_cast(x AS DOUBLE)))
        WHEN regexp_full_match(x, '(9[0-9]{11}|[1-3][0-9]{12})(\.0+)?') THEN timezone(zone, to_timestamp(try_cast(x AS DOUBLE) / 1000))
        WHEN regexp_full_match(x, '(9[0-9]{14}|[1-3][0-9]{15})(\.0+)?') THEN timezone(zone, to_timestamp(try_cast(x AS DOUBLE) / 1000000))
    END;

-- Words for the half of the day before a clock of twelve hours.
CREATE OR REPLACE TEMP MACRO afternoon(x) AS
    CASE
        WHEN regexp_matches(x, '(下午|晚上|傍晚|午後|오후)\s*0?([1-9]|1[01])[:：时時点點]|[ T]0?([1-9]|1[01])(:[0-9]{2})+\s*(下午|晚上|午後|오후)') THEN INTERVAL 12 HOUR
        WHEN regexp_matches(x, '中午\s*0?[1-3][:：时時点點]') THEN INTERVAL 12 HOUR
        WHEN regexp_matches(x, '(上午|凌晨|午前|오전)\s*12[:：时時点點]|[ T]12(:[0-9]{2})+\s*(上午|凌晨|午前|오전)') THEN INTERVAL (-12) HOUR
        ELSE INTERVAL 0 HOUR
    END;

CREATE OR REPLACE TEMP MACRO english_months(x) AS
    CASE
        WHEN NOT regexp_matches(lower(x), '[0-9]{1,2}[-./ ]*(de |of )?\pL{3,}|^\pL{3,}[.]? [0-9]') THEN x
        ELSE
            regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            regexp_replace(regexp_replace(x, '([0-9])(st|nd|rd|th)\b', '\1'), '\s+(de|of|del)\s+', ' ', 'gi'),
            '(^|\PL)(jan|jän|ene|gen|янв|sty|oca)\pL*[.]?', '\1Jan', 'i'), '(^|\PL)(feb|fév|fev|фев|lut|şub)\pL*[.]?', '\1Feb', 'i'),
            '(^|\PL)(mar|mär|mrz|mrt|мар)\pL*[.]?', '\1Mar', 'i'), '(^|\PL)(apr|avr|abr|апр|kwi|nis)\pL*[.]?', '\1Apr', 'i'),
            '(^|\PL)(may|mai|mag|mei|maj|мая|май)\pL*[.]?', '\1May', 'i'), '(^|\PL)(jun|juin|giu|июн|cze|haz)\pL*[.]?', '\1Jun', 'i'),
            '(^|\PL)(jul|juil|lug|июл|lip|tem)\pL*[.]?', '\1Jul', 'i'), '(^|\PL)(aug|aoû|aou|ago|agu|авг|sie|ağu)\pL*[.]?', '\1Aug', 'i'),
            '(^|\PL)(sep|set|сен|wrz|eyl)\pL*[.]?', '\1Sep', 'i'), '(^|\PL)(oct|okt|out|ott|окт|paź|eki)\pL*[.]?', '\1Oct', 'i'),
            '(^|\PL)(nov|ноя|lis|kas)\pL*[.]?', '\1Nov', 'i'), '(^|\PL)(dec|dez|déc|dic|des|дек|gru|ara)\pL*[.]?', '\1Dec', 'i')
    END;

CREATE OR REPLACE TEMP MACRO in_zone(wall_clock, offset_in_minutes, zone) AS
    CASE
        WHEN offset_in_minutes IS NULL THEN wall_clock
        ELSE timezone(zone, timezone('UTC', wall_clock - to_minutes(offset_in_minutes)))
    END;

CREATE OR REPLACE TEMP MACRO is_whole_time(x) AS
    regexp_full_match(x, '[12][0-9]{3}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?( ?[+-][0-9]{2}:?[0-9]{2}|Z)');

-- Whether a text tells a moment of the whole world, not only a clock on the shop's wall.
CREATE OR REPLACE TEMP MACRO is_moment(x) AS
    is_whole_time(x)
    OR regexp_full_match(x, '[1-3]?[0-9]{9}([0-9]{3}|[0-9]{6})?([.][0-9]+)?')
    OR offset_text(clock_text(x)) <> '';

-- The day of a moment in UTC: the same whichever zone an order was exported in. `shop_zone`: see rows.py.
CREATE OR REPLACE TEMP MACRO key_day(moment) AS
    strftime(timezone('UTC', timezone((SELECT zone FROM shop_zone), moment)), '%Y-%m-%d')
