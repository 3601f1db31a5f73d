"""Labels that can be edited: on one grid, each voxel to one name at most, so they stay disjoint by construction."""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.editing.stamp import Box
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import BoolArray, Mask

Numbers = npt.NDArray[np.uint8]
MOST_NAMES = 255
ROOM_MM = 15.0
"""The box grows by this much more than it must: a stroke that goes on needs no new one at every step."""


class LabelBlock:
    """numbers_kji: a box of the parent grid that starts at start_kji; 0 is nothing, n is names[n - 1].

    Views handed out are to be written to. Not thread-safe.
    """

    def __init__(self, parent: Grid) -> None:
        self.parent = parent
        self.names: list[str] = []
        self.numbers_kji: Numbers = np.zeros((0, 0, 0), dtype=np.uint8)
        self._start = np.zeros(3, dtype=int)

    @staticmethod
    def of(parent: Grid, masks: Mapping[str, Mask]) -> "LabelBlock":
        """Masks on that grid as labels; where two claim a voxel the later one has it."""
        block = LabelBlock(parent)
        for name, mask in masks.items():
            block.put(name, mask)
        return block

    @property
    def start_kji(self) -> tuple[int, int, int]:
        """First voxel of the box in the parent grid."""
        k, j, i = (int(n) for n in self._start)
        return k, j, i

    @property
    def grid(self) -> Grid:
        """Grid of the box."""
        k, j, i = self.numbers_kji.shape
        return self.parent.cropped(self.start_kji, (k, j, i))

    @property
    def empty(self) -> bool:
        """Whether nothing was ever put in."""
        return self.numbers_kji.size == 0

    def number(self, name: str) -> int:
        """The number of a name, which is added when it is new. Raises ValueError when there are too many."""
        if name not in self.names:
            if len(self.names) == MOST_NAMES:
                raise ValueError("a block holds 255 names at most")
            self.names.append(name)
        return self.names.index(name) + 1

    def put(self, name: str, mask: Mask) -> None:
        """Make a label exactly this mask; it takes the voxels of others. Raises ValueError on another grid."""
        if not mask.parent.same_place(self.parent):
            raise ValueError("a label must lie on the grid of the others")
        self.clear(name)
        number = self.number(name)
        if mask.count:
            box = mask_box(mask)
            self.cover(box)
            self.view(box)[mask.voxels_kji] = number

    def clear(self, name: str) -> None:
        """Take all voxels of a name away; a name that is not there has none."""
        if name in self.names:
            self.numbers_kji[self.numbers_kji == self.number(name)] = 0

    def cover(self, box: Box) -> None:
        """Grow so that a box of the parent grid lies inside."""
        start, stop = np.array([s.start for s in box]), np.array([s.stop for s in box])
        room = np.ceil(ROOM_MM / np.array(self.parent.spacing_kji_mm)).astype(int)
        roomy = np.maximum(start - room, 0), np.minimum(stop + room, self.parent.shape_kji)
        if self.numbers_kji.size:
            old_stop = self._start + self.numbers_kji.shape
            if (start >= self._start).all() and (stop <= old_stop).all():
                return
            start = np.where(start < self._start, roomy[0], self._start)
            stop = np.where(stop > old_stop, roomy[1], old_stop)
        else:
            start, stop = roomy
        old, at = self.numbers_kji, self._start - start
        self.numbers_kji, self._start = np.zeros(tuple(stop - start), dtype=np.uint8), start
        if old.size:
            self.numbers_kji[tuple(slice(a, a + n) for a, n in zip(at, old.shape, strict=True))] = old

    def view(self, box: Box) -> Numbers:
        """The numbers of a covered box of the parent grid."""
        return self.numbers_kji[tuple(slice(s.start - a, s.stop - a) for s, a in zip(box, self._start, strict=True))]

    def clipped(self, box: Box) -> Box | None:
        """The part of a box of the parent grid that lies inside the block, if any."""
        starts = [max(int(a), s.start) for a, s in zip(self._start, box, strict=True)]
        stops = [min(int(a) + n, s.stop) for a, n, s in zip(self._start, self.numbers_kji.shape, box, strict=True)]
        if any(a >= b for a, b in zip(starts, stops, strict=True)):
            return None
        k, j, i = (slice(a, b) for a, b in zip(starts, stops, strict=True))
        return k, j, i

    def around(self, name: str, room_mm: float) -> "LabelBlock":
        """A copy of the part around one label, for work beside this block. Raises ValueError without voxels."""
        box = self.box_of([name], room_mm)
        if box is None:
            raise ValueError("there is nothing of it")
        inside = self.clipped(box)
        copy = LabelBlock(self.parent)
        copy.names = list(self.names)
        if inside is not None:
            copy.cover(inside)
            copy.view(inside)[...] = self.view(inside)
        return copy

    def mask(self, name: str) -> Mask:
        """What a name covers, tight; one unset voxel when it is nothing."""
        number = self.number(name)
        box = self._boxes()[number - 1]
        if box is None:
            return Mask(np.zeros((1, 1, 1), dtype=np.bool_), (0, 0, 0), self.parent)
        k, j, i = (int(a) + s.start for a, s in zip(self._start, box, strict=True))
        return Mask(self.numbers_kji[box] == number, (k, j, i), self.parent)

    def box_of(self, names: Iterable[str], room_mm: float = 0.0) -> Box | None:
        """The box of the parent grid that holds these labels, with some room inside the grid; None without voxels."""
        numbers = [self.number(name) for name in names]
        boxes = [box for n, box in enumerate(self._boxes(), 1) if box is not None and n in numbers]
        if not boxes:
            return None
        spans = []
        for axis, (start, mm) in enumerate(zip(self._start, self.parent.spacing_kji_mm, strict=True)):
            room = int(np.ceil(room_mm / mm))
            low = int(start) + min(box[axis].start for box in boxes) - room
            high = int(start) + max(box[axis].stop for box in boxes) + room
            spans.append(slice(max(low, 0), min(high, self.parent.shape_kji[axis])))
        return spans[0], spans[1], spans[2]

    def _boxes(self) -> list[tuple[slice, ...] | None]:
        """Where each label lies in the block, by number - 1; one pass over the voxels."""
        from scipy import ndimage  # the window must not wait for it at the start

        found: list[tuple[slice, ...] | None] = (
            [*ndimage.find_objects(self.numbers_kji)] if self.numbers_kji.size else []
        )
        return [*found, *[None] * (len(self.names) - len(found))]


def mask_box(mask: Mask) -> Box:
    """Where a mask's box lies in its parent grid."""
    k, j, i = (slice(s, s + n) for s, n in zip(mask.start_kji, mask.voxels_kji.shape, strict=True))
    return k, j, i


def within(part: Mask, whole: Mask) -> Mask:
    """The voxels of a part that the whole holds. Raises ValueError when they lie on different grids."""
    if not part.parent.same_place(whole.parent):
        raise ValueError("a part must lie on the grid of its whole")
    inside: BoolArray = np.zeros_like(part.voxels_kji)
    low = np.maximum(part.start_kji, whole.start_kji)
    ends = [np.add(m.start_kji, m.voxels_kji.shape) for m in (part, whole)]
    high = np.minimum(*ends)
    if (high > low).all():
        here, there = (
            tuple(slice(int(a - s), int(b - s)) for a, b, s in zip(low, high, m.start_kji, strict=True))
            for m in (part, whole)
        )
        inside[here] = part.voxels_kji[here] & whole.voxels_kji[there]
    return Mask(inside, part.start_kji, part.parent).tight()
