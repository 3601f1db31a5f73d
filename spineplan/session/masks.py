"""Masks of the open plan, found by the hash of their content."""

import threading
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from spineplan.errors import PlanRefused
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.plan.model import MaskRef, Plan

MOST_OPEN_BYTES = 256 << 20
"""Masks beyond this are packed: a day of strokes keeps hundreds of whole vertebrae within reach of undo."""


@dataclass(frozen=True, eq=False)
class _Packed:
    """A mask as bits, deflated."""

    data: bytes
    shape_kji: tuple[int, int, int]
    start_kji: tuple[int, int, int]
    parent: Grid

    @staticmethod
    def of(mask: Mask) -> "_Packed":
        k, j, i = mask.voxels_kji.shape
        return _Packed(zlib.compress(np.packbits(mask.voxels_kji).tobytes(), 1), (k, j, i), mask.start_kji, mask.parent)

    def mask(self) -> Mask:
        """As it was."""
        bits = np.frombuffer(zlib.decompress(self.data), dtype=np.uint8)
        voxels = np.unpackbits(bits, count=int(np.prod(self.shape_kji))).astype(np.bool_)
        return Mask(voxels.reshape(self.shape_kji), self.start_kji, self.parent)


class MaskStore:
    """Content-addressed; a mask stays as long as undo and redo can reach a plan that names it. Safe on any thread."""

    def __init__(self, masks: Iterable[Mask] = ()) -> None:
        self._masks: dict[str, Mask] = {}
        """Latest used last."""
        self._packed: dict[str, _Packed] = {}
        self._open_bytes = 0
        self._lock = threading.RLock()
        self._passing: dict[str, Mask] = {}
        self._known_elsewhere: MaskStore | None = None
        for mask in masks:
            self._keep(mask)

    def add(self, mask: Mask, series_uid: str) -> MaskRef:
        """Keep a mask (cropped) and return the reference to store in the plan."""
        tight = mask.tight()
        self._keep(tight)
        return MaskRef(sha256=tight.sha256, series_uid=series_uid, voxels=tight.count, volume_ml=tight.volume_ml)

    def lend(self, mask: Mask, series_uid: str) -> MaskRef:
        """A reference for a preview: the mask is kept only until the next one is lent."""
        tight = mask.tight()
        self._passing = {tight.sha256: tight}
        return MaskRef(sha256=tight.sha256, series_uid=series_uid, voxels=tight.count, volume_ml=tight.volume_ml)

    def branch(self) -> "MaskStore":
        """A store that knows these masks too; what is added to it comes here with `absorb`. For work on a thread."""
        branch = MaskStore()
        branch._known_elsewhere = self
        return branch

    def absorb(self, branch: "MaskStore") -> None:
        """Keep what was added to a branch."""
        for mask in branch._masks.values():
            self._keep(mask)
        with self._lock:
            self._packed |= branch._packed

    def drop(self, hashes: Iterable[str]) -> None:
        """Forget masks that no plan names any more."""
        with self._lock:
            for sha256 in hashes:
                self._packed.pop(sha256, None)
                gone = self._masks.pop(sha256, None)
                self._open_bytes -= gone.voxels_kji.nbytes if gone is not None else 0

    def get(self, ref: MaskRef) -> Mask:
        """The mask of a reference. Raises PlanRefused when the plan names a mask that is not there."""
        mask = self._opened(ref.sha256) or self._passing.get(ref.sha256)
        if mask is None and self._known_elsewhere is not None:
            return self._known_elsewhere.get(ref)
        if mask is None:
            raise PlanRefused("The plan names a mask that is missing from its file.")
        return mask

    def used_by(self, plan: Plan) -> dict[str, Mask]:
        """The masks a plan names, by hash: what a save has to write."""
        return {ref.sha256: self.get(ref) for ref in plan.mask_refs()}

    def _keep(self, mask: Mask) -> None:
        with self._lock:
            if mask.sha256 in self._masks or mask.sha256 in self._packed:
                return
            self._masks[mask.sha256] = mask
            self._open_bytes += mask.voxels_kji.nbytes
            self._pack_oldest()

    def _opened(self, sha256: str) -> Mask | None:
        with self._lock:
            mask = self._masks.pop(sha256, None)
            if mask is None:
                packed = self._packed.pop(sha256, None)
                if packed is None:
                    return None
                mask = packed.mask()
                self._open_bytes += mask.voxels_kji.nbytes
            self._masks[sha256] = mask
            self._pack_oldest()
            return mask

    def _pack_oldest(self) -> None:
        """The one used last stays open, however large."""
        while self._open_bytes > MOST_OPEN_BYTES and len(self._masks) > 1:
            sha256, mask = next(iter(self._masks.items()))
            del self._masks[sha256]
            self._packed[sha256] = _Packed.of(mask)
            self._open_bytes -= mask.voxels_kji.nbytes
