"""The row of discs from profiles made by hand: what is due where, a collapsed vertebra, the sacrum."""

import numpy as np

from spineplan.anatomy.finding.disc_phase import AHEAD_MM, ASIDE_MM, BodyRows, disc_phase, sacrum_top
from spineplan.anatomy.finding.disc_profile import DiscProfile
from spineplan.anatomy.finding.disc_sequence import find_discs

STEP = 25
"""Millimetres from disc to disc, as the step that goes with a body depth of 28 mm."""


def _profile(clear: list[int], length: int) -> DiscProfile:
    """A profile with sharp discs at these rows, nothing between them."""
    rows = np.arange(length, dtype=np.float64)
    edge = np.full(length, -0.1)
    edge[clear] = 0.9
    flat = np.zeros(length)
    return DiscProfile(0.6 * edge, edge, flat, flat, flat + 8.0, flat + 28.0, flat, rows >= 0)


def test_that_both_discs_of_a_collapsed_vertebra_are_found() -> None:
    """11 mm between two discs amid steps of 25 mm: the vertebrae beside it keep their own discs."""
    clear = [20, 45, 70, 81, 106, 131]
    found = [round(disc.s_mm) for disc in find_discs(_profile(clear, 150))]
    assert found == clear


def test_that_a_plate_inside_a_vertebra_makes_no_collapsed_one() -> None:
    """A faint line 10 mm above a disc is no end of a vertebra."""
    profile = _profile([20, 45, 70, 95], 115)
    profile.edge[55], profile.score[55] = 0.4, 0.24
    assert [round(disc.s_mm) for disc in find_discs(profile)] == [20, 45, 70, 95]


def test_that_a_stretch_where_another_count_fits_nearly_as_well_is_said() -> None:
    """113 mm without any disc between two clear stretches: four vertebrae fit there, and five do nearly as well."""
    firm, gap = [20 + STEP * n for n in range(8)], 113
    clear = [*firm, *(at + firm[-1] + gap - firm[0] for at in firm)]
    discs = find_discs(_profile(clear, clear[-1] + 20))
    between = [disc for disc in discs if firm[-1] < disc.s_mm < firm[-1] + gap]
    assert between
    assert all(disc.count_in_doubt for disc in between)
    assert not any(disc.count_in_doubt for disc in find_discs(_profile(firm, firm[-1] + 20)))


def test_that_rows_can_be_left_out() -> None:
    found = find_discs(_profile([20, 45, 70, 95], 115), from_mm=30.0, to_mm=80.0)
    assert [round(disc.s_mm) for disc in found] == [45, 70]


def _straight(length: int) -> np.ndarray[tuple[int, int, int], np.dtype[np.float32]]:
    """Soft tissue along the line, [s, u, v]."""
    shape = (length, round(AHEAD_MM[1] - AHEAD_MM[0]) + 1, round(ASIDE_MM[1] - ASIDE_MM[0]) + 1)
    return np.full(shape, 40.0, dtype=np.float32)


def test_that_blurred_discs_are_due_above_pedicles_and_at_the_bulges() -> None:
    """Bodies of even density without any visible disc: pedicles fill the upper half of each, the rim bulges at its
    ends. The row of largest values repeats with the vertebrae and lies at their ends."""
    spine, body = _straight(200), BodyRows(np.full(200, 20.0), np.zeros(200), np.full(200, 28.0))
    u = np.arange(AHEAD_MM[0], AHEAD_MM[1] + 0.5)[:, None]
    v = np.arange(ASIDE_MM[0], ASIDE_MM[1] + 0.5)[None, :]
    for s in range(200):
        phase = (s % STEP) / STEP
        bulge = 1.0 + 0.06 * np.cos(2.0 * np.pi * phase)
        spine[s][np.hypot((u - 20.0) / 14.0, v / 18.0) <= bulge] = 250.0
        if 0.45 <= phase <= 0.95:
            spine[s][(u >= -2) & (u < 9) & (np.abs(v) >= 9) & (np.abs(v) <= 18)] = 400.0
    due = disc_phase(spine, body, 5.0, None)
    peaks = [lower + int(due[lower : lower + STEP].argmax()) for lower in range(37, 150, STEP)]
    assert all(min(peak % STEP, STEP - peak % STEP) <= 3 for peak in peaks)
    assert np.ptp(np.diff(peaks)) <= 2


def test_that_only_long_bone_on_both_sides_is_a_sacrum() -> None:
    """Transverse processes of 15 mm are passed over; wings of 50 mm end where the sacrum does."""
    spine = _straight(150)
    v = np.arange(ASIDE_MM[0], ASIDE_MM[1] + 0.5)
    beside = (np.abs(v) >= 24) & (np.abs(v) <= 44)
    for low, high in ((0, 50), (80, 95)):
        spine[low:high, 34:60, beside] = 300.0
    top = sacrum_top(spine, np.full(len(spine), 30.0))
    assert top is not None
    assert abs(top - 50) <= 4
    assert sacrum_top(spine, np.full(len(spine), 18.0)) is None, "bone below a neck is ribs of C7 or shoulders"
    spine[:50] = 40.0
    assert sacrum_top(spine, np.full(len(spine), 30.0)) is None
