"""Vertebrae of the synthetic patients with their tumours, rendered one by one, and the truth they were made from."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from spineplan.geometry.affine import transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology_frame import VertebraMasks
from spineplan.phantom.demo import render_ct
from spineplan.phantom.painter import Raster
from spineplan.phantom.raster import Rendered
from spineplan.phantom.recipes import read_recipe
from spineplan.phantom.scene import Scene, build_scene
from spineplan.phantom.structures import VERSE, Structure
from spineplan.phantom.truth_lesions import lesion_truth

BODY = (Structure.BODY, Structure.DENS)
CANAL = (Structure.CORD, Structure.EPIDURAL_SPACE, Structure.THECAL_SAC, Structure.ROOT)
PARTS = {
    "left_pedicle": (Structure.PEDICLE_LEFT,),
    "right_pedicle": (Structure.PEDICLE_RIGHT,),
    "spinous_process": (Structure.SPINOUS_PROCESS,),
}


@cache
def scene_of(case: str) -> Scene:
    """A case's scene, built once."""
    recipe = read_recipe(case)
    return build_scene(recipe, case, recipe.seed)


@dataclass(frozen=True, eq=False)
class Seen:
    """One level of a case with whatever else the box holds."""

    scene: Scene
    level: str
    rendered: Rendered
    grid: Grid
    volume: Volume

    @property
    def frame(self) -> np.ndarray:
        """lps_from_vertebra, as the patient was made."""
        return self.scene.spine.frames[self.level]

    def mask(self, inside: np.ndarray) -> Mask:
        """A mask of the box."""
        return Mask(np.ascontiguousarray(inside), (0, 0, 0), self.grid).tight()

    @property
    def numbers(self) -> list[int]:
        """Indices of the level's lesions in the scene."""
        return [n for n, lesion in enumerate(self.scene.lesions) if lesion.level == self.level]

    def lesion(self, n: int) -> Mask:
        """The voxels of one lesion."""
        return self.mask(self.rendered.lesions == self.scene.lesions[n].number)

    def truth(self, n: int) -> dict:
        """What truth.json says of it."""
        return lesion_truth(self.scene, self.rendered, n)

    def cells(self, n: int) -> dict[tuple[int, str], tuple[float, float]]:
        """Cell -> (lesion mL, cell mL), voxel by voxel from the axes and the canal that the vertebra was built with."""
        size = self.scene.spine.sizes[self.level]
        middle = np.array([0.0, size.depth / 2 + size.canal_depth / 2 + 0.3])
        masks, lesion = self.masks(), self.lesion(n)

        def flat(mask: Mask) -> tuple[np.ndarray, np.ndarray]:
            local = transform_points(np.linalg.inv(self.frame), centres_mm(mask))[:, :2] - middle
            return np.degrees(np.arctan2(local[:, 0], local[:, 1])) % 360.0, np.hypot(local[:, 0], local[:, 1])

        angle, radius = flat(masks.vertebra)
        outer = np.zeros(72)
        np.maximum.at(outer, (angle // 5).astype(int), radius)

        def halves(angle: np.ndarray, radius: np.ndarray) -> np.ndarray:
            turn = np.radians(angle)
            wall = 1.0 / np.hypot(np.sin(turn) / (size.canal_width / 2), np.cos(turn) / (size.canal_depth / 2))
            return radius < (wall + outer[(angle // 5).astype(int)]) / 2.0

        cells: dict[tuple[int, str], list[float]] = {}
        ml = self.grid.voxel_volume_ml
        inside = self.mask(masks.vertebra.full() & lesion.full())
        for column, mask in ((1, masks.vertebra), (0, inside)):
            angle, radius = flat(mask)
            deep = halves(angle, radius)
            for sector, is_deep in zip((angle // 30).astype(int) + 1, deep, strict=True):
                cells.setdefault((int(sector), "C" if is_deep else "B"), [0.0, 0.0])[column] += ml
        return {cell: (lesion_ml, cell_ml) for cell, (lesion_ml, cell_ml) in cells.items()}

    def masks(self, level: str | None = None) -> VertebraMasks:
        """A vertebra as label maps give it."""
        own = self.rendered.labels == VERSE[level or self.level]
        structures = self.rendered.structures
        parts = {"body": self.mask(own & np.isin(structures, BODY))}
        parts |= {name: self.mask(own & np.isin(structures, which)) for name, which in PARTS.items()}
        cranial = self.frame[:3, 2]
        return VertebraMasks(
            self.mask(own),
            parts,
            self.mask(np.isin(structures, CANAL)),
            cranial_lps=(float(cranial[0]), float(cranial[1]), float(cranial[2])),
        )


@cache
def seen(case: str, level: str, half_mm: tuple[float, float, float] = (52.0, 60.0, 34.0), step_mm: float = 1.0) -> Seen:
    """A box around a level, its lower neighbours cut off where it ends."""
    scene = scene_of(case)
    centre = scene.spine.frames[level][:3, 3] + np.array([0.0, 18.0, 0.0])
    counts = [2 * round(half / step_mm) for half in half_mm]
    affine = np.diag([step_mm, step_mm, step_mm, 1.0])
    affine[:3, 3] = centre - step_mm * (np.array(counts) - 1) / 2.0
    raster = Raster((counts[2], counts[1], counts[0]), affine)
    rendered = render_ct(scene, raster)
    grid = Grid(raster.shape_kji, affine)
    volume = Volume(rendered.image, grid, "CT", "1.2.3", "1.9")
    return Seen(scene, level, rendered, grid, volume)
