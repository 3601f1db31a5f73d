"""The curve of margins along a needle: by hand on blocks, and against the table of margins."""

import numpy as np
import pytest

from spineplan.anatomy.numbering import Structure
from spineplan.geometry.vectors import vector
from spineplan.planning.field.safety_field import SafetyField, build_field
from spineplan.planning.margins.along import margins_along
from spineplan.planning.margins.needle_margins import margins_of
from tests.support.planned import canal, centres, grid, needle, request, vertebra


@pytest.fixture(scope="module")
def field() -> SafetyField:
    return build_field(request(structures={Structure.SPINAL_CANAL: canal()}))


def test_a_straight_needle_by_hand(field: SafetyField) -> None:
    # At x = 15, z = 1: the canal counts to 10.25; in the pedicle the first centres outside lie at x = 10 and 20.
    found = margins_along(field, needle((15.0, 24.0, 1.0), (15.0, -24.0, 1.0)), np.array([14.0, 16.0, 18.0]))
    assert found.to_canal_mm == pytest.approx([4.75 - 1.5] * 3, abs=2e-3)
    assert found.in_bone_mm == pytest.approx([5.0 - 1.5] * 3, abs=2e-3)


@pytest.mark.parametrize("entry", [(14.0, 24.0, 2.0), (17.5, 24.0, -3.0), (13.0, 24.0, 6.0), (24.0, 24.0, 0.0)])
def test_that_the_lowest_point_of_the_curve_is_what_the_table_says(
    field: SafetyField, entry: tuple[float, float, float]
) -> None:
    planned = needle(entry, (10.0, -20.0, 1.0))
    depth = np.arange(-30.0, float(np.linalg.norm(vector(planned.target_mm) - vector(entry))), 0.25)
    curve = margins_along(field, planned, depth)
    table = margins_of(planned, field).clearance_mm["spinal_canal"]
    assert float(np.nanmin(curve.to_canal_mm)) == pytest.approx(table, abs=0.02)


def test_that_bone_around_the_axis_is_that_to_the_nearest_voxel_outside(field: SafetyField) -> None:
    planned = needle((16.0, 24.0, 3.0), (9.0, -20.0, 0.0))
    depth = np.arange(0.0, 44.0, 1.0)
    curve = margins_along(field, planned, depth)
    axis = vector(planned.target_mm) - vector(planned.entry_mm)
    places = vector(planned.entry_mm) + depth[:, None] * axis / np.linalg.norm(axis)
    bone = vertebra()
    inside, outside = centres(bone, grid()), centres(~bone, grid())
    for place, value in zip(places, curve.in_bone_mm, strict=True):
        to_bone, out_of_bone = (float(np.linalg.norm(cloud - place, axis=1).min()) for cloud in (inside, outside))
        brute = out_of_bone if to_bone < out_of_bone else -to_bone
        assert value == pytest.approx(brute - 1.5, abs=2e-3)


def test_that_a_needle_in_the_canal_has_nothing_left_and_beyond_the_field_nothing_is_known(field: SafetyField) -> None:
    found = margins_along(field, needle((0.0, 24.0, 0.0), (0.0, -24.0, 0.0)), np.array([20.0, 200.0]))
    assert found.to_canal_mm[0] == pytest.approx(-1.5)
    assert np.isnan(found.to_canal_mm[1])
    assert np.isnan(found.in_bone_mm[1])
