"""Plain values a test can ask for, and how shares among them are written."""

from __future__ import annotations

Fact = str | int | float | bool | list["Fact"] | dict[str, "Fact"]
Facts = dict[str, Fact]


def share(part: int, whole: int) -> float:
    return round(part / whole, 4)
