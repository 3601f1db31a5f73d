"""Labels made elsewhere on their way into a plan: who is right, and what the one edit does."""

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.anatomy.importing.labels import import_labels
from spineplan.anatomy.importing.numbering_detect import NumberingQuestion
from spineplan.anatomy.importing.source import LabelSource
from spineplan.anatomy.label_map import LabelMap
from spineplan.errors import EditRefused, ImageRefused, WrongPatient
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Identity, Lesion, Level, PedicleMark, Plan, SeriesRef
from spineplan.session.levels.label_source import images_for, offer
from spineplan.session.levels.label_taking import check_labels_patient, clashes, contested, shift_of, take_labels
from spineplan.session.masks import MaskStore
from spineplan.session.persistence import Persistence
from spineplan.session.session import Session
from spineplan.storage.planfile import load_plan, save_plan
from tests.support.label_spines import PLACES, ct, grid, source_of

CT = ct()
SERIES = SeriesRef(series_uid=CT.series_uid, frame_of_reference_uid=CT.frame_of_reference_uid, modality="CT")
WANTED = ("T12", "L1", "L2", "L3", "L4", "L5")


def plan_of(*levels: Level, **fields) -> Plan:
    return Plan(
        identity=Identity(patient_id="A1", patient_name="Rossi^Anna"), reference=SERIES, levels=levels, **fields
    )


def mark(name: str, at: str | None = None, **fields) -> Level:
    """A confirmed mark in the body of a labelled vertebra."""
    return Level(name=name, centre_mm=(0.0, 0.0, PLACES[at or name][0]), confirmed_by="Dr A", **fields)


@pytest.fixture(scope="module")
def labels() -> LabelMap:
    found = import_labels(source_of("totalsegmentator_v2", WANTED, organs=True), CT)
    assert isinstance(found, LabelMap)
    return found


def taken(plan: Plan, labels: LabelMap, **how) -> tuple[Plan, MaskStore]:
    masks = MaskStore()
    return take_labels(plan, labels, masks, **how).apply(plan), masks


def test_that_an_empty_plan_gets_proposed_levels_and_structures(labels: LabelMap) -> None:
    plan, masks = taken(plan_of(), labels)
    assert [level.name for level in plan.levels] == list(WANTED)
    assert {level.state for level in plan.levels} == {"proposed"}
    for level in plan.levels:
        assert level.mask is not None
        assert np.array_equal(masks.get(level.mask).full(), labels.level(level.name).mask.full())
    kinds = {structure.kind for structure in plan.structures}
    assert {"spinal_cord", "aorta", "kidney_left", "kidney_right", "lung_left", "lung_right"} <= kinds
    assert {structure.source for structure in plan.structures} == {"imported"}


def test_that_only_the_structures_wanted_are_taken(labels: LabelMap) -> None:
    plan, _ = taken(plan_of(), labels, structures=["aorta"])
    assert [structure.id for structure in plan.structures] == ["aorta"]


def test_that_what_a_person_confirmed_and_measured_stays(labels: LabelMap) -> None:
    own = PedicleMark(side="left", centre_mm=(9.0, 0.0, 0.0), axis_lps=(0.0, -1.0, 0.0), width_mm=7.0, height_mm=12.0,
                      measured_by="Dr A")  # fmt: skip
    found = replace(own, side="right", measured_by="")
    level = mark("L3", treat=True, pedicles=(own, found))
    plan, _ = taken(plan_of(level), labels)
    kept = plan.level("L3")
    assert (kept.state, kept.confirmed_by, kept.centre_mm, kept.treat) == ("confirmed", "Dr A", level.centre_mm, True)
    assert kept.pedicles == (own,)
    assert kept.mask is not None


def test_that_a_confirmed_level_with_another_name_is_asked_about(labels: LabelMap) -> None:
    plan = plan_of(mark("L3", at="L4"), mark("L2", at="L3"))
    found = clashes(plan, labels)
    assert {(clash.name, clash.called) for clash in found} == {("L2", "L3"), ("L3", "L4")}
    assert shift_of(found) == 1
    with pytest.raises(EditRefused, match="whose names count"):
        take_labels(plan, labels, MaskStore())


def test_that_when_the_labels_are_right_everything_follows_the_new_names(labels: LabelMap) -> None:
    lesion = Lesion(id="a", level="L3", seed_mm=(0.0, 0.0, PLACES["L4"][0]))
    plan, _ = taken(plan_of(mark("L3", at="L4"), lesions=(lesion,)), labels, verdict="labels")
    assert plan.lesions[0].level == "L4"
    assert plan.level("L4").state == "proposed"
    assert plan.level("L4").confirmed_by == ""
    assert plan.level("L4").centre_mm == (0.0, 0.0, PLACES["L4"][0])
    assert plan.level("L3").centre_mm[2] == pytest.approx(PLACES["L3"][0], abs=2.0)


def test_that_when_the_plan_is_right_the_labels_are_renamed(labels: LabelMap) -> None:
    plan, masks = taken(plan_of(mark("L3", at="L4")), labels, verdict="plan")
    assert [level.name for level in plan.levels] == ["T11", "T12", "L1", "L2", "L3", "L4"]
    assert plan.level("L3").state == "confirmed"
    assert np.array_equal(masks.get(plan.level("L3").mask).full(), labels.level("L4").mask.full())


def test_that_names_that_differ_unevenly_are_left_out_for_the_plan(labels: LabelMap) -> None:
    plan = plan_of(mark("L3", at="L4"), mark("L1", at="L1"), mark("T12", at="L5"))
    found = clashes(plan, labels)
    assert shift_of(found) is None
    after, _ = taken(plan, labels, verdict="plan")
    assert {level.name: level.mask is not None for level in after.levels} == {
        "T12": False, "L1": True, "L2": True, "L3": False,
    }  # fmt: skip


def test_that_a_mark_far_from_its_labelled_namesake_is_asked_about(labels: LabelMap) -> None:
    far = Level(name="L3", centre_mm=(0.0, 0.0, PLACES["T6"][0]), confirmed_by="Dr A")
    (clash,) = clashes(plan_of(far), labels)
    assert (clash.name, clash.called) == ("L3", "")
    assert clash.apart_mm == pytest.approx(PLACES["T6"][0] - PLACES["L3"][0], abs=3.0)


def test_that_proposed_levels_give_way_without_a_question(labels: LabelMap) -> None:
    plan = plan_of(replace(mark("L3", at="L4"), state="proposed", confirmed_by=""))
    assert clashes(plan, labels) == ()
    after, _ = taken(plan, labels)
    assert [level.name for level in after.levels] == list(WANTED)


def test_that_labels_that_overlap_in_the_file_become_disjoint() -> None:
    one = source_of("verse", ("L3", "L4"))
    (layer,) = one.layers
    upper = np.where(layer == 22, layer, 0).astype(np.uint16)
    low, high = (np.flatnonzero((layer == n).any(axis=(1, 2))) for n in (23, 22))
    lower = np.where(layer == 23, layer, 0).astype(np.uint16)
    lower[low[-1] + 1 : high[0] + 2][upper[low[-1] + 1 : high[0] + 2] > 0] = 23
    named = {(0, 22): "vertebrae_L3", (1, 23): "vertebrae_L4"}
    from spineplan.anatomy.importing.source import NamedLabel

    source = LabelSource("two.nii.gz", grid(), (upper, lower), {key: NamedLabel(name) for key, name in named.items()})
    found = import_labels(source, CT)
    assert isinstance(found, LabelMap)
    assert contested(found) == ("L3",)
    plan, masks = taken(plan_of(), found)
    together = sum(masks.get(level.mask).full().astype(int) for level in plan.levels)
    assert together.max() == 1


def test_that_an_outline_that_stays_gives_up_what_the_labels_claim(labels: LabelMap) -> None:
    masks = MaskStore()
    both = labels.level("L2").mask.full() | labels.level("T12").mask.full()
    from spineplan.imaging.mask import Mask

    own = masks.add(Mask(both, (0, 0, 0), CT.grid), CT.series_uid)
    level = Level(name="T8", centre_mm=(0.0, 0.0, PLACES["T8"][0]), mask=own)
    part = import_labels(source_of("verse", ("L1", "L2")), CT, "verse")
    assert isinstance(part, LabelMap)
    after = take_labels(plan_of(level), part, masks).apply(plan_of(level))
    left = masks.get(after.level("T8").mask).full()
    assert np.array_equal(left, labels.level("T12").mask.full())


def test_that_labels_of_somebody_else_are_refused() -> None:
    with pytest.raises(WrongPatient, match="different people"):
        check_labels_patient(plan_of(), Identity(patient_id="B2", patient_name="Rossi^Anna"))
    check_labels_patient(plan_of(), None)


def test_that_the_images_are_those_the_labels_name_else_those_of_their_grid_else_the_plans_own() -> None:
    other = Volume(CT.array_kji[:-1].copy(), CT.grid.cropped((0, 0, 0), (279, 60, 80)), "CT", "7.7", "9.9")
    stranger = Volume(CT.array_kji, CT.grid, "CT", "6.6", "another frame")
    volumes = {"7.7": other, "6.6": stranger, CT.series_uid: CT}
    plan = plan_of()
    assert images_for(source_of("verse"), plan, volumes) is CT
    assert images_for(source_of("verse", series_uid="7.7"), plan, volumes) is other
    assert images_for(source_of("verse", series_uid="6.6"), plan, volumes) is CT
    with pytest.raises(ImageRefused, match="Open the images"):
        images_for(source_of("verse"), plan, {"6.6": stranger})


def test_that_an_unknown_numbering_is_a_question_with_its_choices() -> None:
    asked = offer(source_of("verse", ("L3",)), plan_of(), {CT.series_uid: CT})
    assert isinstance(asked.found, NumberingQuestion)
    assert ("verse", "VerSe") in [(known, title.split()[0]) for known, title, _ in asked.readings]
    answered = offer(asked.source, plan_of(), {CT.series_uid: CT}, None, "verse")
    assert isinstance(answered.found, LabelMap)
    assert [level.name for level in answered.found.levels] == ["L3"]


def test_that_undo_redo_save_and_load_keep_every_mask(labels: LabelMap, tmp_path) -> None:
    session = Session(plan_of())
    before = session.plan
    session.apply(take_labels(before, labels, session.masks))
    after = session.plan
    shown = {level.name: session.masks.get(level.mask).full() for level in after.levels}
    session.undo()
    assert session.plan == before
    session.redo()
    assert session.plan == after
    path = tmp_path / "a.spineplan"
    save_plan(path, session.plan, session.masks.used_by(session.plan), session.journal)
    loaded = load_plan(path)
    assert loaded.plan == after
    for level in loaded.plan.levels:
        assert np.array_equal(loaded.masks[level.mask.sha256].full(), shown[level.name])


def test_that_structures_come_without_vertebrae_and_leave_the_levels_alone() -> None:
    source = source_of("totalsegmentator_v2", (), organs=True)
    from spineplan.anatomy.importing.source import NamedLabel
    from spineplan.anatomy.numbering import numbering

    names = numbering("totalsegmentator_v2").names
    named = {fact.key: NamedLabel(names[fact.key[1]]) for fact in source.facts}
    organs = import_labels(LabelSource("organs.nii.gz", source.grid, source.layers, named), CT)
    assert isinstance(organs, LabelMap)
    assert contested(organs) == ()
    before = plan_of(mark("L3"))
    after, _ = taken(before, organs)
    assert after.levels == before.levels
    assert "aorta" in {structure.id for structure in after.structures}


def test_that_the_autosave_keeps_every_outline(labels: LabelMap, tmp_path) -> None:
    session = Session(plan_of(), "Dr A")
    persistence = Persistence(session, autosave_folder=tmp_path)
    session.apply(take_labels(session.plan, labels, session.masks))
    assert persistence.autosave()
    (kept,) = tmp_path.glob("*.spineplan")
    loaded = load_plan(kept)
    assert loaded.plan == session.plan
    assert loaded.masks.keys() == {ref.sha256 for ref in session.plan.mask_refs()}
    persistence.close()
