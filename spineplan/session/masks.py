"""Masks of the open plan, found by the hash of their content."""

from collections.abc import Iterable

from spineplan.errors import PlanRefused
from spineplan.imaging.mask import Mask
from spineplan.plan.model import MaskRef, Plan


class MaskStore:
    """Content-addressed and append-only while a plan is open, so that undo always finds its masks."""

    def __init__(self, masks: Iterable[Mask] = ()) -> None:
        self._masks: dict[str, Mask] = {mask.sha256: mask for mask in masks}

    def add(self, mask: Mask, series_uid: str) -> MaskRef:
        """Keep a mask (cropped) and return the reference to store in the plan."""
        tight = mask.tight()
        self._masks.setdefault(tight.sha256, tight)
        return MaskRef(sha256=tight.sha256, series_uid=series_uid, voxels=tight.count, volume_ml=tight.volume_ml)

    def get(self, ref: MaskRef) -> Mask:
        """The mask of a reference. Raises PlanRefused when the plan names a mask that is not there."""
        if ref.sha256 not in self._masks:
            raise PlanRefused("The plan names a mask that is missing from its file.")
        return self._masks[ref.sha256]

    def used_by(self, plan: Plan) -> dict[str, Mask]:
        """The masks a plan names, by hash: what a save has to write."""
        return {ref.sha256: self.get(ref) for ref in plan.mask_refs()}
