"""What the columns of predictions are about."""

from insight.results import SINGLE, Declared, Frame, Total, declare

_CELLS = (
    *declare("people", "customers"),
    *declare("people", "one_time", part_of="customers", is_aside=True),
    *declare("rate", "alive"),
    *declare("number", "orders"),
    *declare("money", "net_amount"),
    *declare("share", "share"),
)
_HELD = (
    *declare("people", "n"),
    *declare("number", "predicted_orders", "orders"),
    *declare("money", "predicted_amount", "net_amount"),
)


def _of_all(columns: tuple[str, ...]) -> tuple[Total, ...]:
    """Cells of everybody, in whom they add up."""
    return tuple(Total(column=name, to=(SINGLE, name, ())) for name in columns)


COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("people", "customers"),
            *declare("people", "one_time", part_of="customers", is_aside=True),
            *declare("count", "orders"),
            *declare("money", "mean_amount"),
            *declare("share", "people_share", is_safe=True),
            *declare("flag", "is_own_amount"),
        )
    ),
    "parameters": Frame(
        columns=(
            *declare("key", "model", "name"),
            *declare("number", "value", "error", "low", "high", "log_likelihood", is_safe=True),
        )
    ),
    "forecast": Frame(
        columns=(
            *declare("key", "days"),
            *declare("number", "orders", "orders_low", "orders_high", is_safe=True),
            *declare("money", "net_amount", "low", "high", is_safe=True),
        )
    ),
    "deciles": Frame(columns=(*declare("key", "decile"), *_CELLS), totals=_of_all(("customers", "one_time"))),
    "bands": Frame(
        columns=(*declare("key", "band", "from_share", "to_share"), *_CELLS),
        totals=_of_all(("customers", "one_time")),
    ),
    "silence": Frame(
        columns=(*declare("key", "days"), *declare("people", "n", is_aside=True), *declare("rate", "alive")),
        totals=(Total(column="n", to=(SINGLE, "one_time", ())),),
    ),
    "exam": Frame(
        columns=(
            *declare("key", "model"),
            *_HELD,
            *declare("number", "error", "difference", "low", "high"),
            *declare("flag", "is_better"),
        )
    ),
    "backtest": Frame(columns=(*declare("key", "decile"), *_HELD, *declare("number", "before_orders"))),
    "exam_by_silence": Frame(
        columns=(
            *declare("key", "from_days"),
            *declare("people", "n"),
            *declare("number", "predicted_orders", "orders"),
        )
    ),
    "calibration": Frame(
        columns=(
            *declare("key", "band", "from_share", "to_share"),
            *declare("people", "n"),
            *declare("people", "bought", part_of="n"),
            *declare("rate", "predicted", "rate", "low", "high"),
        )
    ),
}
"""Parameters and forecasts rest on at least fifty people."""
