"""Gaps in transverse processes are closed, foramina near the canal and gaps beside ribs are not."""

import numpy as np

from spineplan.anatomy.outlining.arch_shape import bears_rib, whole_arch

BONE, MARROW = 300.0, 60.0


def _with_gaps(aside: bool) -> np.ndarray:
    """Arch [k, j, i] of a plate 0 to 40 mm aside with a notch, open to one side, near the canal and far from it."""
    mine = np.zeros((24, 40, 41), dtype=np.bool_)
    mine[8:16, 10:28, :] = True
    for start in (8, 28):
        mine[8:16, 10:20, start : start + 7] = False
    nothing = np.zeros_like(mine)
    place = np.broadcast_to(np.arange(41.0, dtype=np.float32), mine.shape) if aside else None
    return whole_arch(mine, nothing, nothing, nothing, np.where(mine, BONE, MARROW).astype(np.float32), place)


def test_that_a_dark_notch_of_a_transverse_process_is_closed_and_one_near_the_canal_stays_open() -> None:
    arch = _with_gaps(aside=True)
    assert arch[12, 16:20, 28:35].all()
    assert not arch[12, 10:18, 10:13].any()


def test_that_without_transverse_processes_both_stay_open() -> None:
    assert not _with_gaps(aside=False)[12, 10:18, 30:33].any()


def test_that_a_vertebra_bears_a_rib_where_they_touch_near_the_spine_only() -> None:
    aside = np.broadcast_to(np.arange(60.0, dtype=np.float32), (8, 8, 60))
    assert bears_rib(aside < 25.0, aside >= 25.0, aside)
    assert not bears_rib(aside < 25.0, aside >= 27.0, aside)
    assert not bears_rib(aside < 45.0, aside >= 45.0, aside)
