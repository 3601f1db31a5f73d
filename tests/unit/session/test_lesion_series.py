"""Signal and uptake through a registration: only a confirmed one, only where it holds, and said with the number."""

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.clinical.case import case_of
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.findings import plan_findings
from spineplan.measure.morphology import LevelMorphology, level_morphology
from spineplan.measure.morphology_answers import Suggestion, lesion_answers, level_answers, stamps_of
from spineplan.plan.edits import ConfirmRegistration, PutLesion, PutRegistration, RemoveRegistration, SetFact, SetLevels
from spineplan.plan.model import Fact, Lesion, MaskRef, PartMask
from spineplan.session.jobs import Jobs
from spineplan.session.level_request import level_request
from spineplan.session.morphology import Morphology
from spineplan.session.session import Session
from tests.support.marking import block
from tests.support.plans import plan_of, spine
from tests.support.registered import MR_FRAME, other_series, registered

PLAN = plan_of(spine("L1", "L2", "L3", "L4", top_z=52.0))
CT = block()
T1_UID, STIR_UID, SCAN_UID = "7.7.1", "7.7.2", "7.7.3"
MARROW = 400
LESION_OF = {T1_UID: 120, STIR_UID: 1000, SCAN_UID: 1600}
AT_K, AT_J, AT_I = np.indices(CT.grid.shape_kji)


def slab(z_mm: float, half_mm: float, x_mm: tuple[float, float] = (-20.0, 20.0)) -> np.ndarray:
    """A block of the vertebrae's column: voxels lie at 2 i - 99, 2 j - 99 and 2 k - 79."""
    x, y, z = 2.0 * AT_I - 99.0, 2.0 * AT_J - 99.0, 2.0 * AT_K - 79.0
    return (np.abs(z - z_mm) <= half_mm) & (np.abs(y) <= 15.0) & (x >= x_mm[0]) & (x <= x_mm[1])


def session_with(lesion_half_mm: float = 8.0, first: str = "L2", last: str = "L3", confirmed: bool = True) -> Session:
    """L1 to L4 outlined; a lesion in the left half of L3; T1, STIR and a scan of another day and frame."""
    session = Session(PLAN, "Dr A")
    session.volumes[CT.series_uid] = CT

    def kept(voxels: np.ndarray) -> MaskRef:
        return session.masks.add(Mask(voxels, (0, 0, 0), CT.grid), CT.series_uid)

    levels = []
    for level in PLAN.levels:
        mask = kept(slab(level.centre_mm[2], 14.0))
        levels.append(replace(level, mask=mask, parts=(PartMask(part="body", mask=mask),)))
    session.apply(SetLevels(tuple(levels)))
    z_mm = PLAN.level("L3").centre_mm[2]
    lesion = slab(z_mm, lesion_half_mm, (2.0, 18.0))
    session.apply(PutLesion(Lesion(id="a", level="L3", seed_mm=(10.0, 0.0, z_mm), mask=kept(lesion))))
    lies = other_series(CT).grid
    for uid, modality, words in ((T1_UID, "MR", "T1 sag"), (STIR_UID, "MR", "STIR sag"), (SCAN_UID, "NM", "SPECT")):
        array = np.where(lesion & slab(z_mm, 17.0), LESION_OF[uid], MARROW).astype(np.int16)
        # Beyond the levels that it is registered for the other couch bent the spine: bone of L1 lies elsewhere there.
        array[slab(52.0, 14.0)] = 20
        session.volumes[uid] = Volume(array, lies, modality, uid, MR_FRAME, words, unit="")
    session.apply(PutRegistration(registered(session.plan, session.volumes[T1_UID], first, last)))
    if confirmed:
        confirm(session)
    return session


def confirm(session: Session, who: str = "Dr A") -> None:
    session.apply(ConfirmRegistration(MR_FRAME, who, "2026-01-01T00:00:00Z"))


def measured(session: Session, level: str = "L3") -> LevelMorphology:
    request = level_request(session, level)
    assert request is not None
    return level_morphology(request)


def answer(session: Session, item: str) -> Suggestion | None:
    found = measured(session)
    return (lesion_answers(found.lesions["a"]) | level_answers(found)).get(item)


def test_that_signal_and_uptake_are_read_through_a_confirmed_registration_and_say_so() -> None:
    session = session_with()
    t1, stir, uptake = (answer(session, item) for item in ("signal_t1", "signal_stir", "uptake"))
    said = "through the registration of L2–L3, confirmed by Dr A"
    stamp = session.plan.registrations[0].stamp
    assert t1 == Suggestion("low", f"0.30 x normal vertebrae, {said}", stamp)
    assert stir == Suggestion("high", f"2.50 x normal vertebrae, {said}", stamp)
    assert uptake is not None
    assert uptake.value == "increased"
    assert uptake.note.endswith(said)
    assert answer(session, "uptake_ratio").value == "4"


def test_that_nothing_is_read_through_a_proposed_or_a_removed_one() -> None:
    session = session_with(confirmed=False)
    assert level_request(session, "L3").other_series == ()
    confirm(session)
    assert len(level_request(session, "L3").other_series) == 3
    session.apply(RemoveRegistration(MR_FRAME))
    assert answer(session, "signal_t1") is None
    assert answer(session, "uptake") is None


def test_that_nothing_is_read_once_a_registered_level_was_moved() -> None:
    session = session_with()
    gone = tuple(
        replace(level, centre_mm=(0.0, 0.0, level.centre_mm[2] - 8.0)) if level.name == "L2" else level
        for level in session.plan.levels
    )
    session.apply(SetLevels(gone))
    assert level_request(session, "L3").other_series == ()


def test_that_levels_it_does_not_hold_for_are_neither_read_nor_compared_with() -> None:
    session = session_with()
    assert level_request(session, "L1").other_series == ()
    assert level_request(session, "L4").other_series == ()
    compared = level_request(session, "L3").other_series[0].normal_bodies
    assert [round(mask.centroid_mm[2]) for mask in compared] == [17], "L2 only: L1 and L4 lie elsewhere on that couch"


def test_that_of_a_lesion_only_what_lies_where_it_holds_is_read() -> None:
    session = session_with(lesion_half_mm=30.0)
    (held, *_) = level_request(session, "L3").other_series
    heights = held.lesions["a"].tight().grid.corners_mm[:, 2]
    assert heights.min() == pytest.approx(-18.0 - 17.5, abs=2.5), "half a step below the middle of L3"
    assert heights.max() == pytest.approx(-18.0 + 30.0, abs=2.5), "into L2, which is registered too"


def test_that_without_healthy_bone_among_the_registered_it_says_why() -> None:
    session = session_with(first="L3", last="L3", confirmed=False)
    session.apply(PutRegistration(replace(registered(session.plan, session.volumes[T1_UID], "L2", "L3"))))
    confirm(session)
    z_mm = PLAN.level("L2").centre_mm[2]
    mask = session.masks.add(Mask(slab(z_mm, 8.0), (0, 0, 0), CT.grid), CT.series_uid)
    session.apply(PutLesion(Lesion(id="b", level="L2", seed_mm=(10.0, 0.0, z_mm), mask=mask)))
    why = answer(session, "signal_stir")
    assert why is not None
    assert why.value == ""
    assert why.note.startswith("not measured: no vertebra without a lesion is outlined to compare with, through the")
    assert answer(session, "uptake").value == ""


def test_that_a_series_of_the_plans_own_frame_comes_first() -> None:
    session = session_with()
    own = Volume(np.where(slab(-18.0, 14.0, (2.0, 18.0)), 200, 400).astype(np.int16), CT.grid, "MR", "5.5",
                 CT.frame_of_reference_uid, "T1 sag", unit="")  # fmt: skip
    session.volumes["5.5"] = own
    assert answer(session, "signal_t1") == Suggestion("low", "0.50 x normal vertebrae")


def test_that_a_changed_registration_makes_the_measures_out_of_date() -> None:
    session = session_with()
    jobs = Jobs(lambda action: action(), threads=1)
    morphology = Morphology(jobs)
    morphology.use(session)

    def keys() -> tuple[object, object]:
        return morphology._key("L3"), morphology._key("L4")

    confirmed, free = keys()
    session.apply(PutRegistration(registered(session.plan, session.volumes[T1_UID], "L2", "L3", off_mm=3.0)))
    proposed, _ = keys()
    confirm(session)
    moved, _ = keys()
    session.undo()
    session.undo()
    assert keys() == (confirmed, free)
    session.apply(PutRegistration(registered(session.plan, session.volumes[T1_UID], "L2", "L3")))
    confirm(session, "Dr B")
    other_hand, still_free = keys()
    assert len({confirmed, proposed, moved, other_hand}) == 4
    assert still_free == free, "a level that it does not hold for is not measured again"


def stale(session: Session) -> list[tuple[str, str]]:
    return [one.subject for one in plan_findings(session.plan) if one.code == "answer-registration"]


def test_that_an_answer_confirmed_through_a_registration_is_out_of_date_once_that_changes_or_goes() -> None:
    session = session_with()
    read = measured(session)
    stamps = stamps_of("a", lesion_answers(read.lesions["a"])) | stamps_of("L3", level_answers(read))
    stamp = session.plan.registrations[0].stamp
    signals, uptake = (("a", "signal_t1"), ("a", "signal_stir")), (("L3", "uptake"), ("L3", "uptake_ratio"))
    assert stamps == dict.fromkeys(signals + uptake, stamp)
    t1 = Fact(item="signal_t1", value="low", by="Dr A", utc="2026-01-01T00:00:00Z", computed="low", read_through=stamp)
    session.apply(SetFact("lesion", "a", "signal_t1", t1))
    session.apply(SetFact("level", "L3", "uptake", replace(t1, item="uptake", value="increased")))
    session.apply(SetFact("level", "L3", "uptake_ratio", replace(t1, item="uptake_ratio", value="3", read_through="")))
    assert stale(session) == []
    assert not case_of(session.plan).lesions["a"]["signal_t1"].stale
    session.apply(RemoveRegistration(MR_FRAME))
    assert sorted(stale(session)) == [("lesion", "a"), ("level", "L3")], "the ratio is the doctor's own"
    assert case_of(session.plan).lesions["a"]["signal_t1"].stale
    session.undo()
    session.apply(PutRegistration(registered(session.plan, session.volumes[T1_UID], "L2", "L3", off_mm=3.0)))
    confirm(session)
    assert len(stale(session)) == 2, "another result"
    session.undo()
    session.undo()
    assert stale(session) == []
