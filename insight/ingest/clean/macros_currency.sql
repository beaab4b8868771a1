-- duckdb: the currency that a sign or a code beside an amount names. ¥ and $ are signs of several: the file says whose.
CREATE OR REPLACE TEMP MACRO currency_beside(x, yen, dollar) AS
    CASE
        WHEN regexp_full_match(x, '[0-9.,-]*') THEN NULL
        WHEN regexp_matches(x, '\b(AED|ARS|AUD|BDT|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KRW|KWD|MOP|MXN|MYR|NGN|NOK|NZD|PEN|PHP|PKR|PLN|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR)\b')
            THEN regexp_extract(x, '\b(AED|ARS|AUD|BDT|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KRW|KWD|MOP|MXN|MYR|NGN|NOK|NZD|PEN|PHP|PKR|PLN|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR)\b', 1)
        WHEN regexp_matches(x, 'HK\$|港元|港币|港幣') THEN 'HKD'
        WHEN regexp_matches(x, 'NT\$|新台币|新台幣|台币') THEN 'TWD'
        WHEN regexp_matches(x, 'MOP\$|澳门元') THEN 'MOP'
        WHEN regexp_matches(x, 'R\$') THEN 'BRL'
        WHEN regexp_matches(x, 'AU?\$') THEN 'AUD'
        WHEN regexp_matches(x, 'CA?\$') THEN 'CAD'
        WHEN regexp_matches(x, 'NZ\$') THEN 'NZD'
        WHEN regexp_matches(x, 'MX\$') THEN 'MXN'
        WHEN regexp_matches(x, 'US\$|美元|美金') THEN 'USD'
        WHEN regexp_matches(x, 'S\$') THEN 'SGD'
        WHEN regexp_matches(x, '[$＄]') THEN dollar
        WHEN regexp_matches(x, '€|欧元|歐元|(?i)\beuros?\b') THEN 'EUR'
        WHEN regexp_matches(x, '£|英镑|英鎊') THEN 'GBP'
        WHEN regexp_matches(x, '円|日元|日圆|日圓') THEN 'JPY'
        WHEN regexp_matches(x, '₹') THEN 'INR'
        WHEN regexp_matches(x, '₩|원|韩元|韓元') THEN 'KRW'
        WHEN regexp_matches(x, '₫|đ$') THEN 'VND'
        WHEN regexp_matches(x, '฿|บาท') THEN 'THB'
        WHEN regexp_matches(x, '₦') THEN 'NGN'
        WHEN regexp_matches(x, '₴|грн') THEN 'UAH'
        WHEN regexp_matches(x, '₪') THEN 'ILS'
        WHEN regexp_matches(x, 'ر\.?س|ريال') THEN 'SAR'
        WHEN regexp_matches(x, 'د\.?إ|درهم') THEN 'AED'
        WHEN regexp_matches(x, 'ج\.?م|جنيه') THEN 'EGP'
        WHEN regexp_matches(x, '[0-9]\s?Kč') THEN 'CZK'
        WHEN regexp_matches(x, '[0-9]\s?Ft\b') THEN 'HUF'
        WHEN regexp_matches(x, '[0-9]\s?лв') THEN 'BGN'
        WHEN regexp_matches(x, '[0-9]\s?lei\b') THEN 'RON'
        WHEN regexp_matches(x, '[0-9]\s?TL\b') THEN 'TRY'
        WHEN regexp_matches(x, '\bK[Ss]h') THEN 'KES'
        WHEN regexp_matches(x, '\bR\s?[0-9]') THEN 'ZAR'
        WHEN regexp_matches(x, '₱') THEN 'PHP'
        WHEN regexp_matches(x, '₺') THEN 'TRY'
        WHEN regexp_matches(x, '₽|руб|[0-9]\s?р\.?$') THEN 'RUB'
        WHEN regexp_matches(x, '৳') THEN 'BDT'
        WHEN regexp_matches(x, 'zł') THEN 'PLN'
        WHEN regexp_matches(x, '\bRp\b|\bRp[.0-9]') THEN 'IDR'
        WHEN regexp_matches(x, '\bRM\s?[0-9]') THEN 'MYR'
        WHEN regexp_matches(x, '人民币|人民幣|\bRMB\b|元|[0-9.]\s?[块塊]') THEN 'CNY'
        WHEN regexp_matches(x, '[¥￥]') THEN yen
    END
