"""What of a funnel shapes its statements: which steps must be done, what must not happen, what is counted."""

from dataclasses import dataclass

from insight.analysis.funnel.params import FunnelParams

EXCLUDED = 20
"""Exclusions are numbered after the most steps there can be."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Numbers of the steps that must be done (`needed`), of the optional ones, of the exclusions of each meaning."""

    needed: tuple[int, ...]
    optional: tuple[int, ...]
    between: tuple[tuple[int, int, int], ...]
    anywhere: tuple[int, ...]
    is_strict: bool
    is_attempts: bool
    is_first_only: bool
    is_held: bool

    @classmethod
    def of(cls, params: FunnelParams) -> "Plan":
        numbered = list(enumerate(params.steps, 1))
        excluded = list(enumerate(params.exclude, EXCLUDED + 1))
        return cls(
            needed=tuple(number for number, step in numbered if not step.is_optional),
            optional=tuple(number for number, step in numbered if step.is_optional),
            between=tuple((number, one.after or 0, one.before or 0) for number, one in excluded if not one.is_anywhere),
            anywhere=tuple(number for number, one in excluded if one.is_anywhere),
            is_strict=params.order == "strict",
            is_attempts=params.count == "attempts",
            is_first_only=not params.re_entry,
            is_held=params.hold is not None,
        )

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(sorted((*self.needed, *self.optional)))

    @property
    def is_plain(self) -> bool:
        """Whether people are followed by nothing but steps, the window and gaps."""
        return not (self.between or self.is_strict or self.is_attempts or self.is_held)

    @property
    def keys(self) -> str:
        """What is counted: a person, or an attempt of a person."""
        return "who, held, unit" if self.is_attempts else "who"

    def before(self, number: int) -> int:
        """The last step before this one that must be done."""
        return max(needed for needed in self.needed if needed < number)

    def after(self, number: int) -> int | None:
        """The next step that must be done."""
        return min((needed for needed in self.needed if needed > number), default=None)
