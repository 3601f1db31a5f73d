"""What the vertebral canal holds: epidural fat, thecal sac, cord down to L1, roots leaving by the foramina."""

import numpy as np

from spineplan.phantom.frames import Array, moved, point, turned, unit
from spineplan.phantom.primitives import chain, ellipsoid
from spineplan.phantom.solids import Layer, Solid
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import Structure

CONUS = "L1"
CORD_RADII = {"C": (6.3, 3.9), "T": (4.4, 3.7), "L": (3.6, 3.2)}


def canal_axis(spine: Spine) -> tuple[Array, Array, list[str]]:
    """Points (n, 3) LPS on the canal's axis, (n, 2) half widths and depths, and the level each belongs to."""
    points, radii, owners = [], [], []
    for level in spine.levels:
        size = spine.sizes[level]
        for z in (0.45, -0.1, -0.55):
            y = size.depth / 2 + size.canal_depth / 2 + 0.3
            points.append(moved(spine.frames[level], point(0, y, z * size.height)))
            radii.append((size.canal_width / 2, size.canal_depth / 2))
            owners.append(level)
    path, wide = np.array(points), np.array(radii)
    smooth = path.copy()
    for _ in range(2):
        smooth[1:-1] = (smooth[:-2] + 2 * smooth[1:-1] + smooth[2:]) / 4
    return smooth, wide, owners


def canal_solids(spine: Spine, above: Array, below: Array) -> list[Solid]:
    """`above` and `below`: (n, 3) LPS points that carry the canal on into C1 and the sacrum."""
    path, radii, owners = canal_axis(spine)
    full = np.vstack([above, path, below])
    first, last = radii[0], radii[-1] * 0.85
    wide = np.vstack([np.tile(first, (len(above), 1)), radii, np.outer(np.linspace(0.9, 0.35, len(below)), last)])
    conus = owners.index(CONUS) + 1 + len(above) if CONUS in owners else len(full)
    sac_end = len(full) - max(len(below) - 3, 0)
    solids = [
        _tube("epidural fat", full, wide * 0.97, "epidural_fat", Structure.EPIDURAL_SPACE),
        _tube("thecal sac", full[:sac_end], wide[:sac_end] * 0.80, "csf", Structure.THECAL_SAC),
        *_foramina(spine),
        _tube("cord", full[:conus], _cord_radii(owners, len(above), conus), "cord", Structure.CORD),
    ]
    return [*solids, *_cauda(full[conus - 1 : sac_end], wide[conus - 1 : sac_end])]


def _tube(name: str, path: Array, radii: Array, tissue: str, structure: Structure) -> Solid:
    return Solid(name, chain(path, radii, structure=structure), (Layer(0.0, tissue),), label=0)


def _cord_radii(owners: list[str], above: int, count: int) -> Array:
    names = ["C"] * above + [owner[0] for owner in owners]
    radii = np.array([CORD_RADII[name] for name in names[:count]])
    for _ in range(4):
        radii[1:-1] = (radii[:-2] + 2 * radii[1:-1] + radii[2:]) / 4
    radii[-3:] *= np.array([0.9, 0.7, 0.35])[:, None][-len(radii[-3:]) :]
    return radii


def _cauda(path: Array, radii: Array) -> list[Solid]:
    """Strands of the cauda equina, lying back in the sac."""
    if len(path) < 3:
        return []
    strands = []
    for x, y in (
        (-0.5, 0.3),
        (-0.3, 0.5),
        (-0.1, 0.55),
        (0.1, 0.55),
        (0.3, 0.5),
        (0.5, 0.3),
        (-0.62, 0.05),
        (0.62, 0.05),
    ):
        strands.append(
            chain(path + np.stack([x * radii[:, 0], y * radii[:, 1], 0 * radii[:, 0]], axis=1) * 0.8, (0.7, 0.7))
        )
    rows = np.vstack(strands)
    rows[:, 3] = Structure.ROOT
    return [Solid("cauda equina", rows, (Layer(0.0, "root"),))]


def _foramina(spine: Spine) -> list[Solid]:
    """Fat in each neural foramen and the root that leaves through it."""
    fat, roots = [], []
    for level in spine.levels:
        size, disc = spine.sizes[level], spine.discs[level]
        y = size.depth_lower / 2
        lift = size.disc / 2 + 0.16 * size.height
        for side in (1, -1):
            inner = moved(disc, point(side * size.canal_width * 0.40, y + size.canal_depth * 0.35, lift))
            outer = moved(disc, point(side * (size.canal_width / 2 + 9.0), y - 1.0, lift - 5.0))
            middle = (inner + outer) / 2
            axes = np.stack([unit(outer - inner), turned(disc, point(0, 1, 0)), turned(disc, point(0, 0, 1))], axis=1)
            fat.append(ellipsoid(middle, (8.0, 4.2, 0.32 * size.height), axes=axes, structure=Structure.EPIDURAL_SPACE))
            thick = 2.6 if size.region == "L" else 1.7
            roots.append(chain(np.array([inner, middle, outer]), (thick, thick), structure=Structure.ROOT))
    return [
        Solid("foraminal fat", np.vstack(fat), (Layer(0.0, "epidural_fat"),)),
        Solid("roots", np.vstack(roots), (Layer(0.0, "root"),)),
    ]
