"""Whatever overlapping files are imported, each record read is new, updated, unchanged or rejected; none is lost."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.ingest import SheetReport
from insight.warehouse import DuckWarehouse
from tests.examples import examples
from tests.uploads import new_workspace, upload, write

_AMOUNT = st.sampled_from(["10", "1,5x", "", "99.90", "(3.00)", "6.9E+20"])
_DAY = st.sampled_from(["2026-05-01 10:00:00", "2026-05-02", "45777.5", "somewhen", ""])
_PERSON = st.sampled_from(["13800000001", "13800000002", "138****0003", ""])
_WORD = st.sampled_from(["已完成", "Storniert", "?", ""])

_NUMBER = st.integers(0, 12)

KINDS: dict[str, tuple[Sequence[str], Sequence[st.SearchStrategy[object]]]] = {
    "orders": (
        ("订单编号", "下单时间", "会员手机", "实付金额", "订单状态"),
        (_NUMBER.map(lambda n: f"A2026050100{n:02d}"), _DAY, _PERSON, _AMOUNT, _WORD),
    ),
    "order_lines": (
        ("订单编号", "下单时间", "会员手机", "商品名称", "数量", "单价", "金额"),
        (
            st.integers(0, 4).map(lambda n: f"A2026050100{n:02d}"),
            st.just("2026-05-01 10:00:00"),
            st.just("13800000001"),
            st.sampled_from(["茶", "杯", ""]),
            st.sampled_from(["1", "2", "x"]),
            st.just("10"),
            _AMOUNT,
        ),
    ),
    "customers": (
        ("会员号", "手机号", "姓名", "积分", "注册时间"),
        (_NUMBER.map(lambda n: f"V{n:05d}"), _PERSON, st.sampled_from(["张三", "李四", ""]), _AMOUNT, _DAY),
    ),
    "points": (
        ("会员号", "变动时间", "积分变动", "变动原因"),
        (_NUMBER.map(lambda n: f"V{n:05d}"), _DAY, st.sampled_from(["+5", "-3", "x", ""]), st.just("签到")),
    ),
    "figures": (
        ("日期", "访客数", "浏览量"),
        (st.integers(1, 28).map(lambda n: f"2026-05-{n:02d}"), st.sampled_from(["5", "1.2万", "x", "-"]), _AMOUNT),
    ),
    "reviews": (
        ("评价时间", "用户昵称", "评分", "评价内容"),
        (_DAY, st.sampled_from(["a", "b", ""]), st.sampled_from(["5星", "3", "x"]), st.sampled_from(["好", "差", ""])),
    ),
}


def _written(kind: str) -> Callable[[list[tuple[object, ...]]], str]:
    header, _ = KINDS[kind]

    def text(rows: list[tuple[object, ...]]) -> str:
        file = io.StringIO(newline="")
        csv.writer(file).writerows([header, *rows])
        return file.getvalue()

    return text


def _files(kind: str) -> st.SearchStrategy[list[str]]:
    rows = st.lists(st.tuples(*KINDS[kind][1]), min_size=1, max_size=10)
    return st.lists(rows.map(_written(kind)), min_size=1, max_size=2)


def _check(report: SheetReport) -> None:
    assert report.refused is None or not report.tables
    for name, counts in report.tables.items():
        assert counts.read == counts.new + counts.updated + counts.unchanged + counts.rejected, (name, counts)
        assert min(counts.new, counts.updated, counts.unchanged, counts.rejected) >= 0


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """One workspace for all files: the more there is already, the more overlaps."""
    return new_workspace(tmp_path_factory.mktemp("adding-up"))


@pytest.mark.one_in(6)
@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=examples(2, of=3),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_new_updated_unchanged_and_rejected_are_all_that_was_read(
    tmp_path: Path, warehouse: DuckWarehouse, kind: str, data: st.DataObject
) -> None:
    for text in data.draw(_files(kind)):
        path = write(tmp_path, f"{kind}.csv", text)
        (first,), (again,) = upload(warehouse, path), upload(warehouse, path)
        _check(first)
        _check(again)
        for name, counts in again.tables.items():
            before = first.tables[name]
            assert (counts.new, counts.read, counts.rejected) == (0, before.read, before.rejected), name
