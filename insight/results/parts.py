"""The fields of a result: what it says, and what it only needs to find its people."""

from dataclasses import fields
from typing import Any


def said_fields(result: Any) -> list[str]:
    """The fields that a result says, in their order: all but its parameters and what its class names in `INNER`."""
    inner = getattr(result, "INNER", ())
    return [each.name for each in fields(result) if each.name != "params" and each.name not in inner]
