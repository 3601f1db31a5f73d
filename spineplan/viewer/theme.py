"""Colours and sizes by name, from resources/style/tokens.json; no widget carries a literal colour."""

from functools import cache
from typing import Literal, get_args

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase

from spineplan.resource_files import resource

ThemeName = Literal["dark", "light", "high_contrast"]
THEMES: tuple[ThemeName, ...] = get_args(ThemeName)
SHAPES_STAND_OUT = 3.1
"""Of 3 : 1 that the standard asks, and a little for rounding."""


class Tokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token file. shared: colours that mean the same in every theme (pictures are black in all of them)."""

    spacing_px: int
    radius_px: int
    font_px: int
    small_font_px: int
    large_font_px: int
    animation_ms: int
    shared: dict[str, str]
    themes: dict[ThemeName, dict[str, str]]


@cache
def tokens() -> Tokens:
    """The token file, read once."""
    return msgspec.json.decode(resource("style/tokens.json").read_bytes(), type=Tokens)


class _Theme(QObject):
    """The one theme in use and the size of its text; `changed` tells widgets to repaint."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name: ThemeName = "dark"
        self.text_scale = 1.0

    def use(self, name: ThemeName) -> None:
        """Switch to another theme."""
        if name != self.name:
            self.name = name
            self.changed.emit(name)

    def scale_text(self, factor: float) -> None:
        """The user's factor on every text, in panels, pictures and plots."""
        if factor != self.text_scale:
            self.text_scale = factor
            self.changed.emit(self.name)


@cache
def theme() -> _Theme:
    """The theme in use."""
    return _Theme()


def hex_colour(name: str, of: ThemeName | None = None) -> str:
    """A token as "#RRGGBB" (for style sheets). Raises KeyError for an unknown token."""
    own = tokens().themes[of or theme().name]
    return own[name] if name in own else tokens().shared[name]


def colour(name: str, alpha: float = 1.0) -> QColor:
    """A token of the theme in use. Raises KeyError for an unknown token."""
    found = QColor(hex_colour(name))
    found.setAlphaF(alpha)
    return found


def panel_colour(name: str) -> QColor:
    """A colour that was made for black pictures, darkened on a light panel until its shapes are seen (WCAG 2.1,
    1.4.11), its hue kept."""
    found, panel = colour(name), luminance(colour("panel"))
    while panel > luminance(found) > (panel + 0.05) / SHAPES_STAND_OUT - 0.05:
        found = found.darker(110)
    return found


def luminance(of: QColor) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.1)."""
    parts = (of.redF(), of.greenF(), of.blueF())
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def scaled(size_px: float) -> int:
    """A size that follows the text size of the user."""
    return round(size_px * theme().text_scale)


def font(size_px: float | None = None, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The system's interface font with tabular figures, so that numbers do not jump in width.

    size_px: before the user's text size is applied; the usual size when left out.
    """
    found = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    found.setPixelSize(scaled(size_px or tokens().font_px))
    found.setWeight(weight)
    found.setFeature(QFont.Tag("tnum"), 1)
    return found
