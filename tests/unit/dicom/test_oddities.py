"""Every file of ../shared/data/dicom_oddities loads right or is refused in one sentence."""

import re
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from spineplan.dicom.index import scan
from spineplan.dicom.pictures import read_pictures, thumbnail
from spineplan.dicom.read import read_volume
from spineplan.dicom.series import SeriesEntry
from spineplan.errors import ImageRefused


@pytest.fixture(scope="module")
def oddities(shared_data: Path) -> Path:
    folder = shared_data / "dicom_oddities"
    if not folder.is_dir():
        pytest.skip("the odd DICOM files of ../shared/data are not here")
    return folder


def only(path: Path) -> SeriesEntry:
    (entry,) = scan(path).series
    return entry


SYNTAXES = [
    "BigEndianExplicit", "DeflatedExplicitVRLittleEndian", "JPEG2000LosslessOnly", "JPEG2000", "JPEGLSLossless",
    "JPEGLSLossy", "JPEGProcess10_12", "JPEGProcess14SV1", "JPEGProcess14", "JPEGProcess1", "JPEGProcess2_4",
    "JPEGProcess6_8", "LittleEndianExplicit", "LittleEndianImplicit", "RLELossless",
]  # fmt: skip


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_that_the_slice_reads_as_simpleitk_reads_it_in_every_syntax(oddities: Path, syntax: str) -> None:
    (file,) = oddities.glob(f"CTImage.dcm_{syntax}TransferSyntax_*")
    volume = read_volume(only(file))
    expected = sitk.GetArrayFromImage(sitk.ReadImage(str(file)))
    assert volume.array_kji.shape == (1, 512, 512)
    # lossy decoders may differ by one stored value; the slopes of the lossy copies are 2 and 32
    tolerance = {"JPEGProcess1": 17.0}.get(syntax, 2.6 if "Process1" in syntax or "Process" in syntax else 0.5)
    assert np.abs(volume.array_kji - expected).max() <= (0.5 if "14" in syntax else tolerance)


def test_that_lossless_copies_are_equal(oddities: Path) -> None:
    names = ("BigEndianExplicit", "Deflated", "JPEG2000LosslessOnly", "JPEGLSLossless", "JPEGProcess14SV1", "RLE")
    plain = read_volume(only(next(oddities.glob("*LittleEndianExplicit*")))).array_kji
    for name in names:
        (file,) = oddities.glob(f"CTImage.dcm_{name}*")
        np.testing.assert_array_equal(read_volume(only(file)).array_kji, plain)


def test_that_lossy_copies_say_so(oddities: Path) -> None:
    volume = read_volume(only(next(oddities.glob("*JPEGLSLossy*"))))
    assert volume.notes == ("The images were compressed with loss: fine detail and values are approximate.",)


def test_that_jpeg_ls_reads_as_simpleitk_reads_it(oddities: Path) -> None:
    image = sitk.ReadImage(str(oddities / "CT2_JLSL"), imageIO="GDCMImageIO")
    np.testing.assert_array_equal(read_volume(only(oddities / "CT2_JLSL")).array_kji, sitk.GetArrayFromImage(image))


def test_that_an_enhanced_ct_is_read_with_its_frames_in_place(oddities: Path) -> None:
    volume = read_volume(only(oddities / "eCT_Supplemental.dcm"))
    expected = np.array([[-0.388672, 0, 0, 99.5], [0, 0.388672, 0, -301.5], [0, 0, -10, -149], [0, 0, 0, 1]])
    np.testing.assert_allclose(volume.grid.lps_from_ijk, expected, atol=1e-9)
    assert volume.unit == ""
    stored = np.fromfile(oddities / "eCT_Supplemental.dcm", "<u2")[-2 * 512 * 512 :].reshape(2, 512, 512)
    np.testing.assert_array_equal(volume.array_kji, stored[::-1].astype(int) - 1024)


def test_that_fragments_without_offset_table_are_put_together(oddities: Path) -> None:
    lossy = read_volume(only(oddities / "CT0012.fragmented_no_bot_jpeg_baseline.51.dcm"))
    assert lossy.grid.shape_kji == (2, 512, 512)
    assert np.abs(lossy.array_kji[0].astype(int) - lossy.array_kji[1]).max() > 100


def test_that_the_tilted_head_with_changing_steps_is_refused_and_its_parts_are_read_upright(oddities: Path) -> None:
    entry = only(oddities / "ge_tilt18_variable_spacing.zip")
    assert entry.verdict == "refused"
    assert [(run.first, run.last) for run in entry.runs] == [(15, 28), (1, 14)]
    assert "between slice 14 (image 14, at 18.36 mm) and slice 15" in entry.problems[0]
    volume = read_volume(entry, run=entry.runs[1])
    assert any("Gantry tilt of 18.5 degrees" in note for note in volume.notes)
    assert volume.grid.spacing_mm[2] == pytest.approx(4.22 * 0.9483237, abs=1e-3)
    i, j, k = volume.grid.lps_from_ijk[:3, :3].T
    assert abs(i @ j) + abs(j @ k) + abs(i @ k) < 1e-9


def test_that_the_tilted_head_keeps_its_brightness_in_place(oddities: Path, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(oddities / "ge_tilt18_variable_spacing.zip") as archive:
        archive.extractall(tmp_path)
    entry = only(tmp_path)
    volume = read_volume(entry, run=entry.runs[1])
    for k, name in ((2, "03.dcm"), (12, "13.dcm")):
        image = sitk.ReadImage(str(tmp_path / name))
        points = np.random.default_rng(k).uniform(150, 360, (200, 2))
        for i, j in points[:50]:
            mm = image.TransformContinuousIndexToPhysicalPoint((float(i), float(j), 0.0))
            ours = volume.grid.ijk_from_lps @ np.array([*mm, 1.0])
            assert ours[2] == pytest.approx(k, abs=1e-3)
        expected = sitk.GetArrayFromImage(image)[0].astype(float)
        shift = volume.grid.ijk_from_lps @ np.array([*image.GetOrigin(), 1.0])
        low, part = int(np.floor(shift[1])), shift[1] % 1.0
        mixed = (1 - part) * expected[1:] + part * expected[:-1]
        clean = (expected[1:] > -1500) & (expected[:-1] > -1500)
        ours_there = volume.array_kji[k, low + 1 : low + 512]
        assert np.abs(ours_there - mixed)[clean].max() <= 0.51


def test_that_the_repeated_position_counts_once_and_the_gaps_are_named(oddities: Path) -> None:
    entry = only(oddities / "ct_duplicate_positions.zip")
    assert (entry.verdict, entry.slices) == ("refused", 10)
    assert entry.problems[0] == "1 picture is there twice with equal pixels; one of each is used."
    assert "between slice 1 (image 190, at -512.50 mm) and slice 2 (image 145, at -400.00 mm)" in entry.problems[1]


@pytest.mark.parametrize("name", ["NM1_J2KR", "NM1_JPLL", "NM1_RLE"])
def test_that_the_bone_scan_opens_as_a_picture(oddities: Path, name: str) -> None:
    entry = only(oddities / name)
    assert entry.verdict == "refused"
    assert "they open as pictures, not as a volume" in entry.problems[0]
    (picture,) = read_pictures(entry)
    expected = sitk.GetArrayFromImage(sitk.ReadImage(str(oddities / name), imageIO="GDCMImageIO"))[0]
    np.testing.assert_array_equal(picture.array_ji * picture.value_scale + picture.value_offset, expected)
    small = thumbnail(entry)
    assert small is not None
    assert small.max() > 100


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("no-pixel-data.dcm", "This is a structured report, not pictures."),
        ("no-pixel-spacing.dcm", "These are colour pictures, not a volume."),
        ("rtstruct/rt.dcm", "This is a set of contours, not pictures."),
        ("rtstruct/invalid_reference_rt.dcm", "This is a set of contours, not pictures."),
        ("rtstruct/non_existent_reference_rt.dcm", "This is a set of contours, not pictures."),
        ("seg/liver.dcm", "This is a segmentation, not pictures."),
        ("seg/sr.dcm", "This is a structured report, not pictures."),
    ],
)
def test_that_what_is_no_volume_is_refused_in_a_sentence(oddities: Path, name: str, sentence: str) -> None:
    entry = only(oddities / name)
    assert entry.problems == (sentence,)
    with pytest.raises(ImageRefused, match=re.escape(sentence)):
        read_volume(entry)


def test_that_the_images_beside_a_segmentation_are_a_volume(oddities: Path) -> None:
    (ct,) = [entry for entry in scan(oddities / "seg").series if entry.modality == "CT"]
    assert (ct.verdict, ct.shape_kji) == ("ok", (3, 512, 512))
    assert ct.spacing_mm == pytest.approx((0.810547, 0.810547, 1.0))


def test_that_the_whole_folder_is_scanned_in_one_go(oddities: Path) -> None:
    found = scan(oddities).series
    assert {entry.modality for entry in found} == {"CT", "NM", "SEG", "SR", "RTSTRUCT", "US"}
    assert all(entry.loadable or entry.problems for entry in found)
