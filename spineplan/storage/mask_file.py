"""A mask as NIfTI-1 that any viewer opens in the right place, and back."""

import gzip
import struct
import zlib
from typing import Any

import nibabel as nib
import numpy as np
from msgspec import Struct

from spineplan.errors import PlanRefused
from spineplan.geometry.affine import LPS_FROM_RAS
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask

HEADER_BYTES = 352
MOST_VOXELS = 1 << 28
"""Of one mask's box; a whole 512 x 512 x 1000 CT."""

Triple = tuple[int, int, int]
Row = tuple[float, float, float, float]


class MaskPlace(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a mask's box lies in its series' grid, exactly (a NIfTI header rounds to float32). Order k, j, i."""

    start_kji: Triple
    shape_kji: Triple
    parent_shape_kji: Triple
    parent_lps_from_ijk: tuple[Row, Row, Row]

    def __post_init__(self) -> None:
        for low, values in ((0, self.start_kji), (1, self.shape_kji), (1, self.parent_shape_kji)):
            if not all(low <= value <= 100_000 for value in values):
                raise ValueError("a mask's box has an implausible size")

    @property
    def voxels(self) -> int:
        """Voxels of the box."""
        k, j, i = self.shape_kji
        return k * j * i


def place_of(mask: Mask) -> MaskPlace:
    """The exact place of a mask."""
    k, j, i = mask.voxels_kji.shape
    x, y, z = (tuple(float(value) for value in row) for row in mask.parent.lps_from_ijk[:3])
    return MaskPlace(
        start_kji=mask.start_kji,
        shape_kji=(k, j, i),
        parent_shape_kji=mask.parent.shape_kji,
        parent_lps_from_ijk=(x, y, z),  # type: ignore[arg-type]
    )


def encode_mask(mask: Mask) -> bytes:
    """Gzipped NIfTI-1 of the mask's box, uint8 0/1, axes (i, j, k), RAS millimetres."""
    affine_ras = LPS_FROM_RAS @ mask.grid.lps_from_ijk
    nifti: Any = nib.Nifti1Image
    image = nifti(np.ascontiguousarray(mask.voxels_kji.astype(np.uint8)).T, affine_ras)
    image.set_sform(affine_ras, code=1)
    image.set_qform(affine_ras, code=1, strip_shears=True)
    image.header.set_xyzt_units("mm")
    return gzip.compress(image.to_bytes(), compresslevel=6, mtime=0)


def decode_mask(data: bytes, place: MaskPlace, sha256: str) -> Mask:
    """The mask of a file; `place` has been found to be of a plausible size.

    Raises PlanRefused unless it is exactly the mask that its place and hash promise.
    """
    raw = _gunzip(data, HEADER_BYTES + place.voxels)
    _check_header(raw[:HEADER_BYTES], place)
    voxels = np.frombuffer(raw, dtype=np.uint8, offset=HEADER_BYTES).reshape(place.shape_kji)
    if voxels.max() > 1:
        raise PlanRefused("A mask of the plan file holds something other than yes and no; it was refused.")
    try:
        parent = Grid(place.parent_shape_kji, np.array([*place.parent_lps_from_ijk, (0.0, 0.0, 0.0, 1.0)]))
        mask = Mask(voxels.astype(np.bool_), place.start_kji, parent)
    except ValueError as error:
        raise PlanRefused("A mask of the plan file does not fit its images; it was refused.") from error
    if mask.sha256 != sha256:
        raise PlanRefused("A mask of the plan file was changed or damaged; open a backup (.bak1) instead.")
    return mask


def _gunzip(data: bytes, size: int) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    try:
        raw = reader.decompress(data, size + 1)
    except zlib.error as error:
        raise PlanRefused("A mask of the plan file is damaged; open a backup (.bak1) instead.") from error
    if len(raw) != size or not reader.eof or reader.unused_data:
        raise PlanRefused("A mask of the plan file is damaged; open a backup (.bak1) instead.")
    return raw


def _check_header(header: bytes, place: MaskPlace) -> None:
    """What our own writer puts there: little-endian NIfTI-1, three axes (i, j, k), uint8, data at byte 352."""
    dim = struct.unpack_from("<8h", header, 40)
    datatype = struct.unpack_from("<h", header, 70)[0]
    offset = struct.unpack_from("<f", header, 108)[0]
    if header[344:348] != b"n+1\0" or dim[:4] != (3, *place.shape_kji[::-1]) or datatype != 2 or offset != HEADER_BYTES:
        raise PlanRefused("A mask of the plan file is not one that spineplan wrote; it was refused.")
