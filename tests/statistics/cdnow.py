"""The public sample of Fader and Hardie (2005): a tenth of CDNOW's buyers of early 1997, until 30 September 1997.

`cdnow.csv`: repeat purchase days, days from the first to the last, days from the first to the end, cents of the repeat
purchases, people.
"""

import csv
from pathlib import Path
from typing import NamedTuple


class Buyers(NamedTuple):
    x: int
    last_days: int
    age_days: int
    repeat_cents: int
    people: int


def cdnow() -> list[Buyers]:
    """2,357 people."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8") as file:
        return [Buyers(*(int(row[name]) for name in Buyers._fields)) for row in csv.DictReader(file)]
