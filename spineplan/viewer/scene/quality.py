"""How finely the 3-D picture is drawn: at once and coarse, then as finely as the time allows."""

COARSE, MIDDLE, FULL = 4.0, 2.0, 1.0
FULL_COSTS = 3.5
"""Times as long as the middle quality."""
LONGEST_S = 1.2
"""A picture that would take longer is left in middle quality: nothing can be clicked meanwhile."""


def finer_than(quality: float, took_s: float) -> float | None:
    """What to draw after a picture of some quality that took so long; None where it stays."""
    if quality > MIDDLE:
        return MIDDLE
    return FULL if quality > FULL and took_s * FULL_COSTS < LONGEST_S else None
