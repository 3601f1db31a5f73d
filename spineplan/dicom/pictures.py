"""Pictures that need no volume: thumbnails, and planar images such as a whole-body bone scan."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.dicom import tags
from spineplan.dicom.elements import Damaged
from spineplan.dicom.header import Slice, text
from spineplan.dicom.pixels import PixelReader
from spineplan.dicom.series import SeriesEntry
from spineplan.dicom.source import UNREADABLE
from spineplan.dicom.stack import Stack
from spineplan.dicom.values import scale_of, to_int16, windows_of
from spineplan.errors import ImageRefused
from spineplan.imaging.nifti import NiftiImage, middle_slice
from spineplan.imaging.volume import Int16Array, Window

Uint8Array = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Picture:
    """array_ji: (rows, columns) int16, real value = stored * value_scale + value_offset in `unit`.

    label: the view ("anterior", ...) or "". spacing_mm: (along i, along j) or None. dark_is_high: low values are
    meant to be shown bright (MONOCHROME1). window: the header's, or None.
    """

    array_ji: Int16Array
    label: str
    spacing_mm: tuple[float, float] | None
    value_scale: float
    value_offset: float
    unit: str
    dark_is_high: bool
    window: Window | None


def read_pictures(entry: SeriesEntry) -> tuple[Picture, ...]:
    """The grey pictures of a series, in the order of its files and frames. Raises ImageRefused."""
    if not isinstance(entry.content, Stack):
        raise ImageRefused(" ".join(entry.problems) or "The series has no pictures.")
    if not all(piece.instance.monochrome for piece in entry.content.slices):
        raise ImageRefused("Colour pictures cannot be shown yet.")
    reader = PixelReader()
    return tuple(_picture(reader, piece) for piece in entry.content.slices)


def thumbnail(entry: SeriesEntry, size_px: int = 96) -> Uint8Array | None:
    """A small grey picture of the middle slice, (rows, columns) uint8, the longer side `size_px` at most.

    None when the series has no readable picture.
    """
    try:
        if isinstance(entry.content, NiftiImage):
            voxels = middle_slice(entry.content)
            return _small(voxels, _spread(voxels), False, size_px)
        if not isinstance(entry.content, Stack) or not entry.content.slices:
            return None
        middle = entry.content.slices[len(entry.content.slices) // 2]
        if not middle.instance.monochrome:
            return _small(_grey(PixelReader(), middle), Window(255.0, 127.5), False, size_px)
        picture = _picture(PixelReader(), middle)
    except (ImageRefused, Damaged, *UNREADABLE):
        return None
    values = picture.array_ji.astype(np.float64) * picture.value_scale + picture.value_offset
    return _small(values, picture.window or _spread(values), picture.dark_is_high, size_px)


def _picture(reader: PixelReader, piece: Slice) -> Picture:
    instance = piece.instance
    scale = scale_of([piece])
    array = np.empty((instance.rows, instance.columns), np.int16)
    try:
        reader.read_int16(piece, to_int16(piece, scale), array)
    except Damaged as error:
        raise ImageRefused(f"The picture ({piece.label}) {error}.") from None
    except UNREADABLE:
        raise ImageRefused(f"The picture ({piece.label}) cannot be read from its file.") from None
    windows = windows_of(piece)
    spacing = piece.pixel_spacing_mm
    return Picture(
        array_ji=array,
        label=text(piece.values, tags.VIEW_MEANING).lower(),
        spacing_mm=None if spacing is None else (spacing[1], spacing[0]),
        value_scale=scale.scale,
        value_offset=scale.offset,
        unit=scale.unit,
        dark_is_high=instance.photometric == "MONOCHROME1",
        window=windows[0] if windows else None,
    )


def _grey(reader: PixelReader, piece: Slice) -> npt.NDArray[np.float64]:
    """Brightness of a colour picture; colours of a palette are shown by their index."""
    stored = np.asarray(reader.stored(piece), dtype=np.float64)
    return stored if stored.ndim == 2 else np.asarray(stored.mean(axis=-1))


def _spread(values: npt.NDArray[np.float64]) -> Window:
    low, high = (float(v) for v in np.percentile(values, (1.0, 99.5)))
    return Window(max(high - low, 1e-6), (low + high) / 2.0)


def _small(values: npt.NDArray[np.float64], window: Window, inverted: bool, size_px: int) -> Uint8Array:
    step = max(1, -(-max(values.shape) // size_px))
    rows, columns = values.shape[0] // step * step, values.shape[1] // step * step
    if rows and columns:
        values = values[:rows, :columns].reshape(rows // step, step, columns // step, step).mean(axis=(1, 3))
    level = np.clip((values - window.centre) / window.width + 0.5, 0.0, 1.0)
    return np.asarray(np.rint((1.0 - level if inverted else level) * 255.0), dtype=np.uint8)
