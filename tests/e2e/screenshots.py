"""Pictures of every page in both languages, both themes, wide and narrow: `python -m tests.e2e.screenshots OUTDIR`."""

import sys
import tempfile
from itertools import product
from pathlib import Path

from tests.e2e.harness import (
    NARROW,
    PAGES,
    WIDE,
    find_browser,
    new_page,
    open_page,
    running_app,
    running_browser,
    settle,
    whole_height,
)


def take(folder: Path, *, whole: bool = True) -> list[Path]:
    """Write the pictures; `whole` makes them as high as the page instead of the screen."""
    path = find_browser()
    if path is None:
        raise SystemExit("no Chromium or Chrome is installed")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with tempfile.TemporaryDirectory() as home, running_app(Path(home)) as address, running_browser(path) as browser:
        for locale, scheme, size in product(("zh-CN", "en-US"), ("light", "dark"), (WIDE, NARROW)):
            page = new_page(browser, locale=locale, scheme=scheme, size=size)
            for name, place in PAGES.items():
                open_page(page, address + place)
                if whole:
                    page.set_viewport_size({"width": size[0], "height": max(size[1], whole_height(page) + 16)})
                    settle(page)
                page.wait_for_function("document.fonts.ready.then(() => true)")
                target = folder / f"{name}_{locale[:2]}_{scheme}_{size[0]}.png"
                page.screenshot(path=target, animations="disabled")
                written.append(target)
                page.set_viewport_size({"width": size[0], "height": size[1]})
            page.context.close()
    return written


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit("usage: python -m tests.e2e.screenshots OUTDIR [--screen]")
    for picture in take(Path(sys.argv[1]), whole="--screen" not in sys.argv):
        sys.stdout.write(f"{picture}\n")
