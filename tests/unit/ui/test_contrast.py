"""Text can be read in every theme: WCAG 2.1 contrast, computed here from its definition (1.4.3 and 1.4.11)."""

import pytest

from spineplan.ui.style import derived, style_sheet
from spineplan.viewer.theme import THEMES, ThemeName, colour, hex_colour, panel_colour, theme

TEXT, LARGE_OR_SHAPE = 4.5, 3.0


def luminance(hex_: str) -> float:
    parts = [int(hex_[i : i + 2], 16) / 255.0 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=THEMES)
def colours(request: pytest.FixtureRequest, qapp: object):
    """Every colour by name in one theme."""
    before = theme().name
    theme().use(request.param)
    yield lambda name: derived()[name] if name in derived() else hex_colour(name)
    theme().use(before)


def test_that_the_definition_gives_its_own_examples() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", ["window", "panel", "raised"])
@pytest.mark.parametrize("ink", ["text", "muted", "ok", "caution", "danger"])
def test_that_text_stands_out_from_its_ground(colours, ink: str, ground: str) -> None:
    assert contrast(colours(ink), colours(ground)) >= TEXT


@pytest.mark.parametrize(
    ("ink", "ground"),
    [("on_accent", "accent"), ("on_accent", "accent_hover"), ("text", "chosen"), ("on_danger", "danger"),
     ("image_text", "image_background"), ("image_muted", "image_background")],
)  # fmt: skip
def test_that_text_on_coloured_grounds_stands_out(colours, ink: str, ground: str) -> None:
    assert contrast(colours(ink), colours(ground)) >= TEXT


@pytest.mark.parametrize("ground", ["window", "panel", "raised"])
@pytest.mark.parametrize("shape", ["accent", "control"])
def test_that_edges_of_controls_can_be_seen(colours, shape: str, ground: str) -> None:
    assert contrast(colours(shape), colours(ground)) >= LARGE_OR_SHAPE


@pytest.mark.parametrize("name", THEMES)
def test_that_the_style_sheet_has_no_name_left_to_fill_in(name: ThemeName, qapp: object) -> None:
    before = theme().name
    theme().use(name)
    theme().scale_text(1.3)
    sheet = style_sheet()
    theme().use(before)
    theme().scale_text(1.0)
    assert "$" not in sheet
    assert "17px" in sheet


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("kind", ["lytic", "blastic", "mixed", "unknown"])
def test_that_lesions_can_be_seen_on_panels_and_keep_their_hue(name: ThemeName, kind: str, qapp: object) -> None:
    before = theme().name
    theme().use(name)
    drawn, own, grounds = panel_colour(kind), colour(kind), [hex_colour("panel"), hex_colour("window")]
    theme().use(before)
    assert min(contrast(drawn.name(), ground) for ground in grounds) >= 2.7
    assert contrast(drawn.name(), grounds[0]) >= LARGE_OR_SHAPE
    assert abs(drawn.hue() - own.hue()) <= 3
    if name != "light":
        assert drawn == own
