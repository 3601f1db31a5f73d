"""A needle's colour says its worst margin; the number stands beside it."""

from PySide6.QtGui import QColor

from spineplan.viewer.theme import colour

SAFE_MM = 2.0
"""Below this the needle is amber, below 0 red (clinical reference 12.4, software convention)."""


def margin_token(worst_mm: float | None) -> str:
    """The colour token of a margin; neutral while nothing is known."""
    if worst_mm is None:
        return "level"
    if worst_mm < 0.0:
        return "needle_breach"
    return "needle_safe" if worst_mm >= SAFE_MM else "needle_close"


def needle_ink(worst_mm: float | None, selected: bool) -> QColor:
    """Of a needle: by its margin; without one the selected needle has the accent."""
    if worst_mm is None and selected:
        return colour("image_accent")
    return colour(margin_token(worst_mm))


def margin_words(worst_mm: float | None) -> str:
    """Beside the needle, e.g. "2.4 mm"; empty while unknown."""
    return "" if worst_mm is None else f"{worst_mm:.1f} mm"
