"""One line of time for a session: ablations, mixing, waiting, working phase and injections, level after level.

After the review's figure 3: radiofrequency first, then cement through the same cannula. Only arithmetic of what the
user entered; the working phase comes from the material.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Phase = Literal["ablation", "mixing", "waiting", "working", "injection"]


class NeedleWork(Struct, frozen=True, kw_only=True):
    """What is done through one cannula, in this order: ablations (minutes each), then cement (0 for none)."""

    level: str
    needle_id: str
    ablation_min: tuple[float, ...] = ()
    cement_ml: float = 0.0
    injection_min: float = 0.0


class Pace(Struct, frozen=True, kw_only=True):
    """Minutes: mixing, waiting until it can be injected, how long it stays injectable, change from one step to the
    next. All entered by the user or from the material."""

    mixing_min: float
    waiting_min: float
    working_min: float
    change_min: float = 0.0


class Step(Struct, frozen=True, kw_only=True):
    """A bar of the timeline. batch: number of the mix, 0 for ablation. needle_id: "" for what serves several."""

    phase: Phase
    level: str
    needle_id: str
    start_min: float
    end_min: float
    batch: int = 0


class Timeline(Struct, frozen=True):
    """steps by start. problems: sentences."""

    steps: tuple[Step, ...]
    batches: int
    total_min: float
    problems: tuple[str, ...]


def treatment_timeline(work: Sequence[NeedleWork], pace: Pace) -> Timeline:
    """Ablate every needle in turn, then mix as often as the working phase asks for and inject in the same order.

    Cement is mixed so that it is ready when the last ablation ends. Raises ValueError for negative times.
    """
    if min(pace.mixing_min, pace.waiting_min, pace.working_min, pace.change_min) < 0:
        raise ValueError("times cannot be negative")
    steps, now = _ablations(work, pace)
    problems: list[str] = []
    pending = [one for one in work if one.cement_ml > 0]
    batch, ready = 0, now
    while pending:
        batch += 1
        taken, pending = _one_mix(pending, pace)
        if sum(one.injection_min for one in taken) > pace.working_min:
            problems.append(f"Injecting {taken[0].level} takes longer than the cement stays injectable.")
        lead = pace.mixing_min + pace.waiting_min
        ready = max(ready, lead)
        steps += _mix_and_inject(taken, pace, batch, ready)
        used = sum(one.injection_min for one in taken) + pace.change_min * len(taken)
        ready += used + (lead if pending else 0.0)
    if batch > 1:
        problems.append(f"One mix does not last for all levels: {batch} mixes are needed.")
    ordered = tuple(sorted(steps, key=lambda step: (step.start_min, step.end_min)))
    return Timeline(ordered, batch, max((step.end_min for step in ordered if step.phase != "working"), default=0.0),
                    tuple(problems))  # fmt: skip


def _ablations(work: Sequence[NeedleWork], pace: Pace) -> tuple[list[Step], float]:
    steps, now = [], 0.0
    for one in work:
        for minutes in one.ablation_min:
            if minutes < 0:
                raise ValueError("times cannot be negative")
            steps.append(Step(phase="ablation", level=one.level, needle_id=one.needle_id, start_min=now,
                              end_min=now + minutes))  # fmt: skip
            now += minutes + pace.change_min
    return steps, now


def _one_mix(pending: Sequence[NeedleWork], pace: Pace) -> tuple[list[NeedleWork], list[NeedleWork]]:
    """Needles that one mix can serve within its working phase; at least one."""
    used, taken = 0.0, 0
    for one in pending:
        more = one.injection_min + (pace.change_min if taken else 0.0)
        if taken and used + more > pace.working_min + 1e-9:
            break
        used, taken = used + more, taken + 1
    return list(pending[:taken]), list(pending[taken:])


def _mix_and_inject(taken: Sequence[NeedleWork], pace: Pace, batch: int, ready: float) -> list[Step]:
    started = ready - pace.waiting_min - pace.mixing_min
    levels = ", ".join(dict.fromkeys(one.level for one in taken))

    def shared(phase: Phase, start: float, end: float) -> Step:
        return Step(phase=phase, level=levels, needle_id="", start_min=start, end_min=end, batch=batch)

    steps = [shared("mixing", started, started + pace.mixing_min)]
    if pace.waiting_min > 0:
        steps.append(shared("waiting", started + pace.mixing_min, ready))
    steps.append(shared("working", ready, ready + pace.working_min))
    now = ready
    for one in taken:
        steps.append(Step(phase="injection", level=one.level, needle_id=one.needle_id, start_min=now,
                          end_min=now + one.injection_min, batch=batch))  # fmt: skip
        now += one.injection_min + pace.change_min
    return steps
