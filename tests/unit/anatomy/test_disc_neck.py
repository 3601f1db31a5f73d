"""The neck in thick slices: counted by laminae and by the dens between the masses of the atlas."""

import numpy as np

from spineplan.anatomy.finding.disc_axis import CLEFT_SD_MM, axis_disc
from spineplan.anatomy.finding.disc_phase import AHEAD_MM, ASIDE_MM, BodyRows, disc_phase

LENGTH, STEP, AHEAD, DEPTH = 180, 18, 14.0, 16.0
DISC_OF_AXIS, DENS = 108, (140, 158)
U = np.arange(AHEAD_MM[0], AHEAD_MM[1] + 0.5)[:, None]
V = np.arange(ASIDE_MM[0], ASIDE_MM[1] + 0.5)[None, :]


def _neck(dens: bool = True) -> np.ndarray[tuple[int, int, int], np.dtype[np.float32]]:
    """Bodies without a visible disc, laminae behind the canal from 3 to 14 mm above each place of a disc; from 140 mm
    on a dens of 10 mm between lateral masses, 8 to 20 mm aside, with clefts beside it."""
    spine = np.full((LENGTH, U.size, V.size), 40.0, dtype=np.float32)
    body = np.hypot((U - AHEAD) / 8.0, V / 10.0) <= 1.0
    for s in range(LENGTH):
        if DENS[0] <= s < DENS[1] and dens:
            spine[s][(np.abs(U - AHEAD) < 7) & (np.abs(V) <= 4)] = 500.0
            spine[s][(np.abs(U - AHEAD) < 9) & (np.abs(V) >= 9) & (np.abs(V) <= 20)] = 400.0
        else:
            spine[s][body] = 250.0
        if 3 <= s % STEP <= 14:
            spine[s][(U >= -14) & (U <= -8) & (np.abs(V) <= 12)] = 500.0
    return spine


def _rows() -> BodyRows:
    return BodyRows(np.full(LENGTH, AHEAD), np.zeros(LENGTH), np.full(LENGTH, DEPTH))


def test_that_laminae_say_where_discs_are_due_in_thick_slices() -> None:
    due = disc_phase(_neck(), _rows(), 5.0, None)
    peaks = [low + int(due[low : low + STEP].argmax()) for low in range(STEP // 2, 100, STEP)]
    assert all(min(peak % STEP, STEP - peak % STEP) <= 4 for peak in peaks)


def test_that_the_clefts_beside_the_dens_tell_the_disc_of_c2() -> None:
    at = axis_disc(_neck(), _rows())
    assert at is not None
    assert abs(at - DISC_OF_AXIS) < CLEFT_SD_MM


def test_that_bodies_alone_have_no_dens() -> None:
    assert axis_disc(_neck(dens=False), _rows()) is None


def test_that_bodies_too_large_for_the_neck_have_no_dens() -> None:
    rows = BodyRows(np.full(LENGTH, AHEAD), np.zeros(LENGTH), np.full(LENGTH, 30.0))
    assert axis_disc(_neck(), rows) is None
