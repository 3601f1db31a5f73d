"""What is found in folders, zips and discs."""

import os
import zipfile
from pathlib import Path

import numpy as np
import pytest

from spineplan.dicom import heads
from spineplan.dicom.identity import PatientHeader
from spineplan.dicom.index import ImageIndex, scan
from spineplan.dicom.read import read_volume
from spineplan.errors import Cancelled, ImageRefused, UsageError
from tests.support.dicom_files import SERIES, STUDY, a_slice, axial_positions, save, write_dicomdir, write_stack


def test_that_patients_studies_and_series_form_a_tree(tmp_path: Path) -> None:
    write_stack(tmp_path / "ct", axial_positions(3))
    write_stack(tmp_path / "mr", axial_positions(4), SeriesInstanceUID="1.9.1", SeriesNumber=2, Modality="MR")
    older = {"SeriesInstanceUID": "1.9.2", "StudyInstanceUID": "1.8", "StudyDate": "20190101"}
    write_stack(tmp_path / "old", axial_positions(2), **older)
    write_stack(tmp_path / "other", axial_positions(2), SeriesInstanceUID="1.9.3", StudyInstanceUID="1.7",
                PatientName="Other", PatientID="T2")  # fmt: skip
    index = scan(tmp_path)
    assert [patient.header.patient_id for patient in index.patients] == ["T2", "T1"]
    test_case = index.patients[1]
    assert test_case.header == PatientHeader("Test^Case", "T1", "", "19500101", "F")
    assert [study.uid for study in test_case.studies] == [STUDY, "1.8"]
    assert [entry.uid for entry in test_case.studies[0].series] == ["1.9.1", SERIES]
    assert [entry.slices for entry in index.series] == [2, 4, 3, 2]
    assert index.problems == ()


def test_that_other_files_are_ignored(tmp_path: Path) -> None:
    write_stack(tmp_path / "a" / "b", axial_positions(3))
    (tmp_path / "a" / "report.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "empty").touch()
    (tmp_path / "notes.txt").write_text("the spine " * 500, encoding="utf-8")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    index = scan(tmp_path)
    assert [entry.slices for entry in index.series] == [3]
    assert index.problems == ()


def test_that_a_circle_of_links_ends(tmp_path: Path) -> None:
    folder = write_stack(tmp_path / "a", axial_positions(3))
    (folder / "again").symlink_to(tmp_path, target_is_directory=True)
    assert [entry.slices for entry in scan(tmp_path).series] == [3]


def test_that_damaged_files_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    write_stack(tmp_path, axial_positions(4))
    raw = (tmp_path / "IM0000").read_bytes()
    (tmp_path / "broken").write_bytes(raw[: raw.index(b"Test^Case") + 4])
    (tmp_path / "fake.dcm").write_text("not DICOM at all", encoding="utf-8")
    index = scan(tmp_path)
    assert [entry.slices for entry in index.series] == [4]
    assert index.problems == ('2 files are damaged: "broken" ends inside its header; "fake.dcm" is not DICOM.',)


def test_that_a_slice_cut_off_in_its_pixels_leaves_a_gap_and_is_named(tmp_path: Path) -> None:
    write_stack(tmp_path, axial_positions(7, step=1.0, start=0.0))
    file = tmp_path / "IM0003"
    file.write_bytes(file.read_bytes()[:-100])
    (entry,) = scan(tmp_path).series
    assert entry.verdict == "refused"
    assert entry.problems[0] == "1 of 7 images were left out: image 4 is cut off before its pixels end."
    assert entry.problems[1].startswith("1 slice is missing between slice 3 (image 3, at 2.00 mm)")


@pytest.mark.parametrize("content", [b"", b"abc", bytes(5000)])
def test_that_a_single_file_that_is_no_image_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.bin"
    file.write_bytes(content)
    with pytest.raises(ImageRefused, match="No DICOM or NIfTI images were found"):
        scan(file)


def test_that_a_damaged_zip_in_a_folder_is_mentioned(tmp_path: Path) -> None:
    (tmp_path / "study.zip").write_bytes(b"PK")
    with pytest.raises(ImageRefused, match="1 zip file in it cannot be read"):
        scan(tmp_path)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_that_zips_in_a_folder_are_looked_into(tmp_path: Path, packing: int) -> None:
    slices = write_stack(tmp_path / "loose", axial_positions(4))
    folder = tmp_path / "cd"
    folder.mkdir()
    with zipfile.ZipFile(folder / "study.zip", "w", packing) as archive:
        for file in sorted(slices.iterdir()):
            archive.write(file, f"images/{file.name}")
    (packed,) = scan(folder).series
    (loose,) = scan(slices).series
    assert (packed.uid, packed.slices, packed.verdict) == (loose.uid, 4, "ok")
    assert np.array_equal(read_volume(packed).array_kji, read_volume(loose).array_kji)


def test_that_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImageRefused, match='"nowhere" does not exist'):
        scan(tmp_path / "nowhere")


def test_that_an_unknown_series_is_bad_usage(tmp_path: Path) -> None:
    index = scan(write_stack(tmp_path, axial_positions(3)))
    with pytest.raises(UsageError, match=r"There is no series 1\.2\.3 here"):
        index.find("1.2.3")
    with pytest.raises(UsageError, match="has no uniform part 1-9"):
        index.find(f"{SERIES}@1-9")


def test_that_progress_reaches_the_number_of_files(tmp_path: Path) -> None:
    write_stack(tmp_path, axial_positions(40))
    seen: list[tuple[int, int | None]] = []
    scan(tmp_path, lambda done, total, _: seen.append((done, total)))
    assert (40, 40) in seen
    assert seen[0] == (0, None)


def disc(folder: Path) -> Path:
    """A disc: images in IMAGES, and a DICOMDIR that lists them."""
    write_stack(folder / "IMAGES", axial_positions(5))
    write_dicomdir(folder, [("IMAGES", f"IM{k:04}") for k in range(5)])
    return folder


def test_that_a_disc_is_opened_by_its_folder_or_its_directory_file(tmp_path: Path) -> None:
    folder = disc(tmp_path / "disc")
    for path in (folder, folder / "DICOMDIR"):
        (entry,) = scan(path).series
        assert (entry.verdict, entry.slices, entry.problems) == ("ok", 5, ())


def test_that_files_missing_from_a_disc_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = disc(tmp_path / "disc")
    max(file for file in folder.rglob("*") if file.is_file() and file.name != "DICOMDIR").unlink()
    (entry,) = scan(folder).series
    assert (entry.verdict, entry.slices) == ("ok", 4)
    assert entry.problems == ("1 of 5 files that the disc's DICOMDIR lists are missing.",)


def test_that_a_disc_without_any_of_its_files_says_so(tmp_path: Path) -> None:
    folder = disc(tmp_path / "disc")
    for file in folder.rglob("*"):
        if file.is_file() and file.name != "DICOMDIR":
            file.unlink()
    (entry,) = scan(folder).series
    assert (entry.uid, entry.verdict, entry.slices, entry.modality) == (SERIES, "refused", 0, "CT")
    assert entry.patient.patient_id == "T1"
    assert entry.problems == ("All 5 files that the disc's DICOMDIR lists are missing.",)


def test_that_the_spelling_of_file_names_on_a_disc_does_not_matter(tmp_path: Path) -> None:
    folder = disc(tmp_path / "disc")
    for file in [file for file in folder.rglob("*") if file.is_file() and file.name != "DICOMDIR"]:
        file.rename(file.with_name(file.name.lower() + ".;1"))
    (entry,) = scan(folder).series
    assert entry.problems == ()


def test_that_a_zipped_disc_is_a_disc(tmp_path: Path) -> None:
    folder = disc(tmp_path / "disc")
    with zipfile.ZipFile(tmp_path / "disc.zip", "w") as archive:
        for file in sorted(folder.rglob("*"))[:-1]:
            if file.is_file():
                archive.write(file, f"CD/{file.relative_to(folder)}")
    (entry,) = scan(tmp_path / "disc.zip").series
    assert entry.slices == 4
    assert entry.problems == ("1 of 5 files that the disc's DICOMDIR lists are missing.",)


def test_that_a_zip_with_a_password_is_reported(tmp_path: Path) -> None:
    write_stack(tmp_path / "s", axial_positions(1))
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as archive:
        archive.write(tmp_path / "s" / "IM0000", "IM0000")
    raw = bytearray((tmp_path / "s.zip").read_bytes())
    raw[6] |= 1  # "encrypted", in the member's own header and in the directory
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "s.zip").write_bytes(raw)
    with pytest.raises(ImageRefused, match='"IM0000" cannot be read'):
        scan(tmp_path / "s.zip")


def test_that_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    write_stack(tmp_path / "s", axial_positions(1))
    with zipfile.ZipFile(tmp_path / "s.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tmp_path / "s" / "IM0000", "IM0000")
    raw = (tmp_path / "s.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(raw[:-30])
    with pytest.raises(ImageRefused):
        scan(tmp_path / "cut.zip")
    (tmp_path / "bad.zip").write_bytes(raw[:60] + bytes(40) + raw[100:])
    with pytest.raises(ImageRefused):
        scan(tmp_path / "bad.zip")


def header_of(tmp_path: Path, name: str, charset: str | list[str]) -> PatientHeader:
    data = a_slice(0, (0, 0, 0), SpecificCharacterSet=charset, PatientName=name)
    index: ImageIndex = scan(save(data, tmp_path / "one"))
    return index.patients[0].header


@pytest.mark.parametrize(
    ("name", "charset"),
    [
        ("Müller^Jörg", "ISO_IR 100"),
        ("Müller^Jörg", "ISO_IR 192"),
        ("Люкceмбypг", "ISO_IR 144"),
        ("Διονυσιος", "ISO_IR 126"),
        ("王^小东", "GB18030"),
        ("Yamada^Tarou=山田^太郎", ["", "ISO 2022 IR 87"]),
    ],
)
def test_that_names_are_read_in_their_own_character_set(tmp_path: Path, name: str, charset: str | list[str]) -> None:
    assert header_of(tmp_path, name, charset).name == name.split("=", maxsplit=1)[0]


def test_that_a_lying_character_set_does_not_stop_the_scan(tmp_path: Path) -> None:
    path = save(a_slice(0, (0, 0, 0), SpecificCharacterSet="ISO_IR 100", PatientName="Müller"), tmp_path / "one")
    path.write_bytes(path.read_bytes().replace(b"ISO_IR 100", b"ISO_IR 999"))
    assert scan(path).patients[0].header.name.startswith("M")


def test_that_a_slow_disc_is_read_in_threads_with_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_stack(tmp_path, axial_positions(60))
    quick = [piece.label for piece in scan(tmp_path).series[0].content.slices]  # type: ignore[union-attr]
    monkeypatch.setattr(heads, "_SLOW_S", -1.0)
    slow = [piece.label for piece in scan(tmp_path).series[0].content.slices]  # type: ignore[union-attr]
    assert slow == quick

    def cancel(at: int, total: int | None, _text: str) -> None:
        if total is not None and at:
            raise Cancelled

    with pytest.raises(Cancelled):
        scan(tmp_path, cancel)
