"""One instance's header, and the slices (frames) in it, each with its own place and keys."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import isfinite
from typing import cast

from spineplan.dicom import tags
from spineplan.dicom.elements import DEFLATED, Damaged, FileScan, PixelElement, Values
from spineplan.dicom.source import ByteSource

Floats = tuple[float, ...]

_MOST_PIXELS = 1 << 26
_MOST_FRAMES = 100_000


@dataclass(frozen=True, slots=True)
class Instance:
    """One file's header. problem: empty, or why its pixels cannot be used, completing "The image ..."."""

    source: ByteSource
    syntax: str
    values: Values
    pixel: PixelElement | None
    data_start: int
    big_endian: bool
    sop_class: str
    sop_uid: str
    series_uid: str
    study_uid: str
    modality: str
    rows: int
    columns: int
    frames: int
    samples: int
    bits_allocated: int
    bits_stored: int
    signed: bool
    photometric: str
    problem: str

    @property
    def deflated(self) -> bool:
        """Whether pixel offsets count in the inflated data set."""
        return self.syntax == DEFLATED

    @property
    def frame_bytes(self) -> int:
        """Size of one native frame."""
        return (self.rows * self.columns * self.samples * self.bits_allocated + 7) // 8

    @property
    def monochrome(self) -> bool:
        """Grey values, not colours."""
        return self.samples == 1 and self.photometric in ("MONOCHROME1", "MONOCHROME2")


@dataclass(frozen=True, slots=True)
class Slice:
    """One frame and its place: position_mm of its first voxel's centre, orientation (row and column direction
    cosines, LPS), pixel_spacing_mm (between rows, between columns); each None where the header has none.
    values: the frame's own header merged over the shared one."""

    instance: Instance
    frame: int
    values: Values
    position_mm: Floats | None
    orientation: Floats | None
    pixel_spacing_mm: Floats | None
    slope: float
    intercept: float

    @property
    def label(self) -> str:
        """How a user finds the picture on any workstation."""
        number = text(self.values, tags.INSTANCE_NUMBER)
        shown = f"image {number}" if number else "an image without number"
        return f"{shown}, frame {self.frame + 1}" if self.instance.frames > 1 else shown


def text(values: Values, tag: int) -> str:
    """A value's text; patient and description texts go through `charset` instead."""
    value = values.get(tag)
    return _text(value) if isinstance(value, bytes) else ""


def floats(values: Values, tag: int, count: int) -> Floats | None:
    """Exactly `count` finite decimal numbers, or None."""
    value = values.get(tag)
    return _floats(value, count) if isinstance(value, bytes) else None


def number(values: Values, tag: int, otherwise: float) -> float:
    """The first of one or more decimal numbers."""
    value = values.get(tag)
    first = _floats(value.split(b"\\")[0], 1) if isinstance(value, bytes) else None
    return otherwise if first is None else first[0]


def short(values: Values, tag: int, otherwise: int) -> int:
    """An unsigned 16-bit value."""
    value = values.get(tag)
    return int.from_bytes(value[:2], "little") if isinstance(value, bytes) and len(value) >= 2 else otherwise


@lru_cache(maxsize=4096)
def _text(value: bytes) -> str:
    return value.decode("latin-1").strip("\0 ")


@lru_cache(maxsize=4096)
def _floats(value: bytes, count: int) -> Floats | None:
    parts = value.strip(b"\0 ").split(b"\\")
    if len(parts) != count:
        return None
    try:
        numbers = tuple(float(part) for part in parts)
    except ValueError:
        return None
    return numbers if all(isfinite(n) and abs(n) < 1e6 for n in numbers) else None


def read_instance(source: ByteSource, scan: FileScan, size: int) -> Instance:
    """Header of one scanned file. size: the file's length. Raises Damaged when it names no series."""
    values = scan.values
    series_uid, sop_uid = text(values, tags.SERIES_UID), text(values, tags.SOP_INSTANCE)
    if not series_uid:
        raise Damaged("names no series")
    frames = int(min(max(number(values, tags.NUMBER_OF_FRAMES, 1.0), 0.0), 2.0**31))
    bits_allocated = short(values, tags.BITS_ALLOCATED, 0)
    instance = Instance(
        source=source,
        syntax=scan.syntax,
        values=values,
        pixel=scan.pixel,
        data_start=scan.data_start,
        big_endian=scan.big_endian,
        sop_class=text(values, tags.SOP_CLASS),
        sop_uid=sop_uid,
        series_uid=series_uid,
        study_uid=text(values, tags.STUDY_UID),
        modality=text(values, tags.MODALITY),
        rows=short(values, tags.ROWS, 0),
        columns=short(values, tags.COLUMNS, 0),
        frames=frames,
        samples=short(values, tags.SAMPLES_PER_PIXEL, 1),
        bits_allocated=bits_allocated,
        bits_stored=short(values, tags.BITS_STORED, bits_allocated),
        signed=short(values, tags.PIXEL_REPRESENTATION, 0) == 1,
        photometric=text(values, tags.PHOTOMETRIC),
        problem="",
    )
    problem = _problem(instance, size)
    return replace(instance, problem=problem) if problem else instance


def _problem(instance: Instance, size: int) -> str:
    """Whether the header's sizes make sense and the pixels it promises can be in the file."""
    pixel = instance.pixel
    if pixel is None:
        return "holds no pictures"
    if pixel.tag != tags.PIXEL_DATA:
        return "holds floating-point numbers instead of pixels"
    if not instance.rows or not instance.columns or not instance.frames:
        return "has no size"
    if instance.rows * instance.columns > _MOST_PIXELS or instance.frames > _MOST_FRAMES:
        return f"claims an impossible size of {instance.columns} x {instance.rows} x {instance.frames}"
    if instance.bits_allocated not in (1, 8, 16) or not 1 <= instance.bits_stored <= instance.bits_allocated:
        return f"stores {instance.bits_stored} of {instance.bits_allocated} bits per pixel, which is not supported"
    high_bit = short(instance.values, tags.HIGH_BIT, instance.bits_stored - 1)
    if instance.bits_stored < instance.bits_allocated and high_bit >= instance.bits_stored:
        return f"stores its {instance.bits_stored} bits below bit {high_bit}, which is not supported"
    if instance.samples not in (1, 3):
        return f"has {instance.samples} values per pixel"
    if pixel.length is None:
        return "" if instance.deflated or pixel.offset + 8 <= size else "is cut off before its pixels end"
    needed = instance.frames * instance.frame_bytes
    if pixel.length < needed:
        return "has fewer pixels than its header promises"
    if not instance.deflated and pixel.offset + needed > size:
        return "is cut off before its pixels end"
    return ""


def slices_of(instance: Instance) -> list[Slice]:
    """The instance's frames with their places: classic, enhanced multi-frame, or nuclear medicine tomography."""
    values = instance.values
    shared, per_frame = values.get(tags.SHARED_GROUPS), values.get(tags.PER_FRAME_GROUPS)
    if isinstance(per_frame, list):
        return _enhanced(instance, shared if isinstance(shared, list) else [], per_frame)
    if instance.modality in ("NM", "PT") and isinstance(values.get(tags.DETECTOR_INFORMATION), list):
        return _nuclear(instance)
    return [_slice(instance, frame, values) for frame in range(max(1, instance.frames))]


def _slice(instance: Instance, frame: int, values: Values) -> Slice:
    multiple = instance.frames > 1 and values is instance.values
    return Slice(
        instance=instance,
        frame=frame,
        values=values,
        position_mm=None if multiple else floats(values, tags.POSITION, 3),
        orientation=floats(values, tags.ORIENTATION, 6),
        pixel_spacing_mm=floats(values, tags.PIXEL_SPACING, 2),
        slope=number(values, tags.RESCALE_SLOPE, 1.0),
        intercept=number(values, tags.RESCALE_INTERCEPT, 0.0),
    )


def _enhanced(instance: Instance, shared: list[Values], per_frame: list[Values]) -> list[Slice]:
    """Functional groups flattened: a frame's own value over the shared one over the instance's (PS3.3 C.7.6.16)."""
    base: Values = {}
    for tag, value in instance.values.items():
        if isinstance(value, bytes):
            base[tag] = value
    for group in shared:
        _flatten(group, base)
    frames = []
    for frame in range(instance.frames):
        values = dict(base)
        if frame < len(per_frame):
            _flatten(per_frame[frame], values)
        frames.append(_slice(instance, frame, values))
    return frames


def _flatten(group: Values, into: Values) -> None:
    for tag, value in group.items():
        if isinstance(value, bytes):
            into[tag] = value
        else:
            for item in value:
                _flatten(item, into)


def _nuclear(instance: Instance) -> list[Slice]:
    """Frames of a reconstructed tomography; its first frame has a place and the others follow along the normal, in
    the direction of the sign of Spacing Between Slices (PS3.3 C.8.4.15 and C.8.4.18)."""
    values = dict(instance.values)
    detectors = cast("list[Values]", values.pop(tags.DETECTOR_INFORMATION))
    for detector in detectors[:1]:
        _flatten(detector, values)
    views = [text(view, tags.VIEW_MEANING) for detector in detectors for view in _views(detector)]
    position, orientation = floats(values, tags.POSITION, 3), floats(values, tags.ORIENTATION, 6)
    spacing = floats(values, tags.SPACING_BETWEEN_SLICES, 1)
    sliced = tags.SLICE_VECTOR in values and len(detectors) == 1 and position and orientation and spacing
    frames = []
    for frame in range(max(1, instance.frames)):
        own: Values = dict(values)
        own.pop(tags.POSITION, None)
        if sliced:
            own[tags.POSITION] = _along_normal(instance, frame, position, orientation, spacing)  # type: ignore[arg-type]
        elif views:
            own[tags.VIEW_MEANING] = views[_detector(instance, frame) % len(views)].encode("latin-1", "replace")
        frames.append(_slice(instance, frame, own))
    return frames


def _views(detector: Values) -> list[Values]:
    views = detector.get(tags.VIEW_CODE)
    return views if isinstance(views, list) else []


def _detector(instance: Instance, frame: int) -> int:
    vector = instance.values.get(tags.DETECTOR_VECTOR)
    if isinstance(vector, bytes) and len(vector) >= 2 * frame + 2:
        return max(0, int.from_bytes(vector[2 * frame : 2 * frame + 2], "little") - 1)
    return frame


def _along_normal(instance: Instance, frame: int, position: Floats, orientation: Floats, spacing: Floats) -> bytes:
    (a, b, c), (d, e, f) = orientation[:3], orientation[3:]
    normal = (b * f - c * e, c * d - a * f, a * e - b * d)
    vector = instance.values.get(tags.SLICE_VECTOR)
    at = frame
    if isinstance(vector, bytes) and len(vector) >= 2 * frame + 2:
        at = int.from_bytes(vector[2 * frame : 2 * frame + 2], "little") - 1
    return "\\".join(repr(p + at * spacing[0] * n) for p, n in zip(position, normal, strict=True)).encode()
