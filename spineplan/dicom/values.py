"""From stored pixel values to the volume's int16 values.

CT is stored as HU. Everything else keeps real value = int16 * value_scale + value_offset (Volume), chosen on headers
alone, so that every slice's own rescale is honoured (PS3.3 C.11.1) and nothing overflows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.dicom import tags
from spineplan.dicom.header import Slice, short, text
from spineplan.imaging.volume import Int16Array, Window

_LOWEST, _HIGHEST = -32768, 32767
_PET_UNITS = {"BQML": "Bq/ml", "CNTS": "counts", "GML": "g/ml", "PROPCNTS": "counts", "PROPCPS": "counts/s"}
_MODALITY_UNITS = {"CT": "HU", "NM": "counts"}


@dataclass(frozen=True, slots=True)
class Scale:
    """Real value = int16 * scale + offset, in `unit`."""

    scale: float
    offset: float
    unit: str


@dataclass(frozen=True, slots=True)
class ToInt16:
    """How one slice's stored values become int16: clip(round(stored * factor + term)).

    lowest, highest: the stored values its bits can hold. padding: (first, last) stored values that mean "no data".
    """

    bits_stored: int
    signed: bool
    lowest: int
    highest: int
    factor: float
    term: float
    padding: tuple[int, int] | None
    padding_as: int

    @property
    def shift(self) -> int | None:
        """The integer to add, where that is all there is to do."""
        return int(self.term) if self.factor == 1.0 and self.term == int(self.term) else None


def scale_of(slices: Sequence[Slice]) -> Scale:
    """The one scale of a stack's volume."""
    first, unit = slices[0], _unit(slices[0])
    if unit == "HU" or (first.instance.modality == "CT" and all(s.slope == int(s.slope) for s in slices)):
        return Scale(1.0, 0.0, unit)
    bounds = [_bounds(s) for s in slices]
    low, high = min(b[0] for b in bounds), max(b[1] for b in bounds)
    same = all(s.slope == first.slope and s.intercept == first.intercept for s in slices)
    if same and low >= _LOWEST and high <= _HIGHEST:
        return Scale(first.slope, first.intercept, unit)
    if same and low >= 0:
        return Scale(first.slope, first.intercept - _LOWEST * first.slope, unit)
    reach = max(abs(s.slope * edge + s.intercept) for s, b in zip(slices, bounds, strict=True) for edge in b)
    return Scale(reach / _HIGHEST or 1.0, 0.0, unit)


def to_int16(piece: Slice, scale: Scale) -> ToInt16:
    """One slice's way into a volume of this scale."""
    lowest, highest = _bounds(piece)
    factor = piece.slope / scale.scale
    term = (piece.intercept - scale.offset) / scale.scale
    if abs(factor - 1.0) < 1e-12:
        factor = 1.0
    padding = _padding(piece)
    padding_as = 0 if padding is None else _clipped(padding[0] * factor + term)
    instance = piece.instance
    return ToInt16(instance.bits_stored, instance.signed, lowest, highest, factor, term, padding, padding_as)


def apply(stored: npt.NDArray[np.generic], way: ToInt16, out: Int16Array) -> int:
    """Write the int16 values of one slice; returns how many real values did not fit and were clipped.

    stored: (rows, columns) of any integer type whose low bits are the stored bits; may share memory with `out`.
    """
    if stored.dtype.itemsize == 2:
        if not np.may_share_memory(stored, out):
            np.copyto(out, stored.view(np.int16))
    else:
        np.copyto(out, stored, casting="unsafe")
    shift = way.shift
    if way.bits_stored < 16:
        _keep_bits(out, way)
    if shift is None or (way.padding is not None and way.padding[0] != way.padding[1]):
        return _apply_wide(out, way)
    return _shift(out, way, shift)


def _keep_bits(out: Int16Array, way: ToInt16) -> None:
    """Drop what old files keep above the stored bits (overlays), and extend the sign."""
    if way.signed:
        spare = 16 - way.bits_stored
        np.left_shift(out, spare, out=out)
        np.right_shift(out, spare, out=out)
    else:
        np.bitwise_and(out, way.highest, out=out)


def _shift(out: Int16Array, way: ToInt16, shift: int) -> int:
    """Add an integer in place; unsigned values wrap into the right signed ones once they are known to fit.

    Looking for the extremes first is ten times faster than clipping a slice that need not be clipped.
    """
    if shift == 0 and way.highest <= _HIGHEST:
        return 0
    clipped = 0
    values = out if way.signed else out.view(np.uint16)
    if way.lowest + shift < _LOWEST and values.min() < _LOWEST - shift:
        np.maximum(values, _LOWEST - shift, out=values)
    if way.highest + shift > _HIGHEST and values.max() > _HIGHEST - shift:
        clipped = int(np.count_nonzero(values > _HIGHEST - shift))
        np.minimum(values, _HIGHEST - shift, out=values)
    np.add(values, np.array(shift & 0xFFFF, np.uint16).view(values.dtype), out=values)
    return clipped


def _apply_wide(out: Int16Array, way: ToInt16) -> int:
    """The general way, in float64: fractions and ranges of padding."""
    exact = (out if way.signed else out.view(np.uint16)).astype(np.float64)
    padded = None
    if way.padding is not None and way.padding[0] != way.padding[1]:
        padded = (exact >= way.padding[0]) & (exact <= way.padding[1])
    exact *= way.factor
    exact += way.term
    np.rint(exact, out=exact)
    clipped = int(np.count_nonzero(exact > _HIGHEST))
    np.clip(exact, _LOWEST, _HIGHEST, out=exact)
    np.copyto(out, exact, casting="unsafe")
    if padded is not None:
        out[padded] = way.padding_as
    return clipped


def windows_of(piece: Slice) -> tuple[Window, ...]:
    """The header's display windows, in real values (0028,1050 and 0028,1051)."""
    centres, widths = text(piece.values, tags.WINDOW_CENTRE), text(piece.values, tags.WINDOW_WIDTH)
    found = []
    for centre, width in zip(centres.split("\\"), widths.split("\\"), strict=False):
        try:
            found.append(Window(float(width), float(centre)))
        except ValueError:
            continue
    return tuple(w for w in found if w.width > 0)


def padding_value(slices: Sequence[Slice], scale: Scale) -> int | None:
    """The int16 value of voxels without data, when the middle slice declares one."""
    way = to_int16(slices[len(slices) // 2], scale)
    return None if way.padding is None else way.padding_as


def _bounds(piece: Slice) -> tuple[int, int]:
    bits, signed = piece.instance.bits_stored, piece.instance.signed
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)


def _padding(piece: Slice) -> tuple[int, int] | None:
    """Declared padding in stored values, read by the pixels' own signedness whatever VR it was written in."""
    if tags.PIXEL_PADDING not in piece.values:
        return None
    first = short(piece.values, tags.PIXEL_PADDING, 0)
    last = short(piece.values, tags.PIXEL_PADDING_LIMIT, first)
    if piece.instance.signed:
        first, last = ((value + 0x8000) % 0x10000 - 0x8000 for value in (first, last))
    return min(first, last), max(first, last)


def _unit(piece: Slice) -> str:
    declared = text(piece.values, tags.RESCALE_TYPE)
    if piece.instance.modality == "CT":
        return "HU" if declared in ("", "HU") else "" if declared == "US" else declared
    if piece.instance.modality == "PT":
        units = text(piece.values, tags.UNITS)
        return _PET_UNITS.get(units, units)
    return _MODALITY_UNITS.get(piece.instance.modality, "")


def _clipped(value: float) -> int:
    return int(min(max(round(value), _LOWEST), _HIGHEST))
