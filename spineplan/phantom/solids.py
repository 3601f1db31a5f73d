"""What the scene is made of: solids painted one after the other, each an implicit shape with layered tissue."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from spineplan.phantom.frames import Array

NO_LOFTS: Array = np.zeros((1, 6))
CORTEX_DEEP = -1.0
SAME = -1


class LesionKind(IntEnum):
    LYTIC = 0
    BLASTIC = 1
    MIXED = 2


@dataclass(frozen=True)
class Layer:
    """From depth_mm below the surface inwards (CORTEX_DEEP: below the local cortex) the solid is this tissue."""

    depth_mm: float
    tissue: str
    structure: int = SAME


@dataclass(frozen=True)
class Lesion:
    """Tumour in the frame of the solid that holds it; `number` is its value in the lesion mask."""

    number: int
    level: str
    kind: LesionKind
    rows: Array
    keeps_cortex: bool
    leaves_bone: bool
    margin_mm: float
    density: float
    uptake: float
    rim: bool


@dataclass(frozen=True)
class Solid:
    """label 0 clears vertebra labels under it, SAME keeps them; structure numbers come from the rows or the layers."""

    name: str
    rows: Array
    layers: tuple[Layer, ...]
    lps_from_local: Array = field(default_factory=lambda: np.eye(4))
    lofts: Array = field(default_factory=lambda: NO_LOFTS)
    label: int = 0
    smooth: bool = False
    """Large, smooth and of one structure: its distance may be evaluated on every second voxel and interpolated."""
    lesions: tuple[Lesion, ...] = ()
