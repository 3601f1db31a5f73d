"""Proposals: safe by brute force, deterministic, explained; refusals say what to relax; weights move the choice."""

from dataclasses import replace

import numpy as np
import pytest

from spineplan.anatomy.label_map import LabelledLevel
from spineplan.anatomy.numbering import Structure
from spineplan.clinical.approaches import approach
from spineplan.errors import Cancelled, InputRefused
from spineplan.imaging.mask import Mask
from spineplan.planning.field.safety_field import FieldRequest, SafetyField, build_field
from spineplan.planning.search.proposals import ProposalRequest, Proposals, propose
from spineplan.planning.search.reasons import unmarked
from spineplan.planning.search.score import Weights
from tests.support.phantom_patient import PhantomPatient, lumbar, patient
from tests.support.planned import block, brute_clearance, canal, centres, from_axis, grid, request, shaft_start


@pytest.fixture(scope="module")
def field() -> SafetyField:
    return build_field(request())


@pytest.fixture(scope="module")
def found(field: SafetyField) -> Proposals:
    return propose(ProposalRequest(field, "transpedicular", gauge="11G"))


def test_that_both_sides_are_searched_in_full(found: Proposals) -> None:
    assert found.candidates_searched >= 200_000
    assert {one.needle.side for one in found.proposals} == {"left", "right"}
    assert len(found.proposals) == 5
    assert not found.refused


def test_that_scores_fall_and_stay_between_0_and_100(found: Proposals) -> None:
    scores = [one.score for one in found.proposals]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 100.0 for score in scores)
    assert all(0.0 <= value <= 1.0 for one in found.proposals for value in one.terms.values())


def test_that_equal_requests_give_equal_needles(field: SafetyField, found: Proposals) -> None:
    again = propose(ProposalRequest(build_field(request()), "transpedicular", gauge="11G"))
    assert [one.needle for one in again.proposals] == [one.needle for one in found.proposals]
    assert [one.reasons for one in again.proposals] == [one.reasons for one in found.proposals]


def test_that_each_proposal_is_of_another_kind(found: Proposals) -> None:
    for n, one in enumerate(found.proposals):
        for other in found.proposals[:n]:
            if one.needle.side != other.needle.side:
                continue
            tips = np.linalg.norm(np.subtract(one.needle.target_mm, other.needle.target_mm))
            entries = np.linalg.norm(np.subtract(one.needle.entry_mm, other.needle.entry_mm))
            assert max(tips, entries) > 4.0


def test_that_the_needle_reaches_and_is_the_shortest_that_does(found: Proposals) -> None:
    for one in found.proposals:
        length = one.margins.length
        assert length is not None
        assert length.fits
        assert one.needle.length_mm - length.spare_mm > 100.0 - 10.0 or one.needle.length_mm == 100.0


def test_that_reasons_tell_the_numbers(found: Proposals) -> None:
    said = "; ".join(found.proposals[0].reasons)
    for words in ("mm to the canal", "wall of the pedicle, grade A", "midline", "mm needle", "laser guidance"):
        assert words in said


def test_that_no_proposal_touches_canal_or_leaves_the_pedicle_of_a_synthetic_patient() -> None:
    person: PhantomPatient = lumbar()
    place = person.volume.grid
    sac = np.zeros(place.shape_kji, dtype=bool)
    for one in person.structures:
        if one.structure in (Structure.SPINAL_CANAL, Structure.DURAL_SAC, Structure.SPINAL_CORD):
            sac |= one.mask.full()
    level = person.labels.level("L4")
    assert level is not None
    near = level.mask.full()
    canal_mm = centres(sac, place)
    result = propose(
        ProposalRequest(
            build_field(FieldRequest(person.volume, person.labels, "L4", person.structures)), "transpedicular"
        )
    )
    assert result.proposals
    for proposal in result.proposals:
        needle, margins = proposal.needle, proposal.margins
        radius = needle.outer_diameter_mm / 2.0
        start, tip = np.array(margins.skin_mm), np.array(needle.target_mm)
        slow = brute_clearance(canal_mm, place, start, tip, radius)
        assert slow > 0.0
        said = min(margins.clearance_mm[name] for name in ("spinal_canal", "dural_sac"))
        assert said == pytest.approx(slow, abs=0.01)
        truth = person.truth["levels"]["L4"]["pedicles"][needle.side]
        isthmus, axis = np.array(truth["isthmus_mm"]), np.array(truth["axis"])
        box = ~near
        outside = centres(box & _around(isthmus, place), place)
        away, foot = from_axis(outside, start, tip)
        zone = np.abs((foot - isthmus) @ axis) <= 4.0
        assert float(away[zone].min()) >= radius


def _around(middle: np.ndarray, place: object) -> np.ndarray:
    from spineplan.imaging.grid import Grid

    assert isinstance(place, Grid)
    out = np.zeros(place.shape_kji, dtype=bool)
    ijk = np.rint((np.asarray(place.ijk_from_lps) @ np.append(middle, 1.0))[:3]).astype(int)
    half = [int(25.0 / mm) for mm in place.spacing_mm]
    i, j, k = (slice(max(0, c - h), c + h + 1) for c, h in zip(ijk, half, strict=True))
    out[k, j, i] = True
    return out


def test_that_a_pedicle_too_small_is_refused_with_a_way_out() -> None:
    narrow = build_field(request(pedicle_mm=4))
    refused = propose(ProposalRequest(narrow, "transpedicular", ("left",), "8G"))
    assert not refused.proposals
    (sentence,) = refused.refused
    assert "L3 left, 8G: the pedicle is 3." in sentence
    assert "thinner" in sentence
    thin = propose(ProposalRequest(narrow, "transpedicular", ("left",), "15G"))
    assert thin.proposals
    assert all(one.margins.grade == "A" for one in thin.proposals)


def test_that_without_a_gauge_the_next_usual_one_that_fits_is_taken() -> None:
    narrow = build_field(request(pedicle_mm=4))
    found = propose(ProposalRequest(narrow, "transpedicular", ("left",)))
    assert found.proposals
    assert found.proposals[0].needle.outer_diameter_mm < 3.4
    assert found.proposals[0].margins.grade == "A"


def test_that_a_vessel_in_the_way_is_gone_around_or_refused() -> None:
    behind = block((3, 40, -25), (55, 60, 25))
    blocked = build_field(request(structures={Structure.SPINAL_CANAL: canal(), Structure.BOWEL: behind}))
    result = propose(ProposalRequest(blocked, "transpedicular", ("left",), "11G"))
    assert not result.proposals
    assert "a structure at risk" in result.refused[0]
    small = block((14, 40, 0), (20, 60, 4))
    gone_around = build_field(request(structures={Structure.SPINAL_CANAL: canal(), Structure.BOWEL: small}))
    cloud = centres(small, grid())
    result = propose(ProposalRequest(gone_around, "transpedicular", ("left",), "11G"))
    assert result.proposals
    for one in result.proposals:
        radius = one.needle.outer_diameter_mm / 2.0
        assert (
            brute_clearance(cloud, grid(), np.array(one.margins.skin_mm), np.array(one.needle.target_mm), radius) >= 0.0
        )


def test_that_the_lesion_is_reached_where_there_is_one() -> None:
    spot = block((-14, -26, 4), (-6, -18, 9))
    asked = replace(request(), lesion=Mask(spot, (0, 0, 0), grid()).tight())
    result = propose(ProposalRequest(build_field(asked), "transpedicular", ("right",), "11G"))
    off = np.linalg.norm(np.subtract(result.proposals[0].needle.target_mm, (-10.0, -22.0, 6.5)))
    assert off < 8.0


def test_that_the_weights_move_the_choice(field: SafetyField) -> None:
    lone = "transpedicular-unilateral"
    across = propose(ProposalRequest(field, lone, ("left",), "13G", weights=Weights(midline=50.0)))
    bone = propose(ProposalRequest(field, lone, ("left",), "13G", weights=Weights(midline=0.0, wall=50.0)))
    assert across.proposals[0].margins.past_midline_mm > bone.proposals[0].margins.past_midline_mm
    assert across.weights["midline"] == 50.0
    assert propose(ProposalRequest(field, "transpedicular", ("left",), "13G")).weights["midline"] == 0.0
    with pytest.raises(ValueError, match="negative"):
        Weights(wall=-1.0)


def test_that_the_posterolateral_way_stays_beside_the_pedicle(field: SafetyField) -> None:
    result = propose(ProposalRequest(field, "posterolateral", ("left",), "13G"))
    assert result.proposals
    for one in result.proposals:
        assert one.needle.entry_mm[1] < 8.0
        assert one.margins.grade is None
        assert one.margins.convergence_deg > 20.0
        assert min(one.margins.clearance_mm.values()) >= 0.0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"approach": "through the roof"}, "no approach"),
        ({"approach": "trans-oral"}, "meant for C1 to C3"),
        ({"gauge": "9"}, "no gauge"),
        ({"sides": ("midline",)}, "no midline side"),
    ],
)
def test_that_nonsense_is_refused(field: SafetyField, change: dict[str, object], words: str) -> None:
    asked = replace(ProposalRequest(field, "transpedicular"), **change)
    with pytest.raises(InputRefused, match=words):
        propose(asked)


def test_that_a_missing_pedicle_is_said() -> None:
    asked = request()
    level = asked.labels.level("L3")
    assert level is not None
    bone = level.mask.full()
    bone[:, 61:84, 65:] = False
    changed = LabelledLevel("L3", Mask(bone, (0, 0, 0), grid()).tight())
    field = build_field(replace(asked, labels=replace(asked.labels, levels=(changed,))))
    result = propose(ProposalRequest(field, "transpedicular", ("left",), "11G"))
    assert "no left pedicle" in result.refused[0]


def test_that_it_can_be_cancelled(field: SafetyField) -> None:
    def stop(done: float, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        propose(ProposalRequest(field, "transpedicular"), stop)


def test_that_what_nobody_marked_is_said(field: SafetyField) -> None:
    way = approach("transpedicular")
    assert way is not None
    assert unmarked(field, way) == ("Not marked: nerve root, lung, aorta.",)


def test_that_c2_is_reached_through_the_mouth_past_teeth_and_arteries() -> None:
    person = patient("figure2", ("C1", "C3"), 1.2)
    level = build_field(FieldRequest(person.volume, person.labels, "C2", person.structures))
    result = propose(ProposalRequest(level, "trans-oral"))
    assert result.candidates_searched >= 100_000
    best = result.proposals[0]
    assert best.margins.skin_mm is None
    assert best.needle.side == "midline"
    for name in ("mandible", "teeth", "spinal_cord", "dural_sac", "vertebral_artery_left", "vertebral_artery_right"):
        cloud = centres(
            next(one.mask.full() for one in person.structures if one.structure.value == name), person.volume.grid
        )
        tip = np.array(best.needle.target_mm)
        hub = shaft_start(best.needle, None)
        assert brute_clearance(cloud, person.volume.grid, hub, tip, best.needle.outer_diameter_mm / 2.0) > 0.5
    assert best.margins.c_arm.reachable


def test_that_the_lateral_mass_of_c1_is_reached_from_the_side() -> None:
    person = patient("figure2", ("C1", "C3"), 1.2)
    level = build_field(FieldRequest(person.volume, person.labels, "C1", person.structures))
    result = propose(ProposalRequest(level, "direct-lateral-c1", ("left",)))
    best = result.proposals[0]
    mass = np.array(person.truth["other_bones"]["C1"]["lateral_masses_mm"]["left"])
    assert float(np.linalg.norm(mass - best.needle.target_mm)) < 9.0
    assert all(value >= 0.0 for value in best.margins.clearance_mm.values())
    assert abs(best.margins.convergence_deg) > 30.0


@pytest.mark.parametrize(("way", "least_mm"), [("sacral-short-axis", 8.0), ("sacral-long-axis", 33.0)])
def test_that_the_ala_of_the_sacrum_is_reached_clear_of_canal_and_roots(way: str, least_mm: float) -> None:
    person = patient("healthy", ("L5", "S"), 2.0)
    level = build_field(FieldRequest(person.volume, person.labels, "S1", person.structures))
    result = propose(ProposalRequest(level, way, ("right",), "13G"))
    best = result.proposals[0]
    tip = np.array(best.needle.target_mm)
    assert tip[0] < -12.0
    assert best.margins.depth_bone_mm is not None
    assert best.margins.depth_bone_mm > least_mm
    for name in ("spinal_canal", "dural_sac", "nerve_root"):
        mask = next((one.mask for one in person.structures if one.structure.value == name), None)
        if mask is not None:
            cloud = centres(mask.full(), person.volume.grid)
            start = shaft_start(best.needle, best.margins.skin_mm)
            slow = brute_clearance(cloud, person.volume.grid, start, tip, best.needle.outer_diameter_mm / 2.0)
            assert best.margins.clearance_mm[name] == pytest.approx(slow, abs=0.01)
            assert slow > 0.0
