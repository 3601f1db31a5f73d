"""The field of a level: its frame and pedicles against the synthetic truth, what is found, what is refused."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import ndimage

from spineplan.anatomy.label_map import LabelledLevel
from spineplan.anatomy.numbering import Structure
from spineplan.errors import Cancelled, InputRefused
from spineplan.imaging.mask import Mask
from spineplan.planning.field.safety_field import FieldRequest, build_field
from spineplan.planning.search.offers import facts_of, offers_of
from tests.support.phantom_patient import PhantomPatient, lumbar
from tests.support.planned import canal, grid, request, vertebra


@pytest.fixture(scope="module")
def patient() -> PhantomPatient:
    return lumbar()


def test_that_a_block_is_measured() -> None:
    frame = build_field(request()).frame
    assert np.allclose(frame.axes, [[1, 0, 0], [0, -1, 0], [0, 0, 1]], atol=0.02)
    assert frame.depth_mm == pytest.approx(33.0, abs=1.5)
    assert 2 * frame.half_width_mm == pytest.approx(41.0, abs=1.5)
    assert 2 * frame.half_height_mm == pytest.approx(27.0, abs=1.5)
    assert np.allclose(frame.world(frame.local([3.0, 4.0, 5.0])), [3.0, 4.0, 5.0])


def test_that_the_pedicles_of_blocks_are_found() -> None:
    pedicles = build_field(request(pedicle_mm=7)).pedicles
    assert set(pedicles) == {"left", "right"}
    for side, sign in (("left", 1.0), ("right", -1.0)):
        shape = pedicles[side]  # type: ignore[index]
        assert shape.centre_mm == pytest.approx([sign * 14.0, 8.0, 1.0], abs=8.0)
        assert shape.centre_mm[0] == pytest.approx(sign * 14.0, abs=0.6)
        assert shape.width_mm == pytest.approx(7.0, abs=0.6)
        assert abs(float(shape.medial[0]) + sign) < 0.2


def test_that_a_destroyed_pedicle_is_not_made_up() -> None:
    asked = request()
    bone = vertebra()
    bone[:, 61:76, 71:] = False
    bone[:, 61:77, 65:] &= vertebra()[:, 61:77, 65:] & False
    level = LabelledLevel("L3", Mask(bone, (0, 0, 0), grid()).tight())
    asked = replace(asked, labels=replace(asked.labels, levels=(level,)))
    assert set(build_field(asked).pedicles) == {"right"}


def test_that_distances_run_to_the_surface_of_the_nearest_voxel() -> None:
    field = build_field(request())
    bone = field.region.of(Mask(vertebra(), (0, 0, 0), grid()))
    assert np.allclose(field.wall_mm, _to_cubes(~bone) - _to_cubes(bone), atol=1e-3)
    inside = field.region.of(Mask(canal(), (0, 0, 0), grid()))
    assert np.allclose(field.neural_mm, _to_cubes(inside), atol=1e-3)


def _to_cubes(mask: np.ndarray) -> np.ndarray:
    """From every voxel's centre to the mask's nearest cube of 1 mm, on cubes of 0.5 mm around every half millimetre."""
    fine = np.zeros([2 * n + 1 for n in mask.shape], dtype=bool)
    for corner in np.ndindex(3, 3, 3):
        place = tuple(slice(c, c + 2 * n, 2) for c, n in zip(corner, mask.shape, strict=True))
        fine[place] |= mask
    return ndimage.distance_transform_edt(~fine, sampling=0.5)[1::2, 1::2, 1::2]


def test_that_a_level_without_a_label_is_refused() -> None:
    with pytest.raises(InputRefused, match="L4 is not in the labels; they hold L3"):
        build_field(replace(request(), level="L4"))


def test_that_a_vertebra_without_a_canal_is_refused() -> None:
    asked = request(structures={})
    body = np.zeros_like(vertebra())
    body[17:44, 28:61, 40:81] = True
    level = LabelledLevel("L3", Mask(body, (0, 0, 0), grid()).tight())
    with pytest.raises(InputRefused, match="canal of L3"):
        build_field(replace(asked, labels=replace(asked.labels, levels=(level,))))


def test_that_an_unmarked_canal_is_taken_from_the_arch_and_said() -> None:
    field = build_field(request(structures={}))
    assert field.knows(Structure.SPINAL_CANAL)
    assert any("arch" in note for note in field.notes)
    hole = field.region.of(Mask(canal(), (0, 0, 0), grid()))[:, :, :]
    closed = field.bone.any(axis=(1, 2))
    found = field.neural_mm == 0.0
    assert found[closed].sum() >= 0.95 * hole[closed].sum()


def test_that_it_can_be_cancelled() -> None:
    def stop(done: float, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        build_field(request(), stop)


def test_that_users_margins_count() -> None:
    field = build_field(replace(request(), margins_mm={"spinal_canal": 2.5}))
    assert next(risk for risk in field.risks if risk.key == "spinal_canal").margin.margin_mm == 2.5


@pytest.mark.parametrize("level", ["L3", "L4"])
def test_the_frame_and_the_pedicles_of_a_synthetic_patient(patient: PhantomPatient, level: str) -> None:
    field = build_field(FieldRequest(patient.volume, patient.labels, level, patient.structures))
    truth: dict[str, Any] = patient.truth["levels"][level]
    axes = np.array(truth["lps_from_vertebra"])[:3, :3]
    assert np.linalg.norm(field.frame.origin_mm - truth["centre_mm"]) < 2.0
    assert abs(float(axes[:, 0] @ field.frame.axes[0])) > np.cos(np.radians(3.0))
    assert abs(float(axes[:, 2] @ field.frame.axes[2])) > np.cos(np.radians(4.0))
    for side, shape in field.pedicles.items():
        known = truth["pedicles"][side]
        narrow = min(known["width_mm"], known["height_mm"])
        assert shape.width_mm == pytest.approx(narrow, abs=1.2)  # one voxel
        across = np.array(known["isthmus_mm"]) - shape.centre_mm
        across -= shape.axis * float(across @ shape.axis)
        assert float(np.linalg.norm(across)) < 1.5


def test_that_the_arch_holds_the_canal_of_a_synthetic_patient(patient: PhantomPatient) -> None:
    field = build_field(FieldRequest(patient.volume, patient.labels, "L3"))
    sac = next(one.mask for one in patient.structures if one.structure is Structure.DURAL_SAC)
    inside = field.region.of(sac) & field.bone.any(axis=(1, 2))[:, None, None]
    assert (field.neural_mm[inside] == 0.0).mean() > 0.97


def test_that_the_field_decides_which_approaches_are_offered() -> None:
    narrow = build_field(request(pedicle_mm=4))
    offered = {one.approach: one for one in offers_of(narrow, "left", 4.19)}
    assert not offered["transpedicular"].offered
    assert "mm wide" in offered["transpedicular"].reasons[0]
    assert offered["posterolateral"].offered
    assert "nerve_root" in offered["posterolateral"].unknown
    assert "spinal_canal" not in offered["posterolateral"].unknown
    assert not offered["trans-oral"].offered
    assert facts_of(narrow, "midline").pedicle_width_mm is None
    thin = {one.approach: one for one in offers_of(narrow, "left", 1.83)}
    assert thin["transpedicular"].offered
    assert thin["transpedicular"].cautions
