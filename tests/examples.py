"""On how many examples a property is tried that takes its time for each: a few; all with INSIGHT_TEST_EXAMPLES=all."""

import os


def examples(few: int, *, of: int) -> int:
    """The first example of a property is always the simplest there is, so `few` is at least two."""
    return of if os.environ.get("INSIGHT_TEST_EXAMPLES") == "all" else few
