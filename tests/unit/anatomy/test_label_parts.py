"""Parts and pedicles worked out from voxels, against a vertebra built from known shapes."""

import numpy as np
import pytest

from spineplan.anatomy.editing.parts import PARTS, vertebra_frame, work_out
from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask

UP = np.array([0.0, 0.0, 1.0])
CONVERGENCE_DEG, RISE_DEG = 12.0, 8.0
WAIST_A, WAIST_C = 3.6, 6.2
"""Half axes of the isthmus, sideways and upward."""
ISTHMUS = np.array([14.0, 4.0, 3.0])
"""Left, behind the front of the canal's middle line, up: from the middle of the canal, to the left side."""


def axis_of(side: float) -> np.ndarray:
    """Forward along a pedicle, in (left, anterior, cranial)."""
    found = np.array([-side * np.tan(np.radians(CONVERGENCE_DEG)), 1.0, np.tan(np.radians(RISE_DEG))])
    return found / np.linalg.norm(found)


def built(turn: np.ndarray, spacing: tuple[float, float, float], at=(5.0, -12.0, 40.0)) -> Mask:
    """Body, two hourglass pedicles, a ring behind the canal and a spinous process; `turn` rotates the whole (LPS)."""
    shape = tuple(int(95.0 / s) for s in spacing[::-1])
    affine = np.diag([*spacing, 1.0])
    affine[:3, 3] = np.array(at) - np.array(spacing) * (np.array(shape[::-1]) - 1) / 2.0
    grid = Grid(shape, affine)
    kji = np.stack(np.meshgrid(*[np.arange(n) for n in shape], indexing="ij"), axis=-1)
    lps = (transform_points(affine, kji[..., ::-1]) - np.array(at)) @ turn
    a, b, c = lps[..., 0], -lps[..., 1], lps[..., 2]
    inside = (((a / 23.0) ** 2 + ((b - 26.0) / 16.0) ** 2) <= 1.0) & (np.abs(c) <= 13.0)
    for side in (1.0, -1.0):
        rel = np.stack([a, b, c], axis=-1) - ISTHMUS * (side, 1.0, 1.0)
        along = rel @ axis_of(side)
        across = np.array([1.0, 0.0, 0.0]) - axis_of(side)[0] * axis_of(side)
        across /= np.linalg.norm(across)
        up = np.cross(across, axis_of(side))
        wide = 1.0 + 0.012 * along**2
        inside |= ((rel @ across / (WAIST_A * wide)) ** 2 + (rel @ up / (WAIST_C * wide)) ** 2 <= 1.0) & (
            np.abs(along) <= 11.0
        )
    ring = (a / 17.0) ** 2 + ((b + 2.0) / 13.0) ** 2
    hole = (a / 10.5) ** 2 + ((b - 1.0) / 8.5) ** 2 <= 1.0
    inside |= (ring <= 1.0) & (b < -1.0) & (np.abs(c + 3.0) <= 11.0)
    inside |= (np.abs(a) <= 3.5) & (b < -8.0) & (b > -38.0) & (np.abs(c + 6.0) <= 8.0)
    return Mask(inside & ~hole, (0, 0, 0), grid).tight()


TURNS = {"straight": np.eye(3), "tilted": rotation_about((1.0, 0.0, 0.0), 18.0), "turned": rotation_about(UP, 14.0)}


@pytest.fixture(scope="module", params=[*TURNS])
def vertebra(request):
    turn = TURNS[request.param]
    whole = built(turn, (0.8, 0.8, 0.8))
    centre = tuple(np.array((5.0, -12.0, 40.0)) + turn @ np.array([0.0, -26.0, 0.0]))
    return turn, whole, centre, work_out("L3", whole, centre, turn @ UP, {})


def test_that_the_canal_is_found_and_the_axes_follow_the_vertebra(vertebra) -> None:
    turn, whole, centre, _ = vertebra
    frame = vertebra_frame(whole, centre, turn @ UP)
    assert frame is not None
    # Rows left, anterior, cranial: the vertebra's own are (1, 0, 0), (0, -1, 0), (0, 0, 1) turned.
    assert np.degrees(np.arccos(np.clip(np.diag(frame.axes_lps @ turn @ np.diag([1.0, -1.0, 1.0])), -1, 1))).max() < 3.0
    assert frame.half_mm == pytest.approx(10.5, abs=1.0)


def test_that_pedicles_are_measured_between_voxels(vertebra) -> None:
    turn, _, _, made = vertebra
    assert [mark.side for mark in made.pedicles] == ["left", "right"]
    for mark, side in zip(made.pedicles, (1.0, -1.0), strict=True):
        a, b, c = ISTHMUS * (side, 1.0, 1.0)
        place = np.array((5.0, -12.0, 40.0)) + turn @ np.array([a, -b, c])
        x, y, z = axis_of(side)
        axis = turn @ np.array([x, -y, z])
        # Diameters through an ellipse, averaged over 30 degrees about its short axis, are 4 % longer than that axis.
        assert mark.width_mm == pytest.approx(2 * WAIST_A, abs=0.7)
        assert mark.height_mm == pytest.approx(2 * WAIST_C, abs=1.0)
        assert np.degrees(np.arccos(min(1.0, float(axis @ np.array(mark.axis_lps))))) < 5.0
        off = np.array(mark.centre_mm) - place
        assert np.linalg.norm(off - (off @ axis) * axis) < 0.8


def test_that_parts_are_disjoint_cover_the_vertebra_and_lie_where_they_belong(vertebra) -> None:
    turn, whole, _, made = vertebra
    assert set(made.parts) == set(PARTS)
    together = sum(mask.full().astype(int) for mask in made.parts.values())
    assert np.array_equal(together, whole.full().astype(int))
    lps = {name: turn.T @ (mask.centroid_mm - np.array((5.0, -12.0, 40.0))) for name, mask in made.parts.items()}
    assert lps["body"][1] == pytest.approx(-26.0, abs=2.5)
    assert lps["left_pedicle"][0] > 8.0 > -8.0 > lps["right_pedicle"][0]
    assert lps["left_arch"][0] > 0.0 > lps["right_arch"][0]
    assert abs(lps["spinous_process"][0]) < 1.0
    assert lps["spinous_process"][1] > 15.0
    # An elliptic cylinder of 23 x 16 x 13 mm half sizes: pi 23 16 26 = 30.1 mL.
    assert made.parts["body"].volume_ml == pytest.approx(30.1, rel=0.06)
    assert made.body.volume_ml == pytest.approx(made.parts["body"].volume_ml, rel=1e-3)


def test_that_known_parts_stay_and_new_voxels_join_the_nearest() -> None:
    whole = built(np.eye(3), (1.2, 1.2, 1.2))
    centre = (5.0, -38.0, 40.0)
    made = work_out("L3", whole, centre, UP, {})
    grown = whole.full()
    k, j, i = np.argwhere(made.parts["spinous_process"].full())[-1]
    grown[k : k + 2, j : j + 3, i] = True
    again = work_out("L3", Mask(grown, (0, 0, 0), whole.parent).tight(), centre, UP, made.parts)
    for name in PARTS:
        before, after = made.parts[name].full(), again.parts[name].full()
        assert not (before & ~after).any()
    assert again.parts["spinous_process"].full()[k : k + 2, j : j + 3, i].all()


def test_that_a_piece_without_a_canal_keeps_what_it_has() -> None:
    whole = built(np.eye(3), (1.2, 1.2, 1.2))
    body = work_out("L3", whole, (5.0, -38.0, 40.0), UP, {}).parts["body"]
    made = work_out("L3", body, (5.0, -38.0, 40.0), UP, {"body": body})
    assert made.pedicles == ()
    assert {name: mask.sha256 for name, mask in made.parts.items()} == {"body": body.sha256}


def test_that_no_pedicle_of_the_axis_is_suggested() -> None:
    whole = built(np.eye(3), (1.2, 1.2, 1.2))
    assert {one.side for one in work_out("L3", whole, (5.0, -38.0, 40.0), UP, {}).pedicles} == {"left", "right"}
    made = work_out("C2", whole, (5.0, -38.0, 40.0), UP, {})
    assert made.pedicles == ()
    assert "body" in made.parts


def test_that_the_atlas_and_the_sacrum_are_not_split() -> None:
    whole = built(np.eye(3), (1.2, 1.2, 1.2))
    for name in ("C1", "S1"):
        made = work_out(name, whole, (5.0, -38.0, 40.0), UP, {})
        assert (dict(made.parts), made.pedicles, made.body) == ({}, (), None)


@pytest.mark.parametrize("spacing", [(0.5, 0.5, 1.0), (1.0, 1.0, 3.0)])
def test_that_coarse_slices_are_measured_too(spacing) -> None:
    whole = built(np.eye(3), spacing)
    made = work_out("L3", whole, (5.0, -38.0, 40.0), UP, {})
    widths = [mark.width_mm for mark in made.pedicles]
    assert widths == pytest.approx([2 * WAIST_A] * 2, abs=0.7)


def test_that_a_pedicle_that_the_images_cut_off_has_no_width() -> None:
    whole = built(np.eye(3), (1.2, 1.2, 1.2))
    k = int(np.rint((40.0 + ISTHMUS[2] - whole.parent.lps_from_ijk[2, 3]) / 1.2))
    cut = Grid((k, *whole.parent.shape_kji[1:]), whole.parent.lps_from_ijk)
    made = work_out("L3", Mask(whole.full()[:k], (0, 0, 0), cut).tight(), (5.0, -38.0, 36.0), UP, {})
    assert made.pedicles == ()
    assert "body" in made.parts


def test_that_an_empty_outline_has_nothing_to_work_out() -> None:
    whole = built(np.eye(3), (1.2, 1.2, 1.2))
    empty = Mask(np.zeros_like(whole.voxels_kji), (0, 0, 0), whole.parent).tight()
    made = work_out("L3", empty, (5.0, -38.0, 40.0), UP, {})
    assert (made.parts, made.pedicles, made.body) == ({}, (), None)
