"""Masks and volumes as NIfTI: RAS+ affine from LPS by diag(-1, -1, 1)."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spineplan.phantom.frames import Array


def write_nifti(array_kji: NDArray[np.uint8] | NDArray[np.int16], lps_from_ijk: Array, path: Path) -> None:
    nibabel: Any = importlib.import_module("nibabel")  # its annotations are partial; loaded only when used
    ras_from_ijk = np.diag([-1.0, -1.0, 1.0, 1.0]) @ lps_from_ijk
    image = nibabel.Nifti1Image(array_kji.T, ras_from_ijk)
    image.header.set_xyzt_units("mm")
    image.set_sform(ras_from_ijk, code=1)
    axes = lps_from_ijk[:3, :3] / np.linalg.norm(lps_from_ijk[:3, :3], axis=0)
    if np.allclose(axes.T @ axes, np.eye(3), atol=1e-6):  # a sheared grid has no quaternion
        image.set_qform(ras_from_ijk, code=1)
    nibabel.save(image, path)
