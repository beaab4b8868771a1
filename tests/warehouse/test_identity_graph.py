"""Joining rows into people, against slow and obvious Python."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.warehouse.identity.graph import FIRST_KIND, Correction, Keys, people

KIND = int(FIRST_KIND)
A, B, C, F, G = (KIND * rank + 1 for rank in (1, 1, 1, 6, 7))
B, C = B + 1, C + 2
ROW = 5

rows_of_keys = st.lists(
    st.tuples(*(st.one_of(st.just(0), st.integers(KIND * rank, KIND * rank + 6)) for rank in (1, 6, 7))), max_size=25
)
KEYS = st.sampled_from([KIND * rank + number for rank in (1, 6, 7) for number in range(7)])
decided = st.lists(
    st.builds(
        Correction,
        st.sampled_from(["merge", "split"]),
        st.tuples(st.lists(KEYS, min_size=1, max_size=3), st.lists(KEYS, min_size=1, max_size=3)).map(
            lambda pair: (tuple(dict.fromkeys(pair[0])), tuple(key for key in pair[1] if key not in pair[0]))
        ),
    ),
    max_size=3,
)


def columns(rows: Sequence[tuple[int, ...]], width: int = 3) -> list[Keys]:
    return [np.array([row[place] for row in rows], dtype=np.uint64) for place in range(width)]


def found(rows: Sequence[tuple[int, ...]], corrections: Sequence[Correction] = ()) -> list[int]:
    return people(columns(rows), corrections).of_row.tolist()


def joined_slowly(rows: Sequence[tuple[int, ...]]) -> list[int]:
    """Sets of identifiers, united until nothing changes."""
    sets = [{key for key in row if key} for row in rows]
    changed = True
    while changed:
        changed = False
        for one in sets:
            for other in sets:
                if one & other and one != other:
                    one |= other
                    changed = True
    return [min(each) if each else 0 for each in sets]


@settings(max_examples=200, deadline=None)
@given(rows_of_keys)
def test_people_are_those_of_an_obvious_union_of_sets(rows: list[tuple[int, int, int]]) -> None:
    assert found(rows) == joined_slowly(rows)


@settings(max_examples=200, deadline=None)
@given(rows_of_keys, decided, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    rows: list[tuple[int, int, int]], corrections: list[Correction], draw: "np.random.Generator"
) -> None:
    shuffled = list(range(len(rows)))
    draw.shuffle(shuffled)  # type: ignore[arg-type]
    there = found([rows[place] for place in shuffled], corrections)
    assert [there[shuffled.index(place)] for place in range(len(rows))] == found(rows, corrections)


@settings(max_examples=200, deadline=None)
@given(rows_of_keys, decided)
def test_the_newest_decision_always_holds(rows: list[tuple[int, int, int]], corrections: list[Correction]) -> None:
    result = people(columns(rows), corrections)
    person = dict(zip(result.keys.tolist(), result.of_key.tolist(), strict=True))
    for newest in corrections[-1:]:
        one, other = ([person[key] for key in group if key in person] for group in newest.groups)
        if newest.kind == "split":
            assert not set(one) & set(other)
            assert len(set(one)) <= 1
        elif one and other:
            assert one[0] == other[0]


def test_a_split_holds_against_what_both_sides_reach_later() -> None:
    rows = [(A, F, 0), (B, F, 0), (A, 0, G), (B, 0, G)]
    apart = Correction("split", ((B,), (A, F)))
    assert found(rows, [apart]) == [A, B, A, B]


def test_what_was_split_off_takes_along_what_only_it_reaches() -> None:
    rows = [(A, F, 0), (B, F, 0), (B, 0, G), (0, 0, G)]
    assert found(rows, [Correction("split", ((B,), (A, F)))]) == [A, B, B, B]


def test_the_rest_falls_apart_where_only_the_cut_joined_it() -> None:
    rows = [(A, F, 0), (B, F, 0), (0, F, 0)]
    assert found(rows, [Correction("split", ((F,), (A, B)))]) == [A, B, F]


def test_a_merge_is_of_the_first_identifier_that_is_still_known() -> None:
    rows = [(A, 0, 0), (0, F, 0), (C, 0, 0)]
    assert found(rows, [Correction("merge", ((B, F), (A,)))]) == [A, A, C]


def test_a_set_of_names_never_gives_a_person_their_number() -> None:
    keyed = people(columns([(0, A, F), (ROW, 0, F)]), [Correction("merge", ((ROW,), (A,)))])
    assert keyed.of_row.tolist() == [A, A]


@pytest.mark.parametrize("rows", [[], [(0, 0, 0)]])
def test_nobody_is_nobody(rows: list[tuple[int, int, int]]) -> None:
    assert found(rows) == [0] * len(rows)
