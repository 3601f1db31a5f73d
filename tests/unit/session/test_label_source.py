"""A DICOM segmentation dropped on the window: right patient, right frame, its own series."""

from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread

from spineplan.anatomy.label_map import LabelMap
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.errors import ImageRefused, WrongPatient
from spineplan.exchange.label_files import looks_like_labels
from spineplan.plan.model import Identity, Plan
from spineplan.session.levels.label_source import offer_file
from spineplan.session.levels.label_taking import take_labels
from spineplan.session.masks import MaskStore
from spineplan.session.opening import series_ref
from tests.support.dicom_files import write_stack
from tests.unit.exchange.test_dicom_seg import HEADER, SLICES, masks, write_seg


@pytest.fixture
def images(tmp_path: Path):
    folder = tmp_path / "ct"
    write_stack(folder, [(3.0, 4.0, 2.5 * k) for k in range(SLICES)], **HEADER)
    entry = scan(folder).series[0]
    volume = read_volume(entry)
    head = dcmread(next(folder.iterdir()))
    who = Identity(
        patient_name=str(head.PatientName), patient_id=str(head.PatientID), birth_date=str(head.PatientBirthDate)
    )
    return folder, volume, Plan(identity=who, reference=series_ref(volume))


def test_that_a_segmentation_of_the_open_series_is_read_and_taken(images, tmp_path: Path) -> None:
    folder, volume, plan = images
    seg = write_seg(folder, tmp_path / "a.dcm", masks(overlap=False), "BINARY")
    assert looks_like_labels(seg)
    offered = offer_file(seg, plan, {volume.series_uid: volume})
    assert offered.images is volume
    assert isinstance(offered.found, LabelMap)
    store = MaskStore()
    after = take_labels(plan, offered.found, store).apply(plan)
    assert {structure.kind for structure in after.structures} == {"kidney_left", "spinal_cord"}
    kidney = next(structure for structure in after.structures if structure.kind == "kidney_left")
    assert store.get(kidney.mask).count == np.count_nonzero(masks(overlap=False)[..., 1])


def test_that_another_frame_of_reference_is_refused(images, tmp_path: Path) -> None:
    folder, volume, plan = images
    seg = write_seg(folder, tmp_path / "b.dcm", masks(overlap=False), "BINARY", "1.2.840.99999.7")
    with pytest.raises(ImageRefused, match="frame of reference"):
        offer_file(seg, plan, {volume.series_uid: volume})


def test_that_somebody_elses_segmentation_is_refused_with_both_names(images, tmp_path: Path) -> None:
    folder, volume, plan = images
    seg = write_seg(folder, tmp_path / "c.dcm", masks(overlap=False), "BINARY")
    other = Plan(identity=Identity(patient_name="Else^Somebody", patient_id="X"), reference=plan.reference)
    with pytest.raises(WrongPatient) as refused:
        offer_file(seg, other, {volume.series_uid: volume})
    assert "Else" not in str(refused.value)
    assert "Somebody" in refused.value.for_the_user


def test_that_folders_of_named_masks_and_images_are_told_apart(images, tmp_path: Path) -> None:
    folder, volume, _ = images
    assert not looks_like_labels(folder)
    assert not looks_like_labels(next(folder.iterdir()))
    named = tmp_path / "masks"
    named.mkdir()
    for name in ("vertebrae_L3.nii.gz", "aorta.nii.gz"):
        (named / name).write_bytes(b"")
    assert looks_like_labels(named)
    (named / "readme.txt").write_text("")
    assert not looks_like_labels(named)
    assert volume.modality == "CT"
