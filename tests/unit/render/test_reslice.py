"""A picture shows what lies at the LPS point under each pixel."""

import numpy as np
import pytest
import SimpleITK as sitk

from spineplan.geometry.affine import rotation_about, transform_points
from spineplan.geometry.view_plane import ViewPlane, view_plane
from spineplan.imaging.sampling import sample_mm
from spineplan.imaging.volume import Volume, Window
from spineplan.render.reslice import PROJECTIONS, Slab, layers_across, reslice
from tests.support.volumes import GRIDS, noise, of, single_voxel

WINDOW = Window(2001.0, 500.5)
"""Grey = (HU + 500) * 255 / 2000 (DICOM PS3.3 C.11.2.1.2.1), so that -500 is 0 and 1500 is 255."""
SIZE = (70, 54)
STRAIGHT = {
    "axial": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    "sagittal": ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0)),
    "coronal": ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0)),
}
PLANES = (*STRAIGHT, "oblique", "steep")


def plane_of(name: str, volume: Volume, shift_mm: float = 0.37, scale: float = 0.61) -> ViewPlane:
    if name in STRAIGHT:
        right, down = (np.array(axis) for axis in STRAIGHT[name])
    else:
        turn = rotation_about((1.0, 2.0, 3.0), 25.0 if name == "oblique" else 140.0)
        right, down = turn[:, 0], turn[:, 1]
    return view_plane(volume.grid.centre_mm + shift_mm, right, down, scale, SIZE)


def points_of(plane: ViewPlane) -> np.ndarray:
    return np.array([[plane.mm_from_px(x + 0.5, y + 0.5) for x in range(SIZE[0])] for y in range(SIZE[1])])


def grey(values: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(values), 0.0, np.clip((values + 500.0) * 255.0 / 2000.0, 0.0, 255.0))


@pytest.mark.parametrize("kind", GRIDS)
@pytest.mark.parametrize("name", PLANES)
def test_that_every_pixel_is_the_trilinear_value_at_its_point(kind: str, name: str, way: str) -> None:
    volume = noise(kind)
    plane = plane_of(name, volume)
    found = reslice(volume, plane, WINDOW).astype(float)
    wanted = grey(sample_mm(volume, points_of(plane)))
    assert np.abs(found - wanted).max() <= 0.51
    assert (wanted == 0).any() == (found == 0).any()


@pytest.mark.parametrize("kind", [kind for kind in GRIDS if kind != "sheared"])
@pytest.mark.parametrize("name", PLANES)
def test_that_simpleitk_resamples_to_the_same_picture(kind: str, name: str, way: str) -> None:
    volume = noise(kind)
    plane = plane_of(name, volume)
    image = sitk.GetImageFromArray(volume.array_kji.astype(np.float64))
    image.SetSpacing(volume.grid.spacing_mm)
    image.SetOrigin(volume.grid.lps_from_ijk[:3, 3].tolist())
    image.SetDirection((volume.grid.lps_from_ijk[:3, :3] / np.array(volume.grid.spacing_mm)).ravel().tolist())
    resample = sitk.ResampleImageFilter()
    resample.SetInterpolator(sitk.sitkLinear)
    resample.SetSize((*SIZE, 1))
    resample.SetOutputSpacing((plane.mm_per_px, plane.mm_per_px, 1.0))
    resample.SetOutputOrigin(plane.origin_mm.tolist())
    axes = np.stack([plane.right_lps, plane.down_lps, plane.normal_lps], axis=1)
    resample.SetOutputDirection(axes.ravel().tolist())
    resample.SetDefaultPixelValue(-500.0)
    wanted = grey(sitk.GetArrayFromImage(resample.Execute(image))[0])
    found = reslice(volume, plane, WINDOW).astype(float)
    ijk = transform_points(volume.grid.ijk_from_lps, points_of(plane))
    inner = np.all((ijk > 0.0) & (ijk < np.array(volume.grid.shape_kji[::-1]) - 1.0), axis=-1)
    assert inner.sum() > 300
    assert np.abs(found - wanted)[inner].max() <= 0.51


@pytest.mark.parametrize("kind", GRIDS)
@pytest.mark.parametrize("name", PLANES)
def test_that_a_bright_voxel_is_drawn_where_it_lies(kind: str, name: str, way: str) -> None:
    volume = single_voxel((20, 9, 13), kind)
    place = transform_points(volume.grid.lps_from_ijk, (20.0, 9.0, 13.0))
    base = plane_of(name, volume)
    through = np.array(base.centre_mm) + base.normal_lps * float((place - base.centre_mm) @ base.normal_lps)
    plane = view_plane(through, base.right_lps, base.down_lps, 0.2, (240, 220))
    picture = reslice(volume, plane, Window(2000.0, 0.0)).astype(float)
    rows, columns = np.mgrid[0:220, 0:240] + 0.5
    centre = (float((columns * picture).sum() / picture.sum()), float((rows * picture).sum() / picture.sum()))
    x, y, depth = plane.px_from_mm(place)
    assert abs(depth) < 1e-9
    assert centre == pytest.approx((x, y), abs=0.25)


def test_that_left_is_on_the_right_of_the_screen(way: str) -> None:
    volume = of(np.full((5, 6, 8), -500, dtype=np.int16), "feet_first")
    left_end = int(np.argmax(volume.grid.lps_from_ijk[0, 0] * np.arange(8)))
    volume.array_kji[:, :, left_end] = 1500
    plane = view_plane(volume.grid.centre_mm, (1, 0, 0), (0, 1, 0), 0.8, (8, 6))
    picture = reslice(volume, plane, WINDOW)
    assert picture[3].tolist() == [0] * 7 + [255]


def test_that_a_voxel_centre_shows_exactly_its_value(way: str) -> None:
    volume = noise()
    place = transform_points(volume.grid.lps_from_ijk, (7.0, 8.0, 9.0))
    plane = view_plane(place, (1, 0, 0), (0, 1, 0), 0.35, (1, 1))
    wanted = grey(np.array(float(volume.array_kji[9, 8, 7])))
    assert reslice(volume, plane, WINDOW)[0, 0] == pytest.approx(float(wanted), abs=0.5)


def test_that_the_outermost_voxels_are_drawn_in_full_and_nothing_beyond(way: str) -> None:
    volume = of(np.full((3, 3, 3), 1500, dtype=np.int16))
    plane = view_plane(volume.grid.centre_mm, (1, 0, 0), (0, 1, 0), 0.1, (44, 45))
    picture = reslice(volume, plane, WINDOW)
    lit = np.argwhere(picture == 255)
    assert lit.min(axis=0).tolist() == [12, 10]
    assert lit.max(axis=0).tolist() == [32, 33]


@pytest.mark.parametrize("mode", PROJECTIONS)
@pytest.mark.parametrize("name", ["axial", "oblique"])
def test_that_a_slab_projects_the_voxel_layers_within_its_thickness(mode: str, name: str, way: str) -> None:
    volume = noise("tilted" if name == "axial" else "head_first")
    plane = plane_of(name, volume)
    step = volume.grid.spacing_along_mm(plane.normal_lps)
    reach = int(6.0 / 2.0 / step)
    layers = [sample_mm(volume, points_of(plane) + plane.normal_lps * step * n) for n in range(-reach, reach + 1)]
    stack = np.stack(layers)
    empty = np.isnan(stack).all(axis=0)
    stack[:, empty] = -1e4
    wanted = {"mip": np.nanmax, "minip": np.nanmin, "mean": np.nanmean}[mode](stack, axis=0)
    found = reslice(volume, plane, WINDOW, Slab(mode, 6.0)).astype(float)  # type: ignore[arg-type]
    assert np.abs(found - grey(wanted)).max() <= 0.51


def test_that_a_slab_on_a_slice_centre_meets_every_slice_exactly() -> None:
    assert layers_across(1.0 / 2.5, 10.0) == 5
    assert layers_across(1.0, 10.0) == 11
    assert layers_across(1.0 / 2.5, 2.0) == 1


@pytest.mark.parametrize("name", ["axial", "oblique"])
def test_that_voxels_without_data_are_black(name: str, way: str) -> None:
    volume = noise(padding_value=3000)
    volume.array_kji[:, :, 16:] = 3000
    plane = plane_of(name, volume)
    picture = reslice(volume, plane, WINDOW)
    ijk = np.floor(transform_points(volume.grid.ijk_from_lps, points_of(plane)) + 0.5)
    assert (picture[ijk[..., 0] >= 16] == 0).all()
    assert (picture > 0).any()
    slab = reslice(volume, plane, WINDOW, Slab("mip", 4.0))
    assert (slab[ijk[..., 0] >= 16] == 0).all()


@pytest.mark.parametrize("name", PLANES)
def test_that_strips_and_a_given_array_make_the_same_picture(name: str, way: str) -> None:
    volume = noise("tilted")
    plane = plane_of(name, volume)
    out = np.full((SIZE[1], SIZE[0]), 77, dtype=np.uint8)
    for rows in ((0, 11), (11, 12), (12, SIZE[1])):
        assert reslice(volume, plane, WINDOW, out=out, rows=rows) is out
    assert np.array_equal(out, reslice(volume, plane, WINDOW))


def test_that_a_plane_beside_the_volume_is_black(way: str) -> None:
    volume = noise()
    for right, down in STRAIGHT.values():
        normal = np.cross(right, down)
        plane = view_plane(volume.grid.centre_mm + 80.0 * normal, right, down, 0.5, SIZE)
        assert not reslice(volume, plane, WINDOW).any()
        assert not reslice(volume, plane, WINDOW, Slab("mean", 5.0)).any()


def test_that_a_single_slice_can_be_shown(way: str) -> None:
    volume = of(np.random.default_rng(3).integers(-500, 1500, (1, 26, 32)).astype(np.int16))
    plane = view_plane(volume.grid.centre_mm, (1, 0, 0), (0, 1, 0), 0.5, SIZE)
    wanted = grey(sample_mm(volume, points_of(plane)))
    assert np.abs(reslice(volume, plane, WINDOW) - wanted).max() <= 0.51


def test_that_a_read_only_array_can_be_shown(way: str) -> None:
    volume = noise()
    volume.array_kji.setflags(write=False)
    for name in PLANES:
        assert reslice(volume, plane_of(name, volume), WINDOW).any()
