"""The radar of the metamer table for paper: the criteria of the levels that speak most for treating."""

from collections.abc import Callable
from math import cos, radians, sin

import numpy as np

from spineplan.clinical.case import Case
from spineplan.clinical.metamer_radar import SPOKES, RadarLevel, metamer_radar, steps_aside
from spineplan.clinical.metamer_table import Column, metamer_rows
from spineplan.render.ink import Anchor, Ink, Place
from spineplan.render.palette import rgb8
from spineplan.render.pictures import RgbPicture

RADAR_CAPTION = "Criteria of the first levels of the table: outside speaks for treating, gaps are not known"
WIDTH_PX, HEIGHT_PX = 760, 440
RADIUS_PX = 150.0
WORDS_AT = 1.16
LETTER_PX = 20
RINGS = (0.5, 1.0)
LEVEL_COLOURS = ("accent", "caution", "danger")
DOT_PX = 5.0
SPOKE_WORDS: dict[Column, str] = {
    "symptomatic": "Pain", "mechanical": "Mechanical", "sins": "SINS", "impending": "Impending collapse",
    "lytic": "Lytic", "posterior_wall": "Posterior wall", "escc": "ESCC", "uptake": "Uptake", "acute": "Acute",
}  # fmt: skip


def radar_levels(case: Case) -> tuple[RadarLevel, ...]:
    """What the picture shows, in the usual order; none when too little is known."""
    return metamer_radar(metamer_rows(case))


def radar_picture(levels: tuple[RadarLevel, ...], say: Callable[[str], str] = str) -> RgbPicture:
    """One polygon per level on white, names beside the colours; for a page without a window. say: words in the
    reader's language."""
    ink = Ink(np.full((HEIGHT_PX, WIDTH_PX, 3), 255, np.uint8), halo=(255, 255, 255))
    line, muted, text = rgb8("line", "light"), rgb8("muted", "light"), rgb8("text", "light")
    spokes = range(len(SPOKES))
    for ring in RINGS:
        ink.polygon([_at(n, ring) for n in spokes], None, 1.0, line)
    for n, column in enumerate(SPOKES):
        ink.line([_at(n, 0.0), _at(n, 1.0)], line, 1.2)
        unknown = "?" if all(level.shares[n] is None for level in levels) else ""
        ink.words(say(SPOKE_WORDS[column]) + unknown, _at(n, WORDS_AT), muted, LETTER_PX, _anchor(n), halo=False)
    beside = steps_aside(levels)
    for place, (level, aside, token) in enumerate(zip(levels, beside, LEVEL_COLOURS, strict=False)):
        _draw(ink, level, aside, token)
        y = 24.0 + 28.0 * place
        ink.circle((20.0, y), DOT_PX, None, rgb8(token, "light"))
        ink.words(level.name, (34.0, y), text, LETTER_PX, "lm", halo=False)
    return ink.finish()


def _draw(ink: Ink, level: RadarLevel, aside: tuple[float, ...], token: str) -> None:
    colour = rgb8(token, "light")
    shares = enumerate(zip(level.shares, aside, strict=True))
    places = [_at(n, share, 2.2 * DOT_PX * step) if share is not None else None for n, (share, step) in shares]
    for n, here in enumerate(places):
        there = places[(n + 1) % len(places)]
        if here is None:
            continue
        ink.circle(here, DOT_PX, None, colour)
        if there is not None:
            ink.line([here, there], colour, 2.4)


def _at(spoke: int, share: float, aside_px: float = 0.0) -> Place:
    """Up first, then clockwise; aside_px: at a right angle to the spoke."""
    angle = radians(360.0 * spoke / len(SPOKES))
    out = RADIUS_PX * share
    x, y = out * sin(angle) + aside_px * cos(angle), out * cos(angle) - aside_px * sin(angle)
    return WIDTH_PX / 2.0 + x, HEIGHT_PX / 2.0 - y


def _anchor(spoke: int) -> Anchor:
    across = sin(radians(360.0 * spoke / len(SPOKES)))
    if abs(across) < 0.2:
        return "mm"
    return "lm" if across > 0.0 else "rm"
