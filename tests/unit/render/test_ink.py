"""Strokes over a picture."""

import numpy as np
from PIL import Image, ImageDraw

from spineplan.render.ink import FINER, Ink


def test_that_strokes_are_smoothed_everywhere_as_if_the_whole_picture_were_scaled_down() -> None:
    rng = np.random.default_rng(7)
    picture = rng.integers(0, 256, (150, 201, 3), dtype=np.uint8)
    ink = Ink(picture)
    ink.line([(3, 140), (198, 5)], (250, 30, 20), 2.0)
    ink.circle((64, 64), 30, (10, 240, 60))
    ink.polygon([(120, 90), (199, 100), (150, 149)], (30, 40, 250), 0.4)

    strokes = Image.new("RGBA", (201 * FINER, 150 * FINER), (0, 0, 0, 0))
    pen = ImageDraw.Draw(strokes)
    pen.line([(3 * FINER, 140 * FINER), (198 * FINER, 5 * FINER)], (250, 30, 20, 255), 2 * FINER, joint="curve")
    pen.ellipse([(34 * FINER, 34 * FINER), (94 * FINER, 94 * FINER)], None, (10, 240, 60, 255), round(1.4 * FINER))
    pen.polygon([(120 * FINER, 90 * FINER), (199 * FINER, 100 * FINER), (150 * FINER, 149 * FINER)], (30, 40, 250, 102))
    whole = Image.alpha_composite(Image.fromarray(picture).convert("RGBA"), strokes.reduce(FINER)).convert("RGB")
    np.testing.assert_array_equal(ink.finish(), np.asarray(whole))
