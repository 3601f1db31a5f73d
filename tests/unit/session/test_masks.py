"""Masks in memory: what is not used is packed, and comes back as it was."""

import numpy as np
import pytest

from spineplan.errors import PlanRefused
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.session import masks as room
from spineplan.session.masks import MaskStore

GRID = Grid((40, 40, 40), np.diag([0.5, 0.5, 1.0, 1.0]))


def made(seed: int) -> Mask:
    voxels = np.random.default_rng(seed).random((20, 21, 23)) < 0.4
    return Mask(voxels, (seed % 10, 3, 2), GRID).tight()


def test_that_masks_beyond_the_limit_are_packed_and_come_back_as_they_were(monkeypatch) -> None:
    monkeypatch.setattr(room, "MOST_OPEN_BYTES", 30_000)
    store = MaskStore()
    masks = [made(seed) for seed in range(12)]
    refs = [store.add(mask, "1.2") for mask in masks]
    assert store._open_bytes <= 30_000
    assert len(store._packed) >= 8
    for ref, mask in zip(refs, masks, strict=True):
        found = store.get(ref)
        assert np.array_equal(found.voxels_kji, mask.voxels_kji)
        assert (found.start_kji, found.parent, found.sha256) == (mask.start_kji, mask.parent, mask.sha256)
    assert store._open_bytes == sum(mask.voxels_kji.nbytes for mask in store._masks.values()) <= 30_000


def test_that_what_is_dropped_is_gone_packed_or_not(monkeypatch) -> None:
    monkeypatch.setattr(room, "MOST_OPEN_BYTES", 15_000)
    store = MaskStore()
    refs = [store.add(made(seed), "1.2") for seed in range(4)]
    store.drop([ref.sha256 for ref in refs])
    assert (store._open_bytes, store._masks, store._packed) == (0, {}, {})
    with pytest.raises(PlanRefused):
        store.get(refs[0])


def test_that_a_branch_reads_its_trunk_and_gives_what_it_got(monkeypatch) -> None:
    monkeypatch.setattr(room, "MOST_OPEN_BYTES", 15_000)
    store = MaskStore()
    known = store.add(made(1), "1.2")
    branch = store.branch()
    assert branch.get(known).sha256 == known.sha256
    refs = [branch.add(made(seed), "1.2") for seed in range(2, 6)]
    with pytest.raises(PlanRefused):
        store.get(refs[0])
    store.absorb(branch)
    assert [store.get(ref).sha256 for ref in refs] == [ref.sha256 for ref in refs]
