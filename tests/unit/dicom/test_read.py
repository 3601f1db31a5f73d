"""Reading volumes: against SimpleITK, piece by piece, cancelled, and from every kind of container."""

import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from spineplan.dicom.index import scan
from spineplan.dicom.loading import _middle_out
from spineplan.dicom.read import begin_volume, read_volume
from spineplan.errors import Cancelled, ImageRefused
from spineplan.imaging.volume import Volume
from tests.support.dicom_files import SERIES, STUDY, axial_positions, pixels_of, save, write_stack
from tests.support.dicom_files import a_slice as written_slice


def loaded(path: Path) -> Volume:
    (entry,) = scan(path).series
    return read_volume(entry)


def by_simpleitk(folder: Path) -> sitk.Image:
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
    return reader.Execute()


def assert_same(volume: Volume, image: sitk.Image) -> None:
    np.testing.assert_array_equal(volume.array_kji, sitk.GetArrayViewFromImage(image))
    k, j, i = volume.grid.shape_kji
    for ijk in ((0, 0, 0), (i - 1, 0, 0), (0, j - 1, 0), (0, 0, k - 1), (i - 1, j - 1, k - 1)):
        ours = volume.grid.lps_from_ijk @ np.array([*ijk, 1.0])
        np.testing.assert_allclose(ours[:3], image.TransformIndexToPhysicalPoint(ijk), atol=2e-3)


ORIENTATIONS = {
    "head first": (1, 0, 0, 0, 1, 0),
    "prone": (-1, 0, 0, 0, -1, 0),
    "sagittal": (0, 1, 0, 0, 0, -1),
    "coronal": (1, 0, 0, 0, 0, -1),
    "oblique": (0.8, 0.6, 0, -0.48, 0.64, -0.6),
}


@pytest.mark.parametrize("name", ORIENTATIONS)
@pytest.mark.parametrize("descending", [False, True])
def test_that_arrays_and_places_agree_with_simpleitk(tmp_path: Path, name: str, descending: bool) -> None:
    orientation = np.array(ORIENTATIONS[name], dtype=float)
    normal = np.cross(orientation[:3], orientation[3:])
    steps = [2.5 * k for k in range(6)]
    positions = [np.array([7.0, -3.0, 11.0]) + step * normal for step in (steps[::-1] if descending else steps)]
    write_stack(tmp_path, positions, tuple(orientation), PixelSpacing=[0.8, 0.5])
    assert_same(loaded(tmp_path), by_simpleitk(tmp_path))


def test_that_the_rider_chest_agrees_with_simpleitk(rider_folder: Path) -> None:
    volume = loaded(rider_folder)
    assert volume.grid.shape_kji == (95, 512, 512)
    assert volume.grid.spacing_mm == pytest.approx((0.644531, 0.644531, 0.8), abs=1e-6)
    assert volume.padding_value == -3024
    assert_same(volume, by_simpleitk(rider_folder))


def test_that_the_feet_first_lidc_chest_agrees_with_simpleitk(lidc_folder: Path) -> None:
    volume = loaded(lidc_folder)
    assert volume.grid.shape_kji == (275, 512, 512)
    assert volume.frame_of_reference_uid.startswith("2.25.")
    assert_same(volume, by_simpleitk(lidc_folder))


def test_that_a_volume_knows_what_it_was_made_of(tmp_path: Path) -> None:
    volume = loaded(write_stack(tmp_path, axial_positions(3)))
    assert (volume.series_uid, volume.study_uid, volume.modality) == (SERIES, STUDY, "CT")
    assert volume.description == "Spine"
    # printf '1.2.826.0.1.77.1.1\n1.2.826.0.1.77.1.2\n1.2.826.0.1.77.1.3' | sha256sum
    assert volume.instances_digest == "9dde47b93e2757ed4dc08d62696473d2d95c877f0c7f213a8b2c554e33174009"


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_that_a_zip_is_read_like_its_folder(tmp_path: Path, compression: int) -> None:
    folder = write_stack(tmp_path / "study" / "inner", axial_positions(5))
    with zipfile.ZipFile(tmp_path / "study.zip", "w", compression) as archive:
        archive.writestr("readme.txt", "not an image")
        for file in folder.iterdir():
            archive.write(file, f"a/b/{file.name}")
    np.testing.assert_array_equal(loaded(tmp_path / "study.zip").array_kji, loaded(folder).array_kji)


def test_that_slices_arrive_from_the_middle_and_each_once(tmp_path: Path) -> None:
    (entry,) = scan(write_stack(tmp_path, axial_positions(40))).series
    loading = begin_volume(entry)
    assert not loading.volume.array_kji.any()
    arrived: list[range] = []

    def look(slices: range) -> None:
        arrived.append(slices)
        for k in slices:
            np.testing.assert_array_equal(loading.volume.array_kji[k], pixels_of(k) - 1024)

    volume = loading.fill(on_slices=look)
    assert volume.array_kji is loading.volume.array_kji
    assert sorted(k for slices in arrived for k in slices) == list(range(40))


def test_that_the_first_slices_read_are_those_in_the_middle() -> None:
    chunks = _middle_out(50, 8)
    assert 25 in chunks[0]
    assert sorted(k for chunk in chunks for k in chunk) == list(range(50))
    distance = [min(abs(k - 25) for k in chunk) for chunk in chunks]
    assert distance == sorted(distance)


def test_that_callbacks_come_in_the_callers_thread(tmp_path: Path) -> None:
    (entry,) = scan(write_stack(tmp_path, axial_positions(20))).series
    threads = set()
    done = []
    read_volume(
        entry,
        progress=lambda at, total, _: done.append((at, total)),
        on_slices=lambda _: threads.add(threading.current_thread()),
    )
    assert threads == {threading.current_thread()}
    assert done[-1] == (20, 20)


def test_that_loading_can_be_cancelled(tmp_path: Path) -> None:
    (entry,) = scan(write_stack(tmp_path, axial_positions(60))).series
    seen = []

    def cancel(at: int, _total: int | None, _text: str) -> None:
        seen.append(at)
        raise Cancelled

    with pytest.raises(Cancelled):
        read_volume(entry, progress=cancel)
    assert len(seen) == 1


def test_that_scanning_can_be_cancelled(tmp_path: Path) -> None:
    write_stack(tmp_path, axial_positions(60))

    def cancel(at: int, total: int | None, _text: str) -> None:
        if total is not None and at:
            raise Cancelled

    with pytest.raises(Cancelled):
        scan(tmp_path, cancel)


def test_that_a_chosen_part_of_a_refused_stack_is_read(tmp_path: Path) -> None:
    positions = axial_positions(12, step=1.0, start=0.0)
    del positions[4]
    index = scan(write_stack(tmp_path, positions))
    entry, part = index.find(f"{SERIES}@5-11")
    assert part is not None
    volume = read_volume(entry, run=part)
    assert volume.grid.shape_kji[0] == 7
    assert volume.grid.lps_from_ijk[2, 3] == pytest.approx(5.0)
    np.testing.assert_array_equal(volume.array_kji[0], pixels_of(4) - 1024)
    assert volume.series_uid == f"{SERIES}@5-11"
    assert volume.notes == ("Only slices 5 to 11 of 11 are shown, a uniform part chosen by the user.",)
    assert volume.instances_digest != entry.instances_digest


def test_that_a_refused_stack_is_not_read(tmp_path: Path) -> None:
    positions = axial_positions(8)
    del positions[3]
    (entry,) = scan(write_stack(tmp_path, positions)).series
    with pytest.raises(ImageRefused, match="1 slice is missing between slice 3"):
        read_volume(entry)


def test_that_a_file_that_vanished_since_the_scan_is_named(tmp_path: Path) -> None:
    (entry,) = scan(write_stack(tmp_path, axial_positions(5))).series
    (tmp_path / "IM0003").unlink()
    with pytest.raises(ImageRefused, match=r"Slice 4 \(image 4\) cannot be read from its file"):
        read_volume(entry)


def test_that_a_file_that_shrank_since_the_scan_is_named(tmp_path: Path) -> None:
    (entry,) = scan(write_stack(tmp_path, axial_positions(5))).series
    raw = (tmp_path / "IM0002").read_bytes()
    (tmp_path / "IM0002").write_bytes(raw[:-10])
    with pytest.raises(ImageRefused, match=r"Slice 3 \(image 3\)"):
        read_volume(entry)


def test_that_no_sentence_names_the_patient(tmp_path: Path) -> None:
    folder = write_stack(tmp_path, axial_positions(5), PatientName="Geheim^Anna")
    (entry,) = scan(folder).series
    raw = (folder / "IM0002").read_bytes()
    (folder / "IM0002").write_bytes(raw[:-10])
    with pytest.raises(ImageRefused) as refused:
        read_volume(entry)
    assert "Geheim" not in str(refused.value)


def test_that_big_endian_and_deflated_stacks_equal_the_plain_one(tmp_path: Path) -> None:
    plain = loaded(write_stack(tmp_path / "plain", axial_positions(4))).array_kji
    for name, syntax in (("big", "1.2.840.10008.1.2.2"), ("deflated", "1.2.840.10008.1.2.1.99")):
        for k, position in enumerate(axial_positions(4)):
            data = written_slice(k, position)
            if name == "big":
                data.PixelData = pixels_of(k).astype(">i2").tobytes()
                data.set_original_encoding(False, False)
            data.file_meta.TransferSyntaxUID = syntax
            save(data, tmp_path / name / f"{k}")
        np.testing.assert_array_equal(loaded(tmp_path / name).array_kji, plain)
