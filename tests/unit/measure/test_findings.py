"""What is wrong with a plan is said, with the place; a sound plan has no finding."""

from dataclasses import replace as with_fields

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Volume
from spineplan.measure.findings import Finding, plan_findings
from spineplan.plan.model import Ellipsoid, Lesion, Plan
from tests.support.plans import mirrored, moved, needle, plan_of, spine

BODY = Ellipsoid(centre_mm=(0.0, 0.0, -70.0), semi_axes_mm=(24.0, 17.0, 14.0))


def sound() -> Plan:
    """L1, L2, L3 at z = 0, -35, -70, a needle from the left into L3's marked body."""
    levels = spine("L1", "L2", "L3")
    levels = (*levels[:2], replace(levels[2], body=BODY))
    return plan_of(levels, needles=(needle((28.0, 45.0, -66.0), (4.0, -6.0, -70.0)),))


def with_needle(**fields) -> Plan:
    plan = sound()
    return replace(plan, needles=(replace(plan.needles[0], **fields),))


def only(plan: Plan, volume: Volume | None = None) -> Finding:
    found = plan_findings(plan, volume)
    assert len(found) == 1, found
    return found[0]


def test_that_a_sound_plan_has_no_finding() -> None:
    assert plan_findings(sound()) == ()


def test_that_the_wrong_side_is_found_at_the_entry() -> None:
    found = only(with_needle(side="right"))
    assert (found.severity, found.code) == ("safety", "needle-side")
    assert found.sentence == "The L3 needle is planned for the right side but enters on the left."
    assert found.show_point_mm == (28.0, 45.0, -66.0)
    assert found.subject == ("needle", "n1")


def test_that_the_side_is_judged_about_the_levels_own_centre() -> None:
    plan = sound()
    shifted = tuple(replace(v, centre_mm=(60.0, *v.centre_mm[1:]), body=None) for v in plan.levels)
    codes = {f.code for f in plan_findings(replace(plan, levels=shifted))}
    assert "needle-side" in codes


def test_that_the_wrong_level_is_found_at_the_target() -> None:
    found = plan_findings(with_needle(target_mm=(4.0, -6.0, -38.0)))
    assert [f.code for f in found] == ["needle-level", "needle-tip"]
    assert found[0].sentence == "The needle planned for L3 ends at L2."
    assert found[0].show_point_mm == (4.0, -6.0, -38.0)


def test_that_a_target_where_nothing_is_marked_is_found() -> None:
    found = plan_findings(with_needle(target_mm=(4.0, -6.0, -120.0)))
    assert found[0].sentence == "The L3 needle ends where no level is marked."


@pytest.mark.parametrize("target", [(4.0, -17.5, -70.0), (4.0, 0.0, -84.5), (25.0, 0.0, -70.0)])
def test_that_a_tip_outside_the_marked_body_is_a_safety_finding(target) -> None:
    found = only(with_needle(target_mm=target))
    assert (found.severity, found.code) == ("safety", "needle-tip")


def test_that_a_tip_outside_a_suggested_body_asks_to_mark_it() -> None:
    plan = with_needle(target_mm=(4.0, -40.0, -70.0))
    plan = replace(plan, levels=tuple(replace(v, body=None) for v in plan.levels))
    found = only(plan)
    assert (found.severity, found.code) == ("image", "needle-tip")
    assert "suggested" in found.sentence


def test_that_an_unconfirmed_level_weighs_more_when_it_is_used() -> None:
    plan = sound()
    proposed = tuple(replace(v, state="proposed") if v.name != "L2" else v for v in plan.levels)
    found = plan_findings(replace(plan, levels=proposed))
    assert [(f.severity, f.subject[1]) for f in found] == [("safety", "L3"), ("info", "L1")]


def test_that_unpainted_and_misplaced_lesions_are_found() -> None:
    plan = replace(sound(), lesions=(Lesion(id="a", level="L3", seed_mm=(0.0, 0.0, -36.0)),))
    found = plan_findings(plan)
    assert [(f.severity, f.code) for f in found] == [("safety", "lesion-level"), ("info", "lesion-unpainted")]
    assert found[0].sentence == "The lesion of L3 lies at L2."


def patient() -> Volume:
    """Fat with its skin at y = 75, bone for y < 30, at the plan's place."""
    array = np.full((60, 120, 120), -1000, dtype=np.int16)
    x = (np.arange(120) - 59.5) * 2.0
    fat = (np.abs(x) < 100)[None, :] & (np.abs(x) < 75)[:, None]
    array[:, fat] = -100
    array[:, (np.abs(x) < 60)[None, :] & ((x < 30) & (x > -60))[:, None]] = 500
    affine = np.diag([2.0, 2.0, 2.5, 1.0])
    affine[:3, 3] = [-119.0, -119.0, -140.0]
    return Volume(array, Grid((60, 120, 120), affine), "CT", "1.2.3", "1.9")


def test_that_a_short_needle_is_found_with_what_is_missing() -> None:
    assert plan_findings(sound(), patient()) == ()
    # -300 HU lies between the voxels at y = 73 and 75, at 73.4; 79.4 mm of y are 88.0 mm of needle, 98.0 with the hub.
    found = only(with_needle(length_mm=90.0), patient())
    assert (found.severity, found.code) == ("safety", "needle-short")
    assert found.sentence == "The L3 needle is too short by 8 mm (10 mm kept for the hub)."


def test_that_an_unknown_skin_and_missing_bone_are_said() -> None:
    whole = patient()
    cut = Volume(np.full((60, 120, 120), 40, dtype=np.int16), whole.grid, "CT", "1.2.3", "1.9")
    found = plan_findings(sound(), cut)
    assert [(f.severity, f.code) for f in found] == [("image", "needle-skin"), ("image", "needle-bone")]
    assert "field of view" in found[0].sentence


def test_that_an_mr_says_nothing_about_depth() -> None:
    mr = Volume(patient().array_kji, patient().grid, "MR", "1.2.3", "1.9", unit="")
    assert plan_findings(sound(), mr) == ()


def crooked() -> Plan:
    plan = with_needle(side="right", target_mm=(30.0, -6.0, -40.0))
    return replace(plan, lesions=(Lesion(id="a", level="L3", seed_mm=(7.0, 0.0, -36.0)),))


def test_that_a_mirrored_patient_has_the_mirrored_findings() -> None:
    one, other = plan_findings(crooked()), plan_findings(mirrored(crooked()))
    for a, b in zip(one, other, strict=True):
        words = a.sentence.replace("right", "#").replace("left", "right").replace("#", "left")
        assert b.sentence == words
        assert b.show_point_mm is not None
        assert a.show_point_mm is not None
        assert b.show_point_mm == (-a.show_point_mm[0], *a.show_point_mm[1:])


def test_that_a_moved_patient_has_the_moved_findings() -> None:
    def place(point) -> tuple[float, float, float]:
        return (point[0] - 31.25, point[1] + 208.5, point[2] - 900.0)

    one, other = plan_findings(crooked()), plan_findings(moved(crooked(), place))
    assert [with_fields(f, show_point_mm=None) for f in one] == [with_fields(f, show_point_mm=None) for f in other]
    assert [place(f.show_point_mm) for f in one] == [f.show_point_mm for f in other]
