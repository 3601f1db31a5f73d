"""The planes a needle is judged on."""

import numpy as np
import pytest

from spineplan.geometry.needle_planes import needle_screen_axes


@pytest.mark.parametrize("turn_deg", [0.0, 30.0, -75.0, 180.0])
def test_that_a_turned_plane_still_holds_the_needle_and_is_turned_by_that_much(turn_deg: float) -> None:
    entry, target = np.array([30.0, 55.0, 12.0]), np.array([2.0, -3.0, 4.0])
    along = (target - entry) / np.linalg.norm(target - entry)
    for plane in ("needle_axial", "needle_sagittal"):
        straight = np.cross(*needle_screen_axes(entry, target, plane))
        right, down = needle_screen_axes(entry, target, plane, turn_deg)
        normal = np.cross(right, down)
        assert normal @ along == pytest.approx(0.0, abs=1e-9)
        assert normal @ straight == pytest.approx(np.cos(np.radians(turn_deg)))
        assert np.cross(straight, normal) @ along == pytest.approx(np.sin(np.radians(turn_deg)), abs=1e-9)
