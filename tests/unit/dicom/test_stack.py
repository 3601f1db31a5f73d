"""The stack proof, on files written by pydicom and positions worked out by hand."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from spineplan.dicom.elements import PixelElement
from spineplan.dicom.header import Instance, Slice
from spineplan.dicom.index import scan
from spineplan.dicom.series import SeriesEntry
from spineplan.dicom.source import ByteSource
from spineplan.dicom.stack import Stack, prove
from tests.support.dicom_files import AXIAL, axial_positions, pixels_of, write_stack


def only(folder: Path) -> SeriesEntry:
    (entry,) = scan(folder).series
    return entry


def said(entry: SeriesEntry) -> str:
    return " ".join(entry.problems)


def affine(entry: SeriesEntry) -> np.ndarray:
    assert isinstance(entry.content, Stack)
    assert entry.content.grid is not None
    return entry.content.grid.lps_from_ijk


def test_that_spacing_follows_from_positions_and_not_from_the_thickness(tmp_path: Path) -> None:
    entry = only(write_stack(tmp_path, axial_positions(6, step=1.5), SliceThickness=5.0, SpacingBetweenSlices=9.0))
    assert entry.verdict == "ok"
    assert entry.shape_kji == (6, 12, 16)
    assert entry.spacing_mm == pytest.approx((0.7, 0.7, 1.5))
    assert entry.problems == ()


def test_that_slices_are_ordered_by_position_and_not_by_number_or_name(tmp_path: Path) -> None:
    positions = axial_positions(7)
    shuffled = [positions[n] for n in (3, 0, 6, 1, 5, 2, 4)]
    entry = only(write_stack(tmp_path, shuffled))
    assert isinstance(entry.content, Stack)
    assert [piece.position_mm for piece in entry.content.slices] == positions


def test_that_rows_and_columns_keep_their_own_spacing(tmp_path: Path) -> None:
    entry = only(write_stack(tmp_path, axial_positions(3), PixelSpacing=[0.9, 0.4]))
    assert entry.spacing_mm == pytest.approx((0.4, 0.9, 1.5))
    np.testing.assert_allclose(affine(entry)[:3, 0], (0.4, 0, 0))
    np.testing.assert_allclose(affine(entry)[:3, 1], (0, 0.9, 0))


def test_that_feet_first_and_prone_need_no_special_case(tmp_path: Path) -> None:
    prone = (-1.0, 0.0, 0.0, 0.0, -1.0, 0.0)
    entry = only(write_stack(tmp_path, [(5, 4, z) for z in (9.0, 7.0, 5.0)], prone, PatientPosition="FFP"))
    expected = np.array([[-0.7, 0, 0, 5], [0, -0.7, 0, 4], [0, 0, 2.0, 5.0], [0, 0, 0, 1]])
    np.testing.assert_allclose(affine(entry), expected, atol=1e-12)


def test_that_a_sagittal_stack_runs_along_its_own_normal(tmp_path: Path) -> None:
    sagittal = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)  # rows run to posterior, columns to inferior: the normal is -x
    entry = only(write_stack(tmp_path, [(x, -50, 80) for x in (-6.0, -3.0, 0.0, 3.0)], sagittal))
    expected = np.array([[0, 0, -3.0, 3.0], [0.7, 0, 0, -50], [0, -0.7, 0, 80], [0, 0, 0, 1]])
    np.testing.assert_allclose(affine(entry), expected, atol=1e-12)


@pytest.mark.parametrize("rounded_to", [1, 2, 6])
def test_that_positions_rounded_by_the_scanner_are_accepted(tmp_path: Path, rounded_to: int) -> None:
    positions = [(-5.0, -4.0, round(-20 + 1.25 * k, rounded_to)) for k in range(12)]
    assert only(write_stack(tmp_path, positions)).verdict == "ok"


def test_that_a_gap_is_refused_naming_the_slices(tmp_path: Path) -> None:
    positions = axial_positions(9, step=2.0, start=0.0)
    del positions[5:7]
    entry = only(write_stack(tmp_path, positions))
    assert entry.verdict == "refused"
    assert entry.shape_kji is None
    expected = "2 slices are missing between slice 5 (image 5, at 8.00 mm) and slice 6 (image 6, at 14.00 mm)"
    assert said(entry) == f"{expected}: 6.00 mm instead of 2.00 mm."


def test_that_the_longest_uniform_part_of_a_gapped_stack_is_offered_first(tmp_path: Path) -> None:
    positions = axial_positions(20, step=1.0, start=0.0)
    del positions[6]
    entry = only(write_stack(tmp_path, positions))
    assert [(run.first, run.last, run.count) for run in entry.runs] == [(7, 19, 13), (1, 6, 6)]
    assert entry.runs[0].spacing_mm == pytest.approx(1.0)


def test_that_a_changing_step_is_refused_and_both_parts_are_offered(tmp_path: Path) -> None:
    positions = axial_positions(6, step=1.0, start=0.0) + axial_positions(5, step=3.0, start=8.0)
    entry = only(write_stack(tmp_path, positions))
    assert entry.verdict == "refused"
    assert "The steps between slice 6" in said(entry)
    assert "are 3.00 mm instead of 1.00 mm" in said(entry)
    assert [(run.first, run.last) for run in entry.runs] == [(6, 11), (1, 6)]


def test_that_a_slice_out_of_line_is_refused_by_name(tmp_path: Path) -> None:
    positions = axial_positions(8)
    positions[3] = (-5.0, 1.0, positions[3][2])
    entry = only(write_stack(tmp_path, positions))
    assert entry.verdict == "refused"
    assert said(entry) == "Slice 4 (image 4, at -15.50 mm) lies 5.00 mm to the side of the line through the others."


def test_that_different_pictures_at_one_place_are_refused(tmp_path: Path) -> None:
    positions = [*axial_positions(5), axial_positions(5)[2]]
    entry = only(write_stack(tmp_path, positions))
    assert entry.verdict == "refused"
    assert said(entry).startswith("Slice 3 (image 3, at -17.00 mm) to slice 4 (image 6, at -17.00 mm) lie at the same")


def test_that_a_picture_sent_twice_under_two_names_counts_once(tmp_path: Path) -> None:
    def repeat_third(data: Dataset, k: int) -> None:
        if k == 5:
            data.PixelData = pixels_of(2).tobytes()

    entry = only(write_stack(tmp_path, [*axial_positions(5), axial_positions(5)[2]], change=repeat_third))
    assert entry.verdict == "ok"
    assert entry.slices == 5
    assert "1 picture is there twice with equal pixels" in said(entry)


def test_that_a_file_copied_twice_counts_once(tmp_path: Path) -> None:
    write_stack(tmp_path, axial_positions(5))
    (tmp_path / "again").write_bytes((tmp_path / "IM0002").read_bytes())
    entry = only(tmp_path)
    assert (entry.verdict, entry.slices) == ("ok", 5)
    assert said(entry) == "1 file repeats an image; one of each is used."


def test_that_a_single_slice_says_that_its_spacing_is_not_proven(tmp_path: Path) -> None:
    entry = only(write_stack(tmp_path, axial_positions(1)))
    assert (entry.verdict, entry.spacing_mm) == ("ok", (0.7, 0.7, 5.0))
    assert said(entry) == "There is a single slice; its slice thickness stands in for the spacing."


@pytest.mark.parametrize(
    ("tags", "sentence"),
    [
        ({"PixelSpacing": None}, "do not say how large a pixel is"),
        ({"PixelSpacing": [0.0, 0.7]}, "do not say how large a pixel is"),
        ({"ImageOrientationPatient": None}, "do not say where they lie"),
        ({"ImagePositionPatient": None}, "do not say where they lie"),
        ({"ImageOrientationPatient": [1, 0, 0, 1, 0, 0]}, "not a pair of perpendicular unit directions"),
        ({"ImageOrientationPatient": [2, 0, 0, 0, 1, 0]}, "not a pair of perpendicular unit directions"),
        ({"RescaleSlope": 0}, "rescale slope is 0"),
        ({"PhotometricInterpretation": "PALETTE COLOR"}, "colour pictures"),
        ({"BitsAllocated": 32, "BitsStored": 32}, "32 bits per pixel"),
        ({"Rows": 0}, "has no size"),
        ({"Rows": 60000, "Columns": 60000}, "impossible size"),
        ({"NumberOfFrames": 1000}, "fewer pixels than its header promises"),
        ({"PixelData": None}, "holds no pictures"),
        ({"Modality": "RTSTRUCT"}, "set of contours"),
        ({"ImageType": ["ORIGINAL", "PRIMARY", "M", "MOSAIC"]}, "many slices side by side"),
        ({"BitsStored": 12, "HighBit": 15}, "12 bits below bit 15"),
    ],
)
def test_that_headers_without_a_volume_are_refused_in_a_sentence(
    tmp_path: Path, tags: dict[str, object], sentence: str
) -> None:
    entry = only(write_stack(tmp_path, axial_positions(3), **tags))
    assert entry.verdict == "refused"
    assert sentence in said(entry)


def test_that_a_stack_without_frame_of_reference_is_aligned_with_nothing(tmp_path: Path) -> None:
    entry = only(write_stack(tmp_path, axial_positions(3), FrameOfReferenceUID=None))
    assert entry.verdict == "ok"
    assert entry.frame_of_reference_uid.startswith("2.25.")
    assert "other series cannot be aligned" in said(entry)


def test_that_a_frame_of_reference_of_its_own_in_every_slice_is_an_anonymisers_work(tmp_path: Path) -> None:
    def own(data: Dataset, k: int) -> None:
        data.FrameOfReferenceUID = f"1.9.{k}"

    entry = only(write_stack(tmp_path, axial_positions(5), change=own))
    assert (entry.verdict, entry.slices) == ("ok", 5)
    assert entry.frame_of_reference_uid.startswith("2.25.")


@settings(max_examples=60)
@given(
    count=st.integers(2, 30),
    step=st.floats(0.3, 8.0),
    angles=st.tuples(st.floats(0, 6.2), st.floats(0, 3.1), st.floats(0, 6.2)),
    tilt=st.floats(-0.5, 0.5),
    seed=st.integers(0, 1000),
)
def test_that_any_uniform_stack_puts_every_slice_where_its_header_says(
    count: int, step: float, angles: tuple[float, float, float], tilt: float, seed: int
) -> None:
    a, b, c = angles
    z = lambda t: np.array([[np.cos(t), -np.sin(t), 0], [np.sin(t), np.cos(t), 0], [0, 0, 1]])  # noqa: E731
    x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    axes = z(a) @ x @ z(c)
    move = axes @ np.array([0.0, np.tan(tilt) * step, step])
    positions = [np.array([10.0, -20.0, 30.0]) + k * move for k in range(count)]
    order = np.random.default_rng(seed).permutation(count)
    stack = prove([bare_slice(positions[n], (*axes[:, 0], *axes[:, 1])) for n in order])
    assert stack.grid is not None
    for k in range(count):
        shift = (0.0, 0.0) if stack.shifts_ij is None else stack.shifts_ij[k]
        placed = stack.grid.lps_from_ijk @ np.array([*shift, k, 1.0])
        np.testing.assert_allclose(placed[:3], positions[k], atol=0.1)
    if stack.shifts_ij is not None:
        np.testing.assert_allclose(placed[:3], positions[-1], atol=1e-6)
        assert (stack.shifts_ij >= 0).all()


def bare_slice(position: np.ndarray, orientation: tuple[float, ...] = AXIAL) -> Slice:
    """A slice without a file."""
    instance = Instance(
        ByteSource("", ""), "1.2.840.10008.1.2", {}, PixelElement(0x7FE00010, 0, 384), 0, False, "", "", "", "", "CT",
        12, 16, 1, 1, 16, 16, True, "MONOCHROME2", "",
    )  # fmt: skip
    return Slice(instance, 0, {}, tuple(float(p) for p in position), orientation, (0.7, 0.7), 1.0, 0.0)
