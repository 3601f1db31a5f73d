"""Ways a CT may come out of a scanner, besides the plain one: other positions, other files, other faults."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from spineplan.phantom.dicom_common import write_object
from spineplan.phantom.dicom_ct import CtSeries, ct_slice, localizer
from spineplan.phantom.dicom_enhanced import enhanced_ct
from spineplan.phantom.identity import Identity

TILT_DEG = 15.0
LOW_DOSE = 0.2

VARIANTS = {
    "feet-first": "the patient lies feet first; slices numbered from the feet",
    "prone": "the patient lies face down; rows run to the front",
    "tilt": "the gantry is tilted by 15 degrees: a sheared stack",
    "gap": "three slices are missing in the middle",
    "duplicates": "two slices are there twice",
    "mixed": "a localizer and a thick soft reconstruction share the series",
    "shuffled": "file names and instance numbers in no order",
    "low-dose": "a fifth of the dose",
    "rle": "RLE lossless",
    "jpeg2000": "JPEG 2000 lossless",
    "jpegls": "JPEG-LS lossless",
    "jpeg-lossless": "JPEG lossless, first-order prediction",
    "deflated": "deflated explicit little endian",
    "enhanced": "one enhanced multi-frame CT object",
}

_SYNTAX = {
    "rle": RLELossless,
    "jpeg2000": JPEG2000Lossless,
    "jpegls": JPEGLSLossless,
    "jpeg-lossless": JPEGLosslessSV1,
    "deflated": DeflatedExplicitVRLittleEndian,
}


@dataclass(frozen=True)
class _File:
    name: str
    dataset: Dataset


def write_variant(
    identity: Identity,
    series: CtSeries,
    variants: tuple[str, ...],
    folder: Path,
    progress: Callable[[float, str], None] | None = None,
) -> None:
    """Write the CT as the named variants together make it."""
    folder.mkdir(parents=True, exist_ok=True)
    series = _positioned(series, variants)
    if "enhanced" in variants:
        write_object(enhanced_ct(identity, series), folder / "ct-enhanced.dcm")
        return
    order = _kept(len(series.image), variants)
    syntax = next((_SYNTAX[word] for word in variants if word in _SYNTAX), None)
    for n, (number, k) in enumerate(order):
        ds = ct_slice(identity, series, k, number=number, copy=n)
        if syntax is not None:
            _encode(ds, syntax)
        write_object(ds, folder / f"{series.name}-{n + 1:04d}.dcm")
        if progress is not None and n % 32 == 0:
            progress(n / len(order), "writing the CT")
    if "mixed" in variants:
        _add_strangers(identity, series, folder)


def _positioned(series: CtSeries, variants: tuple[str, ...]) -> CtSeries:
    """Same voxels in the same places, stored as the position of the patient makes a scanner store them."""
    feet, prone = "feet-first" in variants, "prone" in variants
    affine, image = series.lps_from_ijk.copy(), series.image
    if prone:
        # The scanner's columns and rows keep their direction in the room: to the patient's right and front now.
        columns, rows = image.shape[2], image.shape[1]
        affine[:3, 3] += affine[:3, 0] * (columns - 1) + affine[:3, 1] * (rows - 1)
        affine[:3, 0] *= -1
        affine[:3, 1] *= -1
        image = image[:, ::-1, ::-1]
    position = ("FF" if feet else "HF") + ("P" if prone else "S")
    return replace(series, image=image, lps_from_ijk=affine, patient_position=position)


def _kept(count: int, variants: tuple[str, ...]) -> list[tuple[int, int]]:
    """(instance number, slice) in the order of the file names; head first unless the feet go first."""
    slices = list(range(count)) if "feet-first" in variants else list(range(count))[::-1]
    if "gap" in variants:
        middle = count // 2
        slices = [k for k in slices if not middle - 1 <= k <= middle + 1]
    if "duplicates" in variants:
        slices += [count // 3, count // 3 + 1]
    numbers = list(range(1, len(slices) + 1))
    if "shuffled" in variants:
        shuffle = random.Random(7)
        shuffle.shuffle(slices)
        shuffle.shuffle(numbers)
    return list(zip(numbers, slices, strict=True))


def _encode(ds: Dataset, syntax: UID) -> None:
    """Compress the pixels of one slice without loss."""
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = syntax
    if syntax == DeflatedExplicitVRLittleEndian:
        return
    if syntax == RLELossless:
        ds.file_meta = FileMetaDataset()
        pixels = np.frombuffer(ds.PixelData, "<u2").reshape(ds.Rows, ds.Columns)
        ds.compress(RLELossless, pixels, generate_instance_uid=False)
        return
    import imagecodecs

    pixels = np.frombuffer(ds.PixelData, "<u2").reshape(ds.Rows, ds.Columns)
    encoders: dict[UID, Callable[[], bytes | bytearray]] = {
        JPEG2000Lossless: lambda: imagecodecs.jpeg2k_encode(
            pixels, reversible=True, codecformat="j2k", level=0, bitspersample=12
        ),
        JPEGLSLossless: lambda: imagecodecs.jpegls_encode(pixels),
        JPEGLosslessSV1: lambda: imagecodecs.ljpeg_encode(pixels, bitspersample=12),
    }
    ds.PixelData = encapsulate([bytes(encoders[syntax]())])
    ds["PixelData"].VR = "OB"
    ds["PixelData"].is_undefined_length = True


def _add_strangers(identity: Identity, series: CtSeries, folder: Path) -> None:
    """A sagittal localizer and a 5 mm soft reconstruction under the same series number and UID."""
    write_object(localizer(identity, series), folder / "ct-localizer.dcm")
    step = max(2, round(5.0 / float(np.linalg.norm(series.lps_from_ijk[:3, 2]))))
    count = len(series.image) // step
    thick = series.image[: count * step].reshape(count, step, *series.image.shape[1:]).mean(axis=1).astype(np.int16)
    affine = series.lps_from_ijk.copy()
    affine[:3, 3] += affine[:3, 2] * (step - 1) / 2
    affine[:3, 2] *= step
    soft = replace(series, image=thick, lps_from_ijk=affine, kernel="B30s")
    for k in range(count):
        write_object(ct_slice(identity, soft, k, number=2000 + k, copy=5000 + k), folder / f"ct-soft-{k + 1:03d}.dcm")
