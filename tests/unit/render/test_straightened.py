"""The straightened spine: its geometry there and back, and its picture against point sampling."""

import numpy as np
import pytest

from spineplan.anatomy.finding.spine_line import SpineLine, line_through
from spineplan.imaging.grid import Grid
from spineplan.imaging.sampling import sample_mm
from spineplan.imaging.volume import Volume, Window
from spineplan.plan.model import Level
from spineplan.render import kernels, straightened
from spineplan.render.reslice import Slab
from spineplan.render.straightened import StraightPlane, line_of, straight_picture, straight_slab
from tests.support.plans import CURVED, plan_of
from tests.support.rows import found_plan

WINDOW = Window(256.0, 127.5)


@pytest.fixture(scope="module")
def line() -> SpineLine:
    """A lordotic, slightly scoliotic canal."""
    z = np.linspace(-120.0, 120.0, 25)
    return line_through(np.stack([8.0 * np.sin(z / 60.0), 20.0 * np.cos(z / 90.0), z], axis=1))


@pytest.fixture(scope="module")
def volume() -> Volume:
    """A smooth field, so that trilinear sampling is nearly exact, on an oblique grid."""
    shape = (130, 60, 70)
    affine = np.array([[1.8, 0.1, 0.0, -60.0], [-0.1, 1.8, 0.0, -50.0], [0.0, 0.0, 2.0, -130.0], [0, 0, 0, 1.0]])
    k, j, i = np.meshgrid(*[np.arange(n) for n in shape], indexing="ij")
    values = 120 + 60 * np.sin(i / 9.0) + 40 * np.cos(j / 7.0) + 20 * np.sin(k / 11.0)
    return Volume(values.astype(np.int16), Grid(shape, affine), "CT", "1.2.3", "1.9")


def plane(line: SpineLine, side: str = "sagittal", turn: float = 0.0, aside: float = 0.0) -> StraightPlane:
    return StraightPlane(line, side, turn, aside, -10.0, 120.0, 1.3, 90, 170)


@pytest.mark.parametrize("side", ["sagittal", "coronal"])
@pytest.mark.parametrize("turn", [0.0, 25.0, -90.0])
def test_that_a_point_found_under_a_pixel_is_seen_there_again(line: SpineLine, side: str, turn: float) -> None:
    shown = plane(line, side, turn, aside=7.0)
    for x, y in ((5.0, 20.0), (45.0, 85.0), (80.0, 150.0)):
        back = shown.px_from_mm(shown.mm_from_px(x, y))
        assert back[:2] == pytest.approx((x, y), abs=0.15)
        assert back[2] == pytest.approx(0.0, abs=0.15)


def test_that_the_front_is_left_and_the_head_up_in_the_sagittal_picture(line: SpineLine) -> None:
    shown = plane(line)
    middle = shown.mm_from_px(45.0, 85.0)
    assert shown.mm_from_px(35.0, 85.0)[1] < middle[1] - 10.0, "front (smaller y) at the left"
    assert shown.mm_from_px(45.0, 75.0)[2] > middle[2] + 10.0, "head up"
    assert plane(line, aside=5.0).mm_from_px(45.0, 85.0)[0] > middle[0] + 4.0, "aside is toward the left"


def test_that_the_patients_right_is_left_in_the_coronal_picture(line: SpineLine) -> None:
    shown = plane(line, "coronal")
    middle = shown.mm_from_px(45.0, 85.0)
    assert shown.mm_from_px(35.0, 85.0)[0] < middle[0] - 10.0
    assert plane(line, "coronal", aside=5.0).mm_from_px(45.0, 85.0)[1] < middle[1] - 4.0, "aside is toward the front"


def test_that_a_quarter_turn_makes_the_sagittal_picture_a_coronal_one(line: SpineLine) -> None:
    sagittal, coronal = plane(line, turn=-90.0), plane(line, "coronal")
    assert sagittal.mm_from_px(45.0, 85.0) == pytest.approx(coronal.mm_from_px(45.0, 85.0), abs=1e-6)
    assert sagittal.mm_from_px(80.0, 85.0) == pytest.approx(coronal.mm_from_px(80.0, 85.0), abs=1e-6)


def test_that_distances_along_the_line_are_kept(line: SpineLine) -> None:
    places = [plane(line).mm_at(s, 0.0, 0.0) for s in (30.0, 60.0, 61.0)]
    assert np.linalg.norm(places[2] - places[1]) == pytest.approx(1.0, abs=0.02)
    assert plane(line).place_of(np.stack(places))[:, 0] == pytest.approx([30.0, 60.0, 61.0], abs=0.05)


def test_that_the_line_goes_straight_on_beyond_its_ends(line: SpineLine) -> None:
    shown = plane(line)
    beyond = shown.mm_at(len(line) + 9.0, 0.0, 0.0)
    assert beyond == pytest.approx(line.points_mm[-1] + 10.0 * line.cranial[-1], abs=1e-6)
    assert shown.place_of(beyond[None])[0, 0] == pytest.approx(len(line) + 9.0, abs=0.05)


@pytest.mark.parametrize("side", ["sagittal", "coronal"])
@pytest.mark.parametrize("ready", [True, False])
def test_that_the_picture_is_what_lies_under_its_pixels(
    line: SpineLine, volume: Volume, side: str, ready: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernels.warm_up()
    if not ready:
        monkeypatch.setattr(straightened, "compiled", lambda: None)
    shown = plane(line, side, turn=10.0, aside=4.0)
    picture = straight_picture(volume, shown, WINDOW)
    for x, y in ((3, 10), (40, 80), (60, 120), (88, 165)):
        value = float(sample_mm(volume, shown.mm_from_px(x + 0.5, y + 0.5)))
        expected = 0.0 if np.isnan(value) else np.clip(value, 0, 255)
        assert abs(float(picture[y, x]) - expected) <= 1.5


def test_that_both_ways_of_drawing_agree(line: SpineLine, volume: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    kernels.warm_up()
    shown = plane(line, turn=-20.0)
    fast = straight_picture(volume, shown, WINDOW).astype(int)
    monkeypatch.setattr(straightened, "compiled", lambda: None)
    slow = straight_picture(volume, shown, WINDOW).astype(int)
    assert np.abs(fast - slow).max() <= 1
    assert (fast == 0).any(), "outside the volume is black"


def test_that_padding_is_black(line: SpineLine) -> None:
    kernels.warm_up()
    grid = Grid((60, 60, 60), np.array([[4.0, 0, 0, -120], [0, 4.0, 0, -120], [0, 0, 4.0, -120], [0, 0, 0, 1.0]]))
    padded = Volume(np.full((60, 60, 60), 77, np.int16), grid, "CT", "1.2.3", "1.9", padding_value=77)
    assert not straight_picture(padded, plane(line), WINDOW).any()


def test_that_device_pixels_show_the_same_place(line: SpineLine) -> None:
    shown = plane(line)
    fine = shown.in_device_pixels(2.0)
    assert (fine.width_px, fine.height_px) == (180, 340)
    assert fine.mm_from_px(40.0, 60.0) == pytest.approx(shown.mm_from_px(20.0, 30.0), abs=1e-6)


def test_that_marked_bodies_give_a_line_where_no_canal_was_found() -> None:
    levels = tuple(Level(name=name, centre_mm=place) for name, (place, _) in CURVED.items())
    found = line_of(plan_of(levels))
    assert found is not None
    nearest = [np.linalg.norm(found.points_mm - np.array(level.centre_mm), axis=1).min() for level in levels]
    assert max(nearest) < 1.0
    assert line_of(plan_of(levels[:3])) is None


def test_that_the_line_of_the_canal_comes_first() -> None:
    found = line_of(found_plan("L1", "L2", "L3", "L4"))
    assert found is not None
    assert np.abs(found.points_mm[:, 1]).max() < 0.1
    assert found.points_mm[0, 2] < found.points_mm[-1, 2]


@pytest.mark.parametrize(("mode", "join"), [("mip", np.maximum), ("minip", np.minimum)])
def test_that_a_slab_is_the_largest_or_smallest_of_its_layers(
    line: SpineLine, volume: Volume, mode: str, join: np.ufunc
) -> None:
    """10 mm: eleven layers from 5 mm on one side to 5 mm on the other."""
    layers = [straight_picture(volume, plane(line, aside=float(off)), WINDOW) for off in np.linspace(-5.0, 5.0, 11)]
    assert (straight_slab(volume, plane(line), WINDOW, Slab(mode, 10.0)) == join.reduce(layers)).all()


def test_that_a_mean_along_a_curve_is_refused(line: SpineLine, volume: Volume) -> None:
    with pytest.raises(ValueError, match="mean"):
        straight_slab(volume, plane(line), WINDOW, Slab("mean", 10.0))
