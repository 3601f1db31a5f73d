"""Affines against numbers worked out by hand, DICOM's formula and SimpleITK."""

import numpy as np
import pytest
import SimpleITK as sitk

from spineplan.geometry.affine import (
    LPS_FROM_RAS,
    inverse,
    lps_from_ijk,
    rotation_about,
    transform_directions,
    transform_points,
)

OBLIQUE_I = (0.8, 0.6, 0.0)
OBLIQUE_J = (-0.6 * 0.8, 0.8 * 0.8, 0.6)
OBLIQUE_K = np.cross(OBLIQUE_I, OBLIQUE_J)


def test_that_a_plain_axial_stack_maps_by_spacing_and_origin() -> None:
    affine = lps_from_ijk((-100.0, -90.0, 50.0), (1, 0, 0), (0, 1, 0), (0, 0, 1.25), (0.5, 0.75))
    assert transform_points(affine, (0, 0, 0)).tolist() == [-100.0, -90.0, 50.0]
    assert transform_points(affine, (2, 4, 8)).tolist() == [-99.0, -87.0, 60.0]


def test_that_columns_and_rows_are_not_swapped() -> None:
    """PS3.3 C.7.6.2.1.1: i counts columns along the row direction, j counts rows along the column direction."""
    affine = lps_from_ijk((0, 0, 0), OBLIQUE_I, OBLIQUE_J, OBLIQUE_K, (0.5, 2.0))
    assert transform_points(affine, (10, 0, 0)) == pytest.approx([4.0, 3.0, 0.0])
    assert transform_points(affine, (0, 10, 0)) == pytest.approx([-9.6, 12.8, 12.0])


def test_that_an_oblique_stack_maps_as_simpleitk_maps_it() -> None:
    image = sitk.Image(8, 9, 10, sitk.sitkInt16)
    image.SetOrigin((12.0, -34.0, 56.0))
    image.SetSpacing((0.6, 0.7, 1.1))
    image.SetDirection(np.column_stack([OBLIQUE_I, OBLIQUE_J, OBLIQUE_K]).ravel().tolist())
    affine = lps_from_ijk((12.0, -34.0, 56.0), OBLIQUE_I, OBLIQUE_J, OBLIQUE_K * 1.1, (0.6, 0.7))
    for index in ((0, 0, 0), (7, 0, 3), (2, 8, 9), (-3, 4, 20)):
        assert transform_points(affine, index) == pytest.approx(image.TransformIndexToPhysicalPoint(index))
        point = image.TransformIndexToPhysicalPoint(index)
        assert transform_points(inverse(affine), point) == pytest.approx(index, abs=1e-9)


def test_that_a_sheared_stack_keeps_its_shear() -> None:
    affine = lps_from_ijk((0, 0, 0), (1, 0, 0), (0, 1, 0), (0.0, 0.3, 1.0), (1.0, 1.0))
    assert transform_points(affine, (0, 0, 10)).tolist() == [0.0, 3.0, 10.0]


def test_that_directions_ignore_the_origin() -> None:
    affine = lps_from_ijk((100, 200, 300), (1, 0, 0), (0, 1, 0), (0, 0, 3.0), (2.0, 2.0))
    assert transform_directions(affine, [(1, 0, 0), (0, 0, 1)]).tolist() == [[2.0, 0.0, 0.0], [0.0, 0.0, 3.0]]


def test_that_points_keep_their_shape() -> None:
    points = np.zeros((4, 5, 3))
    assert transform_points(np.eye(4), points).shape == (4, 5, 3)


def test_that_left_in_ras_is_left_in_lps() -> None:
    left_anterior_superior_ras = (-10.0, 20.0, 30.0)
    assert transform_points(LPS_FROM_RAS, left_anterior_superior_ras).tolist() == [10.0, -20.0, 30.0]
    assert np.array_equal(LPS_FROM_RAS @ LPS_FROM_RAS, np.eye(4))


def test_that_a_singular_affine_is_refused() -> None:
    with pytest.raises(ValueError, match="singular"):
        inverse(np.diag([1.0, 0.0, 1.0, 1.0]))
    with pytest.raises(ValueError, match="length zero"):
        lps_from_ijk((0, 0, 0), (0, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1))


def test_that_a_quarter_turn_about_the_body_axis_takes_left_to_posterior() -> None:
    assert rotation_about((0, 0, 5), 90.0) @ np.array([1.0, 0.0, 0.0]) == pytest.approx([0.0, 1.0, 0.0])


def test_that_a_rotation_agrees_with_scipy() -> None:
    from scipy.spatial.transform import Rotation

    axis = np.array([1.0, -2.0, 0.5])
    other = Rotation.from_rotvec(axis / np.linalg.norm(axis) * np.radians(37.0)).as_matrix()
    assert rotation_about(axis, 37.0) == pytest.approx(other)
