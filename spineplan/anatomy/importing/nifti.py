"""Label maps in NIfTI files."""

import zlib
from pathlib import Path
from typing import Any

import numpy as np

from spineplan.anatomy.importing.sidecar import as_declared, names_beside, names_in_extension
from spineplan.anatomy.importing.source import LabelSource, label_array
from spineplan.errors import ImageRefused
from spineplan.imaging.nifti import inspect_nifti

_BROKEN = (OSError, EOFError, ValueError, TypeError, OverflowError, MemoryError, zlib.error)


def read_label_nifti(path: Path) -> LabelSource:
    """The labels of a .nii or .nii.gz on its own grid, with the names in its header or in a sidecar.

    Raises ImageRefused for damaged files, files that do not say how they lie, and values that are no labels.
    """
    import nibabel

    found = inspect_nifti(path)
    try:
        image: Any = nibabel.load(path)
        stored = np.asanyarray(image.dataobj).reshape(found.grid.shape_kji[::-1]).T
        extensions = [bytes(extension.content) for extension in image.header.extensions]
    except _BROKEN:
        raise ImageRefused(f'"{path.name}" is damaged or too large to be read.') from None
    layer = label_array(stored, path.name)
    names: dict[int, str] = {}
    for content in extensions:
        names.update(names_in_extension(content))
    declared_by = "in the file's header" if names else ""
    if not names:
        names, beside = names_beside(path)
        declared_by = f'in "{beside}"' if names else ""
    return LabelSource(path.name, found.grid, (layer,), as_declared(names), declared_by)
