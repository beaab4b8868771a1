"""The files that describe known exports."""

from pathlib import Path

import pytest

from insight.ingest.recognise import load_templates
from insight.ingest.recognise.names.header import normalise_header
from insight.ingest.recognise.template import read_template, read_templates

_GOOD = """
id = "shop"
evidence = "verified"
source_system = "shop"
channel = "Shop"
currency = "CNY"
timezone = "Asia/Shanghai"
grain = "order"
[title]
zh_CN = "店铺"
en = "Shop"
[headers]
must = ["单号", ["实付", "应付"]]
[tables.orders]
order_id = ["单号"]
paid_amount = ["实付", "应付"]
buyer_name = [["名", "姓"]]
address = ["地址"]
[status]
paid = ["付了"]
[constants.feedback]
kind = "review"
[melt.metric_daily]
leave_out = ["货号"]
[packed]
order_items = "goods"
"""


def test_a_template_reads_as_it_is_written() -> None:
    template = read_template(_GOOD)
    assert template.must == (("单号",), ("实付", "应付"))
    assert template.tables["orders"]["buyer_name"] == (("名", "姓"),)
    assert template.status_words == {"付了": "paid"}
    assert (template.amounts, template.person, template.refuse) == ("order", "present", "")
    assert template.title("zh_CN") == "店铺"


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ("paid_amount =", "payed_amount =", "payed_amount"),
        ("[tables.orders]", "[tables.order]", "order"),
        ('must = ["单号", ["实付", "应付"]]', "must = []", "must is empty"),
        ('["实付", "应付"]]\n', "[]]\n", "names no header"),
        ('order_id = ["单号"]', 'order_id = "单号"', "list of headers"),
        ('order_id = ["单号"]', "order_id = []", "list of headers"),
        ('"verified"', '"rumour"', "rumour"),
        ('grain = "order"', 'grain = "order"\namounts = "both"', "both"),
        ('grain = "order"', 'grain = "order"\nperson = "maybe"', "maybe"),
        ('grain = "order"', 'grain = "order"\nrefuse = "ugly"', "ugly"),
        ('paid = ["付了"]', 'payed = ["付了"]', "payed"),
        ('en = "Shop"', "", "title"),
        ('id = "shop"', 'id = "shop"\ncolour = "red"', "colour"),
        ("[headers]", "[headers]\noften = []", "often"),
        ('id = "shop"', "", "id"),
        ("[constants.feedback]", "[constants.feed]", "feed"),
        ("[melt.metric_daily]", "[melt.orders]", "orders"),
        ('leave_out = ["货号"]', 'skip = ["货号"]', "skip"),
        ('order_items = "goods"', 'order_items = "bags"', "bags"),
        ('order_items = "goods"', 'customers = "goods"', "customers"),
    ],
)
def test_a_malformed_template_is_an_error_that_names_its_file(
    tmp_path: Path, good: str, bad: str, complaint: str
) -> None:
    assert good in _GOOD
    (tmp_path / "shop.toml").write_text(_GOOD.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"shop\.toml: .*{complaint}"):
        read_templates(tmp_path)


def test_a_file_that_is_not_toml_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.toml"):
        read_templates(tmp_path)


def test_a_template_without_tables_must_be_a_refusal() -> None:
    with pytest.raises(ValueError, match="no table"):
        read_template(_GOOD.split("[tables", maxsplit=1)[0])


def test_an_id_used_twice_is_an_error(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(_GOOD, encoding="utf-8")
    with pytest.raises(ValueError, match="shop"):
        read_templates(tmp_path)


def test_every_template_reads_and_its_file_is_named_for_its_id() -> None:
    folder = Path(read_template.__code__.co_filename).parents[1] / "templates"
    assert {path.stem for path in folder.glob("*.toml")} == {template.id for template in load_templates()}


def test_order_templates_always_know_the_order_and_its_time() -> None:
    for template in load_templates():
        if orders := template.tables.get("orders"):
            assert {"order_id", "ordered_at", "paid_amount"} <= set(orders), template.id


def test_no_header_is_the_first_choice_of_two_columns_of_one_table() -> None:
    """But in a message archive, where the sender is the author and may be the customer."""
    for template in load_templates():
        for table, columns in template.tables.items():
            columns = columns if template.id != "wecom_archive" else columns | {"customer_ref": (("tolist",),)}
            first = [normalise_header(name) for choices in columns.values() for name in choices[0]]
            assert len(first) == len(set(first)), (template.id, table)
