"""Random draws that come out the same on every machine."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

SEED = 20240101

T = TypeVar("T")


class Draw:
    """One named stream of draws.

    Streams are independent: a new stream added later leaves the draws of all others as they were. Only `random()`
    and the four basic operations are used, because the methods of `random` and the functions of the C library may
    differ in the last bit between versions and machines.
    """

    def __init__(self, *name: object) -> None:
        self._random = random.Random("/".join(str(part) for part in (SEED, *name)))

    def unit(self) -> float:
        """A number from 0 (possible) to 1 (never)."""
        return self._random.random()

    def chance(self, probability: float) -> bool:
        return self.unit() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number; both ends are possible."""
        return low + int(self.unit() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[self.between(0, len(items) - 1)]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """One item, each as likely as its weight says."""
        left = self.unit() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def bell(self) -> float:
        """A bell-shaped number: mean 0, standard deviation 1, never beyond 3.5."""
        return (sum(self.unit() for _ in range(4)) - 2) * 1.7320508075688772

    def digits(self, length: int) -> str:
        return f"{self.between(0, 10**length - 1):0{length}d}"

    def shuffled(self, items: Sequence[T]) -> list[T]:
        left = list(items)
        for last in range(len(left) - 1, 0, -1):
            other = self.between(0, last)
            left[last], left[other] = left[other], left[last]
        return left
