"""Writes the sample data: `python sample_data/generate.py [--out DIR]`; with `--moving` the small brand that moves."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if not __package__:
    # Run as a script: the folder's own modules must not be found without their package.
    sys.path[0] = str(HERE.parent)

from sample_data.maker import moving, shopify, tmall, wecom, youzan  # noqa: E402
from sample_data.maker.behaviour import make_visits  # noqa: E402
from sample_data.maker.files import write_table  # noqa: E402
from sample_data.maker.identity import find_people  # noqa: E402
from sample_data.maker.orders import make_orders  # noqa: E402
from sample_data.maker.people import make_people  # noqa: E402
from sample_data.maker.readme import readme  # noqa: E402
from sample_data.maker.sources import make_sources  # noqa: E402
from sample_data.maker.truth import tell_truth  # noqa: E402


def write_sample(folder: Path) -> list[Path]:
    """Writes all exports, truth.json and README.md; returns the files in that order."""
    folder.mkdir(parents=True, exist_ok=True)
    people = make_people()
    visits, silent = make_visits(people)
    orders = make_orders(visits)
    found = find_people(people, orders)
    youzan_orders, customers = youzan.tables(people, orders)
    sources = make_sources(people, orders, found, customers)
    shops = [*tmall.tables(orders), youzan_orders, customers, wecom.table(people), shopify.table(orders)]
    tables = [*shops, *sources.tables()]
    for table in tables:
        write_table(table, folder)
    truth = tell_truth(people, orders, silent, found, sources, tables)
    texts = {"truth.json": json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "README.md": readme(truth)}
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    return [folder / name for name in [*(table.file_name for table in tables), *texts]]


def write_moving(folder: Path) -> list[Path]:
    """Writes the exports of the small brand whose people change, and the truth about them."""
    folder.mkdir(parents=True, exist_ok=True)
    tables, truth = moving.tables()
    for table in tables:
        write_table(table, folder)
    (folder / "moving_truth.json").write_bytes((json.dumps(truth, ensure_ascii=False, indent=1) + "\n").encode())
    return [folder / name for name in [*(table.file_name for table in tables), "moving_truth.json"]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the sample exports and the truth planted in them.")
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR", help="where to write (default: beside this)")
    parser.add_argument("--moving", action="store_true", help="the small brand whose people change; needs --out")
    options = parser.parse_args()
    if options.moving and options.out == HERE:
        parser.error("--moving needs --out: its files are not part of the sample brand")
    for path in (write_moving if options.moving else write_sample)(options.out):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
