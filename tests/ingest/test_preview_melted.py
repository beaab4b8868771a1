"""The preview of sheets whose columns become rows: every answer and figure beside the cell that it came from."""

from pathlib import Path

import pandas as pd

from insight.ingest import examine, preview
from tests.uploads import write


def shown(folder: Path, name: str, text: str, table: str) -> pd.DataFrame:
    (draft,) = examine(write(folder, name, text))
    return preview(draft).tables[table]


def test_answers_stand_beside_their_cells_and_questions_beside_their_headers(tmp_path: Path) -> None:
    text = (
        "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您的性别,2、喜欢的口味（多选）\n"
        "1,2026/1/5 10:00:00,9秒,微信,,1.1.1.1,女,原味┋抹茶\n2,2026/1/5 11:00:00,8秒,微信,,1.1.1.2,(跳过),原味\n"
    )
    frame = shown(tmp_path, "s.csv", text, "survey_answers")
    answers = frame[["source_row", "question:text", "question", "answer:text", "answer"]].to_numpy().tolist()
    assert sorted(answers, key=str) == [
        [2, "1、您的性别", "您的性别", "女", "女"],
        [2, "2、喜欢的口味（多选）", "喜欢的口味（多选）", "原味┋抹茶", "原味"],
        [2, "2、喜欢的口味（多选）", "喜欢的口味（多选）", "原味┋抹茶", "抹茶"],
        [3, "2、喜欢的口味（多选）", "喜欢的口味（多选）", "原味", "原味"],
    ]


def test_a_ticked_option_stands_beside_its_own_column(tmp_path: Path) -> None:
    text = (
        "编号,提交时间,1.喜欢哪些?_面膜,1.喜欢哪些?_精华,2.您的建议?\n"
        "1,2026-05-01 10:00:00,1,0,好\n2,2026-05-01 11:00:00,0,1,\n"
    )
    frame = shown(tmp_path, "s.csv", text, "survey_answers")
    ticks = (
        frame[frame["answer"].isin(["面膜", "精华"])][["question:text", "answer:text", "answer"]].to_numpy().tolist()
    )
    assert ticks == [["1.喜欢哪些?_面膜", "1", "面膜"], ["1.喜欢哪些?_精华", "1", "精华"]]


def test_figures_stand_beside_their_cells(tmp_path: Path) -> None:
    frame = shown(tmp_path, "m.csv", '日期,访客数,支付转化率\n2026-05-01,"1,234",4.5%\n', "metric_daily")
    assert frame[["date:text", "metric:text", "metric", "value:text", "value"]].astype(str).to_numpy().tolist() == [
        ["2026-05-01", "访客数", "访客数", "1,234", "1234.0"],
        ["2026-05-01", "支付转化率", "支付转化率", "4.5%", "0.045"],
    ]


def test_figures_of_a_period_and_of_days_in_the_header(tmp_path: Path) -> None:
    period = shown(tmp_path, "g.csv", "# 2026-05-01 ~ 2026-05-07\n\nPage,Views,Users\n/,100,80\n", "metric_daily")
    assert period[["metric:text", "metric", "value:text"]].to_numpy().tolist() == [
        ["Views", "Views (2026-05-01 – 2026-05-07)", "100"],
        ["Users", "Users (2026-05-01 – 2026-05-07)", "80"],
    ]
    by_day = shown(tmp_path, "d.csv", "指标,2026-05-01,2026-05-02\n客流,100,120\n", "metric_daily")
    assert by_day[["date:text", "metric:text", "value:text"]].to_numpy().tolist() == [
        ["2026-05-01", "客流", "100"],
        ["2026-05-02", "客流", "120"],
    ]


def test_several_columns_that_fill_one_stand_together(tmp_path: Path) -> None:
    frame = shown(tmp_path, "c.csv", "First Name,Last Name,Email,City\nAnn,Lee,a@b.cn,Paris\n", "customers")
    assert frame[["name:text", "name"]].to_numpy().tolist() == [["Ann Lee", "Ann Lee"]]
