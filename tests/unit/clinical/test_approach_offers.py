"""Why an approach is offered at a level for a patient, or why not."""

import pytest

from spineplan.anatomy.numbering import Structure
from spineplan.clinical.approaches import PatientFacts, approach, approaches, offer, offers_for
from spineplan.clinical.needles import needle_models
from spineplan.plan.levels import ALL_LEVELS


def test_that_every_structure_to_avoid_has_a_name_in_label_maps() -> None:
    known = {one.value.removesuffix("_left").removesuffix("_right") for one in Structure}
    for way in approaches():
        assert set(way.avoid) <= known
        assert set(way.crosses) <= known
        assert not set(way.avoid) & set(way.crosses)


def test_that_gauges_are_in_the_needle_catalogue_and_ranges_run_upward() -> None:
    gauges = {model.gauge for model in needle_models()}
    for way in approaches():
        assert set(way.gauges) <= gauges
        assert way.axial_deg[0] < way.axial_deg[1]
        assert way.cranio_caudal_deg[0] < way.cranio_caudal_deg[1]
        assert way.through_pedicle == (way.path == "pedicle")


@pytest.mark.parametrize("level", ALL_LEVELS[:-1])
def test_that_every_approach_says_why(level: str) -> None:
    for one in offers_for(level):
        assert one.reasons
        way = approach(one.approach)
        assert way is not None
        assert one.offered == way.suits(level)


def _offer(approach_id: str, level: str, facts: PatientFacts) -> tuple[bool, str, str]:
    way = approach(approach_id)
    assert way is not None
    found = offer(way, level, facts)
    return found.offered, " ".join(found.reasons), " ".join(found.cautions)


def test_that_a_pedicle_too_small_or_destroyed_turns_the_way_through_it_down() -> None:
    small = PatientFacts(pedicle_width_mm=2.9, outer_diameter_mm=3.05)
    offered, why, _ = _offer("transpedicular", "T5", small)
    assert not offered
    assert "2.9 mm wide" in why
    assert not _offer("transpedicular", "T5", PatientFacts(pedicle_destroyed=True))[0]
    assert _offer("parapedicular", "T5", PatientFacts(pedicle_destroyed=True))[0]
    tight = PatientFacts(pedicle_width_mm=4.5, outer_diameter_mm=3.05)
    offered, _, caution = _offer("transpedicular", "T5", tight)
    assert offered
    assert "1.4" in caution or "1.5" in caution


def test_that_a_wide_pedicle_speaks_against_going_beside_it() -> None:
    wide = PatientFacts(pedicle_width_mm=10.0, outer_diameter_mm=3.05, pedicle_destroyed=False)
    assert "safer" in _offer("posterolateral", "L3", wide)[2]


def test_that_the_mouth_and_anaesthesia_count() -> None:
    assert not _offer("trans-oral", "C2", PatientFacts(mouth_opens=False))[0]
    assert not _offer("trans-oral", "C2", PatientFacts(general_anaesthesia_possible=False))[0]
    assert _offer("trans-oral", "C2", PatientFacts())[0]


def test_that_what_is_not_marked_is_named() -> None:
    way = approach("trans-oral")
    assert way is not None
    found = offer(way, "C2", PatientFacts(known_structures=frozenset({"spinal_canal", "mandible"})))
    assert "vertebral_artery" in found.unknown
    assert "mandible" not in found.unknown
