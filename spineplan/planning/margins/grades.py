"""How far a needle's surface leaves its pedicle, as a grade."""

from collections.abc import Mapping
from typing import Literal

Wall = Literal["medial", "lateral", "superior", "inferior"]
WALLS: tuple[Wall, ...] = ("medial", "lateral", "superior", "inferior")
Grade = Literal["A", "B", "C", "D", "E"]
Heary = Literal[1, 2, 3, 4]
_LIMITS: tuple[tuple[float, Grade], ...] = ((2.0, "B"), (4.0, "C"), (6.0, "D"))
TOUCH_MM = 1e-6


def gertzbein_robbins(breach_mm: float) -> Grade:
    """A: no breach, B below 2 mm, C below 4, D below 6, E from 6 on (Gertzbein-Robbins, clinical reference 15).

    breach_mm: of the needle's surface through the cortex. Raises ValueError when negative.
    """
    if breach_mm < 0.0:
        raise ValueError("a breach cannot be negative")
    if breach_mm <= TOUCH_MM:
        return "A"
    return next((grade for limit, grade in _LIMITS if breach_mm < limit), "E")


def heary(wall_mm: Mapping[Wall, float], tip_in_bone: bool) -> Heary | None:
    """1: no breach, 2: lateral with the tip in the body, 3: the tip leaves the bone, 4: medial or inferior
    (Heary 2004, clinical reference 15). None: the upper wall alone is breached, for which the scheme has no grade.

    wall_mm: bone left by wall, negative where breached. tip_in_bone: the tip lies within the vertebra.
    Grade 5, a breach that must be revised at once, is a surgeon's finding and never computed.
    """
    breached = {wall for wall, left in wall_mm.items() if left < -TOUCH_MM}
    if breached & {"medial", "inferior"}:
        return 4
    if not tip_in_bone:
        return 3
    if "lateral" in breached:
        return 2
    return None if breached else 1
