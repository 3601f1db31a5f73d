"""Masks of the open plan, found by the hash of their content."""

from collections.abc import Iterable

from spineplan.errors import PlanRefused
from spineplan.imaging.mask import Mask
from spineplan.plan.model import MaskRef, Plan


class MaskStore:
    """Content-addressed; a mask stays as long as undo and redo can reach a plan that names it."""

    def __init__(self, masks: Iterable[Mask] = ()) -> None:
        self._masks: dict[str, Mask] = {mask.sha256: mask for mask in masks}
        self._passing: dict[str, Mask] = {}
        self._known_elsewhere: MaskStore | None = None

    def add(self, mask: Mask, series_uid: str) -> MaskRef:
        """Keep a mask (cropped) and return the reference to store in the plan."""
        tight = mask.tight()
        self._masks.setdefault(tight.sha256, tight)
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
        self._masks.update(branch._masks)

    def drop(self, hashes: Iterable[str]) -> None:
        """Forget masks that no plan names any more."""
        for sha256 in hashes:
            self._masks.pop(sha256, None)

    def get(self, ref: MaskRef) -> Mask:
        """The mask of a reference. Raises PlanRefused when the plan names a mask that is not there."""
        mask = self._masks.get(ref.sha256) or self._passing.get(ref.sha256)
        if mask is None and self._known_elsewhere is not None:
            return self._known_elsewhere.get(ref)
        if mask is None:
            raise PlanRefused("The plan names a mask that is missing from its file.")
        return mask

    def used_by(self, plan: Plan) -> dict[str, Mask]:
        """The masks a plan names, by hash: what a save has to write."""
        return {ref.sha256: self.get(ref) for ref in plan.mask_refs()}
