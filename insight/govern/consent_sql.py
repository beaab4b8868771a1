"""What people said about being contacted, put in order by one statement. Whose word it is, and what it means, was
derived into `core.wills` (`insight.warehouse.consent`); every reader stands on the same rows.

Rules, the cautious one wherever there is a choice:

- A yes is a word known to mean yes; it speaks for the person it names and for whoever has its phone or e-mail as their
  own, and for the one purpose that its words name (first marketing, then research, then service); where these say what
  is *not* meant, or nothing known, for none.
- A no speaks for everybody it may mean: by any name that a person has or had, by a phone that many share, by a phone or
  e-mail with hidden signs; and for every purpose that its words name, or for all where they name none.
- A yes to a refusal ("拒收短信 = 是", "opted out: true") is a no.
- What is not understood keeps its person from every list until somebody has decided what it means.
- The newest statement before the day counts; of statements of the same moment the stricter one. A no of a day counts to
  the end of the day, one of a day ahead from its import.
- An undated yes gives way to everything. An undated no is in force since ever, and weighs as of the day of its import.
"""

from insight.warehouse.steps import steps

HEARD = steps(
    heard="""
        -- One row: one statement of one person about one purpose; weighs_from decides which one counts.
        SELECT
            customer_id, purpose, status, is_unclear, said_at, known_from, weighs_from, words, said, source_system,
            source_file, via
        FROM core.wills
        WHERE known_from < $day::DATE
    """,
)
"""Every statement that says something, before `$day`; a statement on several purposes has several rows. `via` says by
which name: name, former, shared or mask."""

_HEARD_TODAY = steps(
    heard="""
        -- One row: as above, of the people of `chosen`; a no of the next day counts too, because the clock of the shop
        -- may be ahead of the computer's, and so does one that is dated ahead of its import.
        SELECT
            customer_id, purpose, status, is_unclear, said_at, known_from, weighs_from, words, said, source_system,
            source_file, via
        FROM core.wills
        SEMI JOIN chosen ON chosen.customer_id = wills.customer_id
        WHERE known_from < $day::DATE OR (status <> 'granted' AND (known_from < $day::DATE + 1 OR said_at > known_from))
    """,
)

_STANDING = steps(
    placed="""
        SELECT
            customer_id, purpose, status, is_unclear, said_at, words, said, source_system, source_file, via,
            row_number() OVER (
                PARTITION BY customer_id, purpose
                ORDER BY
                    weighs_from DESC,
                    CASE status WHEN 'withdrawn' THEN 1 WHEN 'denied' THEN 2 ELSE 3 END,
                    said_at DESC NULLS LAST,
                    words,
                    said,
                    source_system
            ) AS place
        FROM heard
    """,
    standing="""
        -- One row: where one person stands on one purpose.
        SELECT customer_id, purpose, status, is_unclear, said_at, words, said, source_system, source_file, via
        FROM placed
        WHERE place = 1
    """,
)

_TURNS = steps(
    weighed="""
        SELECT
            customer_id,
            purpose,
            status,
            known_from,
            epoch_us(weighs_from) * 4
                + CASE status WHEN 'withdrawn' THEN 3 WHEN 'denied' THEN 2 ELSE 1 END AS weight
        FROM heard
    """,
    compared="""
        -- One row: one statement, and the heaviest of those in force when it came.
        SELECT
            customer_id,
            purpose,
            status,
            known_from,
            weight,
            max(weight) OVER (
                PARTITION BY customer_id, purpose
                ORDER BY known_from, weight
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) AS heaviest
        FROM weighed
    """,
    turn="""
        -- One row: one moment from which a person stands so on one purpose.
        SELECT customer_id, purpose, status, known_from AS turned_at, weight
        FROM compared
        WHERE weight = heaviest
    """,
)

STANDING = HEARD.then(_STANDING)
"""`heard`, and `standing`: one row a person and purpose; status granted, denied or withdrawn. Who has no row never said
anything about that purpose. `is_unclear`: nobody has decided yet what their words mean."""

STANDING_TODAY = _HEARD_TODAY.then(_STANDING)
"""Where the people of `chosen` stand for a list that leaves the house today: no clock takes a no away."""

TURNS = HEARD.then(_TURNS)
"""`heard`, and `turn(customer_id, purpose, status, turned_at, weight)`: where people stood over time, by day; of turns
at one moment the one of the highest weight comes last."""
