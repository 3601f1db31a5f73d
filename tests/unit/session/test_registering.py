"""Registration in the session: only what a person confirmed maps anything, and only where it holds."""

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.geometry.affine import transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.registration_refine import Refined
from spineplan.imaging.volume import Volume
from spineplan.measure.findings import plan_findings
from spineplan.plan.edits import ConfirmRegistration, PutLesion, PutRegistration, RemoveRegistration, SetLevels
from spineplan.plan.model import Lesion, PointPair
from spineplan.session.lesion_through import canvas_of, check_stretch, stamped
from spineplan.session.lesion_tools import check_frame
from spineplan.session.registering import (
    affine_of,
    begun,
    fitted,
    lacking,
    refined_edit,
    registration_of,
    residuals_mm,
    standing_of,
    stretch_of,
    suggested_range,
    with_pair,
    without_pair,
)
from spineplan.session.session import Session
from tests.support.marking import block
from tests.support.plans import plan_of, spine
from tests.support.registered import MR_FRAME, MR_UID, on_mr, other_series, registered, truth

PLAN = plan_of(spine("L1", "L2", "L3", "L4", top_z=52.0))
CT = block()
MR = other_series(CT)


def session_with(confirmed: bool = True) -> Session:
    session = Session(PLAN, "Dr A")
    session.volumes[CT.series_uid], session.volumes[MR.series_uid] = CT, MR
    session.apply(PutRegistration(registered(PLAN, MR, "L2", "L3")))
    if confirmed:
        session.apply(ConfirmRegistration(MR_FRAME, "Dr A", "2026-01-01T00:00:00Z"))
    return session


def the_registration(session: Session):
    found = registration_of(session.plan, MR)
    assert found is not None
    return found


def test_that_pairs_give_back_the_true_place() -> None:
    found = registered(PLAN, MR, "L1", "L4")
    assert found.method == "points"
    assert np.allclose(affine_of(found), truth(), atol=1e-6)
    assert max(residuals_mm(found)) < 1e-6


def test_that_a_proposed_one_moves_nothing() -> None:
    session = session_with(confirmed=False)
    assert session.shown(MR_UID) is MR
    with pytest.raises(EditRefused, match="another frame"):
        check_frame(session, session.shown(MR_UID))


def test_that_a_confirmed_one_puts_the_series_into_the_plans_frame_until_it_is_changed() -> None:
    session = session_with()
    shown = session.shown(MR_UID)
    assert shown.frame_of_reference_uid == PLAN.reference.frame_of_reference_uid
    assert np.allclose(shown.grid.lps_from_ijk, CT.grid.lps_from_ijk, atol=1e-6)
    assert session.shown(MR_UID) is shown, "it must not be made anew for every paint"
    assert shown.array_kji is MR.array_kji
    session.apply(PutRegistration(the_registration(session)))
    assert session.shown(MR_UID) is MR
    session.undo()
    assert session.shown(MR_UID).grid.same_place(shown.grid)
    session.apply(RemoveRegistration(MR_FRAME))
    assert session.shown(MR_UID) is MR


def test_that_every_series_of_the_same_frame_follows() -> None:
    session = session_with()
    session.volumes["7.7.2"] = Volume(MR.array_kji, MR.grid, "MR", "7.7.2", MR_FRAME, "T1")
    assert session.shown("7.7.2").grid.same_place(session.shown(MR_UID).grid)
    session.volumes["8.8.1"] = Volume(MR.array_kji, MR.grid, "MR", "8.8.1", "8.8", "of another day")
    assert session.shown("8.8.1") is session.volumes["8.8.1"]


def test_that_moving_a_level_makes_it_out_of_date() -> None:
    session = session_with()
    moved = tuple(
        replace(level, centre_mm=(0.0, 0.0, level.centre_mm[2] - 35.0)) if level.name == "L3" else level
        for level in PLAN.levels
    )
    session.apply(SetLevels(moved))
    assert standing_of(session.plan, the_registration(session)) == "stale"
    assert session.shown(MR_UID) is MR
    again = begun(session.plan, MR, "L1", "L2")
    assert {pair.level for pair in again.pairs} == {"L2", ""}, "a pair of a level that is another one now is not kept"


def test_that_it_holds_only_between_its_levels() -> None:
    session = session_with()
    stretch = stretch_of(session.plan, the_registration(session))
    assert stretch is not None
    held = [z for z in range(60, -80, -1) if stretch.holds((0.0, 0.0, float(z)))]
    assert (max(held), min(held)) == (pytest.approx(34, abs=1), pytest.approx(-35, abs=1))
    shown = session.shown(MR_UID)
    check_stretch(session, shown, (0.0, 0.0, 0.0))
    with pytest.raises(EditRefused, match="L2–L3 only"):
        check_stretch(session, shown, (0.0, 0.0, 52.0))
    check_stretch(session, CT, (0.0, 0.0, 52.0))


def test_that_what_is_marked_through_it_is_kept_on_the_plans_images_and_says_so() -> None:
    session = session_with()
    shown = session.shown(MR_UID)
    assert canvas_of(session, shown) is CT
    assert canvas_of(session, CT) is CT
    lesion = stamped(session, shown, Lesion(id="a", level="L3", seed_mm=(0.0, 0.0, -18.0)))
    assert lesion.painted_through == (the_registration(session).stamp,)
    assert stamped(session, CT, Lesion(id="b", level="L3", seed_mm=(0.0, 0.0, -18.0))).painted_through == ()
    session.apply(PutLesion(lesion))

    def said() -> list[str]:
        return [one.severity for one in plan_findings(session.plan) if one.code == "lesion-registration"]

    assert said() == []
    session.apply(RemoveRegistration(MR_FRAME))
    assert said() == ["safety"]
    session.undo()
    assert said() == []
    session.apply(PutRegistration(the_registration(session)))
    assert said() == ["safety"], "what is not confirmed any more does not vouch for the lesion either"


def test_that_what_is_lacking_is_said() -> None:
    bare = begun(PLAN, MR, "L1", "L4")
    assert lacking(bare) == "0 of 2 levels paired."
    one = with_pair(bare, PointPair(plan_mm=(0.0, 0.0, 17.0), series_mm=on_mr((0.0, 0.0, 17.0)), level="L2"))
    assert lacking(one.registration) == "1 of 2 levels paired."
    again = with_pair(one.registration, PointPair(plan_mm=(0.0, 0.0, 17.0), series_mm=(0.0, 0.0, 1.0), level="L2"))
    assert len(again.registration.pairs) == 1, "a level has one pair"
    line = fitted(
        replace(
            bare,
            pairs=tuple(PointPair(plan_mm=(0.0, 0.0, z), series_mm=on_mr((0.0, 0.0, z))) for z in (0.0, 20.0, 40.0)),
        )
    )
    assert "one line" in lacking(line)
    assert line.plan_from_series is None
    gone = without_pair(registered(PLAN, MR, "L2", "L3"), 2).registration
    assert gone.method == "levels"


def test_that_images_that_need_none_or_cannot_have_one_are_refused() -> None:
    with pytest.raises(EditRefused, match="share the plan's frame"):
        begun(PLAN, CT, "L1", "L2")
    flat = Volume(MR.array_kji[:1], Grid((1, *MR.grid.shape_kji[1:]), MR.grid.lps_from_ijk), "NM", "8.8.1", "8.8")
    with pytest.raises(EditRefused, match="without slices"):
        begun(PLAN, flat, "L1", "L2")
    assert begun(PLAN, Volume(MR.array_kji, MR.grid, "NM", "8.8.1", "8.8"), "L1", "L2").series_uid == "8.8.1"
    with pytest.raises(EditRefused, match="Name the levels"):
        begun(replace(PLAN, levels=()), MR, "L1", "L2")


def test_that_a_range_is_the_level_here_and_its_neighbours() -> None:
    assert suggested_range(PLAN, (0.0, 0.0, 16.0)) == ("L1", "L3")
    assert suggested_range(PLAN, (0.0, 0.0, 60.0)) == ("L1", "L2")
    assert suggested_range(replace(PLAN, levels=()), (0.0, 0.0, 0.0)) == ("", "")


def test_that_a_slip_by_a_level_is_said_with_the_result_and_asks_again() -> None:
    session = session_with()
    found = the_registration(session)

    def refined(own: float, slipped: tuple[float, float]):
        return refined_edit(found, Refined(truth(), 1.1, 1.2, own, slipped, 0.5)).registration

    assert refined(1.2, (1.05, 1.04)).warning == ""
    assert "one level higher" in refined(1.2, (1.21, 1.04)).warning
    assert "one level lower" in refined(1.2, (1.04, 1.19)).warning
    assert "could not be tested" in refined(1.2, (0.0, 0.0)).warning
    session.apply(refined_edit(found, Refined(truth(), 1.1, 1.2, 1.2, (1.05, 1.04), 0.5)))
    assert standing_of(session.plan, the_registration(session)) == "proposed"
    assert session.shown(MR_UID) is MR


def test_that_points_map_as_the_registration_says() -> None:
    found = registered(PLAN, MR, "L1", "L4")
    place = np.array([7.0, -4.0, 20.0])
    assert np.allclose(transform_points(affine_of(found), np.array(on_mr((7.0, -4.0, 20.0)))), place, atol=1e-6)
