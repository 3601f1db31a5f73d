"""The real lumbar CT with its TotalSegmentator labels: printed clearances hold against every voxel."""

import numpy as np
import pytest

from spineplan.anatomy.importing.labels import import_labels
from spineplan.anatomy.label_map import LabelMap
from spineplan.cli.volume import chosen_series
from spineplan.dicom.index import scan
from spineplan.dicom.read import read_volume
from spineplan.exchange.label_files import read_labels
from spineplan.imaging.volume import Volume
from spineplan.planning.field.safety_field import FieldRequest, build_field
from spineplan.planning.search.proposals import ProposalRequest, propose
from tests.conftest import SHARED_DATA
from tests.support.planned import brute_clearance, centres, shaft_start

FOLDER = SHARED_DATA / "ts_lumbar_3mm"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared real data are not here")


@pytest.fixture(scope="module")
def real() -> tuple[Volume, LabelMap]:
    entry, part = chosen_series(scan(FOLDER / "example_ct.nii.gz"), None)
    volume = read_volume(entry, run=part)
    labels = import_labels(read_labels(FOLDER / "example_seg_fast_force_split.nii.gz"), volume)
    assert isinstance(labels, LabelMap)
    return volume, labels


@pytest.mark.parametrize(
    ("level", "way"), [("L3", "transpedicular"), ("L2", "posterolateral"), ("T12", "parapedicular")]
)
def test_that_clearances_hold_on_real_labels(real: tuple[Volume, LabelMap], level: str, way: str) -> None:
    volume, labels = real
    field = build_field(FieldRequest(volume, labels, level))
    result = propose(ProposalRequest(field, way, top=2))
    assert result.proposals
    assert any("3.0 mm" in note or "1.5 mm" in note for note in result.notes)
    for one in result.proposals:
        tip = np.array(one.needle.target_mm)
        start = shaft_start(one.needle, one.margins.skin_mm)
        radius = one.needle.outer_diameter_mm / 2.0
        for labelled in labels.structures:
            key = labelled.structure.value
            if key not in one.margins.clearance_mm or key == "spinal_canal":
                continue
            said = one.margins.clearance_mm[key]
            cloud = centres(labelled.mask.full(), volume.grid)
            slow = brute_clearance(cloud, volume.grid, start, tip, radius)
            if said < 50.0:
                assert said == pytest.approx(slow, abs=0.05)
            else:
                assert slow > 49.0
        assert all(value >= 0.0 for value in one.margins.clearance_mm.values())
