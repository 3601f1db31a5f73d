"""Bone is shared out between vertebrae by a random walker."""

import numpy as np
import pytest

from spineplan.anatomy.outlining.arch_walk import links, met_first, walk_arches
from spineplan.anatomy.outlining.posterior_elements import RIB, seed_arches

SOFT, BONE = 40.0, 600.0


def _bands() -> np.ndarray:
    """Two vertebrae 30 mm tall along z, canal's middle at x = y = 0, with room for everything between them."""
    rest = [50.0, 50.0, 6.0, 0.0, 0.0]
    rows = [[-15.0, 15.0, 0.0, *rest, middle, 1, 0, 0, 0, -1, 0, 0, 0, 1, 50.0, 20.0] for middle in (15.0, 45.0)]
    return np.array(rows, dtype=np.float64)


def _two_blocks(bridge: int) -> np.ndarray:
    """Two blocks of bone on a raster of 1 mm, a joint one voxel wide between them, `bridge` voxels of it bone."""
    array = np.full((60, 12, 12), SOFT, dtype=np.float32)
    array[6:54, 2:10, 2:10] = BONE
    array[33, 2:10, 2:10] = SOFT + 0.45 * (BONE - SOFT)
    array[33, 2, 2 : 2 + bridge] = BONE
    return array


def test_that_a_joint_divides_bone_though_a_bridge_crosses_it() -> None:
    array = _two_blocks(bridge=2)
    labels = np.zeros(array.shape, dtype=np.uint8)
    labels[6:9, 2:10, 2:10], labels[51:54, 2:10, 2:10] = 1, 2
    walk_arches(np.array([0.0, 0.0, 0.0]), 1.0, array, array > 200, _bands(), labels)
    assert (labels[6:32, 2:10, 2:10] == 1).all()
    assert (labels[35:54, 2:10, 2:10] == 2).all()
    assert (labels[array <= 200] == 0).all()


def test_that_a_chain_gives_the_share_of_the_way() -> None:
    flat = np.arange(11, dtype=np.int64)
    number = np.arange(11, dtype=np.int32).reshape(11, 1, 1)
    near, easy = links(flat, number, np.ones(11, dtype=np.float32))
    near[[0, -1]] = -1
    place = np.full(11, 0.5, dtype=np.float32)
    place[0], place[-1] = 1.0, 0.0
    chance = met_first(near, easy, place, 1e-12, 1e-6, 100)
    assert chance == pytest.approx(np.linspace(1.0, 0.0, 11), abs=1e-4)


def test_that_bone_beyond_reach_is_left_alone() -> None:
    array = np.full((60, 12, 140), SOFT, dtype=np.float32)
    array[10:20, 2:10, 0:8] = array[10:20, 2:10, 130:140] = BONE
    labels = np.zeros(array.shape, dtype=np.uint8)
    labels[12:18, 4:8, 2:6] = 1
    walk_arches(np.array([0.0, 0.0, 0.0]), 1.0, array, array > 200, _bands(), labels)
    assert (labels[10:20, 2:10, 0:8] == 1).all()
    assert not labels[:, :, 130:].any()


def test_that_ribs_keep_what_is_theirs() -> None:
    array = np.full((60, 12, 60), SOFT, dtype=np.float32)
    array[10:20, 2:10, :] = BONE
    array[10:20, 2:10, 25:27] = SOFT + 0.4 * (BONE - SOFT)
    labels = np.zeros(array.shape, dtype=np.uint8)
    labels[10:20, 2:10, :4], labels[10:20, 2:10, 52:] = 1, RIB
    walk_arches(np.array([0.0, 0.0, 0.0]), 1.0, array, array > 200, _bands(), labels)
    assert (labels[10:20, 2:10, :25] == 1).all()
    assert (labels[10:20, 2:10, 27:] == RIB).all()


def test_that_the_lamina_behind_the_canal_starts_its_own_arch() -> None:
    """Bone fills all behind the canal: the middle of each vertebra is sure, the joints between them are not."""
    array = np.zeros((60, 30, 40), dtype=np.bool_)
    none = np.zeros(array.shape, dtype=np.uint8)
    seeds = none.copy()
    array[:, 14:, :] = True
    seed_arches(np.array([-20.0, -10.0, 0.0]), 1.0, array, np.zeros_like(array), none, _bands(), seeds)
    behind = seeds[:, 18, 20]
    assert (behind[6:18] == 1).all()
    assert (behind[36:48] == 2).all()
    assert not behind[26:34].any()
    assert not seeds[:, 18, 30].any()
    assert not seeds[:, 28, 20].any()
