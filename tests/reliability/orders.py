"""Order exports made up on the spot."""

from collections.abc import Iterable
from pathlib import Path

HEADER = "订单编号,买家会员名,买家实际支付金额,总金额,订单状态,订单创建时间,退款金额,收货人姓名,联系手机"


def order_id(number: int) -> str:
    """Nineteen digits, the last of them no zero: rounded numbers are another story."""
    return f"6932169358{number:08d}1"


def order_line(number: int, status: str = "交易成功") -> str:
    """One order; every seventh order is of the same buyer."""
    day, buyer = 1 + number % 28, number % 7 * 1000 + number // 7
    return (
        f"{order_id(number)},买家{buyer},{number % 90 + 10}.50,{number % 90 + 10}.50,{status},"
        f"2024-{1 + number % 12:02d}-{day:02d} 13:{number % 60:02d}:11,0,收货人{buyer},138{buyer:08d}"
    )


def order_export(path: Path, numbers: Iterable[int], status: str = "交易成功") -> Path:
    """A GB18030 export of these orders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [HEADER, *(order_line(number, status) for number in numbers)]
    path.write_bytes("\n".join(lines).encode("gb18030"))
    return path
