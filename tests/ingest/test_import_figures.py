"""Figures of platforms, of the market and of regions: every column of numbers becomes rows."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from insight.ingest import repairs
from insight.warehouse import DuckWarehouse
from tests.uploads import new_workspace, sample_export, upload, write


@pytest.fixture
def warehouse(tmp_path: Path) -> DuckWarehouse:
    return new_workspace(tmp_path)


def daily(warehouse: DuckWarehouse) -> dict[tuple[str, str, str], float]:
    frame = warehouse.query("SELECT date, subject, metric, value FROM core.metric_daily")
    return {(str(row.date)[:10], row.subject, row.metric): row.value for row in frame.itertuples()}


def test_klaviyo_campaign_keeps_its_figures(warehouse: DuckWarehouse) -> None:
    (report,) = upload(warehouse, sample_export("fixture_klaviyo_campaigns.csv"))
    assert report.template == "klaviyo_campaigns"
    found = daily(warehouse)
    assert len(found) == 16
    assert found["2025-04-06", "Free shipping April", "Total Recipients"] == 121401
    assert found["2025-04-06", "Free shipping April", "Open Rate"] == pytest.approx(0.4843)
    campaign = warehouse.query("SELECT campaign_id, name, channel, starts_at FROM core.campaigns").iloc[0]
    assert list(campaign.astype(str)) == [
        "01JQYYRSHTMVBX2ZQ19RWKH2XX",
        "Free shipping April",
        "Email",
        "2025-04-06 11:00:00",
    ]


def test_wechat_articles_with_thousands_separators_and_percentages(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = '时间,图文页阅读人数,图文页阅读次数,分享率\n2026-05-01,"20,816","31,002",9.34%\n2026-05-02,-,12,0%\n'
    (report,) = upload(warehouse, write(tmp_path, "w.csv", text, "gb18030"))
    assert report.tables["metric_daily"].read == report.tables["metric_daily"].new == 5
    found = daily(warehouse)
    assert found["2026-05-01", "公众号图文", "图文页阅读人数"] == 20816
    assert found["2026-05-01", "公众号图文", "分享率"] == pytest.approx(0.0934)
    assert ("2026-05-02", "公众号图文", "图文页阅读人数") not in found


def test_hours_of_one_day_stay_apart(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = "时间,小时,图文页阅读人数,图文页阅读次数\n2026-05-01,9,1,2\n2026-05-01,10,3,4\n"
    upload(warehouse, write(tmp_path, "w.csv", text))
    assert daily(warehouse)["2026-05-01", "10", "图文页阅读次数"] == 4
    assert len(daily(warehouse)) == 4


def test_merged_header_of_two_levels_names_both(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["统计时间", "图文页阅读人数", None, "图文页阅读次数", None])
    sheet.append([None, "全部", "会话", "全部", "会话"])
    sheet.append(["2026-05-01", 10, 4, 20, 8])
    sheet.append(["2026-05-02", 11, 5, 21, 9])
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        sheet.merge_cells(cells)
    path = tmp_path / "w.xlsx"
    book.save(path)
    (report,) = upload(warehouse, path)
    assert report.template == "wechat_articles"
    assert daily(warehouse)["2026-05-02", "公众号图文", "图文页阅读人数/会话"] == 5


def test_product_figures_are_figures_and_no_orders(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = (
        "统计日期,商品id,商品名称,货号,商品状态,商品访客数,商品浏览量,支付金额,支付买家数,商品支付转化率\n"
        '2026-06-01,754299529443,护手霜,20210201,当前在线,"1,204","3,001","12,345.60",88,7.31%\n'
    )
    (report,) = upload(warehouse, write(tmp_path, "p.csv", text))
    assert set(report.tables) == {"metric_daily"}
    found = daily(warehouse)
    assert {metric for _, _, metric in found} == {
        "商品访客数",
        "商品浏览量",
        "支付金额",
        "支付买家数",
        "商品支付转化率",
    }
    assert found["2026-06-01", "754299529443 护手霜", "支付金额"] == 12345.6


def test_traffic_takes_its_day_from_the_title_and_says_when_it_is_several_days(
    warehouse: DuckWarehouse, tmp_path: Path
) -> None:
    header = "流量来源,来源明细,访客数,浏览量,支付金额\n手淘搜索,,120,300,99.5\n直播,店播,80,90,10\n"
    upload(warehouse, write(tmp_path, "流量_2026-06-01.csv", header))
    assert daily(warehouse)["2026-06-01", "直播 店播", "访客数"] == 80
    upload(warehouse, write(tmp_path, "流量_2026-06-01_2026-06-07.csv", header))
    assert daily(warehouse)["2026-06-07", "手淘搜索", "访客数 (2026-06-01 – 2026-06-07)"] == 120


def test_cell_that_is_no_number_is_left_out_alone(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    rows = "".join(f"2026-05-{day:02d},{day},{day}\n" for day in range(1, 11))
    text = f"日期,访客数,浏览量\n{rows}2026-05-11,很多,12\nkeine,1,2\n"
    (report,) = upload(warehouse, write(tmp_path, "m.csv", text))
    counts = report.tables["metric_daily"]
    assert (counts.read, counts.new, counts.rejected) == (24, 21, 3)
    problems = repairs(warehouse)
    assert [(row.header, row.value, row.reason) for row in problems.itertuples()] == [
        ("访客数", "很多", "not_a_number"),
        ("日期", "keine", "not_a_date"),
    ]
    assert problems["is_rejected"].all()


def test_competitor_sheet_becomes_facts_of_the_market(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    text = "品牌,商品,价格(元),评分,月销,采集日期,来源\n竞品甲,面霜,159,4.7,1.2万+,2025-10-20,天猫\n"
    (report,) = upload(warehouse, write(tmp_path, "m.csv", text))
    assert report.tables["market"].new == 3
    found = warehouse.query("SELECT brand, product, metric, value, source FROM core.market ORDER BY metric")
    assert found.to_numpy().tolist() == [
        ["竞品甲", "面霜", "价格(元)", 159, "天猫"],
        ["竞品甲", "面霜", "月销", 12000, "天猫"],
        ["竞品甲", "面霜", "评分", 4.7, "天猫"],
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("省份,城市,年份,常住人口(万人),GDP(亿元)\n浙江,杭州,2025,1252.2,21860\n浙江,宁波,2025,969.7,17716\n", 4),
        ("province,city,metric,value,year\n浙江,杭州,population,1252.2,2025\n", 1),
    ],
)
def test_figures_of_regions_by_column_and_by_row(
    warehouse: DuckWarehouse, tmp_path: Path, text: str, rows: int
) -> None:
    upload(warehouse, write(tmp_path, "r.csv", text))
    found = warehouse.query("SELECT province, city, metric, value, year FROM core.regions")
    assert len(found) == rows
    assert {(row.city, row.value, row.year) for row in found.itertuples()} >= {("杭州", 1252.2, 2025)}


def test_figures_imported_twice_change_nothing(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    path = write(tmp_path, "m.csv", "日期,访客数,浏览量\n2026-05-01,1,2\n2026-05-02,3,4\n")
    upload(warehouse, path)
    (report,) = upload(warehouse, path)
    assert (report.tables["metric_daily"].new, report.tables["metric_daily"].unchanged) == (0, 4)
    assert len(warehouse.query("SELECT 1 AS n FROM core.metric_daily")) == 4


def test_frame_of_figures_keeps_its_types(warehouse: DuckWarehouse, tmp_path: Path) -> None:
    upload(warehouse, write(tmp_path, "m.csv", "日期,访客数\n2026-05-01,1\n2026-05-02,2\n"))
    frame = warehouse.query("SELECT date, value FROM core.metric_daily ORDER BY date")
    assert list(frame["date"]) == [pd.Timestamp(2026, 5, 1), pd.Timestamp(2026, 5, 2)]
