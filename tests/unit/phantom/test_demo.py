"""The synthetic patient against independent readers: counted volumes, measured masks, SimpleITK, dciodvfy."""

import shutil
import subprocess
from pathlib import Path

import nibabel
import numpy as np
import pytest
import SimpleITK

from spineplan.errors import UsageError
from spineplan.phantom import Demo, write_demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return write_demo(tmp_path_factory.mktemp("demo"), resolution_mm=1.5, levels=("L3", "L4"))


@pytest.fixture(scope="module")
def labels(demo: Demo) -> nibabel.Nifti1Image:
    return nibabel.load(demo.folder / "labels.nii.gz")


def test_that_the_volume_read_by_simpleitk_lies_where_the_truth_says(demo: Demo) -> None:
    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(SimpleITK.ImageSeriesReader.GetGDCMSeriesFileNames(str(demo.ct_folder)))
    image = reader.Execute()
    affine = np.array(demo.truth["lps_from_ijk"])
    assert image.GetSize() == tuple(demo.truth["shape_kji"][::-1])
    assert image.TransformIndexToPhysicalPoint((3, 5, 7)) == pytest.approx((affine @ [3, 5, 7, 1])[:3], abs=1e-3)


def test_that_nifti_labels_are_ras_and_their_centroid_is_the_vertebra(demo: Demo, labels: nibabel.Nifti1Image) -> None:
    data = np.asarray(labels.dataobj)
    centroid_ras = labels.affine @ [*np.argwhere(data == 22).mean(axis=0), 1]
    centre = np.array(demo.truth["levels"]["L3"]["centre_mm"])
    # The arch pulls the centroid of the whole vertebra straight back from the middle of its body.
    assert centroid_ras[0] == pytest.approx(-centre[0], abs=0.5)
    assert -centroid_ras[1] - centre[1] == pytest.approx(17, abs=6)


def test_that_the_left_pedicle_lesion_is_on_the_patients_left(demo: Demo) -> None:
    lesions = nibabel.load(demo.folder / "lesions.nii.gz")
    ras = lesions.affine @ [*np.argwhere(np.asarray(lesions.dataobj) == 1).mean(axis=0), 1]
    assert ras[0] < -8


def test_that_volumes_are_those_counted_on_the_masks(demo: Demo, labels: nibabel.Nifti1Image) -> None:
    for level, number in (("L3", 22), ("L4", 23)):
        counted = np.count_nonzero(np.asarray(labels.dataobj) == number) * 1.5**3 / 1000
        assert demo.truth["levels"][level]["volume_ml"] == pytest.approx(counted, abs=1e-3)


def test_that_every_slice_satisfies_dciodvfy(demo: Demo) -> None:
    tool = shutil.which("dciodvfy")
    if tool is None:
        pytest.skip("dciodvfy (Debian package dicom3tools) is not installed")
    assert demo.ct_folder is not None
    for path in sorted(demo.ct_folder.iterdir())[::30]:
        outcome = subprocess.run([tool, str(path)], capture_output=True, text=True, check=False)
        assert "Error" not in outcome.stderr, outcome.stderr


def test_that_the_same_seed_gives_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    again = write_demo(tmp_path, resolution_mm=1.5, levels=("L3", "L4"))
    assert demo.ct_folder is not None
    assert again.ct_folder is not None
    name = "ct-0020.dcm"
    assert (demo.ct_folder / name).read_bytes() == (again.ct_folder / name).read_bytes()


@pytest.mark.parametrize("wrong", [{"case": "nobody"}, {"levels": ("L9", "L1")}, {"modalities": ("pt",)}])
def test_that_unknown_words_are_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        write_demo(tmp_path, **wrong)
