"""How far a needle's surface leaves its pedicle, as a grade."""

from typing import Literal

Grade = Literal["A", "B", "C", "D", "E"]
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
