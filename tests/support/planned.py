"""A vertebra of blocks to plan on, and needles measured the slow way: over every voxel, with nothing of the planner."""

import numpy as np
import numpy.typing as npt

from spineplan.anatomy.label_map import LabelledLevel, LabelledStructure, LabelMap
from spineplan.anatomy.numbering import Structure
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Needle
from spineplan.planning.field.safety_field import FieldRequest

Points = npt.NDArray[np.float64]

STEP_MM = 1.0
GRID_SHAPE = (60, 150, 120)
"""1 mm cubes; x = i - 60, y = j - 60, z = k - 30 (LPS mm at the voxel's centre)."""


def grid() -> Grid:
    affine = np.eye(4)
    affine[:3, 3] = (-60.0, -60.0, -30.0)
    return Grid(GRID_SHAPE, affine)


def block(low: tuple[int, int, int], high: tuple[int, int, int]) -> npt.NDArray[np.bool_]:
    """Voxels from low to high (LPS mm, x y z, both included)."""
    out = np.zeros(GRID_SHAPE, dtype=np.bool_)
    (x0, y0, z0), (x1, y1, z1) = low, high
    out[z0 + 30 : z1 + 31, y0 + 60 : y1 + 61, x0 + 60 : x1 + 61] = True
    return out


def vertebra(pedicle_mm: int = 9) -> npt.NDArray[np.bool_]:
    """Body 41 x 33 x 27 mm in front, two pedicles beside a canal 21 mm wide, an arch behind."""
    inner, outer = 11, 10 + pedicle_mm
    bone = block((-20, -32, -13), (20, 0, 13))
    bone |= block((inner, 1, -6), (outer, 16, 8)) | block((-outer, 1, -6), (-inner, 16, 8))
    return bone | block((-22, 16, -8), (22, 24, 8))


def canal() -> npt.NDArray[np.bool_]:
    return block((-10, 1, -20), (10, 15, 20))


def request(pedicle_mm: int = 9, structures: dict[Structure, npt.NDArray[np.bool_]] | None = None) -> FieldRequest:
    """L3 of blocks in a body of soft tissue; the canal is labelled unless other structures are given."""
    bone = vertebra(pedicle_mm)
    values = np.full(GRID_SHAPE, -1000, dtype=np.int16)
    values[:, 8:142, 8:112] = 40
    values[bone] = 300
    place = grid()
    volume = Volume(values, place, "CT", "1.2", "1.3")
    given = {Structure.SPINAL_CANAL: canal()} if structures is None else structures
    labelled = tuple(LabelledStructure(name, Mask(mask, (0, 0, 0), place).tight()) for name, mask in given.items())
    level = LabelledLevel("L3", Mask(bone, (0, 0, 0), place).tight())
    return FieldRequest(volume, LabelMap("blocks", "1.2", "verse", "VerSe", (level,), labelled), "L3")


def needle(
    entry_mm: tuple[float, float, float], target_mm: tuple[float, float, float], diameter_mm: float = 3.0,
    approach: str = "transpedicular", length_mm: float = 125.0,
) -> Needle:  # fmt: skip
    return Needle(
        id="n", level="L3", approach=approach, side="left" if entry_mm[0] > 0 else "right", entry_mm=entry_mm,
        target_mm=target_mm, model="11G 125", gauge="11G", outer_diameter_mm=diameter_mm, length_mm=length_mm,
    )  # fmt: skip


def centres(mask: npt.NDArray[np.bool_], place: Grid) -> Points:
    """LPS centres (n, 3) of all set voxels."""
    kji = np.argwhere(mask).astype(np.float64)
    ijk1 = np.column_stack([kji[:, ::-1], np.ones(len(kji))])
    return (ijk1 @ np.asarray(place.lps_from_ijk).T)[:, :3]


def brute_clearance(points: Points, place: Grid, start: Points, tip: Points, radius: float) -> float:
    """From a needle's surface to half-way between centre and faces of the nearest voxel, the plain way. points: the
    voxels' centres."""
    run = tip - start
    share = np.clip((points - start) @ run / float(run @ run), 0.0, 1.0)
    away = np.linalg.norm(points - start - share[:, None] * run, axis=1)
    near = points[away <= away.min() + 2.0 * float(np.linalg.norm(place.spacing_mm))]
    return float(_to_voxels(near, place, start, tip).min()) - radius


def _to_voxels(points: Points, place: Grid, start: Points, tip: Points) -> Points:
    """Per voxel (centres (n, 3)): distance of its inner half from the segment. By trying many places."""
    length = float(np.linalg.norm(tip - start))
    run = (tip - start) / length
    reach = float(np.linalg.norm(place.spacing_mm))
    tried = np.clip(((points - start) @ run)[:, None] + np.linspace(-reach, reach, 161), 0.0, length)
    off = np.abs((start + tried[..., None] * run - points[:, None]) @ np.asarray(place.ijk_from_lps)[:3, :3].T)
    away: Points = np.linalg.norm(np.maximum(off - 0.25, 0.0) * place.spacing_mm, axis=2).min(axis=1)
    return away


def from_axis(points: Points, start: Points, tip: Points) -> tuple[Points, Points]:
    """Per point (n, 3): distance from the axis through both, and its foot on it (n, 3)."""
    run = (tip - start) / np.linalg.norm(tip - start)
    foot = start + ((points - start) @ run)[:, None] * run
    return np.linalg.norm(points - foot, axis=1), foot


def shaft_start(needle: Needle, skin_mm: tuple[float, float, float] | None) -> Points:
    """Where the measured shaft begins: at the skin, or at the hub where no skin is known."""
    if skin_mm is not None:
        return np.array(skin_mm)
    tip = np.array(needle.target_mm)
    back = np.array(needle.entry_mm) - tip
    return tip + back / np.linalg.norm(back) * needle.length_mm
