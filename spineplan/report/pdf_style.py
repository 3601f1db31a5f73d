"""Fonts, colours and measures of the PDF's pages."""

from functools import cache

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from spineplan.render.palette import hex_token
from spineplan.report.model import Tone
from spineplan.resource_files import resource

REGULAR, MEDIUM = "Roboto", "Roboto-Medium"
MARGIN = 14 * mm
TOP, BOTTOM = 16 * mm, 15 * mm
WIDTH = A4[0] - 2 * MARGIN
GAP = 1.8 * mm
SMALL = 8
"""Points; no type is smaller."""
_THEME = "light"
_TONES: dict[Tone, str] = {"": "text", "ok": "ok", "caution": "caution", "danger": "danger"}


@cache
def register_fonts() -> None:
    """Make the fonts known to reportlab; once per process. Pictures go into the file as they are, not as text, which
    would make it a quarter larger and cost half of the time."""
    rl_config.useA85 = 0
    for name in (REGULAR, MEDIUM):
        file = resource(f"fonts/{'Roboto-Regular' if name == REGULAR else name}.ttf")
        pdfmetrics.registerFont(TTFont(name, str(file)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=MEDIUM, italic=REGULAR, boldItalic=MEDIUM)


def ink(token: str) -> Color:
    """A token on white paper."""
    return HexColor(hex_token(token, _THEME))


def tone(of: Tone) -> Color:
    """The colour of a state."""
    return ink(_TONES[of])


def tone_hex(of: Tone) -> str:
    """The same for markup."""
    return hex_token(_TONES[of], _THEME)


def style(
    size: float, token: str = "text", medium: bool = False, before: float = 0, after: float = 0, indent: float = 0
) -> ParagraphStyle:
    """Paragraphs of one size; sizes in points."""
    return ParagraphStyle(
        f"{size}-{token}-{medium}-{before}-{after}-{indent}",
        fontName=MEDIUM if medium else REGULAR,
        fontSize=size,
        leading=round(size * 1.22, 1),
        textColor=ink(token),
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
        splitLongWords=1,
    )
