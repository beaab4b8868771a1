"""Run in a copy of the program to which the rooms of the toy analysis were added: what there is to be seen of it."""

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from insight.analysis import ANALYSES, make_params, people_of
from insight.cli import main
from insight.results import cells_of
from insight.settings import Settings
from insight.ui.kit.pages import pages
from insight.warehouse import open_workspace

LIST = (
    "会员编号,姓名,手机号,省份\n"
    "M1,安,13800000001,浙江省\nM2,白,13800000002,浙江省\nM3,陈,13800000003,\nM4,丁,13800000004,四川省\n"
)
ORDERS = (
    "order id,customer id,phone,order date,amount\n"
    "6932169358293001201,,13800000001,2025-01-01,10\n"
    "6932169358293001202,,13800000002,2025-01-02,10\n"
    "6932169358293001203,,13800000003,2025-01-03,10\n"
)


def said(*arguments: object) -> str:
    """What a command says; how it ends where it does not end well."""
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            code = main([str(argument) for argument in arguments])
    except SystemExit as ended:
        code = int(ended.code or 0)
    return out.getvalue() if code == 0 else f"ended with {code}"


def brand(home: Path) -> dict[str, Any]:
    """Three buyers, of whom two live in Zhejiang."""
    for name, text in (("members.csv", LIST), ("orders.csv", ORDERS)):
        (home / name).write_text(text, encoding="utf-8")
    return {"imported": said("import", home / "members.csv", home / "orders.csv")}


def asked(home: Path) -> dict[str, Any]:
    """By name: registry, menu, needs, numbers and people, on the command line as in Python."""
    warehouse = open_workspace("my-brand", Settings(home=home))
    result = ANALYSES["toy"].run(warehouse, make_params("toy", {}, warehouse))
    needs = ANALYSES["quality"].run(warehouse, make_params("quality", {}, warehouse)).needs
    found = {
        "registry": list(ANALYSES),
        "menu": [(one.name, one.group, one.title.render("en")) for one in pages()],
        "needs": needs[needs["page"] == "toy"][["state"]].to_dict("records"),
        "shown": [
            (cell.key["province"], cell.people, people_of(result, "toy", cell.key).count(warehouse))
            for cell in cells_of(result)
        ],
    }
    warehouse.close()
    return found | {
        "help": said("analyse", "--help"),
        "asked": said("analyse", "toy", "--help"),
        "cells": said("analyse", "toy", "--cells"),
        "document": json.loads(said("analyse", "toy", "--json")),
        "written": json.loads(said("members", "toy", "--cell", "province=浙江", "--out", home / "a.csv", "--json")),
    }


def page() -> dict[str, Any]:
    """The page as a visitor sees it, before and after a province is chosen."""
    begin = PagesManager.__init__

    def begin_with_navigation(self: PagesManager, *given: Any, **more: Any) -> None:
        begin(self, *given, **more)
        PagesManager.uses_pages_directory = False

    PagesManager.__init__ = begin_with_navigation  # as on a server that has called st.navigation once
    app = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=60)
    app.query_params["workspace"] = "my-brand"
    app.query_params["lang"] = "en"
    app.switch_page("pages/toy.py").run()
    first = {"titles": [one.value for one in app.title], "errors": [str(one.value) for one in app.exception]}
    app.selectbox(key="toy_province").set_value(("浙江",)).run()
    rows = app.dataframe[0].value.to_dict("records") if app.dataframe else []
    return first | {
        "verdict": [one.value for one in app.markdown if "live in" in str(one.value)][:1],
        "buttons": [one.label for one in app.button],
        "table": [{name: None if value != value else value for name, value in row.items()} for row in rows],
        "wrong": [str(one.value) for one in (*app.exception, *app.error)],
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    told = brand(folder) | asked(folder) | {"page": page()}
    (folder / "seen.json").write_text(json.dumps(told, ensure_ascii=False, default=str), encoding="utf-8")
