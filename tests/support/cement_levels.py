"""One vertebra of the synthetic patient, with or without a way out for cement, as volume, masks and tips."""

from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.phantom.demo import render_ct
from spineplan.phantom.frames import moved
from spineplan.phantom.openings import mouth_mm
from spineplan.phantom.painter import Raster
from spineplan.phantom.recipes import Opening, read_recipe
from spineplan.phantom.scene import Scene, build_scene
from spineplan.phantom.structures import VERSE, Structure
from spineplan.phantom.vertebra import pedicle
from spineplan.planning.filling.simulation import Terrain, Tip, survey
from spineplan.planning.filling.space import space_around

HALF_MM = np.array([42.0, 48.0, 34.0])
CANAL = (Structure.CORD, Structure.EPIDURAL_SPACE, Structure.THECAL_SAC, Structure.ROOT)


@dataclass(frozen=True, eq=False)
class CementLevel:
    """A rendered vertebra. mouth_mm: where its opening lies (LPS), None for an intact one."""

    scene: Scene
    level: str
    volume: Volume
    vertebra: Mask
    body: Mask
    canal: Mask
    mouth_mm: np.ndarray | None

    def place(self, left: float, posterior: float, cranial: float) -> tuple[float, float, float]:
        """LPS of a place in the vertebra's own frame, mm from the middle of its body."""
        x, y, z = moved(self.scene.spine.frames[self.level], np.array([left, posterior, cranial]))
        return (float(x), float(y), float(z))

    def tip(self, side: int, left: float, posterior: float, cranial: float) -> Tip:
        """A needle through the middle of the pedicle of a side (1 left) to a place."""
        at = np.array([left, posterior, cranial])
        through = pedicle(self.scene.spine.sizes[self.level], side).centre
        return Tip(self.place(*at), entry_mm=self.place(*(at + 1.5 * (through - at))), outer_mm=2.4)

    def terrain(self, lesion: Mask | None = None) -> Terrain:
        """Surveyed for filling."""
        return survey(space_around(self.volume, self.vertebra, self.body, canal=self.canal, lesion=lesion))


def cement_level(
    level: str, opening: Opening | None = None, *, seed: int = 17, age: int = 64, spacing_mm: float = 0.9
) -> CementLevel:
    """Render one vertebra of the case "cement-leaks" with this opening only."""
    recipe = read_recipe("cement-leaks")
    openings = () if opening is None else (opening,)
    scene = build_scene(
        replace(recipe, openings=openings, person=replace(recipe.person, age=age)), "cement-leaks", seed
    )
    spacing = np.full(3, spacing_mm)
    shape = np.ceil(2.0 * HALF_MM / spacing).astype(int)
    affine = np.diag([*spacing, 1.0])
    affine[:3, 3] = scene.spine.frames[level][:3, 3] + [0.0, 14.0, 0.0] - (shape - 1) / 2.0 * spacing
    k, j, i = (int(n) for n in shape[::-1])
    ct = render_ct(scene, Raster((k, j, i), affine))
    grid = Grid((k, j, i), affine)
    vertebra = ct.labels == VERSE[level]
    masks = (vertebra, vertebra & (ct.structures == Structure.BODY), np.isin(ct.structures, CANAL))
    whole, body, canal = (Mask(np.ascontiguousarray(one), (0, 0, 0), grid) for one in masks)
    volume = Volume(np.ascontiguousarray(ct.image), grid, "CT", "1.2.3", "1.2.4")
    mouth = mouth_mm(scene.spine, opening) if opening is not None else None
    return CementLevel(scene, level, volume, whole, body, canal, mouth)
