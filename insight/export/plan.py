"""Who of a segment goes where: on the list, into the control group, or not on the list for one reason."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from insight.export.choices import ListChoices
from insight.export.control import draw, strata
from insight.export.effect import Effect, effect
from insight.export.labelled import Labelled
from insight.export.sift import REASONS_IN_ORDER, Reason, sift
from insight.govern import Arm
from insight.segments import Segment
from insight.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """How a list adds up: `segment` = `listed` + `control` + all of `left_out`.

    `left_out` has the reasons that occur, in their order. `effect` is there where a control group is asked for.
    """

    segment: int
    listed: int
    control: int
    left_out: Mapping[Reason, int]
    effect: Effect | None

    def __post_init__(self) -> None:
        if self.listed + self.control + self.left_out_people != self.segment:
            raise AssertionError(f"{self.listed} + {self.control} + {self.left_out_people} are not {self.segment}")

    @property
    def left_out_people(self) -> int:
        """Everybody who is not to be contacted."""
        return sum(self.left_out.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`people`: one row a person of the segment, in no order: customer_id, arm, reason, kept_customer_id, stratum (RFM
    group; null where no control group is asked for)."""

    people: pa.Table
    sums: Sums

    def ids(self, *arms: Arm) -> pa.Array:
        """The customer_ids of the arms."""
        wanted = pc.is_in(self.people["arm"], value_set=pa.array(arms))
        return self.people.filter(wanted)["customer_id"].combine_chunks()


def plan(
    warehouse: Warehouse,
    segment: Segment,
    choices: ListChoices,
    *,
    currency: str,
    at: dt.datetime,
    labelled: Labelled | None = None,
) -> Plan:
    """Sift the segment, then draw the control group from those who may be contacted. `labelled`: what the people of the
    segment are called, where the caller asks for it too."""
    sifted = sift(warehouse, segment, choices, currency=currency, at=at)
    is_left_out = pc.is_valid(sifted["reason"])
    called = labelled or Labelled(warehouse, segment, currency)
    groups, held_back = _control(choices, sifted.filter(pc.invert(is_left_out)), called)
    is_control = pc.is_in(sifted["customer_id"], value_set=held_back)
    on_the_list: Arm = "treated" if choices.is_contact or choices.control_share is not None else "listed"
    arm = pc.if_else(is_left_out, "left_out", pc.if_else(is_control, "control", on_the_list))
    places = pc.index_in(sifted["customer_id"], value_set=groups["customer_id"].combine_chunks())
    people = sifted.append_column("arm", arm).append_column("stratum", groups["stratum"].take(places))
    return Plan(people=people, sums=_sums(people, choices))


def sums(warehouse: Warehouse, segment: Segment, choices: ListChoices, *, currency: str, at: dt.datetime) -> Sums:
    """How the list would add up, for the page to say before it is written."""
    return plan(warehouse, segment, choices, currency=currency, at=at).sums


def _control(choices: ListChoices, eligible: pa.Table, labelled: Labelled) -> tuple[pa.Table, pa.Array]:
    """customer_id and stratum of everybody who may be contacted, and who of them is held back."""
    if choices.control_share is None or not eligible.num_rows:
        return pa.table({"customer_id": pa.array([], pa.string()), "stratum": pa.array([], pa.string())}), pa.array(
            [], pa.string()
        )
    groups = strata(labelled, eligible["customer_id"])
    ids = eligible["customer_id"].to_pylist()
    held_back = draw(ids, groups, share=choices.control_share, seed=choices.seed)
    return pa.table({"customer_id": ids, "stratum": groups}), pa.array(sorted(held_back), pa.string())


def _sums(people: pa.Table, choices: ListChoices) -> Sums:
    arms = Counter(people["arm"].to_pylist())
    reasons = Counter(people["reason"].to_pylist())
    listed, control = arms["treated"] + arms["listed"], arms["control"]
    buyers = people.filter(pc.and_(people["has_bought"], pc.invert(pc.equal(people["arm"], "left_out")))).num_rows
    return Sums(
        segment=people.num_rows,
        listed=listed,
        control=control,
        left_out={reason: reasons[reason] for reason in REASONS_IN_ORDER if reasons[reason]},
        effect=None
        if choices.control_share is None
        else effect(treated=listed, control=control, buyers=buyers, window_days=choices.window_days),
    )
