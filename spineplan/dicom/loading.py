"""From a proven stack to a volume, the middle slice first, in threads, straight into the one array."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace

import numpy as np

from spineplan.dicom import tags
from spineplan.dicom.elements import Damaged
from spineplan.dicom.header import text
from spineplan.dicom.pixels import PixelReader
from spineplan.dicom.source import UNREADABLE, Progress
from spineplan.dicom.stack import Stack
from spineplan.dicom.tilt import place_shifted
from spineplan.dicom.values import padding_value, scale_of, to_int16, windows_of
from spineplan.errors import ImageRefused
from spineplan.imaging.volume import Volume

OnSlices = Callable[[range], None]
"""on_slices(range of k): these slices of the volume are final."""

_CHUNK = 8
_COMPRESSED_CHUNK = 2
_AIR_HU = -1024


class StackLoading:
    """A volume that exists at once and fills while it is looked at.

    `volume` has its final shape, place, scale and identity; its array is zero until `fill` has reached a slice.
    """

    def __init__(self, stack: Stack, key: str, frame_of_reference: str, description: str, digest: str) -> None:
        """Allocates the array. Raises ImageRefused when the stack was refused or memory is short."""
        self.volume = _empty_volume(stack, key, frame_of_reference, description, digest)
        self._stack = stack
        self._scale = scale_of(stack.slices)
        self._reader = PixelReader()
        self._stopped = False

    def fill(self, progress: Progress | None = None, on_slices: OnSlices | None = None) -> Volume:
        """Read every slice, the middle ones first; the finished volume (the same array, perhaps more notes).

        progress and on_slices are called in this thread. Raises ImageRefused naming the slice that cannot be read, and
        whatever the callbacks raise (Cancelled).
        """
        total, done, clipped = len(self._stack.slices), 0, 0
        workers = min(8, (os.cpu_count() or 2))
        with ThreadPoolExecutor(workers, thread_name_prefix="read-slices") as pool:
            try:
                for slices, lost in self._results(pool, workers):
                    done += len(slices)
                    clipped += lost
                    if on_slices is not None:
                        on_slices(slices)
                    if progress is not None:
                        progress(done, total, "Reading images")
            finally:
                self._stopped = True
                pool.shutdown(wait=True, cancel_futures=True)
        if clipped:
            note = f"{clipped} values above the range of 16 bits are shown as the highest value."
            return replace(self.volume, notes=(*self.volume.notes, note))
        return self.volume

    def _results(self, pool: ThreadPoolExecutor, workers: int) -> Iterator[tuple[range, int]]:
        """Chunks as they finish; only a few are queued ahead, so that cancelling is quick."""
        chunks = iter(_middle_out(len(self._stack.slices), self._chunk()))
        waiting: dict[Future[int], range] = {}
        while True:
            for chunk in chunks:
                waiting[pool.submit(self._read_chunk, chunk)] = chunk
                if len(waiting) >= 3 * workers:
                    break
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), future.result()

    def _chunk(self) -> int:
        pixel = self._stack.slices[0].instance.pixel
        plain = pixel is not None and pixel.length is not None and self._stack.shifts_ij is None
        return _CHUNK if plain else _COMPRESSED_CHUNK

    def _read_chunk(self, chunk: range) -> int:
        clipped = 0
        for k in chunk:
            if self._stopped:
                break
            clipped += self._read_slice(k)
        return clipped

    def _read_slice(self, k: int) -> int:
        piece = self._stack.slices[k]
        way = to_int16(piece, self._scale)
        out = self.volume.array_kji[k]
        try:
            if self._stack.shifts_ij is None:
                return self._reader.read_int16(piece, way, out)
            picture = np.empty((piece.instance.rows, piece.instance.columns), np.int16)
            clipped = self._reader.read_int16(piece, way, picture)
        except Damaged as error:
            raise ImageRefused(f"Slice {k + 1} ({piece.label}) {error}.") from None
        except UNREADABLE:
            raise ImageRefused(f"Slice {k + 1} ({piece.label}) cannot be read from its file.") from None
        shift = self._stack.shifts_ij[k]
        padding = self.volume.padding_value
        place_shifted(picture, (float(shift[0]), float(shift[1])), out, self._fill_value(), padding is not None)
        return clipped

    def _fill_value(self) -> int:
        if self.volume.padding_value is not None:
            return self.volume.padding_value
        nothing = _AIR_HU if self._scale.unit == "HU" else 0.0
        return int(np.clip(round((nothing - self._scale.offset) / self._scale.scale), -32768, 32767))


def _empty_volume(stack: Stack, key: str, frame_of_reference: str, description: str, digest: str) -> Volume:
    """Raises ImageRefused when the stack was refused or memory is short."""
    if stack.grid is None:
        raise ImageRefused(" ".join(stack.problems))
    middle = stack.slices[len(stack.slices) // 2]
    scale = scale_of(stack.slices)
    try:
        array = np.zeros(stack.grid.shape_kji, np.int16)
    except MemoryError:
        raise ImageRefused("There is not enough memory for this series.") from None
    return Volume(
        array_kji=array,
        grid=stack.grid,
        modality=middle.instance.modality,
        series_uid=key,
        frame_of_reference_uid=frame_of_reference,
        description=description,
        unit=scale.unit,
        value_scale=scale.scale,
        value_offset=scale.offset,
        padding_value=padding_value(stack.slices, scale),
        windows=windows_of(middle),
        notes=stack.notes + _warnings(stack),
        study_uid=middle.instance.study_uid,
        instances_digest=digest,
    )


def _warnings(stack: Stack) -> tuple[str, ...]:
    """What the headers say about the pixels that a reader of the pictures should know."""
    found = []
    if any(text(piece.values, tags.LOSSY) == "01" for piece in stack.slices):
        found.append("The images were compressed with loss: fine detail and values are approximate.")
    if any(piece.instance.photometric == "MONOCHROME1" for piece in stack.slices):
        found.append("The header asks for a negative display (low values bright); the values are kept.")
    return tuple(found)


def _middle_out(count: int, size: int) -> list[range]:
    """Ranges that cover 0..count, the one around the middle first, then by turns above and below."""
    chunks = [range(start, min(start + size, count)) for start in range(0, count, size)]
    middle = len(chunks) // 2
    return sorted(chunks, key=lambda chunk: abs(chunk.start // size - middle))
