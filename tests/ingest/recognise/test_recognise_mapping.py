"""What a mapping can tell, how it changes and how it is remembered."""

import pytest

from insight.ingest.recognise import Mapping, recognise
from insight.ingest.recognise.mapping import joined_by


@pytest.fixture
def mapping(sheet) -> Mapping:
    return recognise(sheet("订单编号,买家实际支付金额,订单创建时间,买家会员名,订单状态,备注")).guesses[0].mapping


def test_a_mapping_survives_being_written_down(mapping: Mapping) -> None:
    assert Mapping.from_json(mapping.to_json()) == mapping


def test_a_remembered_mapping_to_a_column_that_is_gone_is_an_error(mapping: Mapping) -> None:
    with pytest.raises(ValueError, match="shoe_size"):
        Mapping.from_json(mapping.to_json().replace('"buyer_ref"', '"shoe_size"'))


def test_a_person_can_choose_another_column_and_the_old_mapping_stays(mapping: Mapping) -> None:
    changed = mapping.with_column("orders", "buyer_ref", (5,))
    assert changed.positions("orders", "buyer_ref") == (5,)
    assert mapping.positions("orders", "buyer_ref") == (3,)


def test_a_person_can_leave_a_column_empty(mapping: Mapping) -> None:
    changed = mapping.with_column("orders", "buyer_ref", ())
    assert changed.positions("orders", "buyer_ref") == ()
    assert not changed.names_person


def test_a_person_can_fill_a_further_table(mapping: Mapping) -> None:
    changed = mapping.with_column("customers", "source_customer_id", (3,))
    assert set(changed.columns) == {"orders", "customers"}
    assert set(changed.with_column("customers", "source_customer_id", ()).columns) == {"orders"}


def test_a_column_outside_the_schema_cannot_be_filled(mapping: Mapping) -> None:
    with pytest.raises(ValueError, match="shoe_size"):
        mapping.with_column("orders", "shoe_size", (1,))
    with pytest.raises(ValueError, match="shoes"):
        mapping.with_column("shoes", "order_id", (1,))


def test_what_is_required_and_not_there_is_named(mapping: Mapping) -> None:
    assert mapping.missing == ()
    assert mapping.with_column("orders", "ordered_at", ()).missing == ("orders.ordered_at",)


def test_tags_are_joined_by_semicolons_and_names_by_a_blank() -> None:
    assert (joined_by("tags"), joined_by("name")) == (";", " ")
