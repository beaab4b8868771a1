"""What holds for all tests.

Properties are tried on the same examples in every run, however slow the machine. A run of everything works on all cores
up to four, one of named files in a single process. Of many random shops a test goes through the first one, of many
forms through every eighth, or every n-th (`one_in`), and the others are slow; named files are tried in every form that
is not marked.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

from tests.examples import examples

_MOST_WORKERS = 4
_FIRST_SEEDS = 1
BEGUN_FIRST = (
    "reliability/test_killed_import.py",
    "e2e/test_every_page.py",
    "engine/test_golden.py",
    "engine/test_build_on_engine.py",
    "e2e/test_clicks.py",
    "reliability/test_damaged_workspace.py",
    "analysis/test_judge_trials.py",
    "e2e/test_first_look.py",
    "analysis/test_rfm_people.py",
    "e2e/test_segment_journey.py",
    "e2e/test_engine_journey.py",
    "analysis/test_planted_truth.py",
    "e2e/test_mixed_folder.py",
    "e2e/test_funnel_journey.py",
    "ingest/test_every_case_gets_in.py",
    "reliability/test_hostile_files.py",
)
"""Files of few tests that take a minute or more: begun last, they would keep one process busy while the others wait."""

_OF_EVERYTHING = 8
"""Of the forms of a test a run of everything tries one in so many."""

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=examples(40, of=50))
settings.load_profile("steady")


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """How many processes `-n auto` means; None leaves it to what the environment says."""
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None
    named = [Path(argument.split("::")[0]) for argument in config.option.file_or_dir]
    if named and all(path.is_file() for path in named):
        return 0
    return min(os.cpu_count() or 1, _MOST_WORKERS)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the files that take longest. Mark what repeats a test once more, with another `seed` or another of its
    forms, before `-m` chooses."""
    first = {Path(__file__).parent / name: place for place, name in enumerate(BEGUN_FIRST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))
    tried: Counter[tuple[object, ...]] = Counter()
    usual = 1 if config.option.file_or_dir else _OF_EVERYTHING
    for item in items:
        values = dict(item.callspec.params) if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        if values.pop("seed", None) is not None:
            same = (item.path, item.originalname, repr(sorted(values.items())))
            if tried[same] >= _FIRST_SEEDS:
                item.add_marker(pytest.mark.slow("one more random shop"))
            tried[same] += 1
            continue
        sample = item.get_closest_marker("one_in")
        step = usual if sample is None else max(usual, *sample.args)
        test = (item.path, item.parent and item.parent.name, getattr(item, "originalname", item.name))
        if tried[test] % step:
            item.add_marker(pytest.mark.slow("one more form"))
        tried[test] += 1
