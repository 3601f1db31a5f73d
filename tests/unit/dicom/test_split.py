"""One series that is several stacks."""

from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from spineplan.dicom.identity import series_instance_uid
from spineplan.dicom.index import scan
from spineplan.dicom.series import SeriesEntry
from tests.support.dicom_files import SERIES, Change, axial_positions, write_stack


def by_parity(**tags: tuple[object, object]) -> Change:
    """Even slices get the first value of each tag, odd ones the second."""

    def change(data: Dataset, k: int) -> None:
        for name, values in tags.items():
            setattr(data, name, values[k % 2])

    return change


def doubled(count: int) -> list[tuple[float, float, float]]:
    """Every place twice, one after the other."""
    return [position for position in axial_positions(count) for _ in range(2)]


def entries(folder: Path) -> tuple[SeriesEntry, ...]:
    return scan(folder).series


@pytest.mark.parametrize(
    ("tags", "reasons"),
    [
        ({"ConvolutionKernel": ("B30f", "B70f")}, ["kernel B30f", "kernel B70f"]),
        ({"EchoTime": (12.5, 90)}, ["echo 12.5 ms", "echo 90 ms"]),
        ({"AcquisitionNumber": (1, 2)}, ["acquisition 1", "acquisition 2"]),
        ({"TemporalPositionIdentifier": (1, 2)}, ["time point 1", "time point 2"]),
        (
            {"ImageType": (["ORIGINAL", "PRIMARY", "M"], ["ORIGINAL", "PRIMARY", "P"])},
            ["image type M", "image type P"],
        ),
        ({"FrameOfReferenceUID": ("1.5.1", "1.5.2")}, ["another frame of reference", "another frame of reference (2)"]),
        ({"PixelSpacing": ([0.7, 0.7], [0.5, 0.5])}, ["pixels of 0.5 x 0.5 mm", "pixels of 0.7 x 0.7 mm"]),
    ],
)
def test_that_what_differs_in_a_series_becomes_stacks_of_its_own(
    tmp_path: Path, tags: dict[str, tuple[object, object]], reasons: list[str]
) -> None:
    found = entries(write_stack(tmp_path, doubled(5), change=by_parity(**tags)))
    assert [entry.description for entry in found] == [f"Spine ({reason})" for reason in reasons]
    assert [(entry.verdict, entry.slices) for entry in found] == [("ok", 5), ("ok", 5)]
    assert [entry.key for entry in found] == [f"{SERIES}#1", f"{SERIES}#2"]
    assert [series_instance_uid(entry.key) for entry in found] == [SERIES, SERIES]
    assert found[0].instances_digest != found[1].instances_digest


def test_that_two_patients_under_one_series_are_never_one_stack(tmp_path: Path) -> None:
    index = scan(write_stack(tmp_path, axial_positions(8), change=by_parity(PatientID=("T1", "T2"))))
    assert [patient.header.patient_id for patient in index.patients] == ["T1", "T2"]
    assert [entry.slices for entry in index.series] == [4, 4]


def test_that_time_points_are_counted_by_number(tmp_path: Path) -> None:
    def timed(data: Dataset, k: int) -> None:
        data.TemporalPositionIdentifier = k // 3 + 1

    found = entries(write_stack(tmp_path, axial_positions(3) * 11, change=timed))
    assert [entry.description for entry in found] == [f"Spine (time point {n})" for n in range(1, 12)]
    assert [entry.key for entry in found] == [f"{SERIES}#{n}" for n in range(1, 12)]


def test_that_keys_do_not_depend_on_the_order_of_the_files(tmp_path: Path) -> None:
    kernels = by_parity(ConvolutionKernel=("B30f", "B70f"))
    swapped = by_parity(ConvolutionKernel=("B70f", "B30f"))
    first = entries(write_stack(tmp_path / "a", doubled(4), change=kernels))
    second = entries(write_stack(tmp_path / "b", doubled(4), change=swapped))
    assert [(e.key, e.description) for e in first] == [(e.key, e.description) for e in second]


def test_that_a_localizer_is_separated_from_the_stack(tmp_path: Path) -> None:
    def scout_first(data: Dataset, k: int) -> None:
        if k == 0:
            data.ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
            data.ImageOrientationPatient = [0, 1, 0, 0, 0, -1]

    found = entries(write_stack(tmp_path, axial_positions(6), change=scout_first))
    assert [entry.slices for entry in found] == [5, 1]
    assert "localizer" in found[1].description


def test_that_planes_of_several_directions_are_several_stacks(tmp_path: Path) -> None:
    def three_planes(data: Dataset, k: int) -> None:
        data.ImageOrientationPatient = [[1, 0, 0, 0, 1, 0], [0, 1, 0, 0, 0, -1], [1, 0, 0, 0, 0, -1]][k // 3]
        step = 5.0 * (k % 3)
        data.ImagePositionPatient = [[0, 0, step], [step, 0, 0], [0, step, 0]][k // 3]

    found = entries(write_stack(tmp_path, axial_positions(9), change=three_planes))
    assert [entry.description for entry in found] == ["Spine (axial)", "Spine (coronal)", "Spine (sagittal)"]
    assert [entry.verdict for entry in found] == ["ok", "ok", "ok"]


def test_that_a_step_and_shoot_scan_with_an_acquisition_per_slice_stays_one_stack(tmp_path: Path) -> None:
    def counted(data: Dataset, k: int) -> None:
        data.AcquisitionNumber = k + 1

    (entry,) = entries(write_stack(tmp_path, axial_positions(6), change=counted))
    assert (entry.verdict, entry.slices) == ("ok", 6)


def test_that_two_scans_that_interleave_are_not_taken_for_one_fine_stack(tmp_path: Path) -> None:
    found = entries(write_stack(tmp_path, axial_positions(10, step=0.5), change=by_parity(AcquisitionNumber=(1, 2))))
    assert [entry.spacing_mm for entry in found] == [pytest.approx((0.7, 0.7, 1.0))] * 2


def test_that_one_acquisition_number_throughout_is_no_reason_to_split(tmp_path: Path) -> None:
    (entry,) = entries(write_stack(tmp_path, axial_positions(6), AcquisitionNumber=1, ConvolutionKernel=["B", "30"]))
    assert entry.key == SERIES


def test_that_the_largest_stack_is_found_by_the_plain_uid(tmp_path: Path) -> None:
    def one_soft(data: Dataset, k: int) -> None:
        data.ConvolutionKernel = "A" if k == 0 else "B"

    index = scan(write_stack(tmp_path, axial_positions(6), change=one_soft))
    entry, part = index.find(SERIES)
    assert (entry.slices, part) == (5, None)
