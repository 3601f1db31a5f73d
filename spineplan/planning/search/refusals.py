"""Why there is no proposal, and which rule would have to give."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.clinical.approaches import Approach
from spineplan.clinical.needles import NeedleModel
from spineplan.plan.model import Side
from spineplan.planning.field.safety_field import SafetyField
from spineplan.planning.search import kernel

RULES = (
    (kernel.WALL, "the pedicle's wall"),
    (kernel.CANAL, "canal or root"),
    (kernel.STRUCTURE, "a structure at risk"),
    (kernel.BONE, "another bone in the way"),
    (kernel.LENGTH, "the needle's length"),
    (kernel.CARM, "the C-arm's reach"),
    (kernel.ANGLE, "the approach's angles"),
    (kernel.PEDICLE, "the rule to stay beside the pedicle"),
    (kernel.NO_BONE, "too little bone on the way"),
)


@dataclass(frozen=True, eq=False)
class Tally:
    """Flags and rows of all candidates of one side."""

    flags: npt.NDArray[np.uint16]
    rows: npt.NDArray[np.float32]

    def only(self, rule: int) -> int:
        """Candidates that break this rule and no other."""
        return int(np.count_nonzero(self.flags == rule))

    def within(self, rule: int) -> npt.NDArray[np.bool_]:
        """Candidates that break at most this rule."""
        return np.asarray((self.flags & ~np.uint16(rule)) == 0)


def refusal(field: SafetyField, way: Approach, side: Side, needle: NeedleModel, tally: Tally | None) -> str:
    """One sentence: side, needle, the rule that no candidate keeps, and what to relax."""
    who = f"{field.level} {side}, {needle.gauge}" if side != "midline" else f"{field.level}, {needle.gauge}"
    if tally is None:
        if way.path == "pedicle" and ("right" if side == "right" else "left") not in field.pedicles:
            return f"{who}: the labels show no {side} pedicle; go beside it, or through the other one."
        return f"{who}: no target has room for the needle's tip; take a thinner needle."
    wall = _too_small(field, way, side, needle, tally)
    if wall:
        return f"{who}: {wall}"
    counts = [(tally.only(rule), rule, words) for rule, words in RULES]
    most = max(counts, key=lambda one: one[0])
    if most[0] == 0:
        broken = [words for rule, words in RULES if (tally.flags & np.uint16(rule)).all()]
        said = " and ".join(broken) if broken else "several rules at once"
        return f"{who}: no path keeps clear; every one breaks {said}."
    share = f"{most[0]} of {len(tally.flags)} paths fail by it alone"
    return f"{who}: no path keeps every rule. To relax first: {most[2]} ({share}{_by_how_much(most[1], tally)})."


def _too_small(field: SafetyField, way: Approach, side: Side, needle: NeedleModel, tally: Tally) -> str:
    """When no path at all fits in the pedicle, that is the reason."""
    if way.path != "pedicle" or not ((tally.flags & np.uint16(kernel.WALL)) != 0).all():
        return ""
    pedicle = field.pedicles["right" if side == "right" else "left"]
    best = float(tally.rows[:, kernel.LEFT_WALL].max())
    wide = f"the pedicle is {pedicle.width_mm:.1f} mm wide and the needle {needle.outer_diameter_mm:.2f} mm"
    left = "no path stays in the bone" if best < 0.0 else f"the best path would leave {best:.1f} mm of wall"
    return f"{wide}; {left}. Take a thinner needle, go beside the pedicle, or use the other side."


def _by_how_much(rule: int, tally: Tally) -> str:
    column = {
        kernel.WALL: kernel.LEFT_WALL, kernel.CANAL: kernel.LEFT_NEURAL, kernel.STRUCTURE: kernel.LEFT_HARD,
        kernel.BONE: kernel.LEFT_BONE,
    }.get(rule)  # fmt: skip
    if column is None:
        return ""
    best = float(tally.rows[tally.within(rule), column].max())
    return f"; the best leaves {best:.1f} mm"
