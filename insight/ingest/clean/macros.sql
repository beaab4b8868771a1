-- duckdb: how the text of one cell becomes a value. Each macro tries the plain form first; the rest is for the exceptions.
-- Undefined is NULL: the caller compares with the text to tell an empty cell from one that cannot be read.
CREATE OR REPLACE TEMP MACRO trimmed(x) AS
    trim(x, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8203) || chr(12288) || chr(65279));

-- A macro is put in place of every mention, so a long one is mentioned once: nested mentions multiply.
CREATE OR REPLACE TEMP MACRO tidy(x) AS
    trimmed(regexp_replace(trimmed(x), '^="(.*)"$', '\1', 's'));

CREATE OR REPLACE TEMP MACRO half_width(x) AS
    translate(
        x,
        '０１２３４５６７８９٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬．，：／－−–—＋（）％￥萬億만억천　' || chr(160) || chr(8199) || chr(8201) || chr(8239),
        '012345678901234567890123456789.,.,:/----+()%¥万亿万亿千     '
    );

CREATE OR REPLACE TEMP MACRO is_blank(x) AS
    x IS NULL OR tidy(x) IN ('', '-', '--', '—', '——', '–', 'null', 'NULL', 'None', 'nan', 'NaN', '0000-00-00', '0000-00-00 00:00:00');

CREATE OR REPLACE TEMP MACRO as_text(x) AS
    CASE WHEN is_blank(x) THEN NULL ELSE tidy(x) END;

CREATE OR REPLACE TEMP MACRO as_id(x) AS
    CASE
        WHEN x IS NULL OR x IN ('null', 'NULL', 'None', 'nan', 'NaN') THEN NULL
        WHEN regexp_full_match(x, '[0-9A-Za-z#_][0-9A-Za-z#_-]*') THEN x
        WHEN regexp_full_match(x, '[0-9]+\.0') THEN substr(x, 1, length(x) - 2)
        WHEN is_blank(x) THEN NULL
        ELSE nullif(
            regexp_replace(
                trimmed(regexp_replace(tidy(x), '^[''`‘’]+', '')),
                '^([0-9]+)\.0+$', '\1'
            ),
            ''
        )
    END;

CREATE OR REPLACE TEMP MACRO is_scientific(x) AS
    (contains(x, 'E') OR contains(x, 'e'))
    AND regexp_full_match(as_id(x), '[0-9](\.[0-9]+)?[eE]\+[0-9]{1,3}|[0-9]\.[0-9]+[eE][0-9]{1,3}');

CREATE OR REPLACE TEMP MACRO as_masked_phone(x) AS
    CASE WHEN contains(x, '*') AND regexp_matches(x, '[0-9]') THEN as_id(x) END;

-- A minus behind the number, and brackets around it, stand before it; a dash in the place of the cents is none.
CREATE OR REPLACE TEMP MACRO leading_minus(x) AS
    CASE WHEN NOT contains(x, '-') AND NOT contains(x, '(') THEN x ELSE regexp_replace(
        regexp_replace(
            regexp_replace(x, '([0-9])\s?[.,:]-{1,2}(\s?[^0-9.,-]*)$', '\1\2'),
            '^[^0-9(-]{0,3}\(([^a-zA-Z]*)\)$|^[^(-]?\((.*)\)$', '-\1\2'
        ),
        '^([^-]*[0-9][^-]*)-$', '-\1'
    ) END;

-- India writes 500/- for a whole amount.
CREATE OR REPLACE TEMP MACRO without_rupee_dash(x) AS regexp_replace(half_width(tidy(x)), '/-$', '');

CREATE OR REPLACE TEMP MACRO bare_number(x, decimal_comma) AS
    regexp_replace(
        CASE
            WHEN decimal_comma THEN replace(replace(leading_minus(without_rupee_dash(x)), '.', ''), ',', '.')
            ELSE replace(leading_minus(without_rupee_dash(x)), ',', '')
        END,
        '((US|HK|NT|AU|CA|SG|NZ|MX|R|A|C|S)?[$]|\p{Sc}|AED|ARS|AUD|BDT|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KES|KRW|KWD|LKR|MAD|MOP|MXN|MYR|NGN|NOK|NZD|PEN|PHP|PKR|PLN|QAR|RMB|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR|Rp\.?|RM|Rs\.?|K[Ss]h\.?|kr\.?|zł|Kč|Ft\.?|Fr\.|lei\b|лв\.?|TL\b|руб\.?|р\.?$|грн\.?|đ|VNĐ|บาท|\p{Arabic}+[.]?\p{Arabic}*|원|円|人民币|人民幣|[元圆圓块塊][整正]?|(?i:euros?|dollars?|yuan|pounds?|pesos?)$|\bR\s|积分|分$|件$|次$|个$|張$|张$|秒$|天$|人$|pt$|pts$|ポイント$|\([^0-9][^)]*\)$|[\s''’`´\\])',
        '',
        'g'
    );

CREATE OR REPLACE TEMP MACRO scaled_number(bare) AS
    CASE
        WHEN regexp_full_match(bare, '[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?|[+-]?[0-9]+\.') THEN try_cast(bare AS DOUBLE)
        WHEN regexp_full_match(bare, '[+-]?[0-9]*\.?[0-9]+[+%]') THEN
            try_cast(regexp_replace(bare, '[+%]$', '') AS DOUBLE) / CASE WHEN suffix(bare, '%') THEN 100 ELSE 1 END
        WHEN regexp_full_match(bare, '[+-]?[0-9]*\.?[0-9]+[万亿千wWkKmM]\+?') THEN
            try_cast(regexp_replace(bare, '[万亿千wWkKmM]\+?$', '') AS DOUBLE)
            * CASE
                WHEN regexp_matches(bare, '亿') THEN 100000000
                WHEN regexp_matches(bare, '[万wW]') THEN 10000
                WHEN regexp_matches(bare, '[mM]') THEN 1000000
                ELSE 1000
            END
    END;

CREATE OR REPLACE TEMP MACRO as_number(x, decimal_comma) AS
    CASE
        WHEN is_blank(x) THEN NULL
        WHEN NOT decimal_comma AND isfinite(try_cast(x AS DOUBLE)) THEN try_cast(x AS DOUBLE)
        ELSE scaled_number(bare_number(x, decimal_comma))
    END;

CREATE OR REPLACE TEMP MACRO as_money(x, decimal_comma) AS
    CASE
        WHEN x IS NULL THEN NULL
        WHEN NOT decimal_comma AND try_cast(x AS DECIMAL(18,2)) IS NOT NULL THEN try_cast(x AS DECIMAL(18,2))
        WHEN is_blank(x) THEN NULL
        WHEN regexp_full_match(tidy(x), '(?i)无|没有|无退款申请|没有申请退款|无退款|免费|免費|免单|免單|赠送|贈送|赠品|贈品|包邮|free|gratis|free of charge|complimentary|無料|kostenlos') THEN 0
        ELSE try_cast(scaled_number(bare_number(x, decimal_comma)) AS DECIMAL(18,2))
    END;

CREATE OR REPLACE TEMP MACRO as_count(x) AS
    try_cast(round(as_number(x, FALSE)) AS BIGINT);

CREATE OR REPLACE TEMP MACRO as_flag(x) AS
    CASE
        WHEN lower(tidy(x)) IN ('是', 'y', 'yes', 'true', '1', 't', '1.0', '已送达', '送达', '送达成功', '发送成功', '已发送', '接收成功', '成功', 'delivered', 'delivrd', 'success', 'succeeded', 'opened', 'clicked', 'open', 'click') THEN TRUE
        WHEN lower(tidy(x)) IN ('否', 'n', 'no', 'false', '0', 'f', '0.0', '未送达', '发送失败', '未发送', '接收失败', '失败', '客户接收达上限', '已不是好友', 'failed', 'failure', 'undelivered', 'undeliv', 'bounced', 'bounce', 'rejected', 'dropped') THEN FALSE
    END;

CREATE OR REPLACE TEMP MACRO as_gender(x) AS
    CASE
        WHEN lower(tidy(x)) IN ('女', '女士', '女性', '女生', 'female', 'f', 'woman', '小姐', 'frau', 'mrs', 'mrs.', 'ms', 'ms.', 'miss', 'madame', 'mme', 'mlle', 'w', 'weiblich', 'femme', 'mujer', 'femenino', 'feminino', 'femmina', 'sra', 'sra.', 'señora', '여', '여성', '여자') THEN 'female'
        WHEN lower(tidy(x)) IN ('男', '男士', '男性', '男生', 'male', 'm', 'man', '先生', 'herr', 'mr', 'mr.', 'monsieur', 'm.', 'männlich', 'homme', 'hombre', 'masculino', 'maschio', 'sr', 'sr.', 'señor', '남', '남성', '남자') THEN 'male'
    END;

CREATE OR REPLACE TEMP MACRO as_currency(x) AS
    CASE
        WHEN x IS NULL OR is_blank(x) THEN NULL
        WHEN regexp_full_match(x, '[A-Z]{3}') AND x <> 'RMB' THEN x
        ELSE coalesce(map {
            'RMB': 'CNY', '人民币': 'CNY', '元': 'CNY', '¥': 'CNY', '￥': 'CNY', 'CNY¥': 'CNY', 'CN¥': 'CNY', '人民币(CNY)': 'CNY', '人民币元': 'CNY',
            '$': 'USD', 'US$': 'USD', '美元': 'USD', '美金': 'USD', 'US DOLLAR': 'USD', 'DOLLAR': 'USD',
            '€': 'EUR', 'EURO': 'EUR', '欧元': 'EUR', '£': 'GBP', '英镑': 'GBP', '円': 'JPY', '日元': 'JPY', '日圆': 'JPY', 'JP¥': 'JPY',
            'HK$': 'HKD', '港币': 'HKD', '港元': 'HKD', 'NT$': 'TWD', '台币': 'TWD', '新台币': 'TWD', '新台幣': 'TWD', '₩': 'KRW', '韩元': 'KRW',
            'S$': 'SGD', 'SG$': 'SGD', 'A$': 'AUD', 'AU$': 'AUD', 'C$': 'CAD', 'CA$': 'CAD', 'NZ$': 'NZD', 'R$': 'BRL', 'MX$': 'MXN', 'RM': 'MYR', 'RP': 'IDR',
            '฿': 'THB', '₫': 'VND', 'Đ': 'VND', '₽': 'RUB', 'РУБ': 'RUB', 'РУБ.': 'RUB', '₺': 'TRY', 'TL': 'TRY', 'ZŁ': 'PLN', '₹': 'INR', 'KČ': 'CZK', 'FT': 'HUF', '₱': 'PHP'
        }[upper(tidy(x))],
        upper(coalesce(nullif(regexp_extract(x, '\b([A-Z]{3})\b', 1), ''), tidy(x))))
    END;

CREATE OR REPLACE TEMP MACRO province_of(x) AS
    nullif(regexp_extract(x, '(北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)'), '');

CREATE OR REPLACE TEMP MACRO city_of(x) AS
    nullif(regexp_extract(
        regexp_replace(x, '^.*?(北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(省|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?', '\1 '),
        '^(?:\S+)\s+([^\s省市区县]{2,10}?(?:市|自治州|地区|盟))', 1
    ), '');

CREATE OR REPLACE TEMP MACRO as_province(x) AS
    CASE WHEN is_blank(x) OR contains(x, '*') THEN NULL ELSE coalesce(province_of(x), tidy(x)) END;

CREATE OR REPLACE TEMP MACRO as_city(x) AS
    CASE WHEN is_blank(x) OR contains(x, '*') THEN NULL ELSE regexp_replace(tidy(x), '^(.{2,})市$', '\1') END;

CREATE OR REPLACE TEMP MACRO star_word(x) AS
    list_position(['一', '二', '三', '四', '五'], regexp_extract(x, '^([一二三四五])\s*(颗)?(星|分)$', 1));

CREATE OR REPLACE TEMP MACRO as_rating(x, decimal_comma) AS
    CASE
        WHEN is_blank(x) THEN NULL
        WHEN star_word(tidy(x)) > 0 THEN star_word(tidy(x))::DOUBLE
        WHEN tidy(x) IN ('好评', '非常满意') THEN 5
        WHEN tidy(x) IN ('中评', '一般') THEN 3
        WHEN tidy(x) IN ('差评', '非常不满意') THEN 1
        WHEN regexp_full_match(tidy(x), '[★⭐🌟]+[☆]*') THEN length(regexp_replace(tidy(x), '[^★⭐🌟]', '', 'g'))::DOUBLE
        ELSE as_number(regexp_replace(lower(tidy(x)), '\s*(星|颗星|分|점|点|stars?|sternen?|étoiles?|estrellas?|stelle|(out of|/|von|sur|de|su|of)\s*[0-9.,]+(\s*\pL+)?)$', ''), decimal_comma)
    END;

CREATE OR REPLACE TEMP MACRO as_seconds(x, decimal_comma) AS
    CASE
        WHEN is_blank(x) THEN NULL
        WHEN regexp_full_match(tidy(x), '[0-9]{1,3}:[0-9]{2}:[0-9]{2}') THEN
            split_part(tidy(x), ':', 1)::DOUBLE * 3600 + split_part(tidy(x), ':', 2)::DOUBLE * 60 + split_part(tidy(x), ':', 3)::DOUBLE
        WHEN regexp_full_match(tidy(x), '[0-9]{1,3}:[0-9]{2}') THEN
            split_part(tidy(x), ':', 1)::DOUBLE * 60 + split_part(tidy(x), ':', 2)::DOUBLE
        WHEN regexp_full_match(tidy(x), '([0-9]+\s*(天|d))?\s*([0-9]+\s*(小时|时|h))?\s*([0-9]+\s*(分钟|分|min|m))?\s*([0-9.]+\s*(秒|sec|s))?') THEN
            coalesce(try_cast(regexp_extract(tidy(x), '([0-9]+)\s*(天|d)', 1) AS DOUBLE), 0) * 86400
            + coalesce(try_cast(regexp_extract(tidy(x), '([0-9]+)\s*(小时|时|h)', 1) AS DOUBLE), 0) * 3600
            + coalesce(try_cast(regexp_extract(tidy(x), '([0-9]+)\s*(分|m)', 1) AS DOUBLE), 0) * 60
            + coalesce(try_cast(regexp_extract(tidy(x), '([0-9.]+)\s*(秒|s)', 1) AS DOUBLE), 0)
        ELSE as_number(x, decimal_comma)
    END;

CREATE OR REPLACE TEMP MACRO as_month(x) AS
    CASE WHEN regexp_full_match(half_width(tidy(x)), '(19|20)[0-9]{2}\s?[-/.年]\s?(0?[1-9]|1[0-2])月?') THEN
        make_timestamp(
            regexp_extract(half_width(tidy(x)), '^[0-9]{4}')::BIGINT,
            regexp_extract(half_width(tidy(x)), '([0-9]{1,2})月?$', 1)::BIGINT,
            1, 0, 0, 0.0
        )
    END;
