"""Vertebrae as one NIfTI label map in VerSe numbering, the exchange format for segmented spines."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np

from spineplan.anatomy.numbering import numbering
from spineplan.geometry.affine import LPS_FROM_RAS
from spineplan.imaging.mask import Mask

_SACRAL = {"S1": 26, "S2": 26, "S3": 26, "S4": 26, "S5": 26, "Co": 27}


def verse_number(level: str) -> int:
    """VerSe's number of a level; the whole sacrum has one. Raises ValueError for a name that is no level."""
    numbers = {name: number for number, name in numbering("verse").names.items()} | _SACRAL
    if level not in numbers:
        raise ValueError(f"{level!r} is not a vertebral level")
    return numbers[level]


def write_verse(path: Path, level_masks: Mapping[str, Mask]) -> None:
    """Write level masks as .nii.gz (uint8, sform and qform in RAS mm) on the grid they share, names in the header.

    Raises ValueError when there are no masks, they lie on different grids, or two levels claim one voxel; OSError.
    """
    import nibabel

    parents = {mask.parent for mask in level_masks.values()}
    if len(parents) != 1:
        raise ValueError("label maps need at least one mask, and one grid for all")
    (grid,) = parents
    array = np.zeros(grid.shape_kji, dtype=np.uint8)
    for level, mask in level_masks.items():
        box = tuple(slice(s, s + n) for s, n in zip(mask.start_kji, mask.voxels_kji.shape, strict=True))
        if array[box][mask.voxels_kji].any():
            raise ValueError(f"{level} shares voxels with another level")
        array[box][mask.voxels_kji] = verse_number(level)
    ras_from_ijk = LPS_FROM_RAS @ grid.lps_from_ijk
    nifti: Any = nibabel.Nifti1Image
    image = nifti(array.T, ras_from_ijk)
    image.header.set_xyzt_units("mm")
    image.set_sform(ras_from_ijk, code="scanner")
    image.set_qform(ras_from_ijk, code="scanner", strip_shears=True)
    image.header["descrip"] = b"VerSe label numbers"
    image.header.extensions.append(_names_extension(level_masks))
    nibabel.save(image, path)


def _names_extension(level_masks: Mapping[str, Mask]) -> Any:
    """The label table that Connectome Workbench defined and TotalSegmentator writes too."""
    import nibabel

    names = {verse_number(level): numbering("verse").names[verse_number(level)] for level in level_masks}
    table = "".join(f'<Label Key="{number}">{escape(names[number])}</Label>' for number in sorted(names))
    volume = f'<VolumeInformation Index="0"><LabelTable>{table}</LabelTable></VolumeInformation>'
    extension: Any = nibabel.nifti1.Nifti1Extension
    return extension(0, f"<CaretExtension>{volume}</CaretExtension>".encode())
