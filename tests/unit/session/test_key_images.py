"""A key image is found again: the pane shows the very plane that was kept."""

import numpy as np
import pytest

from spineplan.imaging.grid import Grid
from spineplan.plan.model import KeyImage
from spineplan.session.key_images import plane_of, view_of
from spineplan.session.resolve import resolve
from spineplan.session.view_state import STRAIGHT, PaneCamera, ViewState

CUBE = Grid((100, 100, 100), np.diag([1.0, 1.0, 1.0, 1.0]))
SIZE = (400, 300)


def tilted(degrees: float) -> tuple[tuple[float, float, float], ...]:
    """The crosshair's frame, turned about the patient's left."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return (1.0, 0.0, 0.0), (0.0, c, s), (0.0, -s, c)


@pytest.mark.parametrize("pane", ["axial", "sagittal", "coronal"])
@pytest.mark.parametrize("frame", [STRAIGHT, tilted(20.0)])
def test_that_going_back_shows_the_plane_that_was_kept(pane, frame) -> None:
    before = ViewState(
        crosshair_mm=(40.0, 50.0, 60.0),
        frame=frame,
        series_uid="1.2",
        cameras={pane: PaneCamera((45.0, 52.0, 61.0), 0.3)},
    )
    kept = resolve(before, pane, CUBE, SIZE)
    image = KeyImage("k", "1.2", kept.centre_mm, kept.right_lps, kept.down_lps, kept.mm_per_px, 400.0, 40.0)
    assert plane_of(image) == pane
    again = view_of(image, ViewState(series_uid="9", layout="trajectory", maximised="bulls_eye"))
    shown = resolve(again, pane, CUBE, SIZE)
    assert shown.centre_mm == pytest.approx(kept.centre_mm)
    assert shown.right_lps == pytest.approx(kept.right_lps, abs=1e-9)
    assert shown.down_lps == pytest.approx(kept.down_lps, abs=1e-9)
    assert shown.mm_per_px == kept.mm_per_px
    assert (again.series_uid, again.layout, again.maximised) == ("1.2", "four_up", None)
    assert (again.windows["1.2"].width, again.windows["1.2"].centre) == (400.0, 40.0)
