"""A series as the workstation sees it: one int16 array on a grid."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from spineplan.imaging.grid import Grid

Int16Array = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Window:
    """Display window, in the volume's own values: width > 0, centre (DICOM 0028,1051 and 0028,1050)."""

    width: float
    centre: float


@dataclass(frozen=True, eq=False)
class Volume:
    """array_kji: int16, C order. Real value = stored * value_scale + value_offset, in `unit` ("HU", "" for MR,
    "counts", "g/ml" ...); for CT scale is 1 and offset 0, so the array *is* HU.

    padding_value: stored value of voxels that carry no data (outside the field of view), or None.
    windows: from the DICOM header, in real values. notes: sentences for the user (e.g. "tilt of 18.5 deg resampled").
    Raises ValueError when array and grid disagree or the array is no C-ordered int16.
    """

    array_kji: Int16Array
    grid: Grid
    modality: str
    series_uid: str
    frame_of_reference_uid: str
    description: str = ""
    unit: str = "HU"
    value_scale: float = 1.0
    value_offset: float = 0.0
    padding_value: int | None = None
    windows: tuple[Window, ...] = ()
    notes: tuple[str, ...] = ()
    study_uid: str = ""
    instances_digest: str = field(default="")

    def __post_init__(self) -> None:
        if self.array_kji.dtype != np.int16 or self.array_kji.shape != self.grid.shape_kji:
            raise ValueError("the array must be int16 and match the grid's shape")
        if not self.array_kji.flags.c_contiguous:
            raise ValueError("the array must be in C order")
