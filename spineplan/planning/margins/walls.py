"""How much wall is left around a needle in its pedicle, by direction."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spineplan.geometry.vectors import Vector
from spineplan.planning.field.pedicle import ZONE_MM, PedicleShape
from spineplan.planning.field.safety_field import SafetyField
from spineplan.planning.margins.grades import WALLS, Grade, Wall, gertzbein_robbins
from spineplan.planning.margins.wall_kernel import wall_clearances


@dataclass(frozen=True)
class PedicleWalls:
    """Millimetres of bone from the needle's surface to the outside, within the pedicle; negative: breached."""

    medial_mm: float
    lateral_mm: float
    superior_mm: float
    inferior_mm: float

    @property
    def by_wall(self) -> dict[Wall, float]:
        """By direction."""
        return dict(zip(WALLS, (self.medial_mm, self.lateral_mm, self.superior_mm, self.inferior_mm), strict=True))

    @property
    def thinnest(self) -> Wall:
        """The wall with least bone left."""
        walls = self.by_wall
        return min(WALLS, key=lambda wall: walls[wall])

    @property
    def least_mm(self) -> float:
        """Bone left at the thinnest wall."""
        return min(self.by_wall.values())

    @property
    def breach_mm(self) -> float:
        """How far the surface leaves the bone; 0 within it."""
        return max(0.0, -self.least_mm)

    @property
    def grade(self) -> Grade:
        """Gertzbein-Robbins."""
        return gertzbein_robbins(self.breach_mm)


def walls_of(
    field: SafetyField, pedicle: PedicleShape, start_mm: Vector, tip_mm: Vector, radii_mm: tuple[float, float]
) -> PedicleWalls | None:
    """Walls around a needle, or round its envelope: radii_mm at start and tip, linear between (LPS).

    None when the needle does not pass the level of the isthmus.
    """
    a, b = (float(pedicle.along_mm(end)) for end in (start_mm, tip_mm))
    if min(a, b) > 0.0 or max(a, b) < 0.0 or abs(b - a) < 1e-6:
        return None
    t = np.clip([(-ZONE_MM - a) / (b - a), (ZONE_MM - a) / (b - a)], 0.0, 1.0)
    first, last = (start_mm + share * (tip_mm - start_mm) for share in t)
    r = [radii_mm[0] + share * (radii_mm[1] - radii_mm[0]) for share in t]
    basis = np.stack([pedicle.medial, pedicle.cranial])
    found: npt.NDArray[np.float64] = wall_clearances(
        field.outer_mm, field.inner_mm, field.bone, field.to_kji, first, last, float(r[0]), float(r[1]), basis
    )
    medial, lateral, superior, inferior = (float(value) for value in found)
    return PedicleWalls(medial, lateral, superior, inferior)
