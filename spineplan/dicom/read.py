"""Series to volumes and pictures."""

from dataclasses import replace
from typing import Protocol

from spineplan.dicom.identity import instances_digest
from spineplan.dicom.loading import OnSlices, StackLoading
from spineplan.dicom.series import SeriesEntry
from spineplan.dicom.source import Progress
from spineplan.dicom.stack import Run, Stack
from spineplan.errors import ImageRefused
from spineplan.imaging.nifti import NiftiImage, read_nifti
from spineplan.imaging.volume import Volume


class Loading(Protocol):
    """A volume that can be looked at while it fills."""

    @property
    def volume(self) -> Volume:
        """Final shape, place, scale and identity; voxels are 0 where `fill` has not been yet."""

    def fill(self, progress: Progress | None = None, on_slices: OnSlices | None = None) -> Volume:
        """Read the voxels; the finished volume, on the same array."""


class _Loaded:
    def __init__(self, volume: Volume) -> None:
        self.volume = volume

    def fill(self, progress: Progress | None = None, on_slices: OnSlices | None = None) -> Volume:
        count = self.volume.grid.shape_kji[0]
        if on_slices is not None:
            on_slices(range(count))
        if progress is not None:
            progress(count, count, "Reading images")
        return self.volume


def begin_volume(entry: SeriesEntry, run: Run | None = None) -> Loading:
    """Allocate a series' volume, so that its first pictures can be shown while the rest is read.

    run: a uniform part of a refused stack that the user chose, out of `entry.runs`. Raises ImageRefused.
    """
    if isinstance(entry.content, NiftiImage):
        return _Loaded(read_nifti(entry.content, entry.key, entry.frame_of_reference_uid))
    if not isinstance(entry.content, Stack):
        raise ImageRefused(" ".join(entry.problems))
    stack, key, digest = entry.content, entry.key, entry.instances_digest
    if run is not None:
        whole = len(stack.slices)
        stack, key = stack.part(run.first, run.last), f"{entry.key}@{run.first}-{run.last}"
        digest = instances_digest(piece.instance.sop_uid for piece in stack.slices)
        chosen = f"Only slices {run.first} to {run.last} of {whole} are shown, a uniform part chosen by the user."
        stack = replace(stack, notes=(chosen, *stack.notes))
    return StackLoading(stack, key, entry.frame_of_reference_uid, entry.description, digest)


def read_volume(
    entry: SeriesEntry,
    progress: Progress | None = None,
    on_slices: OnSlices | None = None,
    run: Run | None = None,
) -> Volume:
    """A series as one int16 array [k, j, i] on a grid in LPS mm; `begin_volume` and `fill` in one call.

    Raises ImageRefused naming the slices, and whatever the callbacks raise (Cancelled).
    """
    return begin_volume(entry, run).fill(progress, on_slices)
