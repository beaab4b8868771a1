"""Columns that nobody listed: what becomes a trait, of which kind, and what does not."""

import datetime as dt
import json
from pathlib import Path

import pytest

from insight.analysis.traits import find_trait, known_traits, trait_groups, trait_matrix
from insight.audience import as_segment, condition
from insight.audience.trait_groups import as_condition
from insight.errors import ParameterError
from insight.warehouse import DuckWarehouse, refresh
from tests.uploads import new_workspace, upload, write
from tests.workspaces import add_batch, member, workspace

TODAY = dt.date(2026, 1, 1)
HEADERS = (
    "会员号,手机号,姓名,家庭月收入,学历,孩子数,肤质,注册来源,宝宝生日,是否孕期,Monthly Income (CNY),Education,"
    "Has Pet,Favourite Month,Last Survey,意向产品,同意接收营销短信,备注地址"
)
ROW = (
    "m{n},1380000{n:04d},王{n},{income},{school},{kids},{skin},{source},{baby},{yes},"
    "{money},{edu},{pet},{month},{day},{wish},是,某路{n}号"
)


def list_of(people: int) -> str:
    """A customer list with columns that no table has."""
    return "\n".join([HEADERS, *(row(n) for n in range(people))])


def row(n: int) -> str:
    return ROW.format(
        n=n,
        income=f"{3 + n % 5}万",
        school=("本科", "大专", "硕士")[n % 3],
        kids=n % 4,
        skin=("干性", "油性", "混合", "敏感")[n % 4],
        source=("门店", "小程序")[n % 2],
        baby=f"2024-{1 + n % 12:02d}-15",
        yes="是" if n % 2 else "否",
        money=f"¥{5000 + 100 * n}",
        edu=("BA", "MA")[n % 2],
        pet=("yes", "No")[n % 2],
        month=f"{1 + n % 12}月",
        day=f"2025/{1 + n % 9}/3 10:00",
        wish=("面霜", "口红", "-")[n % 3],
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    folder = tmp_path_factory.mktemp("brought")
    warehouse = new_workspace(folder)
    upload(warehouse, write(folder, "会员.csv", list_of(60)))
    return warehouse


def test_twelve_columns_nobody_listed_are_twelve_typed_traits(shop: DuckWarehouse) -> None:
    found = {trait.label.render("en"): trait.kind for trait in known_traits(shop) if trait.dimension == "brought"}
    assert found == {
        "家庭月收入": "number",
        "学历": "category",
        "孩子数": "number",
        "肤质": "category",
        "宝宝生日": "date",
        "是否孕期": "flag",
        "Monthly Income (CNY)": "number",
        "Education": "category",
        "Has Pet": "flag",
        "Favourite Month": "month",
        "Last Survey": "date",
        "意向产品": "category",
    }
    assert "came_from" in {trait.name for trait in known_traits(shop)}


def test_values_are_read_as_what_they_are(shop: DuckWarehouse) -> None:
    names = ["list:家庭月收入", "list:宝宝生日", "list:是否孕期", "list:Monthly Income (CNY)", "list:Favourite Month"]
    row = trait_matrix(shop, names, as_segment(shop, condition("trait_between", trait=names[3], below=5001), TODAY))
    assert row.to_pylist()[0] | {"customer_id": ""} == {
        "customer_id": "",
        names[0]: 30000.0,
        names[1]: dt.datetime(2024, 1, 15),
        names[2]: False,
        names[3]: 5000.0,
        names[4]: 1.0,
    }


def test_every_group_of_every_brought_trait_is_a_segment_of_the_same_people(shop: DuckWarehouse) -> None:
    traits = [trait for trait in known_traits(shop) if trait.is_brought]
    groups = trait_groups(shop, [trait.name for trait in traits])
    rows = shop.query(f"SELECT trait, value, count(*) AS n FROM ({groups.statement}) GROUP BY ALL", groups.values)
    assert len(rows) > 30
    for row in rows.to_dict("records"):
        leaf = as_condition(find_trait(shop, row["trait"]), row["value"])
        assert as_segment(shop, leaf, TODAY).count(shop) == row["n"], row


def test_a_condition_on_a_trait_is_said_with_its_header(shop: DuckWarehouse) -> None:
    leaf = as_condition(find_trait(shop, "list:肤质"), "敏感")
    assert "肤质：敏感" in as_segment(shop, leaf, TODAY).sentence.render("zh_CN")


def listed(*extras: dict[str, str], name: str = "m") -> list[dict[str, object]]:
    return [member(f"{name}{place}", extra=json.dumps(extra)) for place, extra in enumerate(extras)]


def test_headers_that_differ_only_in_case_width_and_spaces_are_one_trait(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path, customers=listed({"Skin Type": "dry"}, {"skin_type": "oily"}, {"ＳＫＩＮ　ＴＹＰＥ": "dry"})
    )
    (trait,) = known_traits(shop)
    assert trait_matrix(shop, [trait.name]).column(1).to_pylist().count("dry") == 2
    assert find_trait(shop, "list:SKIN type") == trait


def test_the_newest_list_wins_and_an_empty_cell_says_nothing(tmp_path: Path) -> None:
    shop = workspace(tmp_path, customers=listed({"肤质": "干性", "收入": "5000"}))
    add_batch(shop, customers=listed({"肤质": "油性", "收入": "-"}))
    assert [row["list:肤质"] for row in trait_matrix(shop, ["list:肤质"]).to_pylist()] == ["油性"]


def test_contacts_names_and_consents_are_no_traits(tmp_path: Path) -> None:
    cells = {
        "紧急联系人": "李四",
        "备用": "13812345678",
        "是否同意短信": "是",
        "Nickname2 name": "x",
        "Work e-mail": "a@b.cn",
    }
    assert known_traits(workspace(tmp_path, customers=listed(cells, cells))) == ()


def test_cells_that_do_not_fit_are_unknown_and_counted(tmp_path: Path) -> None:
    cells = [{"身高": str(150 + n)} for n in range(39)] + [{"身高": "不想说"}]
    shop = workspace(tmp_path, customers=listed(*cells))
    (trait,) = known_traits(shop)
    assert trait.kind == "number"
    assert trait_matrix(shop, [trait.name]).column(1).null_count == 1
    assert shop.query("SELECT people, unread FROM mart.brought_trait_list").values.tolist() == [[39, 1]]


def test_codes_with_leading_zeros_and_numbers_of_cards_are_no_numbers(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path, customers=listed(*({"卡号": f"{70000000 + n}", "区号": f"0{n % 3}1"} for n in range(30)))
    )
    kinds = shop.query("SELECT label, kind FROM mart.brought_trait_list ORDER BY label").values.tolist()
    assert kinds == [["区号", "category"], ["卡号", "text"]]


def test_a_text_of_many_values_is_refused_in_one_sentence(tmp_path: Path) -> None:
    shop = workspace(tmp_path, customers=listed(*({"签名": f"第{n}句话"} for n in range(70))))
    assert known_traits(shop) == ()
    with pytest.raises(ParameterError) as refused:
        find_trait(shop, "list:签名")
    assert "70" in refused.value.message.render("en") + refused.value.hint.render("en")


def test_undoing_the_list_takes_its_traits_away(tmp_path: Path) -> None:
    shop = workspace(tmp_path, customers=listed({"肤质": "干性"}))
    with shop.writing() as session:
        session.execute("UPDATE app.batches SET undone_at = TIMESTAMP '2026-01-06'")
        refresh(session, [1])
    assert known_traits(shop) == ()
    with pytest.raises(ParameterError, match="list:肤质"):
        as_segment(shop, condition("trait_is", trait="list:肤质", wanted=["干性"]), TODAY)
