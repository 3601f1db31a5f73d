"""Drawing over a picture without Qt: smooth lines, and words with a dark halo."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from spineplan.render.palette import Rgb8, rgb8
from spineplan.resource_files import resource

FINER = 3
"""Lines are drawn this many times larger and scaled down: Pillow itself draws hard edges."""
TILE_PX = 64
Place = tuple[float, float]
Anchor = Literal["la", "ma", "ra", "lm", "mm", "rm", "ld", "md", "rd"]
"""Which point of the words lies at their place: left, middle, right; ascender, middle, descender."""


class Ink:
    """Strokes are kept until `finish`; then they lie under all words. halo: around words; dark unless told."""

    def __init__(self, picture: npt.NDArray[np.uint8], halo: Rgb8 | None = None) -> None:
        self._halo = halo if halo is not None else rgb8("image_halo")
        self._picture = Image.fromarray(picture).convert("RGB")
        width, height = self._picture.size
        self._strokes = Image.new("RGBA", (width * FINER, height * FINER), (0, 0, 0, 0))
        self._pen = ImageDraw.Draw(self._strokes)
        self._words: list[tuple[str, Place, int, Rgb8, Anchor, bool]] = []

    def line(self, places: Sequence[Place], colour: Rgb8, width_px: float = 1.5, alpha: float = 1.0) -> None:
        """A polyline."""
        self._pen.line(self._scaled(places), self._ink(colour, alpha), max(1, round(width_px * FINER)), joint="curve")

    def polygon(self, places: Sequence[Place], fill: Rgb8 | None, alpha: float, rim: Rgb8 | None = None) -> None:
        """A filled polygon with an optional rim."""
        if fill is not None:
            self._pen.polygon(self._scaled(places), fill=self._ink(fill, alpha))
        if rim is not None:
            self.line([*places, places[0]], rim, 1.2)

    def circle(
        self, middle: Place, radius_px: float, rim: Rgb8 | None, fill: Rgb8 | None = None, width_px: float = 1.4
    ) -> None:
        """A circle."""
        x, y, r = middle[0] * FINER, middle[1] * FINER, radius_px * FINER
        self._pen.ellipse(
            (x - r, y - r, x + r, y + r),
            fill=self._ink(fill, 1.0) if fill is not None else None,
            outline=self._ink(rim, 1.0) if rim is not None else None,
            width=round(width_px * FINER),
        )

    def words(
        self, text: str, place: Place, colour: Rgb8, size_px: int = 15, anchor: Anchor = "la", halo: bool = True
    ) -> None:
        """One line of words. halo: dark around them, for pictures; not on paper."""
        self._words.append((text, place, size_px, colour, anchor, halo))

    def finish(self) -> npt.NDArray[np.uint8]:
        """The picture with everything on it, (height, width, 3)."""
        done = self._picture
        for box in self._inked():
            smooth = self._finer(*box).reduce(FINER)
            under = done.crop(box).convert("RGBA")
            done.paste(Image.alpha_composite(under, smooth).convert("RGB"), box[:2])
        pen = ImageDraw.Draw(done)
        for text, place, size_px, colour, anchor, halo in self._words:
            pen.text(
                place,
                text,
                fill=colour,
                font=_font(size_px),
                anchor=anchor,
                stroke_width=max(1, round(size_px / 9)) if halo else 0,
                stroke_fill=self._halo,
            )
        return np.asarray(done)

    def _inked(self) -> Iterator[tuple[int, int, int, int]]:
        """Boxes of the picture with strokes in them: scaling down all of a picture that holds a few lines is slow."""
        across, down = self._picture.size
        for y in range(0, down, TILE_PX):
            for x in range(0, across, TILE_PX):
                right, below = min(x + TILE_PX, across), min(y + TILE_PX, down)
                if self._finer(x, y, right, below).getbbox() is not None:
                    yield x, y, right, below

    def _finer(self, x: int, y: int, right: int, below: int) -> Image.Image:
        return self._strokes.crop((x * FINER, y * FINER, right * FINER, below * FINER))

    def _scaled(self, places: Sequence[Place]) -> list[Place]:
        return [(x * FINER, y * FINER) for x, y in places]

    def _ink(self, colour: Rgb8, alpha: float) -> tuple[int, int, int, int]:
        return (*colour, round(255 * alpha))


def width_of(text: str, size_px: int) -> float:
    """Width of one line of words, pixels."""
    return float(_font(size_px).getlength(text))


@cache
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts/Roboto-Medium.ttf")), size_px, layout_engine=ImageFont.Layout.BASIC)
