"""Values to mark lesions within: from the series itself, and never carried to one where they mean something else."""

from dataclasses import replace as with_fields

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import ConfirmRegistration, PutLesion, PutRegistration, SetLevels
from spineplan.plan.model import Lesion
from spineplan.session.lesion_values import check_values, first_limits, values_key
from spineplan.session.session import Session
from spineplan.session.view_state import Brush
from tests.support.marking import block
from tests.support.plans import plan_of, spine
from tests.support.registered import MR_FRAME, other_series, registered

PLAN = plan_of(spine("L1", "L2", "L3", "L4", top_z=52.0))
CT = block()
MARROW, MUSCLE, BRIGHT = 400, 150, 1900
AT_K = 2.0 * np.indices(CT.grid.shape_kji)[0] - 79.0


def mr(words: str = "STIR sag", uid: str = "5.5", modality: str = "MR", unit: str = "") -> Volume:
    """Air around a block of muscle that holds marrow from z = 0 upwards, and one bright place."""
    array = np.zeros(CT.grid.shape_kji, dtype=np.int16)
    array[10:70, 20:80, 20:80] = MUSCLE
    array[(CT.array_kji > 0) & (AT_K > 0)] = MARROW
    array[40, 41, 43] = BRIGHT
    return Volume(array, CT.grid, modality, uid, CT.frame_of_reference_uid, words, unit=unit)


def session_with(*others: Volume, outlined: bool = True) -> Session:
    """L2 outlined in marrow, L3 in muscle."""
    session = Session(PLAN, "Dr A")
    for volume in (CT, *others):
        session.volumes[volume.series_uid] = volume
    session.look(series_uid=CT.series_uid)
    if outlined:
        bone = CT.array_kji > 0
        part = {"L2": AT_K > 0, "L3": AT_K < 0}
        levels = tuple(
            replace(one, mask=session.masks.add(Mask(bone & part[one.name], (0, 0, 0), CT.grid), CT.series_uid))
            if one.name in part
            else one
            for one in PLAN.levels
        )
        session.apply(SetLevels(levels))
        session.apply(PutLesion(Lesion(id="a", level="L3", seed_mm=(0.0, 0.0, -18.0))))
    return session


def test_that_ct_has_the_same_first_values_always() -> None:
    found = first_limits(session_with(), CT)
    assert (found.low, found.high, found.of) == (-100.0, 150.0, "ct")


@pytest.mark.parametrize(
    ("volume", "low", "high"),
    [
        (mr("STIR sag"), 1.25 * MARROW, BRIGHT),
        (mr("T2 sag"), 1.25 * MARROW, BRIGHT),
        (mr("T1 sag"), 0, 0.8 * MARROW),
        (mr("SPECT", modality="NM"), 1.5 * MARROW, BRIGHT),
    ],
)
def test_that_others_begin_beside_their_vertebrae_without_lesions(volume: Volume, low: float, high: float) -> None:
    found = first_limits(session_with(volume), volume)
    assert (found.low, found.high) == pytest.approx((low, high))
    assert (found.of, found.median, found.whole) == ("vertebrae", MARROW, (0.0, BRIGHT))


def test_that_a_scale_of_its_own_counts() -> None:
    pet = with_fields(mr("PET", modality="PT"), value_scale=0.01, unit="g/ml")
    found = first_limits(session_with(pet), pet)
    assert (found.low, found.high) == pytest.approx((6.0, 19.0))


def test_that_without_outlines_the_median_is_that_of_the_series_without_air() -> None:
    volume = mr()
    found = first_limits(session_with(volume, outlined=False), volume)
    sample = volume.array_kji[::4, ::4, ::4]
    assert found.of == "series"
    assert found.median == np.median(sample[sample >= sample.mean()]) == MUSCLE


def test_that_a_series_that_is_being_read_suggests_nothing_yet() -> None:
    volume = mr()
    session = session_with(volume)
    before = values_key(session, volume)
    session.arrived[volume.series_uid] = np.zeros(80, dtype=bool)
    assert first_limits(session, volume) is None
    assert values_key(session, volume) != before


def test_that_through_a_registration_only_vertebrae_that_it_holds_for_are_asked() -> None:
    other = with_fields(other_series(CT), array_kji=mr().array_kji, description="STIR")
    session = session_with(other)
    session.apply(PutRegistration(registered(session.plan, other, "L1", "L2")))
    session.apply(ConfirmRegistration(MR_FRAME, "Dr A", "2026-01-01T00:00:00Z"))
    found = first_limits(session, session.shown(other.series_uid))
    assert (found.of, found.median) == ("vertebrae", pytest.approx(MARROW, rel=0.01))
    session.apply(PutRegistration(registered(session.plan, other, "L3", "L4")))
    session.apply(ConfirmRegistration(MR_FRAME, "Dr A", "2026-01-01T00:00:00Z"))
    assert first_limits(session, session.shown(other.series_uid)).of == "series"


def test_that_limits_do_not_follow_to_a_series_whose_values_mean_something_else() -> None:
    ct_too = with_fields(CT, series_uid="1.2.4")
    session = session_with(mr(), ct_too)
    session.look(brush=Brush(3.0, False, (-100.0, 150.0)))
    session.look(series_uid="1.2.4")
    assert session.view.brush.limits == (-100.0, 150.0)
    session.look(series_uid="5.5")
    assert session.view.brush == Brush(3.0, False, None)
    session.look(series_uid=CT.series_uid, brush=Brush(3.0, False, (0.0, 90.0)))
    assert session.view.brush.limits == (0.0, 90.0), "set together with the series"


def test_that_limits_of_the_series_shown_are_refused_on_the_one_beside_it() -> None:
    volume = mr()
    session = session_with(volume)
    check_values(session, volume)
    session.look(brush=Brush(limits=(-100.0, 150.0)))
    check_values(session, CT)
    with pytest.raises(EditRefused, match="set on another series"):
        check_values(session, volume)
