"""How a result was computed, for whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from insight.i18n import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """What the numbers mean (`definition`), what they cannot say (`limits`), and the statements with their values."""

    definition: tuple[Text, ...]
    limits: tuple[Text, ...]
    statements: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
