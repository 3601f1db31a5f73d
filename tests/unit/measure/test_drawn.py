"""What was drawn by hand: its words, and the pictures it belongs to."""

import pytest
from msgspec.structs import replace

from spineplan.geometry.vectors import Point
from spineplan.geometry.view_plane import view_plane
from spineplan.measure.drawn import drawn_words, lies_on
from spineplan.plan.model import Measurement
from tests.support.treated import BALL, patient

X, Y, Z = BALL


def drawn(kind: str, *points: Point) -> Measurement:
    return Measurement(id="m", kind=kind, points_mm=points, frame_of_reference_uid="9.9", series_uid="1.2.3")  # type: ignore[arg-type]


LENGTH = drawn("length", (X, Y, Z), (X + 3.0, Y + 4.0, Z))
REGION = drawn("ellipse", BALL, (X + 5.0, Y, Z), (X, Y + 5.0, Z))
"""Its centre lies between four voxels of 2 mm, so it holds those at 1 and 3 mm from it: 4 times 4."""


@pytest.mark.parametrize(
    ("measurement", "words"),
    [
        (LENGTH, "5.0 mm"),
        (drawn("angle", (X + 1, Y, Z), (X, Y, Z), (X, Y + 9, Z)), "90.0°"),
        (drawn("angle", (X, Y, Z), (X, Y, Z), (X, Y + 9, Z)), "0.0°"),
        (REGION, "mean 700 ± 0 HU, 700 to 700 HU, area 0.79 cm², 16 voxels"),
        (drawn("ellipse", (900.0, 0.0, 0.0), (905.0, 0.0, 0.0), (900.0, 5.0, 0.0)), "area 0.79 cm², no voxel inside"),
    ],
)  # fmt: skip
def test_that_a_measurement_says_its_number_and_unit(measurement: Measurement, words: str) -> None:
    assert drawn_words(measurement, patient()) == words


def test_that_a_region_of_other_images_has_no_values() -> None:
    region = replace(REGION, series_uid="8.8")
    assert drawn_words(region, patient()).startswith("not measured")
    assert drawn_words(region, None).startswith("not measured")


def test_that_it_belongs_to_its_own_slice_only() -> None:
    def at(z: float, down: Point = (0.0, 1.0, 0.0)) -> bool:
        return lies_on(LENGTH, view_plane((0.0, 0.0, z), (1.0, 0.0, 0.0), down, 1.0, (50, 50)), patient())

    assert at(Z)
    assert at(Z + 0.9)
    assert not at(Z + 1.1)
    assert not at(Z, (0.0, 0.0, -1.0))


def test_that_it_belongs_to_its_own_space_only() -> None:
    plane = view_plane(BALL, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 1.0, (50, 50))
    assert not lies_on(replace(LENGTH, frame_of_reference_uid="7.7"), plane, patient())
    assert lies_on(replace(LENGTH, frame_of_reference_uid=""), plane, patient())
    assert not lies_on(replace(LENGTH, frame_of_reference_uid="", series_uid="8.8"), plane, patient())
