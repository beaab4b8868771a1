"""A workspace whose data lie on an engine, in the browser: a cell, its list, and the engine that goes down."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from insight.analysis import ANALYSES, make_params, people_of
from tests.e2e.harness import open_page, running_app, settle
from tests.e2e.places import click_on
from tests.engine.sail import on_sail, sail_process
from tests.sample_brand import own_sample_brand

pytestmark = pytest.mark.browser


def test_a_cell_becomes_the_same_list_and_an_engine_that_is_killed_is_said_in_words(
    tab: Callable[..., Page], tmp_path: Path
) -> None:
    brand = own_sample_brand(tmp_path)
    asked = ANALYSES["rfm"]
    found = people_of(asked.run(brand, make_params("rfm", {}, brand)), "rfm", {"r": 1, "f": 1})
    expected = set(brand.arrow(found.statement, found.values)["customer_id"].to_pylist())
    with sail_process() as (address, server), running_app(tmp_path) as app:
        on_sail(brand, address, tmp_path).close()
        brand.close()
        page = tab()
        open_page(page, f"{app}/rfm?workspace=lake")
        expect(page.locator(".st-key-at_hand")).to_contain_text("lake")
        click_on(page, page.locator(".st-key-rfm_grid .bars .point path").first)
        people = page.locator(".st-key-drawer_cell")
        expect(people).to_contain_text("R1")
        settle(page)
        with page.expect_download() as download:
            people.locator(".st-key-download_cell_xlsx button").click()
        download.value.save_as(tmp_path / "list.xlsx")
        header, *rows = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0].values
        assert len(expected) == 499
        assert {row[header.index("客户ID")] for row in rows} == expected

        server.kill()
        open_page(page, f"{app}/lifecycle?workspace=lake")
        expect(page.locator("[data-testid=stAlert]").first).to_contain_text("这个工作区的引擎没有应答")
