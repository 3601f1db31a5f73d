"""The written patient against independent readers: SimpleITK, nibabel, dciodvfy, counting."""

import json
import shutil
import subprocess
from pathlib import Path

import nibabel
import numpy as np
import pytest
import SimpleITK

from spineplan.errors import UsageError
from spineplan.phantom import Demo, write_demo


def _read(folder: Path) -> SimpleITK.Image:
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(SimpleITK.ImageSeriesReader.GetGDCMSeriesFileNames(str(folder)))
    return reader.Execute()


def _mask(demo: Demo, name: str) -> tuple[np.ndarray, np.ndarray]:
    image = nibabel.load(demo.folder / f"{name}.nii.gz")
    return np.asarray(image.dataobj), image.affine


def test_that_the_volume_read_by_simpleitk_lies_where_the_truth_says(demo: Demo) -> None:
    image = _read(demo.folder / "ct")
    affine = np.array(demo.truth["lps_from_ijk"])
    assert image.GetSize() == tuple(demo.truth["shape_kji"][::-1])
    assert image.TransformIndexToPhysicalPoint((3, 5, 7)) == pytest.approx((affine @ [3, 5, 7, 1])[:3], abs=1e-3)


def test_that_bone_is_dense_where_the_labels_say_vertebra(demo: Demo) -> None:
    hu = SimpleITK.GetArrayFromImage(_read(demo.folder / "ct"))
    labels = _mask(demo, "labels")[0].transpose(2, 1, 0)
    structures = _mask(demo, "structures")[0].transpose(2, 1, 0)
    assert hu[labels == 22].mean() > 200
    assert hu[structures == demo.truth["structures"]["thecal_sac"]].mean() == pytest.approx(8, abs=12)
    assert hu[(structures == 0) & (labels == 0)].mean() < -950


def test_that_the_labels_lie_round_the_true_centre_in_ras(demo: Demo) -> None:
    data, affine = _mask(demo, "labels")
    centroid_ras = affine @ [*np.argwhere(data == 22).mean(axis=0), 1]
    centre = np.array(demo.truth["levels"]["L3"]["centre_mm"])
    # The arch pulls the centroid of the whole vertebra straight back from the middle of its body.
    assert centroid_ras[0] == pytest.approx(-centre[0], abs=0.5)
    assert -centroid_ras[1] - centre[1] == pytest.approx(15, abs=6)
    assert centroid_ras[2] == pytest.approx(centre[2], abs=4)


def test_that_left_is_left(demo: Demo) -> None:
    lesions, affine = _mask(demo, "lesions")
    structures, _ = _mask(demo, "structures")
    left_pedicle_lesion = affine @ [*np.argwhere(lesions == 1).mean(axis=0), 1]
    aorta = affine @ [*np.argwhere(structures == demo.truth["structures"]["aorta"]).mean(axis=0), 1]
    cava = affine @ [*np.argwhere(structures == demo.truth["structures"]["vena_cava"]).mean(axis=0), 1]
    assert left_pedicle_lesion[0] < -8  # RAS: left is negative
    assert aorta[0] < 0
    assert cava[0] > 5
    assert demo.truth["lesions"][0]["centre_mm"][0] == pytest.approx(-left_pedicle_lesion[0], abs=1e-2)


def test_that_stated_volumes_are_those_counted_on_the_masks(demo: Demo) -> None:
    voxel_ml = 1.5**3 / 1000
    labels, _ = _mask(demo, "labels")
    lesions, _ = _mask(demo, "lesions")
    for level, number in (("L3", 22), ("L4", 23)):
        counted = np.count_nonzero(labels == number) * voxel_ml
        assert demo.truth["levels"][level]["volume_ml"] == pytest.approx(counted, abs=1e-3)
    for row in demo.truth["lesions"]:
        assert row["volume_ml"] == pytest.approx(np.count_nonzero(lesions == row["number"]) * voxel_ml, abs=1e-3)


def test_that_the_lesions_sectors_are_those_of_figure_3(demo: Demo) -> None:
    left, right = demo.truth["lesions"]
    assert {4, 5} <= set(left["wbb"]["sectors"])
    assert not {8, 9, 10} & set(left["wbb"]["sectors"])
    assert {7, 8} <= set(right["wbb"]["sectors"])
    assert not {4, 5} & set(right["wbb"]["sectors"])


def test_that_mr_and_ct_agree_through_the_stated_transform(demo: Demo) -> None:
    """A bright place of T2 next to a vertebra, carried to the CT by the truth, is the thecal sac."""
    t2 = _read(demo.folder / "mr" / "t2")
    signal = SimpleITK.GetArrayFromImage(t2)
    ct_from_mr = np.linalg.inv(np.array(demo.truth["transforms"]["mr_from_ct"]))
    structures, affine = _mask(demo, "structures")
    sac = 0
    bright = np.argwhere(signal > 0.8 * signal[5:-5].max())
    for k, j, i in bright[:: max(1, len(bright) // 200)]:
        lps = ct_from_mr @ [*t2.TransformIndexToPhysicalPoint((int(i), int(j), int(k))), 1]
        voxel = np.rint(np.linalg.inv(affine) @ [-lps[0], -lps[1], lps[2], 1])[:3].astype(int)
        inside = all(0 <= v < n for v, n in zip(voxel, structures.shape, strict=True))
        sac += inside and structures[tuple(voxel)] in (60, 62, 63)
    assert sac > 120


def test_that_the_active_lesions_are_hot_on_the_front_and_back_view(demo: Demo) -> None:
    import pydicom

    planar = pydicom.dcmread(demo.folder / "nm" / "nm-planar.dcm")
    back = planar.pixel_array[1].astype(float)
    spect = pydicom.dcmread(demo.folder / "nm" / "nm-spect.dcm")
    origin = np.array(spect.DetectorInformationSequence[0].ImagePositionPatient, dtype=float)
    counts = spect.pixel_array.astype(float)
    at = [np.rint((np.array(row["centre_mm"]) - origin) / 4.0).astype(int) for row in demo.truth["lesions"]]
    usual = np.median(counts[counts > 60])
    for i, j, k in at:
        assert counts[k - 1 : k + 2, j - 1 : j + 2, i - 1 : i + 2].max() > 1.5 * usual
        # Seen from behind the patient's left is on the left of the picture.
        column, row = back.shape[1] - 1 - i, back.shape[0] - 1 - k
        assert back[row - 1 : row + 2, column - 1 : column + 2].max() > 1.3 * np.median(back[back > 20])


def test_that_every_object_satisfies_dciodvfy(demo: Demo) -> None:
    tool = shutil.which("dciodvfy")
    if tool is None:
        pytest.skip("dciodvfy (Debian package dicom3tools) is not installed")
    files = [*sorted((demo.folder / "ct").iterdir())[::25], *sorted(demo.folder.glob("mr/*/*-005.dcm"))]
    files += sorted((demo.folder / "nm").iterdir())
    for path in files:
        outcome = subprocess.run([tool, str(path)], capture_output=True, text=True, check=False)
        assert "Error" not in outcome.stderr, outcome.stderr


def test_that_the_patient_says_that_it_is_synthetic(demo: Demo) -> None:
    import pydicom

    ds = pydicom.dcmread(demo.folder / "ct" / "ct-0001.dcm")
    assert str(ds.PatientName) == "SPINEPLAN^SYNTHETIC FIGURE3"
    assert ds.PatientID.startswith("SYN-")


def test_that_the_same_seed_gives_the_same_bytes_and_another_seed_another_patient(tmp_path: Path) -> None:
    def made(name: str, seed: int) -> tuple[bytes, dict[str, object]]:
        result = write_demo(tmp_path / name, resolution_mm=3, levels=("L3", "L3"), seed=seed)
        truth = json.loads((result.folder / "truth.json").read_text())
        return (result.folder / "ct" / "ct-0010.dcm").read_bytes(), truth["levels"]["L3"]["pedicles"]

    assert made("a", 5) == made("b", 5)
    assert made("a", 5)[1] != made("c", 6)[1]


@pytest.mark.parametrize(
    "wrong",
    [{"case": "nobody"}, {"levels": ("L9", "L1")}, {"levels": ("L5", "L1")}, {"modalities": ("pt",)},
     {"variants": ("upside-down",)}, {"resolution_mm": 0.01}],
)  # fmt: skip
def test_that_unknown_words_are_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        write_demo(tmp_path, **wrong)
