"""The pixels of one slice, from wherever and however they are stored."""

from io import BytesIO
from threading import Lock
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from spineplan.dicom import decode, frames, tags
from spineplan.dicom.elements import Damaged, inflate
from spineplan.dicom.header import Instance, Slice, short
from spineplan.dicom.source import Reader
from spineplan.dicom.values import ToInt16, apply
from spineplan.imaging.volume import Int16Array

_MOST_BYTES = 2 << 30


class PixelReader:
    """Reads slices from any thread; what several frames of one file share is read once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._whole: dict[int, bytes] = {}
        self._fragments: dict[int, list[list[frames.Fragment]]] = {}

    def read_int16(self, piece: Slice, way: ToInt16, out: Int16Array) -> int:
        """Write one slice's int16 values into `out`, (rows, columns) and C-contiguous; the count of clipped values.

        Raises Damaged, or what UNREADABLE lists.
        """
        instance = piece.instance
        if instance.bits_allocated == 16 and instance.pixel is not None and instance.pixel.length is not None:
            self._native_into(piece, out)
            return apply(out, way, out)
        return apply(self.stored(piece), way, out)

    def stored(self, piece: Slice) -> npt.NDArray[Any]:
        """One frame's stored values, (rows, columns) or (rows, columns, 3).

        Raises Damaged, or what UNREADABLE lists.
        """
        instance = piece.instance
        if instance.problem:
            raise Damaged(instance.problem)
        if instance.pixel is None or instance.pixel.length is None:
            return self._decoded(piece)
        if instance.bits_allocated not in (8, 16):
            raise Damaged("stores single bits, which are not pictures")
        _check_native(instance)
        raw = bytearray(instance.frame_bytes)
        self._read(piece, memoryview(raw))
        pixels = np.frombuffer(raw, dtype=f"{'>' if instance.big_endian else '<'}u{instance.bits_allocated // 8}")
        pixels = pixels.astype(pixels.dtype.newbyteorder("="), copy=False)
        if instance.samples == 1:
            return pixels.reshape(instance.rows, instance.columns)
        if _planar(instance):
            return np.moveaxis(pixels.reshape(instance.samples, instance.rows, instance.columns), 0, -1)
        return pixels.reshape(instance.rows, instance.columns, instance.samples)

    def _native_into(self, piece: Slice, out: Int16Array) -> None:
        _check_native(piece.instance)
        self._read(piece, out.data.cast("B"))
        if piece.instance.big_endian != (np.dtype(np.int16).newbyteorder("=").str[0] == ">"):
            out.byteswap(inplace=True)

    def _read(self, piece: Slice, out: memoryview) -> None:
        instance = piece.instance
        pixel = instance.pixel
        if pixel is None:
            raise Damaged("holds no pictures")
        at = pixel.offset + piece.frame * instance.frame_bytes
        if instance.deflated:
            whole = self._inflated(instance)
            if at + len(out) > len(whole):
                raise Damaged("is cut off before its pixels end")
            out[:] = whole[at : at + len(out)]
        elif instance.frames > 1 and instance.source.archive is not None:
            _memory(self._member(instance)).read_into(at, out)
        else:
            with instance.source.open() as reader:
                reader.read_into(at, out)

    def _decoded(self, piece: Slice) -> npt.NDArray[Any]:
        instance = piece.instance
        reason = decode.unsupported(instance.syntax)
        if reason or instance.syntax in decode.NATIVE:
            raise Damaged(reason or "holds compressed pixels but its header says they are not")
        if instance.frames > 1 and instance.source.archive is not None:
            return self._decoded_from(_memory(self._member(instance)), piece)
        with instance.source.open() as reader:
            zipped = instance.source.archive is not None
            whole = _memory(reader.read(0, min(reader.size, _MOST_BYTES))) if zipped else reader
            return self._decoded_from(whole, piece)

    def _decoded_from(self, reader: Reader, piece: Slice) -> npt.NDArray[Any]:
        instance = piece.instance
        key = id(instance)
        if instance.frames == 1:
            fragments = frames.frames_of(instance, reader)
        else:
            with self._lock:
                if key not in self._fragments:
                    self._fragments[key] = frames.frames_of(instance, reader)
                fragments = self._fragments[key]
        return decode.decode(frames.frame_bytes(reader, fragments[piece.frame]), instance)

    def _member(self, instance: Instance) -> bytes:
        """A whole multi-frame file out of a zip, inflated once."""
        with self._lock:
            key = id(instance)
            if key not in self._whole:
                with instance.source.open() as reader:
                    if reader.size > _MOST_BYTES:
                        raise Damaged("is too large to be read from a zip")
                    self._whole[key] = reader.read(0, reader.size)
            return self._whole[key]

    def _inflated(self, instance: Instance) -> bytes:
        """A whole deflated data set, as far as its pixels reach; kept when it has several frames."""
        with self._lock:
            key = id(instance)
            if key in self._whole:
                return self._whole[key]
        needed = cast("int", instance.pixel and instance.pixel.offset) + instance.frames * instance.frame_bytes
        if needed > _MOST_BYTES:
            raise Damaged("is too large to be inflated")
        with instance.source.open() as reader:
            whole = inflate(reader.read(instance.data_start, reader.size), needed)
        if instance.frames > 1:
            with self._lock:
                self._whole[key] = whole
        return whole


def _memory(data: bytes) -> Reader:
    return Reader(BytesIO(data), 0, len(data))


def _check_native(instance: Instance) -> None:
    if instance.problem:
        raise Damaged(instance.problem)
    if instance.syntax not in decode.NATIVE:
        raise Damaged("is not compressed although its header says so")


def _planar(instance: Instance) -> bool:
    return short(instance.values, tags.PLANAR_CONFIGURATION, 0) == 1
