"""Compressed frames to arrays, inside the bounds that the header set before anything is decoded."""

from typing import Any

import numpy as np
import numpy.typing as npt

from spineplan.dicom.elements import Damaged
from spineplan.dicom.header import Instance

Pixels = npt.NDArray[Any]

RLE = "1.2.840.10008.1.2.5"
_JPEG = "1.2.840.10008.1.2.4."
_JPEG_KINDS = frozenset(_JPEG + end for end in ("50", "51", "52", "53", "54", "55", "56", "57", "70"))
_JPEG_LS = frozenset((_JPEG + "80", _JPEG + "81"))
_JPEG_2000 = frozenset((_JPEG + "90", _JPEG + "91"))
_HT_JPEG_2000 = frozenset((_JPEG + "201", _JPEG + "202", _JPEG + "203"))
_NAMES = {
    _JPEG + "100": "MPEG-2 video", _JPEG + "101": "MPEG-2 video", _JPEG + "102": "MPEG-4 video",
    _JPEG + "103": "MPEG-4 video", _JPEG + "104": "MPEG-4 video", _JPEG + "105": "MPEG-4 video",
    _JPEG + "106": "MPEG-4 video", _JPEG + "107": "HEVC video", _JPEG + "108": "HEVC video",
    _JPEG + "94": "pixels kept on a server", _JPEG + "95": "pixels kept on a server",
}  # fmt: skip
NATIVE = frozenset(("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"))
_DECODERS = {
    **dict.fromkeys(_JPEG_KINDS, "jpeg8_decode"),
    **dict.fromkeys(_JPEG_LS, "jpegls_decode"),
    **dict.fromkeys(_JPEG_2000 | _HT_JPEG_2000, "jpeg2k_decode"),
}
"""Transfer syntax -> function of imagecodecs; all of them let other threads run."""
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {0xF7}


def unsupported(syntax: str) -> str:
    """Why frames of a transfer syntax cannot be decoded, completing "The image ..."; empty when they can."""
    if syntax in NATIVE or syntax == RLE or syntax in _DECODERS:
        return ""
    return f"is compressed in a way that is not supported ({_NAMES.get(syntax, syntax)})"


def decode(data: bytes, instance: Instance) -> Pixels:
    """One frame as stored values, (rows, columns) or (rows, columns, 3); the low bits are the stored bits.

    The size inside the compressed data is compared with the header's before anything is allocated. Raises Damaged.
    """
    import imagecodecs

    if instance.syntax == RLE:
        return _rle(data, instance)
    size = _size_2000(data) if instance.syntax in _JPEG_2000 | _HT_JPEG_2000 else _size_jpeg(data)
    if size != (instance.rows, instance.columns, instance.samples):
        raise Damaged("holds compressed pixels of another size than its header says")
    try:
        decoded = getattr(imagecodecs, _DECODERS[instance.syntax])(data)
    except (RuntimeError, ValueError, MemoryError) as error:
        raise Damaged("has damaged compressed pixels") from error
    shape = (instance.rows, instance.columns) + ((instance.samples,) if instance.samples > 1 else ())
    if decoded.shape != shape or decoded.dtype.kind not in "iu" or decoded.dtype.itemsize > 2:
        raise Damaged("holds compressed pixels of another kind than its header says")
    return np.asarray(decoded)


def _rle(data: bytes, instance: Instance) -> Pixels:
    """Run lengths (PS3.5 annex G), one segment per byte plane, high bytes first, colours one after the other."""
    import imagecodecs

    width = instance.bits_allocated // 8
    count = instance.rows * instance.columns * instance.samples
    segments = int.from_bytes(data[:4], "little")
    if segments != width * instance.samples or width not in (1, 2):
        raise Damaged("has damaged compressed pixels")
    try:
        raw = imagecodecs.dicomrle_decode(data, dtype=np.dtype(f"<u{width}"), out=count * width)
    except (RuntimeError, ValueError, MemoryError) as error:
        raise Damaged("has damaged compressed pixels") from error
    if len(raw) != count * width:
        raise Damaged("has damaged compressed pixels")
    pixels = np.frombuffer(raw, dtype=f"<u{width}")
    if instance.samples == 1:
        return pixels.reshape(instance.rows, instance.columns)
    return np.moveaxis(pixels.reshape(instance.samples, instance.rows, instance.columns), 0, -1)


def _size_jpeg(data: bytes) -> tuple[int, int, int]:
    """Rows, columns and components from the frame header of JPEG (ITU T.81 B.2.2) and JPEG-LS (T.87 C.2.2)."""
    if not data.startswith(b"\xff\xd8") or b"\xff\xd9" not in data[-64:]:
        raise Damaged("has damaged compressed pixels")
    position = 2
    while position + 10 <= len(data) and data[position] == 0xFF:
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        if marker in _FRAME_HEADERS:
            rows, columns = (int.from_bytes(data[position + n : position + n + 2], "big") for n in (5, 7))
            return rows, columns, data[position + 9]
        position += 1 if marker == 0xFF else 2 + length
    raise Damaged("has damaged compressed pixels")


def _size_2000(data: bytes) -> tuple[int, int, int]:
    """Rows, columns and components from the SIZ marker of a JPEG 2000 codestream (ITU T.800 A.5.1)."""
    start = data.find(b"\xff\x4f\xff\x51", 0, 4096)
    if start < 0 or len(data) < start + 42:
        raise Damaged("has damaged compressed pixels")
    x, y, x0, y0 = (int.from_bytes(data[start + n : start + n + 4], "big") for n in (8, 12, 16, 20))
    return y - y0, x - x0, int.from_bytes(data[start + 40 : start + 42], "big")
