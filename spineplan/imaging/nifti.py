"""NIfTI volumes in and out. NIfTI is RAS; the change to LPS happens here with LPS_FROM_RAS and nowhere else."""

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from spineplan.errors import ImageRefused
from spineplan.geometry.affine import LPS_FROM_RAS
from spineplan.imaging.grid import Grid
from spineplan.imaging.volume import Int16Array, Volume

CT_BELOW = -200.0
"""No MR or label map reaches so low; air in CT does."""
_MOST_VOXELS = 2 << 30
_GZIP_RATIO = 1100
_SHEAR_TOLERANCE = 1e-3
_DATA_OFFSET = 352
_TO_MM = {"unknown": 1.0, "mm": 1.0, "meter": 1000.0, "micron": 0.001}
_BROKEN = (OSError, EOFError, ValueError, TypeError, KeyError, OverflowError, zlib.error)


@dataclass(frozen=True, eq=False)
class NiftiImage:
    """A NIfTI file that was found to hold one volume. content_sha256 names its bytes."""

    path: Path
    grid: Grid
    content_sha256: str
    likely_ct: bool
    description: str


def is_nifti(name: str) -> bool:
    """By its name: .nii or .nii.gz."""
    return name.lower().endswith((".nii", ".nii.gz"))


def inspect_nifti(path: Path) -> NiftiImage:
    """Header, place and kind of a NIfTI volume, without keeping its voxels.

    Raises ImageRefused for damaged files, several volumes in one file, and files that do not say where they lie.
    """
    try:
        image = _opened(path)
        grid = _grid(image, path)
        middle = np.asarray(image.dataobj[:, :, image.shape[2] // 2], dtype=np.float64)
    except _BROKEN:
        raise ImageRefused(f'"{path.name}" is damaged or not a NIfTI image.') from None
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name = path.name.removesuffix(".gz").removesuffix(".nii")
    return NiftiImage(path, grid, digest, bool(middle.min(initial=0.0, where=np.isfinite(middle)) < CT_BELOW), name)


def middle_slice(found: NiftiImage) -> npt.NDArray[np.float64]:
    """Real values of the slice in the middle, [j, i]. Raises ImageRefused."""
    try:
        image = _opened(found.path)
        return np.asarray(image.dataobj[:, :, image.shape[2] // 2], dtype=np.float64).reshape(image.shape[:2]).T
    except _BROKEN:
        raise ImageRefused(f'"{found.path.name}" is damaged.') from None


def read_nifti(found: NiftiImage, series_uid: str, frame_of_reference_uid: str) -> Volume:
    """The volume, int16 [k, j, i] on the file's own grid in LPS. Raises ImageRefused."""
    try:
        image = _opened(found.path)
        stored = np.asanyarray(image.dataobj.get_unscaled()).reshape(found.grid.shape_kji[::-1]).T
        slope, intercept = float(image.dataobj.slope), float(image.dataobj.inter)
    except (*_BROKEN, MemoryError):
        raise ImageRefused(f'"{found.path.name}" is damaged or too large to be read.') from None
    array, scale, offset = _as_int16(stored, slope, intercept, found.likely_ct)
    return Volume(
        array_kji=array,
        grid=found.grid,
        modality="CT" if found.likely_ct else "OT",
        series_uid=series_uid,
        frame_of_reference_uid=frame_of_reference_uid,
        description=found.description,
        unit="HU" if found.likely_ct else "",
        value_scale=scale,
        value_offset=offset,
        instances_digest=found.content_sha256,
    )


def write_nifti(volume: Volume, path: Path) -> None:
    """Write a volume as .nii or .nii.gz: int16 with the volume's scale and offset, sform and qform in RAS mm.

    Raises OSError.
    """
    import nibabel

    header: Any = nibabel.Nifti1Header()  # type: ignore[no-untyped-call]
    ras_from_ijk = LPS_FROM_RAS @ volume.grid.lps_from_ijk
    header.set_data_dtype(np.int16)
    header.set_data_shape(volume.array_kji.shape[::-1])
    header.set_xyzt_units("mm")
    header.set_sform(ras_from_ijk, code="scanner")
    header.set_qform(ras_from_ijk, code="scanner")
    header.set_slope_inter(volume.value_scale, volume.value_offset)
    if path.name.lower().endswith(".gz"):
        with path.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=1, fileobj=raw, mtime=0) as packed:
            _write(header, volume, packed)
    else:
        with path.open("wb") as raw:
            _write(header, volume, raw)


def _write(header: Any, volume: Volume, file: Any) -> None:
    """Header, then the stored values untouched: nibabel itself would rescale them."""
    header["magic"] = b"n+1"
    header.set_data_offset(_DATA_OFFSET)
    header.write_to(file)
    file.write(b"\0" * (_DATA_OFFSET - file.tell()))
    file.write(np.ascontiguousarray(volume.array_kji, dtype="<i2").data.cast("B"))


def _opened(path: Path) -> Any:
    """nibabel's lazily read image. Raises one of _BROKEN."""
    import nibabel

    try:
        return nibabel.load(path)
    except (nibabel.filebasedimages.ImageFileError, nibabel.spatialimages.HeaderDataError) as error:
        raise ValueError from error


def _grid(image: Any, path: Path) -> Grid:
    header = image.header
    shape = tuple(int(n) for n in image.shape)
    while len(shape) > 3 and shape[-1] == 1:
        shape = shape[:-1]
    if len(shape) != 3:
        raise ImageRefused(f'"{path.name}" holds {len(shape)} dimensions; one volume has three.')
    if min(shape) < 1 or np.prod(shape, dtype=np.float64) > _MOST_VOXELS or header.get_data_dtype().kind not in "iuf":
        raise ImageRefused(f'"{path.name}" claims a size or kind of voxel that cannot be shown.')
    needed = np.prod(shape, dtype=np.float64) * header.get_data_dtype().itemsize
    if needed > path.stat().st_size * (_GZIP_RATIO if path.name.lower().endswith(".gz") else 1):
        raise ImageRefused(f'"{path.name}" is cut off: it has fewer voxels than its header promises.')
    if int(header["sform_code"]) == 0 and int(header["qform_code"]) == 0:
        raise ImageRefused(f'"{path.name}" does not say how it lies in the patient (neither sform nor qform is set).')
    unit = _TO_MM.get(header.get_xyzt_units()[0], 1.0)
    affine = LPS_FROM_RAS @ np.diag([unit, unit, unit, 1.0]) @ np.asarray(image.affine, dtype=np.float64)
    axes = affine[:3, :3] / np.maximum(np.linalg.norm(affine[:3, :3], axis=0), 1e-12)
    if np.abs(axes.T @ axes - np.eye(3)).max() > _SHEAR_TOLERANCE:
        raise ImageRefused(f'"{path.name}" has axes that are not perpendicular.')
    return Grid((shape[2], shape[1], shape[0]), affine)


def _as_int16(stored: npt.NDArray[Any], slope: float, intercept: float, is_ct: bool) -> tuple[Int16Array, float, float]:
    """int16 values with their scale and offset; integers that fit are kept as they are."""
    if stored.dtype.kind in "iu" and (not is_ct or (slope, intercept) == (1.0, 0.0)):
        least, most = int(stored.min()), int(stored.max())
        shift = 0 if least >= -32768 and most <= 32767 else least + 32768
        if most - shift <= 32767 and not (is_ct and shift):
            moved = stored.astype(np.int64) - shift if shift else stored
            return np.ascontiguousarray(moved, dtype=np.int16), slope, intercept + shift * slope
    real = np.multiply(stored, slope, dtype=np.float64)
    real += intercept
    known = np.isfinite(real)
    if not known.all():
        real[~known] = real[known].min() if known.any() else 0.0
    low, high = float(real.min()), float(real.max())
    if is_ct or (low >= -32768 and high <= 32767 and bool((real == np.rint(real)).all())):
        return _rounded(real), 1.0, 0.0
    scale = max(abs(low), abs(high)) / 32767.0 or 1.0
    real /= scale
    return _rounded(real), scale, 0.0


def _rounded(real: npt.NDArray[np.float64]) -> Int16Array:
    np.rint(real, out=real)
    np.clip(real, -32768, 32767, out=real)
    return cast(Int16Array, np.ascontiguousarray(real.astype(np.int16)))
