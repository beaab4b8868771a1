"""Whatever a sheet of figures or answers looks like: each filled cell arrives once, and the counts add up."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.ingest.stage import vars_of
from insight.warehouse import DuckWarehouse
from tests.examples import examples
from tests.uploads import new_workspace, upload, write

_METRICS = ("访客数", "浏览量", "点击率", "新增用户")
_cells = st.one_of(
    st.none(),
    st.sampled_from(["-", "--", "", " "]),
    st.integers(0, 10**7).map("{:,}".format),
    st.decimals(0, 99, places=2).map("{}%".format),
    st.integers(1, 99).map("{}万".format),
)
_tables = st.lists(st.lists(_cells, min_size=4, max_size=4), min_size=2, max_size=8)
_options = st.lists(st.sampled_from(["原味", "抹茶", "芝麻", "其他〖😀〗"]), max_size=4, unique=True)
_SLOW = settings(max_examples=examples(4, of=8), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _quoted(cell: str | None) -> str:
    return f'"{cell}"' if cell else ""


def _value(cell: str) -> float:
    if cell.endswith("%"):
        return round(float(cell[:-1]) / 100, 6)
    return float(cell[:-1]) * 10_000 if cell.endswith("万") else float(cell.replace(",", ""))


def _upload_twice(warehouse: DuckWarehouse, path: Path) -> tuple[dict[str, int], dict[str, int]]:
    table = "metric_daily" if path.stem == "figures" else "survey_answers"
    first, second = (vars_of(upload(warehouse, path)[0].tables[table]) for _ in range(2))
    for counts in (first, second):
        assert sum(counts[name] for name in ("new", "updated", "unchanged", "rejected")) == counts["read"]
    return first, second


@pytest.mark.slow("imports files again and again")
@_SLOW
@given(rows=_tables)
def test_each_filled_cell_of_a_sheet_of_figures_is_one_figure(rows: list[list[str | None]]) -> None:
    days = [dt.date(2026, 5, 1) + dt.timedelta(days=number) for number in range(len(rows) + 2)]
    ends = [["1"] * 4, ["2"] * 4]
    lines = [",".join([str(day), *map(_quoted, row)]) for day, row in zip(days, [*rows, *ends], strict=True)]
    filled = {
        (str(day), metric): _value(cell)
        for day, row in zip(days, [*rows, *ends], strict=True)
        for metric, cell in zip(_METRICS, row, strict=True)
        if cell and cell.strip() not in ("", "-", "--")
    }
    with tempfile.TemporaryDirectory() as folder:
        warehouse = new_workspace(Path(folder))
        path = write(Path(folder), "figures.csv", "\n".join([",".join(["日期", *_METRICS]), *lines]))
        first, second = _upload_twice(warehouse, path)
        frame = warehouse.query("SELECT date, metric, value FROM core.metric_daily")
        warehouse.close()
    found = {(str(row.date)[:10], row.metric): round(row.value, 6) for row in frame.itertuples()}
    assert found == filled
    assert first["read"] == first["new"] == second["unchanged"] == len(filled)


@pytest.mark.slow("imports files again and again")
@_SLOW
@given(chosen=st.lists(_options, min_size=1, max_size=8))
def test_each_chosen_option_of_each_person_is_one_answer(chosen: list[list[str]]) -> None:
    header = "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您的性别：,2、喜欢的口味（多选）"
    lines = [
        f"{number},2026/5/1 9:00:{number:02d},{number}秒,微信,,,女,{'┋'.join(options) or '(跳过)'}"
        for number, options in enumerate(chosen, 1)
    ]
    expected = {(str(number), option[:2]) for number, options in enumerate(chosen, 1) for option in options}
    with tempfile.TemporaryDirectory() as folder:
        warehouse = new_workspace(Path(folder))
        _, second = _upload_twice(warehouse, write(Path(folder), "answers.csv", "\n".join([header, *lines])))
        frame = warehouse.query("SELECT response_id, answer FROM core.survey_answers WHERE question_no = '2'")
        texts = warehouse.query("SELECT response_id FROM core.survey_answers WHERE question_no = '2〖填空〗'")
        warehouse.close()
    assert {(row.response_id, row.answer) for row in frame.itertuples()} == expected
    assert len(texts) == sum(option == "其他" for _, option in expected)
    assert second["unchanged"] == second["read"]
