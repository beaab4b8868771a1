"""What holds for all tests.

Properties are tried on the same examples in every run, however slow the machine; more of them with EXAMPLES=many.
A run of everything works on two cores or more, one of a few files in a single process.
"""

import os
from pathlib import Path

import pytest
from hypothesis import settings

_MOST_WORKERS = 4

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """None leaves it to what the environment says."""
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None
    named = [Path(argument.split("::")[0]) for argument in config.option.file_or_dir]
    if named and all(path.is_file() for path in named):
        return 0
    return min(os.cpu_count() or 1, _MOST_WORKERS)
