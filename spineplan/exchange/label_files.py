"""Label maps in any of the formats that other programs write."""

from pathlib import Path

import numpy as np

from spineplan.anatomy.importing.nifti import read_label_nifti
from spineplan.anatomy.importing.nrrd import read_label_nrrd
from spineplan.anatomy.importing.source import Key, LabelArray, LabelSource, NamedLabel
from spineplan.anatomy.numbering_names import meaning_of_name
from spineplan.errors import ImageRefused
from spineplan.exchange.dicom_seg import is_dicom_seg, read_label_seg
from spineplan.imaging.nifti import is_nifti

SUBREGION_NAMES = (("seg-vert", "seg-subreg"), ("seg-vert", "seg-spine"))
"""SPINEPS writes its sub-regions beside its vertebrae, under a name that differs in this part."""

MOST_LABELS, LEAST_NOTHING = 150, 0.3
"""No label map has more values, or less background; images have more, or less. Software convention."""


def read_labels(path: Path) -> LabelSource:
    """A label map: NIfTI, NRRD, DICOM SEG, or a folder of masks named after what they hold (TotalSegmentator without
    --ml). Raises ImageRefused with a sentence naming the file."""
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise ImageRefused(f'There is no file "{path.name}".')
    if is_nifti(path.name):
        return read_label_nifti(path)
    if path.name.lower().endswith((".nrrd", ".nhdr")):
        return read_label_nrrd(path)
    if is_dicom_seg(path):
        return read_label_seg(path)
    raise ImageRefused(f'"{path.name}" is no label map that can be read (NIfTI, NRRD or DICOM SEG).')


def subregions_beside(path: Path) -> Path | None:
    """The sub-region map that belongs to a vertebra map, when it lies beside it under the name SPINEPS gives it."""
    for vertebrae, subregions in SUBREGION_NAMES:
        beside = path.with_name(path.name.replace(vertebrae, subregions))
        if vertebrae in path.name and beside.is_file():
            return beside
    return None


def _folder(path: Path) -> LabelSource:
    """One mask per file; files whose name means nothing are left out unread."""
    layers: list[LabelArray] = []
    declared: dict[Key, NamedLabel] = {}
    first: LabelSource | None = None
    for file in sorted(path.iterdir()):
        name = file.name.removesuffix(".gz").removesuffix(".nii")
        if not is_nifti(file.name) or not meaning_of_name(name).used:
            continue
        mask = read_label_nifti(file)
        if first is not None and mask.grid != first.grid:
            raise ImageRefused(
                f'"{file.name}" lies on another grid than "{first.name}"; the masks do not belong together.'
            )
        first = first or mask
        inside = mask.layers[0] > 0
        number = len(declared) + 1
        at = next((n for n, layer in enumerate(layers) if not layer[inside].any()), len(layers))
        if at == len(layers):
            layers.append(np.zeros(inside.shape, dtype=np.uint16))
        layers[at][inside] = number
        declared[at, number] = NamedLabel(name)
    if first is None:
        raise ImageRefused(f'The folder "{path.name}" holds no masks named after vertebrae or organs.')
    return LabelSource(path.name, first.grid, tuple(layers), declared, "by the files of the folder")


def looks_like_labels(path: Path) -> bool:
    """Whether a file or folder is a label map rather than images: by its format, or by how few whole values it holds
    and how much of it is nothing. Reads NIfTI voxels: call it off the main thread."""
    if path.is_dir():
        files = [file for file in path.iterdir() if file.is_file()]
        stems = [file.name.removesuffix(".gz").removesuffix(".nii") for file in files if is_nifti(file.name)]
        return bool(stems) and len(stems) == len(files) and any(meaning_of_name(stem).used for stem in stems)
    if path.name.lower().endswith((".nrrd", ".nhdr")):
        return True
    if is_nifti(path.name):
        try:
            source = read_label_nifti(path)
        except ImageRefused:
            return False
        values = np.bincount(source.layers[0].ravel())
        few = int(np.count_nonzero(values)) <= MOST_LABELS
        return few and values[0] >= LEAST_NOTHING * source.layers[0].size
    return path.is_file() and is_dicom_seg(path)
