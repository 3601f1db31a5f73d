"""Error envelopes as published, the grades of clinical reference 19.9 R1, margins by structure, the C-arm's reach."""

from math import radians, tan

import msgspec
import pytest

from spineplan.anatomy.numbering import Structure
from spineplan.planning.field.risks import base_of, margin_for, words
from spineplan.planning.margins.carm import en_face_view
from spineplan.planning.margins.grades import Wall, gertzbein_robbins, heary
from spineplan.planning.margins.guidance import Guidance, guidance, guidances


@pytest.mark.parametrize(
    ("breach", "grade"),
    [(0.0, "A"), (0.1, "B"), (1.9, "B"), (2.0, "C"), (3.99, "C"), (4.0, "D"), (5.99, "D"), (6.0, "E"), (20.0, "E")],
)
def test_the_grades(breach: float, grade: str) -> None:
    assert gertzbein_robbins(breach) == grade


def test_that_a_breach_is_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        gertzbein_robbins(-0.1)


SOUND: dict[Wall, float] = {"medial": 1.0, "lateral": 1.0, "superior": 1.0, "inferior": 0.0}


@pytest.mark.parametrize(
    ("breached", "tip_in_bone", "grade"),
    [
        ((), True, 1),
        (("lateral",), True, 2),
        (("lateral",), False, 3),
        ((), False, 3),
        (("medial",), True, 4),
        (("inferior",), False, 4),
        (("lateral", "medial"), True, 4),
        (("superior",), True, None),
        (("superior", "lateral"), True, 2),
    ],
)
def test_the_grades_of_heary_as_the_reference_works_them_h1(
    breached: tuple[Wall, ...], tip_in_bone: bool, grade: int | None
) -> None:
    assert heary(SOUND | dict.fromkeys(breached, -0.5), tip_in_bone) == grade


def test_that_the_suggested_envelopes_are_there() -> None:
    known = {one.id: (one.tip_mm, one.angle_deg) for one in guidances()}
    assert known["free-hand"] == (6.0, 3.4)
    assert known["laser"] == known["navigation"] == (4.0, 1.3)
    assert known["robot"][0] == 1.0
    assert set(known) == {"free-hand", "laser", "navigation", "cone-beam", "robot"}
    assert [one.tip_mm for one in guidances()] == sorted((one.tip_mm for one in guidances()), reverse=True)
    assert guidance("").id == "laser"
    with pytest.raises(KeyError):
        guidance("dowsing")


def test_that_the_envelope_opens_from_the_skin() -> None:
    radii = guidance("laser").radii_at(80.0)
    assert radii.bone_mm == pytest.approx(80.0 * tan(radians(1.3)))
    assert radii.tip_mm == 4.0
    assert guidance("laser").radii_at(None).bone_mm == pytest.approx(60.0 * tan(radians(1.3)))
    assert guidance("free-hand").radii_at(200.0).bone_mm == 6.0


def test_that_an_envelope_can_be_edited_within_reason() -> None:
    own = msgspec.structs.replace(guidance("laser"), tip_mm=2.5)
    assert own.radii_at(0.0).tip_mm == 2.5
    with pytest.raises(ValueError, match="30 mm"):
        Guidance(id="x", name="x", tip_mm=-1.0, angle_deg=1.0)


def test_that_margins_are_found_without_the_side_and_can_be_the_users() -> None:
    assert margin_for(Structure.KIDNEY_LEFT).margin_mm == 5.0
    assert margin_for(Structure.KIDNEY_LEFT, {"kidney": 8.0}).margin_mm == 8.0
    assert margin_for(Structure.KIDNEY_LEFT, {"kidney_right": 8.0}).margin_mm == 5.0
    assert margin_for(Structure.HEART).hard
    assert base_of(Structure.VERTEBRAL_ARTERY_RIGHT) == "vertebral_artery"
    assert words(Structure.KIDNEY_LEFT) == "left kidney"
    assert words(Structure.SPINAL_CANAL) == "spinal canal"


def test_that_the_c_arm_is_held_against_its_limits() -> None:
    prone = en_face_view((0.3420, 0.9397, 0.0), (0.0, 0.0, 0.0))
    assert prone.angles.primary_deg == pytest.approx(160.0, abs=0.01)
    assert prone.angles.secondary_deg == pytest.approx(0.0)
    assert prone.reachable
    steep = en_face_view((0.0, 0.5, 0.9), (0.0, 0.0, 0.0))
    assert not steep.reachable
    assert "cranial" in steep.reason
    from_the_front = en_face_view((0.0, -50.0, 0.0), (0.0, 0.0, 0.0))
    assert not from_the_front.reachable
    assert "oblique" in from_the_front.reason
    assert en_face_view((0.0, -50.0, 0.0), (0.0, 0.0, 0.0), prone=False).reachable
