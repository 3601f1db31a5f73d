"""The window's style sheet and palette, made from the tokens of the theme in use."""

from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from spineplan.resource_files import resource
from spineplan.ui.icon_files import icon_file
from spineplan.viewer.theme import font, hex_colour, scaled, theme, tokens

_TITLE_PX = 15


def mixed(a: str, b: str, share: float) -> str:
    """A colour between two tokens; share 0 is `a`, 1 is `b`."""
    first, second = QColor(hex_colour(a)), QColor(hex_colour(b))
    pairs = ((first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue()))
    return QColor(*(round(x + (y - x) * share) for x, y in pairs)).name()


def derived() -> dict[str, str]:
    """Colours that follow from tokens: of controls, of chosen and of disabled things."""
    veil = QColor(hex_colour("window"))
    return {
        "control": mixed("line", "muted", 0.7),
        "chosen": mixed("raised", "accent", 0.22),
        "accent_hover": mixed("accent", "text", 0.15),
        "disabled": mixed("muted", "panel", 0.40),
        "on_danger": hex_colour("window") if veil.lightness() < 128 else hex_colour("panel"),
        "veil": f"rgba({veil.red()}, {veil.green()}, {veil.blue()}, 200)",
    }


def style_sheet() -> str:
    """The style sheet of the main window, in the theme and the text size in use."""
    names = tokens()
    sizes = {
        "font_px": scaled(names.font_px),
        "small_font_px": scaled(names.small_font_px),
        "large_font_px": scaled(names.large_font_px),
        "title_px": scaled(_TITLE_PX),
        "radius_px": names.radius_px,
    }
    pictures = {
        "chevron_down": icon_file("chevron-down", hex_colour("muted")),
        "chevron_up": icon_file("chevron-up", hex_colour("muted")),
        "check": icon_file("check", hex_colour("on_accent")),
    }
    colours = {**names.shared, **names.themes[theme().name]}
    template = Template(resource("style/workstation.qss").read_text(encoding="utf-8"))
    return template.substitute({**colours, **derived(), **sizes, **pictures})


def palette() -> QPalette:
    """For what a style sheet does not reach: native dialogs drawn by Qt, selections, placeholder text."""
    role = QPalette.ColorRole
    roles = {
        role.Window: "panel", role.WindowText: "text", role.Base: "window", role.AlternateBase: "panel",
        role.Text: "text", role.Button: "raised", role.ButtonText: "text", role.ToolTipBase: "raised",
        role.ToolTipText: "text", role.Highlight: "accent", role.HighlightedText: "on_accent",
        role.PlaceholderText: "muted", role.Link: "accent", role.Mid: "line", role.Dark: "line", role.Light: "raised",
    }  # fmt: skip
    found = QPalette()
    for which, token in roles.items():
        found.setColor(which, QColor(hex_colour(token)))
    for which in (role.WindowText, role.Text, role.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, which, QColor(derived()["disabled"]))
    return found


def dress(window: QWidget) -> None:
    """Put the theme in use on a window and everything in it."""
    window.setFont(font())
    window.setPalette(palette())
    window.setStyleSheet(style_sheet())
