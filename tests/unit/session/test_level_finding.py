"""Found vertebrae become a plan's levels: nothing that a person decided is renamed or lost."""

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.anatomy.finding.level_naming import NO_ANCHOR
from spineplan.errors import EditRefused
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.digest import content_digest
from spineplan.plan.edits import ConfirmLevels, SignPlan
from spineplan.plan.model import Lesion, Level, MaskRef, PedicleMark, Plan, Signature, StructureMask
from spineplan.session.levels.level_correcting import moved_disc
from spineplan.session.levels.level_finding import basis_of, marks_edit, replaced_levels
from spineplan.session.levels.level_outlines import outline_edits, outlines_of
from spineplan.session.levels.level_state import is_anchored, stale_levels
from spineplan.session.masks import MaskStore
from spineplan.session.session import Session
from tests.support.found_spines import ct_of, found_levels, found_marks
from tests.support.plans import plan_of
from tests.support.rows import BODY_Y_MM, disc

NAMES = ("L1", "L2", "L3")
MASK = MaskRef(sha256="a" * 64, series_uid="1.2.3", voxels=10, volume_ml=1.0)


def at(z: float) -> tuple[float, float, float]:
    return (0.0, BODY_Y_MM, z)


def outlined(plan: Plan, masks: MaskStore) -> Plan:
    marks = found_marks(*NAMES)
    found = found_levels(marks)
    for edit in outline_edits(plan, outlines_of(plan, found, ct_of(marks)), masks):
        plan = edit.apply(plan)
    return plan


def test_that_found_vertebrae_are_proposals_between_their_discs() -> None:
    plan = marks_edit(plan_of(), found_marks(*NAMES)).apply(plan_of())
    assert [level.name for level in plan.levels] == list(NAMES)
    assert {level.state for level in plan.levels} == {"proposed"}
    assert plan.level("L2").centre_mm == pytest.approx(at(-45.0))
    assert plan.level("L2").disc_above.centre_mm == pytest.approx(at(-30.0))
    assert plan.level("L2").disc_below == plan.level("L3").disc_above
    assert stale_levels(plan) == NAMES
    assert len(plan.spine_line_mm) > 10


def test_that_a_count_without_an_anchor_says_so_and_one_with_an_anchor_says_what_it_rests_on() -> None:
    without = marks_edit(plan_of(), found_marks(*NAMES))
    assert without.count_basis == NO_ANCHOR
    assert not is_anchored(without.apply(plan_of()))
    assert is_anchored(marks_edit(plan_of(), found_marks(*NAMES, anchored=True)).apply(plan_of()))
    assert "sacrum" in marks_edit(plan_of(), found_marks(*NAMES, anchored=True)).count_basis
    assert basis_of(None) == ""


def test_that_a_confirmed_level_is_the_anchor_of_the_count() -> None:
    sure = Level(name="T12", centre_mm=at(-44.0), confirmed_by="Dr One", symptomatic=True)
    plan = plan_of((sure,))
    after = marks_edit(plan, found_marks(*NAMES)).apply(plan)
    assert [level.name for level in after.levels] == ["T11", "T12", "L1"]
    kept = after.level("T12")
    assert (kept.state, kept.confirmed_by, kept.symptomatic, kept.centre_mm) == ("confirmed", "Dr One", True, at(-44.0))
    assert kept.disc_above is not None
    assert after.count_basis == ""


def test_that_a_confirmed_name_that_a_landmark_contradicts_is_said() -> None:
    plan = plan_of((Level(name="T12", centre_mm=at(-44.0), confirmed_by="Dr One"),))
    basis = marks_edit(plan, found_marks(*NAMES, anchored=True)).count_basis
    assert basis == ("T12 is named by hand where the count from the sacrum says L2: one of the two is wrong.")
    agreed = plan_of((Level(name="L2", centre_mm=at(-44.0), confirmed_by="Dr One"),))
    assert marks_edit(agreed, found_marks(*NAMES, anchored=True)).count_basis == ""


def test_that_a_level_with_a_lesion_keeps_its_name_and_its_lesion() -> None:
    level = Level(name="T11", centre_mm=at(-15.0), state="proposed")
    plan = replace(plan_of((level,)), lesions=(Lesion(id="a", level="T11", seed_mm=at(-15.0)),))
    after = marks_edit(plan, found_marks(*NAMES)).apply(plan)
    assert [one.name for one in after.levels] == ["T11", "T12", "L1"]
    assert after.lesions == plan.lesions
    assert after.level("T11").state == "proposed"


def test_that_names_that_contradict_the_count_are_refused_and_nothing_changes() -> None:
    plan = plan_of((Level(name="L1", centre_mm=at(-15.0)), Level(name="L3", centre_mm=at(-45.0))))
    with pytest.raises(EditRefused, match="L3 is named where the count of the vertebrae says L2"):
        marks_edit(plan, found_marks(*NAMES))


def test_that_a_mark_beyond_the_row_that_the_count_needs_is_refused() -> None:
    plan = plan_of((Level(name="L1", centre_mm=at(-15.0)), Level(name="L2", centre_mm=at(-200.0))))
    with pytest.raises(EditRefused, match="L2 is marked beyond"):
        marks_edit(plan, found_marks(*NAMES))


def test_that_named_levels_outside_the_found_row_stay() -> None:
    plan = plan_of((Level(name="T12", centre_mm=at(40.0)), Level(name="L1", centre_mm=at(-15.0))))
    after = marks_edit(plan, found_marks(*NAMES)).apply(plan)
    assert [level.name for level in after.levels] == ["T12", "L1", "L2", "L3"]
    assert after.level("T12") == plan.level("T12")


def test_that_two_names_in_one_vertebra_are_refused() -> None:
    plan = plan_of((Level(name="L1", centre_mm=at(-10.0)), Level(name="L2", centre_mm=at(-20.0))))
    with pytest.raises(EditRefused):
        marks_edit(plan, found_marks(*NAMES))


def test_that_a_known_l6_is_counted() -> None:
    plan = plan_of((Level(name="L6", centre_mm=at(-75.0)),))
    after = marks_edit(plan, found_marks(*NAMES)).apply(plan)
    assert [level.name for level in after.levels] == ["L4", "L5", "L6"]


def test_that_outlines_complete_the_levels() -> None:
    masks = MaskStore()
    plan = outlined(marks_edit(plan_of(), found_marks(*NAMES)).apply(plan_of()), masks)
    level = plan.level("L2")
    body = masks.get(level.part("body"))
    assert level.part("body").volume_ml == pytest.approx(24 * 24 * 24 / 1000.0)
    assert body.centroid_mm == pytest.approx((-0.5, BODY_Y_MM - 0.5, -45.5), abs=0.6)
    assert level.mask.volume_ml == pytest.approx((24 * 24 * 24 + 24 * 10 * 7) / 1000.0)
    assert {part.part for part in level.parts} == {"body", "spinous_process", "left_arch", "right_arch"} - {
        part for part in ("left_arch", "right_arch") if level.part(part) is None
    }
    assert [p.side for p in level.pedicles] == ["left", "right"]
    assert level.body.volume_ml == pytest.approx(13.8, rel=0.01)
    assert stale_levels(plan) == ()
    structures = {structure.id: structure for structure in plan.structures}
    assert set(structures) == {"spinal_canal", "neural_foramen_left", "neural_foramen_right"}
    assert {structure.source for structure in plan.structures} == {"found"}
    assert masks.get(structures["spinal_canal"].mask).holds(np.array([0.0, 0.0, -45.0]))
    left, right = (masks.get(structures[f"neural_foramen_{side}"].mask).centroid_mm for side in ("left", "right"))
    assert left[0] > 5.0 > -5.0 > right[0]


def test_that_a_ct_larger_than_the_spine_gets_its_masks_at_the_right_place() -> None:
    masks, marks = MaskStore(), found_marks(*NAMES)
    plan = marks_edit(plan_of(), marks).apply(plan_of())
    small = ct_of(marks)
    affine = small.grid.lps_from_ijk.copy()
    affine[:3, 3] -= (20.0, 30.0, 10.0)
    shape = tuple(n + 60 for n in small.grid.shape_kji)
    large = Volume(np.zeros(shape, np.int16), Grid(shape, affine), "CT", "1.2.3", "1.9")
    for edit in outline_edits(plan, outlines_of(plan, found_levels(marks), large), masks):
        plan = edit.apply(plan)
    assert masks.get(plan.level("L2").part("body")).centroid_mm == pytest.approx(
        (-0.5, BODY_Y_MM - 0.5, -45.5), abs=0.6
    )
    canal = next(one for one in plan.structures if one.id == "spinal_canal")
    assert masks.get(canal.mask).holds(np.array([0.0, 0.0, -45.0]))
    assert masks.get(canal.mask).parent == large.grid


def test_that_structures_painted_or_imported_stay() -> None:
    masks = MaskStore()
    plan = marks_edit(plan_of(), found_marks(*NAMES)).apply(plan_of())
    own = StructureMask(id="spinal_canal", kind="spinal_canal", mask=MASK, source="painted")
    after = outlined(replace(plan, structures=(own,)), masks)
    assert after.structures[0] == own
    assert len(after.structures) == 3


def test_that_masks_of_levels_are_disjoint() -> None:
    masks = MaskStore()
    plan = outlined(marks_edit(plan_of(), found_marks(*NAMES)).apply(plan_of()), masks)
    total = sum(masks.get(level.mask).full().astype(int) for level in plan.levels)
    assert total.max() == 1


def test_that_a_level_whose_voxels_all_belong_to_others_stays_without_an_outline() -> None:
    """As when the count moves and the sacrum is called L5: nothing of it is left."""
    masks = MaskStore()
    marks = found_marks(*NAMES)
    plan = marks_edit(plan_of(), marks).apply(plan_of())
    made = outlines_of(plan, found_levels(marks), ct_of(marks))
    whole = next(iter(made.by_name.values())).whole.parent
    all_of_it = Mask(np.ones(whole.shape_kji, np.bool_), (0, 0, 0), whole)
    first, *rest = plan.levels
    taken = replace(first, mask=masks.add(all_of_it, made.series_uid))
    plan = replace(plan, levels=(taken, *rest))
    for edit in outline_edits(plan, made, masks):
        plan = edit.apply(plan)
    assert {level.name for level in plan.levels if level.mask is not None} == {first.name}


def test_that_only_stale_levels_are_outlined_again_and_painted_ones_stay() -> None:
    masks = MaskStore()
    plan = outlined(marks_edit(plan_of(), found_marks(*NAMES)).apply(plan_of()), masks)
    kept = plan.level("L3").mask
    moved = moved_disc(plan, disc(-30.0), disc(-31.0)).apply(plan)
    assert stale_levels(moved) == ("L1", "L2")
    again = outlined(moved, masks)
    assert again.level("L3").mask == kept
    assert again.level("L1").mask is None, "found for another disc: it stays stale"


def test_that_a_corrected_pedicle_is_never_overwritten() -> None:
    masks = MaskStore()
    plan = marks_edit(plan_of(), found_marks(*NAMES)).apply(plan_of())
    own = PedicleMark(side="left", centre_mm=at(-45.0), axis_lps=(0.0, -1.0, 0.0), width_mm=4.2, height_mm=8.0,
                      measured_by="Dr One")  # fmt: skip
    levels = tuple(replace(level, pedicles=(own,)) if level.name == "L2" else level for level in plan.levels)
    after = outlined(replace(plan, levels=levels), masks)
    assert after.level("L2").pedicles[0] == own
    assert [p.side for p in after.level("L2").pedicles] == ["left", "right"]


def test_that_outlines_complete_a_step_without_being_one() -> None:
    session = Session(plan_of(), who="Dr One")
    marks = found_marks(*NAMES)
    session.apply(marks_edit(session.committed, marks))
    session.apply(ConfirmLevels(("L1",), "Dr One", ""))
    made = outlines_of(session.committed, found_levels(marks), ct_of(marks))
    session.amend(outline_edits(session.committed, made, session.masks))
    assert stale_levels(session.committed) == ()
    assert session.undo_label == "Confirm L1"
    assert session.committed.level("L1").state == "confirmed"
    assert [entry.label for entry in session.journal][-2:] == ["Outlines", "Structures at risk"]
    session.undo()
    assert session.undo_label == "Find levels"
    assert stale_levels(session.committed) == NAMES, "what was shown then had no outlines: they are made again"
    session.undo()
    assert session.committed == plan_of()


def test_that_a_signed_plan_is_not_completed_behind_the_signers_back() -> None:
    marks = found_marks(*NAMES)
    plan = marks_edit(plan_of(), marks).apply(plan_of())
    session = Session(plan)
    moment = "2026-01-01T10:00:00+00:00"
    session.apply(SignPlan(Signature(by="Dr One", role="operator", utc=moment, plan_digest=content_digest(plan))))
    made = outlines_of(session.committed, found_levels(marks), ct_of(marks))
    before = session.committed
    with pytest.raises(EditRefused):
        session.amend(outline_edits(session.committed, made, session.masks))
    assert session.committed is before


def test_that_an_amendment_goes_on_under_a_drag() -> None:
    session = Session(plan_of())
    marks = found_marks(*NAMES)
    session.apply(marks_edit(session.committed, marks))
    session.preview(moved_disc(session.committed, disc(-60.0), disc(-61.0)))
    made = outlines_of(session.committed, found_levels(marks), ct_of(marks))
    session.amend(outline_edits(session.committed, made, session.masks))
    assert session.plan.level("L2").disc_below == disc(-61.0), "the drag is still shown"
    session.cancel_preview()
    assert session.plan.level("L2").mask is not None


def test_that_finding_again_leaves_a_confirmed_level_with_its_corrected_discs_and_its_outline() -> None:
    """The disc between L1 and L2 was moved up by 4 mm, L2 outlined and confirmed; then the levels are found again."""
    plan = marks_edit(plan_of(), found_marks(*NAMES)).apply(plan_of())
    shared = plan.level("L2").disc_above
    assert shared is not None
    higher = replace(shared, centre_mm=at(shared.centre_mm[2] + 4.0))
    plan = moved_disc(plan, shared, higher).apply(plan)
    plan = replace(plan, levels=tuple(replace(level, mask=MASK) for level in plan.levels))
    plan = ConfirmLevels(("L2",), "Dr One", "2026-01-02T03:04:05Z").apply(plan)
    before = plan.level("L2")
    assert replaced_levels(plan) == ("L1", "L3")
    after = marks_edit(plan, found_marks(*NAMES)).apply(plan)
    assert after.level("L2") == before
    assert after.level("L1").disc_below == higher
    assert after.level("L3").disc_above == before.disc_below
    assert stale_levels(after) == ("L1", "L3")


def test_that_an_outline_from_elsewhere_that_was_confirmed_gets_discs_and_stays() -> None:
    level = Level(name="L2", centre_mm=at(-44.0), confirmed_by="Dr One", mask=MASK)
    plan = plan_of((level,))
    after = marks_edit(plan, found_marks(*NAMES)).apply(plan).level("L2")
    assert after.mask == MASK
    assert after.disc_above is not None


def test_that_nothing_is_replaced_where_nothing_was_found_or_all_is_confirmed() -> None:
    assert replaced_levels(plan_of((Level(name="L1", centre_mm=at(-15.0)),))) == ()
    plan = marks_edit(plan_of(), found_marks(*NAMES)).apply(plan_of())
    assert replaced_levels(plan) == NAMES
    assert replaced_levels(ConfirmLevels(NAMES, "Dr One", "2026-01-02T03:04:05Z").apply(plan)) == ()


def test_that_discs_that_do_not_fit_beside_a_confirmed_level_are_refused() -> None:
    """A confirmed L2 whose upper disc lies within 3 mm of where L1's upper disc is found."""
    plan = marks_edit(plan_of(), found_marks(*NAMES)).apply(plan_of())
    shared = plan.level("L2").disc_above
    assert shared is not None
    levels = tuple(
        replace(level, disc_above=replace(shared, centre_mm=at(-3.0)), state="confirmed", confirmed_by="Dr One")
        if level.name == "L2" else level for level in plan.levels
    )  # fmt: skip
    with pytest.raises(EditRefused, match="do not fit beside those of the confirmed levels"):
        marks_edit(replace(plan, levels=levels), found_marks(*NAMES))
