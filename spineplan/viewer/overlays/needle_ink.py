"""A needle's colour says its worst margin; the number stands beside it."""

from PySide6.QtGui import QColor

from spineplan.measure.margin_state import margin_state
from spineplan.viewer.theme import colour


def margin_token(worst_mm: float | None) -> str:
    """The colour token of a margin; neutral while nothing is known."""
    return f"needle_{margin_state(worst_mm)}" if worst_mm is not None else "level"


def needle_ink(worst_mm: float | None, selected: bool) -> QColor:
    """Of a needle: by its margin; without one the selected needle has the accent."""
    if worst_mm is None and selected:
        return colour("image_accent")
    return colour(margin_token(worst_mm))


def margin_words(worst_mm: float | None) -> str:
    """Beside the needle, e.g. "2.4 mm"; empty while unknown."""
    return "" if worst_mm is None else f"{worst_mm:.1f} mm"
