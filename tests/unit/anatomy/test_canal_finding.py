"""The canal is found in poor bone and in noise, and not where there is none."""

import numpy as np
import pytest

from spineplan.anatomy.cubic_image import CubicImage
from spineplan.anatomy.finding.canal_finding import canal_line
from spineplan.anatomy.finding.spine_finding import find_spine
from spineplan.errors import ImageRefused
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume

STEP_MM = 2.0
CANAL_MM = (60.0, 76.0)
"""Its middle from the left and from the front edge of the image."""


def _spine(cortex_hu: float, marrow_hu: float, noise_hu: float = 0.0) -> CubicImage:
    """A ring of cortex around the canal, a body ahead of it, a spinous process behind, in soft tissue of 40 HU."""
    k, j, i = np.indices((60, 64, 60)).astype(np.float32) * STEP_MM
    x, y = i - CANAL_MM[0], j - CANAL_MM[1]
    away = np.hypot(x, y)
    array = np.full(k.shape, 40.0, dtype=np.float32)
    array[(np.hypot(x / 1.3, y + 26.0) < 17.0) & (away > 8.0)] = marrow_hu
    array[(np.abs(x) < 3.0) & (y > 9.0) & (y < 30.0)] = cortex_hu
    array[(away > 8.0) & (away < 12.0)] = cortex_hu
    noise = np.random.default_rng(3).normal(0.0, noise_hu, array.shape) if noise_hu else 0.0
    return CubicImage((array + noise).astype(np.float32), np.zeros(3), STEP_MM)


@pytest.mark.parametrize(("cortex_hu", "marrow_hu", "noise_hu"), [(400.0, 180.0, 0.0), (150.0, 80.0, 0.0),
                                                                 (400.0, 180.0, 60.0)])  # fmt: skip
def test_that_the_line_runs_in_the_middle_of_the_canal(cortex_hu: float, marrow_hu: float, noise_hu: float) -> None:
    line = canal_line(_spine(cortex_hu, marrow_hu, noise_hu))
    assert line is not None
    assert len(line) > 90
    off = np.hypot(line.points_mm[:, 0] - CANAL_MM[0], line.points_mm[:, 1] - CANAL_MM[1])
    assert float(off.max()) < 3.0


def test_that_soft_tissue_alone_has_no_canal() -> None:
    assert canal_line(_spine(40.0, 40.0, 10.0)) is None


@pytest.mark.parametrize("offset_hu", [0, 1024])
def test_that_values_without_their_rescale_are_refused(offset_hu: int) -> None:
    """Soft tissue of a CT whose rescale values are missing lies at 1064."""
    values = np.full((12, 12, 12), 40 + offset_hu, dtype=np.int16)
    values[:, :3] = -1000 + offset_hu
    volume = Volume(values, Grid(values.shape, np.diag([4.0, 4.0, 4.0, 1.0])), "CT", "1.2.3", "1.9")
    with pytest.raises(ImageRefused, match="Hounsfield" if offset_hu else "canal"):
        find_spine(volume)
