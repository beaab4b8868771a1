-- duckdb: whether a cell can be the key of one person or one order, told by what it looks like.
-- A word that says nothing in itself, or no letter and no digit at all.
CREATE OR REPLACE TEMP MACRO is_nothing(x) AS
    NOT regexp_matches(x, '[0-9]') AND regexp_full_match(
        lower(trimmed(x)),
        '[^\pL\pN]*|[^\pL\pN]*(n/?a|\\n|null|none|nil|nan|undefined|unknown|unbekannt|inconnu|desconocido|not? (set|available|applicable|provided|given|known)|no[ _-]?(number|id|card|name|code)|guest( (user|customer|checkout))?|gast|invité|anonym\pL*|walk[ -]?in( customer)?|deleted|redacted|erased|removed|tbd|无|無|没有|沒有|暂无|暫無|空|未知|未填写?|未提供|不详|不詳|游客|遊客|访客|訪客|匿名(用户|用戶|买家|顾客)?|散客|散户|非会员|未注册|なし|ゲスト|없음)[^\pL\pN]*'
    );

-- One sign over and over, or counted up: what people type when they must type something.
CREATE OR REPLACE TEMP MACRO is_typed_to_pass(x) AS
    regexp_full_match(x, '-?(0+|1{2,}|2{2,}|3{2,}|4{2,}|5{2,}|6{2,}|7{2,}|8{2,}|9{2,}|1)|0?123(4(5(6(7(8(90?)?)?)?)?)?)?')
    AND NOT regexp_full_match(x, '[1-9]');

CREATE OR REPLACE TEMP MACRO is_doubtful_key(x) AS
    is_typed_to_pass(x) OR NOT regexp_matches(x, '\pN');

-- A mobile that ends in a run of one digit, or counts up.
CREATE OR REPLACE TEMP MACRO is_doubtful_phone(x) AS
    regexp_matches(x, '(0{7,}|1{7,}|2{7,}|3{7,}|4{7,}|5{7,}|6{7,}|7{7,}|8{7,}|9{7,})$|^1380?0?13800|^0?12345678|^13800138000');

-- An address made for no one: its own name, or the name of its domain, says so.
CREATE OR REPLACE TEMP MACRO is_nobodys_email(x) AS
    regexp_matches(
        x,
        '^(no|not|non|sin|kein|keine|sans|without)?[-_.]?(e?-?mail|mail|reply|answer|address|correo|email)?[-_.]?(none|no|null|nil|nan|na|n[-_.]?a|unknown|undefined|anonym\pL*|deleted?|erased|removed|redacted|gdpr|guest|nobody|noone|dummy|fake|placeholder|invalid)([-_.+]?(user|customer|guest|mail|e-?mail|[0-9]+))*@|^(no|not|non|sin|kein|keine|without|sans)[-_.]?(e-?mail|mail|reply|answer|address|correo)[-_.]?[0-9]*@|^(wu|meiyou|none)@|^(x{2,}|a{2,}|0{2,}|1{2,})@|@(no-?(e?-?mail|mail|reply)|none|null|unknown|nowhere|anonym\pL*|deleted?|invalid|noemail)\.|\.(invalid|localhost)$'
    )
