-- duckdb: a macro spares the same expression many times. The number of an identifier: the highest four bits rank the kinds,
-- the best known name first (0 is a set of names that staff judged by itself); the others are a hash of kind and value.
CREATE OR REPLACE TEMP MACRO node_key(node) AS
    (strpos('0abcdefgr', left(node, 1)) - 1)::UBIGINT * 1152921504606846976::UBIGINT + md5_number_lower(node) // 16
